"""A PDF is one that archives keep: the rules of PDF/A-2a (ISO 19005-2, clause 6), as far as a file can show them."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Final

import pikepdf
import pytest
import uharfbuzz as hb

from desktop_app.documents import pdf
from desktop_app.documents.blocks import Picture, Table, cell
from tests.documents.everything import everything, picture, saying
from tests.documents.pdf_reading import Tagged, a_document
from tests.documents.test_pdf_hostile import HOSTILE

if TYPE_CHECKING:
    from collections.abc import Iterator

STANDARD: Final = frozenset(
    [
        "Document",
        "Part",
        "Sect",
        "Div",
        "BlockQuote",
        "Caption",
        "TOC",
        "TOCI",
        "Index",
        "P",
        "H1",
        "H2",
        "H3",
        "H4",
        "H5",
        "H6",
        "L",
        "LI",
        "Lbl",
        "LBody",
        "Table",
        "TR",
        "TH",
        "TD",
        "THead",
        "TBody",
        "TFoot",
        "Span",
        "Quote",
        "Note",
        "Reference",
        "BibEntry",
        "Code",
        "Link",
        "Annot",
        "Figure",
        "Formula",
        "Form",
    ]
)
LONGEST_STRING: Final = 32_767
LONGEST_NAME: Final = 127
PRIVATE: Final = ((0xE000, 0xF8FF), (0xF0000, 0x10FFFF))
FORBIDDEN_IN_STREAMS: Final = ("/F", "/FFilter", "/FDecodeParms")
FORBIDDEN_IN_CATALOGUE: Final = ("/OpenAction", "/AA", "/OCProperties", "/Requirements", "/AcroForm", "/Names")

SAID_TWICE: Final = {
    "/Title": "dc:title",
    "/Subject": "dc:description",
    "/Keywords": "pdf:Keywords",
    "/Producer": "pdf:Producer",
}


def objections(data: bytes) -> list[str]:
    """What an archive would object to, each with the clause of the standard."""
    opened = pikepdf.open(io.BytesIO(data))
    return [
        *_of_the_file(data, opened),
        *_of_objects(opened),
        *_of_colours(opened),
        *_of_fonts(opened),
        *_of_pages(opened),
        *_of_metadata(opened),
        *_of_structure(data),
    ]


def _of_the_file(data: bytes, opened: pikepdf.Pdf) -> Iterator[str]:
    if not re.match(rb"%PDF-1\.[0-7]\n%[\x80-\xff]{4,}\n", data):
        yield "6.1.2: the header"
    if not data.endswith(b"%%EOF\n"):
        yield "6.1.3: something follows the end"
    if len(opened.trailer.ID) != 2 or "/Encrypt" in opened.trailer:
        yield "6.1.3: no identifier, or encrypted"
    for start in re.finditer(rb"(\d+) 0 obj(.)", data):
        if start[2] != b"\n":
            yield f"6.1.9: object {start[1]!r} begins on its line"
    if data.count(b"stream\r\n") or len(re.findall(rb">>stream\n", data)) != data.count(b"\nendstream\nendobj\n"):
        yield "6.1.7.1: ends of lines around a stream"
    wrong = [each for each in FORBIDDEN_IN_CATALOGUE if each in opened.Root]
    if wrong:
        yield f"6.4 to 6.11: {wrong} in the catalogue"


def _of_objects(opened: pikepdf.Pdf) -> Iterator[str]:
    if len(opened.objects) > 8_388_607:
        yield "6.1.13: too many objects"
    for number, made in enumerate(opened.objects, 1):
        if isinstance(made, pikepdf.Stream) and any(key in made for key in FORBIDDEN_IN_STREAMS):
            yield f"6.1.7: stream {number}"
        for value in _strings(made):
            if isinstance(value, pikepdf.String) and len(bytes(value)) > LONGEST_STRING:
                yield f"6.1.13: a string of {len(bytes(value))} bytes in object {number}"
            if isinstance(value, pikepdf.Name) and len(str(value)) > LONGEST_NAME + 1:
                yield f"6.1.13: a name of {len(str(value))} bytes in object {number}"


def _strings(made: object) -> Iterator[object]:
    """What is written in an object itself, not in those that it refers to."""
    waiting = [made]
    while waiting:
        value = waiting.pop()
        if isinstance(value, pikepdf.Array):
            waiting += [each for each in value if not getattr(each, "is_indirect", False)]
        elif isinstance(value, (pikepdf.Dictionary, pikepdf.Stream)):
            waiting += [each for each in dict(value.items()).values() if not getattr(each, "is_indirect", False)]
        else:
            yield value


def _of_colours(opened: pikepdf.Pdf) -> Iterator[str]:
    intents = list(opened.Root.get("/OutputIntents", []))
    if [str(intent.S) for intent in intents] != ["/GTS_PDFA1"]:
        yield "6.2.3: not one output intent"
        return
    profile = bytes(intents[0].DestOutputProfile.read_bytes())
    if int(intents[0].DestOutputProfile.N) != 3 or profile[12:20] != b"mntrRGB " or profile[8] > 4:
        yield "6.2.3: no profile of a screen's colours"
    for made in opened.objects:
        if isinstance(made, pikepdf.Stream) and made.get("/Subtype") == "/Image":
            if str(made.ColorSpace) not in ("/DeviceRGB", "/DeviceGray") or int(made.BitsPerComponent) != 8:
                yield f"6.2.4.3: a picture in {made.ColorSpace}"
            if any(key in made for key in ("/Alternates", "/OPI")) or bool(made.get("/Interpolate", False)):
                yield "6.2.8: a picture with alternates, or interpolated"


def _of_fonts(opened: pikepdf.Pdf) -> Iterator[str]:
    for made in opened.objects:
        if not isinstance(made, pikepdf.Dictionary) or made.get("/Subtype") != "/Type0":
            continue
        name, descendant = str(made.BaseFont), made.DescendantFonts[0]
        if str(made.Encoding) != "/Identity-H" or str(descendant.CIDSystemInfo.Ordering) != "Identity":
            yield f"6.2.11.3: {name}"
        if not re.fullmatch(r"/[A-Z]{6}\+.+", name) or str(descendant.BaseFont) != name:
            yield f"6.2.11.2: {name} is not the name of a subset"
        if "/FontFile2" not in descendant.FontDescriptor or "/CIDSet" in descendant.FontDescriptor:
            yield f"6.2.11.4: {name} is not embedded as a font of its glyphs alone"
            continue
        face = hb.Face(hb.Blob(bytes(descendant.FontDescriptor.FontFile2.read_bytes())))
        numbers = bytes(descendant.CIDToGIDMap.read_bytes())
        glyphs = {int.from_bytes(numbers[at : at + 2], "big") for at in range(2, len(numbers), 2)}
        if 0 in glyphs or max(glyphs) >= face.glyph_count:
            yield f"6.2.11.8: {name} has codes without a glyph"
        yield from _of_meanings(name, bytes(made.ToUnicode.read_bytes()))


def _of_meanings(name: str, written: bytes) -> Iterator[str]:
    for meaning in re.findall(rb"(?m)^<[0-9a-f]{4}><([0-9a-f]+)>", written):
        said = bytes.fromhex(meaning.decode()).decode("utf-16-be")
        if not said or any(character in "\0\ufeff\ufffe" for character in said):
            yield f"6.2.11.7.2: {name} has a code that means {said!r}"
        if any(first <= ord(character) <= last for character in said for first, last in PRIVATE):
            yield f"6.2.11.7.3: {name} has a code of private use, {said!r}"


def _of_pages(opened: pikepdf.Pdf) -> Iterator[str]:
    for number, page in enumerate(opened.pages):
        if any(key in page for key in ("/AA", "/PresSteps", "/Group")) or "/Resources" not in page:
            yield f"6.2.2, 6.5.2, 6.10: page {number}"
        depth = 0
        for instruction in pikepdf.parse_content_stream(page):
            name = str(instruction.operator)
            depth += {"q": 1, "Q": -1}.get(name, 0)
            if depth not in range(29) or name in ("BI", "INLINE IMAGE", "gs", "ri", "sh", "cs", "CS", "k", "K", "PS"):
                yield f"6.2: {name} on page {number}"
            for operand in instruction.operands:
                if any(isinstance(s, pikepdf.String) and len(bytes(s)) > LONGEST_STRING for s in _strings(operand)):
                    yield f"6.1.13: a long string on page {number}"
        for annotation in page.get("/Annots", []):
            if str(annotation.Subtype) != "/Link" or int(annotation.F) != 4 or "/A" in annotation:
                yield f"6.3, 6.5: an annotation on page {number}"


def _of_metadata(opened: pikepdf.Pdf) -> Iterator[str]:
    if "/Filter" in opened.Root.Metadata:
        yield "6.6.2.1: compressed metadata"
    said = bytes(opened.Root.Metadata.read_bytes()).decode("utf-8")
    if "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>" not in said:
        yield "6.6.4: no declaration"
    if "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>" not in said:
        yield "6.6.2.3: the declaration of PDF/UA is not described"
    with opened.open_metadata(set_pikepdf_as_editor=False) as metadata:
        pairs = {
            "/Title": "dc:title",
            "/Subject": "dc:description",
            "/Keywords": "pdf:Keywords",
            "/Producer": "pdf:Producer",
        }
        for key, name in pairs.items():
            if str(opened.docinfo.get(key, "")) != str(metadata.get(name, "")):
                yield f"6.6.3: {key} and {name} differ"


def _of_structure(data: bytes) -> Iterator[str]:
    tagged = Tagged(data)
    root = tagged.pdf.Root
    if not bool(root.MarkInfo.Marked) or not re.fullmatch(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*", str(root.Lang)):
        yield "6.7.2, 6.7.4: not tagged, or in no language"
    roles = root.StructTreeRoot.RoleMap
    if any(str(key)[1:] in STANDARD for key in dict(roles.items())):
        yield "6.7.3.4: a standard type is said to be another"
    for element in tagged.all():
        if tagged.standard(element) not in STANDARD:
            yield f"6.7.3.4: {element.kind} is no standard type"
        if element.kind == "Figure" and "/Alt" not in element.written:
            yield "6.7.5: a figure without a description"


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_an_archive_would_take_a_document_of_everything(language: str) -> None:
    assert objections(pdf.render(everything(language))) == []


@pytest.mark.parametrize("text", [*HOSTILE, "\uf0b7 from a word processor \U000f0001", "\ufeffa\u0000b"])
def test_an_archive_would_take_what_people_paste(text: str) -> None:
    for language in ("en", "ar"):
        assert objections(pdf.render(saying(text, language))) == []


def test_descriptions_are_no_longer_than_a_string_may_be() -> None:
    long = "مصطلح " * 20_000
    table = Table((), (cell("A"),), [(cell("B"),)], long)
    assert objections(pdf.render(a_document(Picture(picture(), long, 100), table))) == []


@pytest.mark.parametrize("mode", ["L", "RGBA", "CMYK"])
def test_an_archive_would_take_pictures_of_every_kind(mode: str) -> None:
    import PIL.Image

    target = io.BytesIO()
    PIL.Image.new(mode, (7, 5)).save(target, "JPEG" if mode == "CMYK" else "PNG")
    assert objections(pdf.render(a_document(Picture(target.getvalue(), "A picture", 70)))) == []


def test_what_is_wrong_is_found() -> None:
    data = pdf.render(a_document("Text"))
    opened = pikepdf.open(io.BytesIO(data))
    del opened.Root.OutputIntents
    opened.Root.AA = pikepdf.Dictionary()
    broken = io.BytesIO()
    opened.save(broken)
    found = "\n".join(objections(broken.getvalue()))
    assert "6.2.3" in found
    assert "/AA" in found
