"""Elements of a Word file: their names, how they are read, written and changed."""

from __future__ import annotations

from xml.etree import ElementTree
from xml.etree.ElementTree import Element

SPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "lkip": "urn:lkip",
}
for _prefix, _uri in SPACES.items():
    ElementTree.register_namespace(_prefix, _uri)

ORDER = {
    "w:pPr": "pStyle keepNext keepLines pageBreakBefore framePr numPr pBdr shd tabs spacing ind contextualSpacing jc sectPr",
    "w:rPr": "rStyle rFonts b bCs i iCs strike color sz szCs u vertAlign",
    "w:trPr": "cantSplit tblHeader",
    "w:tcPr": "tcW gridSpan vMerge tcBorders shd noWrap tcMar vAlign",
    "w:tblPr": "tblStyle tblW jc tblInd tblBorders tblLayout tblCellMar tblLook tblCaption tblDescription",
}
"""Word insists on the order of properties."""


def qualify(name: str) -> str:
    """Return a name with its prefix as ElementTree spells it."""
    prefix, local = name.split(":")
    return f"{{{SPACES[prefix]}}}{local}"


INVISIBLE = {qualify("w:bookmarkStart"), qualify("w:bookmarkEnd")}


def parse(text: str) -> Element:
    """Return an element written with the usual prefixes."""
    spaces = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in SPACES.items())
    return ElementTree.fromstring(f"<x {spaces}>{text}</x>")[0]


def serialise(element: Element) -> bytes:
    """Return an element as a part of the file."""
    text: bytes = ElementTree.tostring(element, encoding="UTF-8", xml_declaration=True)
    return text


def read_style(block: Element) -> str:
    """Return the style of a paragraph; empty when it names none, or is no paragraph."""
    style = block.find(f"{qualify('w:pPr')}/{qualify('w:pStyle')}")
    return "" if style is None else style.get(qualify("w:val"), "")


def read_text(element: Element) -> str:
    """Return what is read in an element."""
    return "".join(text.text or "" for text in element.iter(qualify("w:t")))


def find_properties(element: Element, name: str) -> Element:
    """Return the properties of an element, which come first in it."""
    found = element.find(qualify(name))
    if found is None:
        found = Element(qualify(name))
        element.insert(0, found)
    return found


def put_property(properties: Element, text: str) -> None:
    """Put a property in its place, instead of what was there."""
    new = parse(text)
    kind = next(name for name in ORDER if qualify(name) == properties.tag)
    order = [qualify(f"w:{name}") for name in ORDER[kind].split()]
    for old in properties.findall(new.tag):
        properties.remove(old)
    before = set(order[: order.index(new.tag)])
    place = sum(child.tag in before for child in properties)
    properties.insert(place, new)


def keep_with_next(paragraph: Element) -> None:
    """Keep a paragraph on the page of the one that follows it."""
    put_property(find_properties(paragraph, "w:pPr"), "<w:keepNext/>")


def make_paragraph(style: str) -> Element:
    """Return an empty paragraph."""
    return parse(f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr></w:p>')


def make_run(text: str) -> Element:
    """Return a piece of a paragraph that says something."""
    run = parse('<w:r><w:t xml:space="preserve"/></w:r>')
    run[0].text = text
    return run
