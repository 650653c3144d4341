"""What stays together on a page: announcements, captions and notes with what they belong to."""

from __future__ import annotations

from itertools import pairwise
from xml.etree.ElementTree import Element

from lkip.word.elements import INVISIBLE, keep_with_next, qualify, read_style, read_text
from lkip.word.pages import Section

LINES = 300
"""Letters of a paragraph that needs no company on a page."""


def keep_together(section: Section) -> None:
    """Let words that announce something, captions and notes stay with what they belong to."""
    shown = [block for block in section.blocks if block.tag not in INVISIBLE]
    for block, following in pairwise(shown):
        if block.tag == qualify("w:p") and _belongs(block, following):
            keep_with_next(block)


def _belongs(block: Element, following: Element) -> bool:
    style = read_style(block)
    if style in ("ImageCaption", "CatatanTabel"):
        return read_style(following) == "CatatanTabel"
    text = read_text(block)
    announces = following.tag == qualify("w:tbl") or read_style(following) == "TableCaption" or text.endswith(":")
    return style in ("BodyText", "FirstParagraph") and len(text) < LINES and announces
