"""What Quarto would take for a command of its own in a text that is none."""

from __future__ import annotations

import re

QUARTO_MARK = "b58fc729-690b-4000-b19f-365a4093b2ff"
"""What Quarto writes in the place of a command while it reads a text, and undoes wherever it finds it afterwards."""


def part_braces(text: str) -> str:
    r"""Return a text in which Quarto finds no command of its own.

    It looks for them even in attributes and metadata, after Markdown has been read, when no escape is left: a word
    joiner, which no data holds, parts their braces until the filter writes the text.

    Examples
    --------
    >>> part_braces("{{{< env X >}}") == "{\u2060{\u2060{< env X >}\u2060}"
    True
    """
    return re.sub(r"([{}])(?=\1)", "\\1\u2060", text)
