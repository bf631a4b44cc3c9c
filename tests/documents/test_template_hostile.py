"""A template is somebody else's file: what is in it is bounded, opens nothing, and tells of nobody."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import pytest
from docx.oxml.ns import nsdecls
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from openxml_audit import OpenXmlValidator
from PIL import Image

from desktop_app.documents import templates, word
from desktop_app.documents.word.template import opening, reading
from desktop_app.documents.word.template.packing import packed
from desktop_app.documents.word.template.reading import read
from desktop_app.errors import Damaged, FileRefused, Foreign, NotFound, TooLarge
from tests.documents.everything import everything, picture
from tests.documents.letterheads import TEMPLATES, arabic, box, french, members, operated, plain, zipped
from tests.documents.opening import Opened

if TYPE_CHECKING:
    from pathlib import Path

    from desktop_app.documents.blocks import Document

_R: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_HEADER: Final = (
    f'<w:hdr {nsdecls("w", "r", "wp", "a", "pic")} xmlns:v="urn:schemas-microsoft-com:vml"'
    ' xmlns:o="urn:schemas-microsoft-com:office:office"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" mc:Ignorable="w14">%s</w:hdr>'
)


def with_header(content: str, relations: str = "", parts: dict[str, bytes] | None = None) -> bytes:
    """The plain template with a header of this content, with these relationships, beside these parts."""
    made = members(plain())
    made["word/header9.xml"] = (_HEADER % content).encode()
    made["word/_rels/header9.xml.rels"] = (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{relations}</Relationships>'
    ).encode()
    made |= parts or {}
    content_ = zipped(made)
    header = f'<Relationship Id="rId9" Type="{_R}/header" Target="header9.xml"/></Relationships>'
    reference = f'<w:sectPr><w:headerReference xmlns:r="{_R}" w:type="default" r:id="rId9"/>'
    return operated(
        operated(content_, "word/_rels/document.xml.rels", "</Relationships>", header),
        "word/document.xml",
        "<w:sectPr>",
        reference,
    )


def relation(kind: str, target: str, *, outside: bool = False, name: str = "rId1") -> str:
    mode = ' TargetMode="External"' if outside else ""
    return f'<Relationship Id="{name}" Type="{_R}/{kind}" Target="{target}"{mode}/>'


def blip(attribute: str = "r:embed", name: str = "rId1", descr: str = "") -> str:
    """A picture in the line."""
    return (
        '<w:p><w:r><w:drawing><wp:inline><wp:extent cx="9" cy="9"/>'
        f'<wp:docPr id="1" name="C:\\Users\\marchand\\logo.png" descr="{descr}"/>'
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr>'
        '<pic:cNvPr id="1" name="x"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>'
        f'<a:blip {attribute}="{name}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm>'
        '<a:off x="0" y="0"/><a:ext cx="9" cy="9"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
        "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
    )


SAID: Final = "<w:p><w:r><w:t>Mairie</w:t></w:r></w:p>"


def everything_in(content: bytes) -> bytes:
    """All parts of a file, one after another."""
    return b"\n".join(members(content).values())


def small() -> Document:
    """A document of a few paragraphs, with all that stands outside its text."""
    made = everything("fr")
    return replace(made, blocks=made.blocks[:3])


def made_on(content: bytes) -> Opened:
    """A document on a template, which keeps the standard, as kept and chosen anew alike."""
    template = read(content, "x.docx")
    opened = Opened(small(), template)
    assert Opened(small(), read(packed(template), "x.docx")).bytes == opened.bytes
    return opened


def audited(opened: Opened, folder: Path) -> list[object]:
    path = folder / "made.docx"
    path.write_bytes(opened.bytes)
    return list(OpenXmlValidator().validate(str(path)).errors)


# files that are refused


@pytest.mark.parametrize(
    "content",
    [b"", b"PK\x03\x04", b"PK\x03\x04 and more of it", b"%PDF-1.7", picture(), zipped({"mimetype": b"application/x"})],
    ids=["empty", "cut", "torn", "pdf", "picture", "zip"],
)  # fmt: skip
def test_what_is_no_word_file_is_refused_in_a_sentence(content: bytes) -> None:
    with pytest.raises((Foreign, Damaged), match="Nothing was changed"):
        read(content, "x.docx")


def test_what_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        templates.choose(tmp_path / "nowhere.docx")
    with pytest.raises(FileRefused):
        templates.choose(tmp_path)


def test_macros_are_refused() -> None:
    kind = "application/vnd.ms-word.document.macroEnabled.main+xml"
    parts = members(french())
    types = parts["[Content_Types].xml"].decode()
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    with pytest.raises(Foreign, match="macros"):
        read(zipped({**parts, "[Content_Types].xml": types.replace(main, kind).encode()}), "x.docm")
    hidden = '<Override PartName="/word/x.bin" ContentType="application/vnd.ms-office.vbaProject"/></Types>'
    with pytest.raises(Foreign, match="macros"):
        read(zipped({**parts, "[Content_Types].xml": types.replace("</Types>", hidden).encode()}), "x.docx")


def test_a_password_and_word_97_are_refused() -> None:
    with pytest.raises(Foreign, match="password"):
        read(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "x.doc")


def test_the_strict_form_is_refused() -> None:
    parts = members(plain())
    parts["_rels/.rels"] = parts["_rels/.rels"].replace(
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships", b"http://purl.oclc.org/ooxml/officeDocument/relationships"
    )  # fmt: skip
    with pytest.raises(Foreign, match="strict"):
        read(zipped(parts), "x.docx")


def test_a_page_without_room_is_refused() -> None:
    with pytest.raises(Foreign, match="margins"):
        read(operated(plain(), "word/document.xml", 'w:left="1701"', 'w:left="9000"'), "x.docx")


def test_what_unpacks_to_too_much_is_refused() -> None:
    bomb = zipped({**members(plain()), "word/styles.xml": b"<x>" + b" " * (opening.MAX_PART + 1) + b"</x>"})
    assert len(bomb) < 200_000
    with pytest.raises(TooLarge):
        read(bomb, "x.docx")
    with pytest.raises(TooLarge):
        read(b"PK\x03\x04" + bytes(opening.MAX_FILE), "x.docx")
    many = zipped({**members(plain()), **{f"word/{number}.xml": b"" for number in range(opening.MAX_MEMBERS)}})
    with pytest.raises(TooLarge):
        read(many, "x.docx")
    with pytest.raises(TooLarge):
        read(with_header("<w:p/>" * 30_000), "x.docx")


def test_words_without_end_are_refused() -> None:
    with pytest.raises(TooLarge):
        read(with_header(f"<w:p><w:r><w:t>{'Mairie ' * 200_000}</w:t></w:r></w:p>"), "x.docx")
    sheet = operated(plain(), "word/styles.xml", "Letra pequeña", "x" * (reading.MAX_SHEET + 1))
    with pytest.raises(TooLarge):
        read(sheet, "x.docx")


def test_much_that_is_small_is_refused_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "MAX_UNPACKED", 20_000)
    with pytest.raises(TooLarge):
        read(french(), "x.docx")


def test_two_parts_of_one_name_are_refused() -> None:
    target = io.BytesIO(plain())
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(target, "a") as archive:
        archive.writestr("word/document.xml", b"<w:document/>")
    with pytest.raises(Damaged):
        read(target.getvalue(), "x.docx")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("part", ["document", "styles"])
def test_entities_are_refused(part: str, encoding: str) -> None:
    parts = members(plain())
    name = f"word/{part}.xml"
    declared = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    parts[name] = (declared + parts[name].decode()).encode(encoding)
    with pytest.raises(Damaged):
        read(zipped(parts), "x.docx")


def test_depth_is_no_matter() -> None:
    with pytest.raises(Damaged):
        read(with_header("<w:p>" * 2000 + "</w:p>" * 2000), "x.docx")


_WHOLE: Final = (french(), plain())


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_whatever_is_broken_in_a_file_is_refused_or_read(data: st.DataObject) -> None:
    content = bytearray(data.draw(st.sampled_from(_WHOLE)))
    for _change in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    if data.draw(st.booleans()):
        del content[data.draw(st.integers(0, len(content) - 1)) :]
    try:
        template = read(bytes(content), "x.docx")
    except FileRefused:
        return
    word.render(small(), template=template)


# what is left behind


def test_nothing_tells_of_whoever_made_it() -> None:
    for make in TEMPLATES.values():
        parts = members(make())
        parts["customXml/item1.xml"] = b"<secret>Marchand</secret>"
        parts["word/comments.xml"] = b"<w:comments>Marchand</w:comments>"
        opened = made_on(zipped(parts))
        whole = everything_in(opened.bytes)
        for secret in (b"Marchand", b"python-docx", b"rsid", b"lastModifiedBy", b"creator", b"w14:", b"customXml"):
            assert secret not in whole, secret
        assert b"Marchand" not in everything_in(packed(read(zipped(parts), "x.docx")))
        assert sorted(name for name in opened.archive.namelist() if name.startswith("docProps")) == [
            "docProps/core.xml"
        ]


def test_words_stay_and_what_surrounds_them_goes() -> None:
    content = (
        '<w:p w:rsidR="00AA11BB" w14:paraId="1A2B3C4D"><w:bookmarkStart w:id="1" w:name="secret"/>'
        "<w:sdt><w:sdtPr><w:dataBinding w:xpath='/a' w:storeItemID='x'/></w:sdtPr><w:sdtContent><w:r><w:t>Ville</w:t>"
        '</w:r></w:sdtContent></w:sdt><w:hyperlink r:id="rId1"><w:r><w:t> de Port</w:t></w:r></w:hyperlink>'
        '<w:ins w:author="Marchand" w:date="2020-01-01T00:00:00Z"><w:r><w:t>-Cendré</w:t></w:r></w:ins>'
        '<w:del w:author="Marchand"><w:r><w:delText>gone</w:delText></w:r></w:del><w:bookmarkEnd w:id="1"/>'
        '<w:smartTag w:uri="x" w:element="y"><w:r><w:t>!</w:t></w:r></w:smartTag><w:commentReference w:id="3"/>'
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r></w:p>"
    )
    opened = made_on(with_header(content, relation("hyperlink", "https://example.org/spy", outside=True)))
    assert opened.paragraphs("header1")[0] == "Ville de Port-Cendré!"
    whole = everything_in(opened.bytes)
    for secret in (b"Marchand", b"00AA11BB", b"1A2B3C4D", b"secret", b"spy", b"gone", b"hidden"):
        assert secret not in whole, secret


@pytest.mark.parametrize(
    "content",
    [
        blip("r:link"), blip("r:embed"),
        '<w:p><w:r><w:pict><v:shape><v:imagedata r:id="rId1" o:href="https://example.org/spy"/></v:shape></w:pict></w:r>'
        "</w:p>",
        '<w:p><w:r><w:pict><v:shape><v:imagedata src="https://example.org/spy"/></v:shape></w:pict></w:r></w:p>',
        '<w:p><w:r><w:object><v:shape><v:imagedata r:id="rId1"/></v:shape><o:OLEObject Type="Embed" r:id="rId1"/>'
        "</w:object></w:r></w:p>",
        '<w:altChunk r:id="rId1"/>', '<w:subDoc r:id="rId1"/>', '<w:p><w:r><w:control r:id="rId1"/></w:r></w:p>',
        '<w:p><w:r><w:contentPart r:id="rId1"/></w:r></w:p>',
    ],
    ids=["linked", "embedded", "vml", "src", "object", "altChunk", "subDoc", "control", "contentPart"],
)  # fmt: skip
@pytest.mark.parametrize("kind", ["image", "oleObject", "aFChunk", "package"])
def test_nothing_outside_the_file_is_called(content: str, kind: str, tmp_path: Path) -> None:
    outside = relation(kind, "https://example.org/spy.png", outside=True)
    opened = made_on(with_header(SAID + content, outside))
    whole = everything_in(opened.bytes)
    for word_ in (b"spy", b"External", b"OLEObject", b"altChunk", b"subDoc", b"w:control", b"contentPart"):
        assert word_ not in whole
    assert "Mairie" in opened.paragraphs("header1")
    assert audited(opened, tmp_path) == []


def test_no_part_of_a_document_refers_outside() -> None:
    for make in TEMPLATES.values():
        opened = made_on(make())
        for name in opened.archive.namelist():
            if name.endswith(".rels"):
                for each in etree.fromstring(opened.archive.read(name)):
                    assert each.get("TargetMode", "Internal") == "Internal"
                    assert "attachedTemplate" not in each.get("Type", "")


@pytest.mark.parametrize(
    "instruction",
    ['INCLUDEPICTURE "https://example.org/spy.png"', 'INCLUDETEXT "C:\\\\secret.docx"', "DDEAUTO c:\\\\cmd.exe",
     'LINK Excel.Sheet.8 "x.xls"', "AUTHOR", "FILENAME \\p", "LASTSAVEDBY", 'HYPERLINK "https://example.org/spy"',
     'MACROBUTTON Spy "x"', 'IF 1 = 1 "a" "b"', "DOCPROPERTY Company", "USERNAME", "PAGE \\h &#x22;{ AUTHOR }"],
)  # fmt: skip
@pytest.mark.parametrize("simple", [True, False])
def test_fields_that_tell_or_open_anything_leave_their_words(instruction: str, *, simple: bool) -> None:
    escaped = instruction.replace('"', "&quot;")
    if simple:
        content = f'<w:p><w:fldSimple w:instr=" {escaped} "><w:r><w:t>shown</w:t></w:r></w:fldSimple></w:p>'
    else:
        content = _field(escaped, "<w:r><w:t>shown</w:t></w:r>")
    opened = made_on(with_header(content))
    assert opened.paragraphs("header1")[0] == "shown"
    assert not opened.find("//w:fldSimple | //w:fldChar | //w:instrText", "header1")


def _field(instruction: str, shown: str) -> str:
    return (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>'
        f"{instruction}</w:instrText></w:r><w:r><w:fldChar w:fldCharType='separate'/></w:r>{shown}"
        '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )


def test_fields_that_count_stay() -> None:
    opened = made_on(with_header(_field(" PAGE \\* MERGEFORMAT ", "<w:r><w:t>1</w:t></w:r>")))
    assert opened.values("//w:instrText/text()", "header1")[0].split() == ["PAGE", "\\*", "MERGEFORMAT"]
    assert "Page" not in "".join(opened.paragraphs("footer1"))  # the template counts; ours is left out


def test_fields_within_fields_leave_their_words() -> None:
    inner = _field(" AUTHOR ", "<w:r><w:t>Marchand</w:t></w:r>").removeprefix("<w:p>").removesuffix("</w:p>")
    asking = (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> IF </w:instrText></w:r>'
        f"{inner}<w:r><w:fldChar w:fldCharType='separate'/></w:r><w:r><w:t>shown</w:t></w:r>"
        '<w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r></w:p>'
    )
    opened = made_on(with_header(asking))
    assert opened.paragraphs("header1")[0] == "shown"
    assert not opened.find("//w:fldChar", "header1")


# pictures


def drawn(kind: str) -> bytes:
    target = io.BytesIO()
    Image.new("RGB", (30, 20), "#7A1F3D").save(target, kind)
    return target.getvalue()


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "BMP", "TIFF"])
def test_pictures_come_in_as_png_or_jpeg(kind: str, tmp_path: Path) -> None:
    made = with_header(blip(), relation("image", "media/logo.x"), {"word/media/logo.x": drawn(kind)})
    opened = made_on(made)
    assert len([name for name in opened.archive.namelist() if name.endswith((".png", ".jpeg"))]) >= 1
    assert opened.find("//wp:inline", "header1")
    assert audited(opened, tmp_path) == []


def test_what_is_no_picture_is_left_out_and_said() -> None:
    for content in (b"", b"\xd7\xcd\xc6\x9a wmf", b"<svg/>", picture()[:40]):
        made = with_header(SAID + blip(), relation("image", "media/logo.png"), {"word/media/logo.png": content})
        template = read(made, "x")
        assert template.headers["default"].lost
        assert not Opened(small(), template).find("//w:drawing", "header2")


def test_a_relation_may_not_climb_out() -> None:
    made = with_header(SAID + blip(), relation("image", "../../../../etc/passwd"))
    assert read(made, "x").headers["default"].images == ()


def test_pictures_are_bare_and_small_and_say_what_they_show() -> None:
    noise = Image.effect_noise((2600, 2600), 90).convert("RGB")
    target = io.BytesIO()
    exif = noise.getexif()
    exif[0x013B] = "Marchand"
    noise.save(target, "JPEG", quality=95, exif=exif)
    made = with_header(blip(), relation("image", "media/a.jpg"), {"word/media/a.jpg": target.getvalue()})
    template = read(made, "x")
    (image,) = template.headers["default"].images
    assert max(image.width, image.height) <= 2000
    assert b"Marchand" not in image.data
    opened = Opened(small(), template)
    assert opened.values("//wp:docPr/@descr", "header2") == ["Commune de Tanger"]
    assert b"marchand" not in everything_in(opened.bytes)
    described = with_header(blip(descr="Le phare"), relation("image", "media/a.png"), {"word/media/a.png": picture()})
    assert Opened(everything("fr"), read(described, "x")).values("//wp:docPr/@descr", "header2") == ["Le phare"]


def test_a_letterhead_that_is_too_large_to_keep_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(french())
    monkeypatch.setattr(templates, "MOST", 1000)
    with pytest.raises(TooLarge, match="pictures"):
        templates.choose(path)


def test_text_boxes_come_along(tmp_path: Path) -> None:
    import docx
    from docx.shared import Cm

    from tests.documents.letterheads import saved

    made = docx.Document()
    box(made.sections[0].header.paragraphs[0], "Cabinet du maire", x=Cm(12), y=Cm(1))
    opened = made_on(saved(made))
    assert "Cabinet du maire" in "".join(opened.paragraphs("header1"))
    assert audited(opened, tmp_path) == []


# styles


def test_styles_that_are_based_on_each_other_are_no_matter() -> None:
    circle = "".join(
        f'<w:style w:type="paragraph" w:styleId="{one}"><w:name w:val="heading {at}"/><w:basedOn w:val="{other}"/>'
        "</w:style>"
        for at, (one, other) in enumerate((("a", "b"), ("b", "c"), ("c", "a")), 1)
    )
    opened = made_on(operated(plain(), "word/styles.xml", "</w:styles>", circle + "</w:styles>"))
    assert opened.find("//w:style[@w:styleId='Heading1']", "styles")


@pytest.mark.parametrize("said", ["x", "-5", "99999999999999999999", "1e400", "nan", ""])
def test_senseless_numbers_are_no_matter(said: str) -> None:
    styles = operated(plain(), "word/styles.xml", '<w:sz w:val="24"/>', f'<w:sz w:val="{said}"/>')
    read(styles, "x")
    word.render(everything("ar"), template=read(styles, "x"))
    margins = operated(plain(), "word/document.xml", 'w:top="1701"', f'w:top="{said}"')
    word.render(everything("ar"), template=read(margins, "x"))


def test_styles_without_end_are_bounded() -> None:
    many = "".join(
        f'<w:style w:type="paragraph" w:styleId="s{number}"><w:name w:val="s{number}"/></w:style>'
        for number in range(9000)
    )
    template = read(operated(plain(), "word/styles.xml", "</w:styles>", many + "</w:styles>"), "x")
    assert template.styles.count(b"<w:style ") <= 4000


# as it is kept


@pytest.mark.parametrize("name", TEMPLATES)
def test_what_is_kept_gives_the_same(name: str, tmp_path: Path) -> None:
    first = read(TEMPLATES[name](), "x")
    kept = packed(first)
    assert packed(read(kept, "x")) == kept
    if first.colours and first.fonts:  # without which a file lacks what the standard asks for
        path = tmp_path / "kept.docx"
        path.write_bytes(kept)
        assert OpenXmlValidator().validate(str(path)).errors == []
    assert word.render(everything("fr"), template=read(kept, "x")) == word.render(everything("fr"), template=first)
    assert reading.read(kept, "x").has_letterhead == first.has_letterhead


def test_a_kept_template_is_small() -> None:
    assert len(packed(read(arabic(), "x"))) < 60_000
