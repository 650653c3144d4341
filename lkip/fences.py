"""Markdown outside its fenced blocks: what stands in a fence, such as a raw table with data, is kept to the letter."""

from __future__ import annotations

import re
from collections.abc import Callable

_FENCE = re.compile(r"^(`{3,})[^\n]*\n.*?^\1`*[ \t]*$", re.MULTILINE | re.DOTALL)


def change_outside(text: str, change: Callable[[str], str]) -> str:
    r"""Return a text of which all but the fenced blocks has been changed.

    Examples
    --------
    >>> print(change_outside("a\n```{=html}\na\n```\na", str.upper))
    A
    ```{=html}
    a
    ```
    A
    """
    parts, end = [], 0
    for fence in _FENCE.finditer(text):
        parts += [change(text[end : fence.start()]), fence[0]]
        end = fence.end()
    return "".join([*parts, change(text[end:])])
