"""What stays together on a page: announcements, captions and notes with what they belong to."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from lkip.word.elements import INVISIBLE, keep_with_next, qualify, read_style, read_text
from lkip.word.pages import Section

LINES = 300
"""Letters of a paragraph that needs no company on a page."""


def keep_together(section: Section) -> None:
    """Let words that announce something, captions and notes stay with what they belong to."""
    shown = [block for block in section.blocks if block.tag not in INVISIBLE]
    for before, block, following in zip([None, *shown], shown, shown[1:], strict=False):
        led = before is not None and _is_below(following, before)
        if block.tag == qualify("w:p") and _belongs(block, following, led=led):
            keep_with_next(block)


def _is_below(block: Element, heading: Element) -> bool:
    """Return whether a block is a heading one level or more below another."""
    upper, lower = read_style(heading), read_style(block)
    return upper.startswith("Heading") and lower.startswith("Heading") and lower > upper


def _belongs(block: Element, following: Element, *, led: bool) -> bool:
    """Return whether a paragraph stays with what follows; ``led``: it stands alone between a heading and the first below it."""
    style = read_style(block)
    if style in ("ImageCaption", "CatatanTabel"):
        return read_style(following) == "CatatanTabel"
    text = read_text(block)
    announces = following.tag == qualify("w:tbl") or read_style(following) == "TableCaption" or text.endswith(":")
    return style in ("BodyText", "FirstParagraph") and len(text) < LINES and (announces or led)
