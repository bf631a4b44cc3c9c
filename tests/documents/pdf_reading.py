"""Reading a PDF back: its text as poppler gives it, and its structure as anybody may check it with pikepdf."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import pikepdf
import pytest
import uharfbuzz as hb

from desktop_app.documents.blocks import Document, Furniture, Paragraph, rich

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from desktop_app.documents.blocks import Block

needs_poppler: Final = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler is not installed")

_DIRECTION_MARKS: Final = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_PAINTING: Final = frozenset(
    ["Tj", "TJ", "'", '"', "f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "Do", "sh", "INLINE IMAGE"]
)


def a_document(*blocks: Block | str, language: str = "en", furniture: Furniture | None = None) -> Document:
    """A document of some blocks, plain texts as paragraphs, without any furniture if none is given."""
    content = tuple(Paragraph(rich(block)) if isinstance(block, str) else block for block in blocks)
    return Document("A document", language, content, None, furniture or Furniture("", "", ""))


def pages(data: bytes, *options: str) -> list[str]:
    """The text of each page as poppler gives it, without marks of direction, with single spaces."""
    run = subprocess.run(
        ["pdftotext", "-enc", "UTF-8", *options, "-", "-"], input=data, capture_output=True, check=True
    )
    assert not run.stderr, run.stderr.decode()
    found = _DIRECTION_MARKS.sub("", run.stdout.decode("utf-8")).split("\f")[:-1]
    return [" ".join(page.split()) for page in found]


def text(data: bytes) -> str:
    """The text of all pages."""
    return " ".join(pages(data))


@dataclass
class Element:
    """An element of the structure as it was written: its type, its kids, and what it marks on the pages."""

    kind: str
    written: pikepdf.Object
    kids: list[Element] = field(default_factory=list)
    content: list[tuple[int, int]] = field(default_factory=list)
    links: list[pikepdf.Object] = field(default_factory=list)

    def walk(self) -> Iterator[Element]:
        """The element and all below it, in the order in which they are read."""
        yield self
        for kid in self.kids:
            yield from kid.walk()


class Tagged:
    """A PDF with its structure."""

    def __init__(self, data: bytes) -> None:
        self.pdf = pikepdf.open(io.BytesIO(data))
        self._pages = {page.obj.objgen: number for number, page in enumerate(self.pdf.pages)}
        self.by_number: dict[tuple[int, int], Element] = {}
        self.root = self._element(self.pdf.Root.StructTreeRoot.K[0])

    def all(self, *kinds: str) -> list[Element]:
        """The elements of some types in the order in which they are read; all without a type."""
        return [element for element in self.root.walk() if not kinds or element.kind in kinds]

    def standard(self, element: Element) -> str:
        """The standard type of an element."""
        roles = self.pdf.Root.StructTreeRoot.RoleMap
        return str(roles[f"/{element.kind}"])[1:] if f"/{element.kind}" in roles else element.kind

    def _element(self, written: pikepdf.Object) -> Element:
        element = Element(str(written.S)[1:], written)
        self.by_number[written.objgen] = element
        for kid in _kids(written):
            if not isinstance(kid, pikepdf.Dictionary):
                element.content.append((self._pages[written.Pg.objgen], int(str(kid))))
            elif kid.get("/Type") == "/MCR":
                element.content.append((self._pages[kid.Pg.objgen], int(kid.MCID)))
            elif kid.get("/Type") == "/OBJR":
                element.links.append(kid.Obj)
            else:
                element.kids.append(self._element(kid))
        return element


def _kids(written: pikepdf.Object) -> list[object]:
    kids = written.get("/K")
    if isinstance(kids, pikepdf.Array):
        return list(kids)
    return [] if kids is None else [kids]


def _instructions(page: pikepdf.Page) -> Iterator[tuple[list[pikepdf.Object], str]]:
    """What is drawn on a page: operands and operator, one after the other."""
    for instruction in pikepdf.parse_content_stream(page):
        yield list(instruction.operands), str(instruction.operator)


def problems(data: bytes) -> list[str]:
    """What is wrong with the structure, the fonts and the properties of a PDF (ISO 14289-1, clause 7)."""
    tagged = Tagged(data)
    return [
        *_unmarked(tagged),
        *_wrong_parents(tagged),
        *_wrong_links(tagged),
        *_wrong_fonts(tagged),
        *_wrong_headings(tagged),
        *_wrong_elements(tagged),
        *_wrong_properties(tagged),
    ]


def _unmarked(tagged: Tagged) -> Iterator[str]:
    for number, page in enumerate(tagged.pdf.pages):
        depth: list[bool] = []
        in_text = False
        seen: list[int] = []
        for operands, name in _instructions(page):
            if name in ("BDC", "BMC"):
                properties = operands[1] if len(operands) > 1 else None
                mcid = properties.get("/MCID") if isinstance(properties, pikepdf.Dictionary) else None
                if mcid is not None:
                    seen.append(int(mcid))
                depth.append(mcid is not None or str(operands[0]) == "/Artifact")
            elif name == "EMC":
                depth.pop()
            elif name in ("BT", "ET"):
                if in_text == (name == "BT"):
                    yield f"page {number}: {name} out of turn"
                in_text = name == "BT"
            elif name in _PAINTING and not any(depth):
                yield f"page {number}: {name} is neither content nor artifact"
        if depth or in_text:
            yield f"page {number}: something is left open"
        if sorted(seen) != list(range(len(seen))):
            yield f"page {number}: identifiers {seen}"


def _wrong_parents(tagged: Tagged) -> Iterator[str]:
    tree = _number_tree(tagged.pdf.Root.StructTreeRoot.ParentTree)
    marked = {place for element in tagged.all() for place in element.content}
    for number, page in enumerate(tagged.pdf.pages):
        owners = tree[int(page.StructParents)]
        for mcid, owner in enumerate(owners):
            if (number, mcid) not in tagged.by_number[owner.objgen].content:
                yield f"page {number}: content {mcid} is not its parent's"
            marked.discard((number, mcid))
    if marked:
        yield f"marked in the structure and on no page: {sorted(marked)}"


def _wrong_links(tagged: Tagged) -> Iterator[str]:
    tree = _number_tree(tagged.pdf.Root.StructTreeRoot.ParentTree)
    for number, page in enumerate(tagged.pdf.pages):
        for annotation in page.get("/Annots", []):
            owner = tagged.by_number[tree[int(annotation.StructParent)].objgen]
            if annotation.objgen not in [link.objgen for link in owner.links] or owner.kind != "Link":
                yield f"page {number}: a link is not its element's"
            if not str(annotation.get("/Contents", "")):
                yield f"page {number}: a link says nothing"
            if str(page.get("/Tabs")) != "/S":
                yield f"page {number}: no order of tabs"


def _number_tree(tree: pikepdf.Object) -> dict[int, pikepdf.Object]:
    flat = list(tree.Nums)
    return {int(key): value for key, value in zip(flat[::2], flat[1::2], strict=True)}


def _wrong_fonts(tagged: Tagged) -> Iterator[str]:
    fonts: dict[tuple[int, int], pikepdf.Object] = {}
    for page in tagged.pdf.pages:
        for font in page.Resources.Font.values():
            fonts[font.objgen] = font
    for font in fonts.values():
        descendant = font.DescendantFonts[0]
        name = str(font.BaseFont)
        program = descendant.FontDescriptor.get("/FontFile2")
        if program is None or "/ToUnicode" not in font:
            yield f"{name} is not embedded, or has no way back to text"
            continue
        face = hb.Face(hb.Blob(bytes(program.read_bytes())))
        numbers = bytes(descendant.CIDToGIDMap.read_bytes())
        widths = [float(width) for width in descendant.W[1]]
        drawn = hb.Font(face)
        if int(descendant.W[0]) != 1:
            yield f"{name}: the widths begin at {descendant.W[0]}"
        for code, width in enumerate(widths, 1):
            glyph = int.from_bytes(numbers[2 * code : 2 * code + 2], "big")
            if not 0 < glyph < face.glyph_count:
                yield f"{name}: code {code} has no glyph"
            elif abs(drawn.get_glyph_h_advance(glyph) * 1000 / face.upem - width) > 1:
                yield f"{name}: code {code} is said to be {width} wide"
        mapped = set(re.findall(rb"(?m)^<([0-9a-f]{4})><[0-9a-f]+>", bytes(font.ToUnicode.read_bytes())))
        if len(mapped) != len(widths):
            yield f"{name}: {len(widths) - len(mapped)} codes without text"


def _wrong_headings(tagged: Tagged) -> Iterator[str]:
    before = 0
    for element in tagged.all():
        level = re.fullmatch("H([1-6])", tagged.standard(element))
        if level is None:
            continue
        if int(level[1]) > before + 1:
            yield f"a heading of level {level[1]} after one of level {before}"
        if not element.content:
            yield "an empty heading"
        before = int(level[1])


def _wrong_elements(tagged: Tagged) -> Iterator[str]:
    named: set[str] = set()
    for element in tagged.all():
        written = element.written
        if element.kind == "Figure" and not ("/Alt" in written and "/BBox" in written.get("/A", {})):
            yield "a figure without alternative text or without its place"
        if element.kind == "TH" and "/Scope" not in written.get("/A", {}):
            yield "a header cell without a scope"
        if element.kind == "Note":
            name = str(written.get("/ID", ""))
            if not name or name in named:
                yield f"a note named {name!r}"
            named.add(name)
        allowed = {"L": {"LI", "Caption"}, "LI": {"Lbl", "LBody"}, "TR": {"TH", "TD"}, "TOC": {"TOCI"}}
        wrong = {kid.kind for kid in element.kids} - allowed.get(element.kind, {kid.kind for kid in element.kids})
        if wrong:
            yield f"{wrong} in {element.kind}"


def _wrong_properties(tagged: Tagged) -> Iterator[str]:
    root = tagged.pdf.Root
    metadata = bytes(root.Metadata.read_bytes()).decode("utf-8")
    wanted = {
        "marked": bool(root.MarkInfo.Marked),
        "title shown": bool(root.ViewerPreferences.DisplayDocTitle),
        "language": bool(str(root.Lang)),
        "identifier": "<pdfuaid:part>1</pdfuaid:part>" in metadata,
        "archive": "<pdfaid:part>2</pdfaid:part>" in metadata and "/OutputIntents" in root,
        "title": "<dc:title>" in metadata and "/Title" in tagged.pdf.docinfo,
        "unencrypted": not tagged.pdf.is_encrypted,
    }
    yield from (f"no {name}" for name, there in wanted.items() if not there)


def spoken(element: Element, data: bytes) -> str:
    """The text of an element, decoded from the codes of its content through the fonts' own maps."""
    return "".join(_shown(data, element.content))


def _shown(data: bytes, places: Sequence[tuple[int, int]]) -> Iterator[str]:
    pdf = pikepdf.open(io.BytesIO(data))
    for number, mcid in places:
        inside, font = -1, None
        stack: list[int] = []
        for operands, name in _instructions(pdf.pages[number]):
            if name in ("BDC", "BMC"):
                properties = operands[1] if len(operands) > 1 else None
                here = properties.get("/MCID") if isinstance(properties, pikepdf.Dictionary) else None
                stack.append(int(here) if here is not None else inside)
                inside = stack[-1]
            elif name == "EMC":
                stack.pop()
                inside = stack[-1] if stack else -1
            elif name == "Tf":
                font = _map(pdf.pages[number].Resources.Font[str(operands[0])])
            elif name == "TJ" and inside == mcid and font is not None:
                for part in operands[0]:
                    if isinstance(part, pikepdf.String):
                        codes = bytes(part)
                        yield "".join(font[codes[at : at + 2].hex()] for at in range(0, len(codes), 2))


def _map(font: pikepdf.Object) -> dict[str, str]:
    pairs = re.findall(rb"(?m)^<([0-9a-f]{4})><([0-9a-f]+)>", bytes(font.ToUnicode.read_bytes()))
    return {code.decode(): bytes.fromhex(utf16.decode()).decode("utf-16-be") for code, utf16 in pairs}
