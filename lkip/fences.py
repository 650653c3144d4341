"""Markdown outside its fenced blocks: what stands in a fence, such as a raw table with data, is kept to the letter."""

from __future__ import annotations

import re
from collections.abc import Callable

_FENCE = re.compile(r"^(`{3,})[^\n]*\n.*?^\1`*[ \t]*$", re.MULTILINE | re.DOTALL)


def list_outside(text: str) -> list[str]:
    r"""Return what stands before, between and behind the fenced blocks.

    Examples
    --------
    >>> list_outside("a\n```\nb\n```\nc")
    ['a\n', '\nc']
    """
    ends = [0, *(found.end() for found in _FENCE.finditer(text))]
    starts = [*(found.start() for found in _FENCE.finditer(text)), len(text)]
    return [text[end:start] for end, start in zip(ends, starts, strict=True)]


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
    fences = [*(found[0] for found in _FENCE.finditer(text)), ""]
    return "".join(change(part) + fence for part, fence in zip(list_outside(text), fences, strict=True))
