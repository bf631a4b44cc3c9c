"""Three templates as town halls have them, made here: all their cities, names and addresses are fictional.

`french`: Word in French, with a logo in a table at the head of the first page, and pages that it counts itself.
`arabic`: right to left, with a floating logo between the two names of the commune; even pages differ.
`plain`: written by another program, with a body style and nothing else.
"""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING, Final

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor
from PIL import Image, ImageDraw

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from docx.document import Document
    from docx.shared import Length
    from docx.table import Table, _Cell
    from docx.text.paragraph import Paragraph

WINE: Final = "7A1F3D"
GREEN: Final = "1F6B4F"
_SECRETS: Final = "Secretary Marchand"
"""Who made the templates: must not be found in a document."""


def logo(colour: str, size: int = 360) -> bytes:
    """A shield with waves under a star."""
    image = Image.new("RGBA", (size, size), (0, 0, 0, 0))
    draw, unit = ImageDraw.Draw(image), size / 12
    ink = f"#{colour}"
    draw.polygon(
        [(unit, unit), (11 * unit, unit), (11 * unit, 7 * unit), (6 * unit, 11.6 * unit), (unit, 7 * unit)], fill=ink
    )
    for row in (5.2, 6.7, 8.2):
        points = [(unit * (2.2 + step * 0.95), unit * (row + (0.35 if step % 2 else -0.1))) for step in range(9)]
        inside = [point for point in points if abs(point[0] - 6 * unit) < (12.0 - row) * unit * 0.6]
        draw.line(inside, fill="white", width=int(unit * 0.5), joint="curve")
    draw.regular_polygon((6 * unit, 3 * unit, 1.2 * unit), 5, fill="white")
    target = io.BytesIO()
    image.save(target, "PNG")
    return target.getvalue()


def french() -> bytes:
    """The letterhead of the fictional town of Port-Cendré."""
    made = docx.Document()
    _owned(made)
    section = made.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin, section.right_margin = Cm(2.5), Cm(2)
    section.top_margin, section.bottom_margin = Cm(2.5), Cm(2.5)
    section.header_distance, section.footer_distance = Cm(1.1), Cm(1)
    section.different_first_page_header_footer = True
    _styles(made, "Noto Sans", "Noto Serif", WINE, size=10.5)
    table = section.first_page_header.add_table(1, 2, Cm(16.5))
    _columns(table, Cm(2.6), Cm(13.9))
    shown = table.cell(0, 0).paragraphs[0]
    shown.add_run().add_picture(io.BytesIO(logo(WINE)), width=Cm(2.1))
    name = table.cell(0, 1).paragraphs[0]
    _written(name, "VILLE DE PORT-CENDRÉ", size=18, colour=WINE, bold=True, font="Noto Serif")
    below = table.cell(0, 1).add_paragraph()
    _written(below, "Direction de la cohésion sociale et de l’accueil", size=10.5, colour="555555")
    motto = table.cell(0, 1).add_paragraph()
    _written(motto, "Mission Migration et hospitalité", size=9, colour="555555", italic=True)
    _ruled(section.first_page_header.add_paragraph(), "bottom", WINE)
    _written(section.header.paragraphs[0], "Ville de Port-Cendré", size=9, colour=WINE, bold=True)
    for footer in (section.first_page_footer, section.footer):
        address = footer.paragraphs[0]
        _ruled(address, "top", WINE)
        address.alignment = WD_ALIGN_PARAGRAPH.CENTER
        _written(
            address,
            "Hôtel de Ville · 1, place des Deux-Phares · 99120 Port-Cendré · +00 1 23 45 67 89 · port-cendre.example",
            size=8,
            colour="555555",
        )
    counted = section.footer.add_paragraph()
    counted.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _written(counted, "– ", size=8, colour="555555")
    _field(counted, "PAGE", "2")
    _written(counted, " –", size=8, colour="555555")
    made.add_paragraph("Le corps du modèle : Madame, Monsieur…")
    ids = {f"Heading{level}": f"Titre{level}" for level in range(1, 10)}
    return _with_ids(saved(made), {**ids, "Title": "Titre", "Subtitle": "Sous-titre", "ListBullet": "Listepuces"})


def arabic() -> bytes:
    """The letterhead of the fictional commune of Marsa Jdida, right to left."""
    made = docx.Document()
    _owned(made)
    section = made.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.2)
    section.top_margin, section.bottom_margin = Cm(4.6), Cm(3)
    section.header_distance = section.footer_distance = Cm(1)
    section.different_first_page_header_footer = True
    made.settings.odd_and_even_pages_header_footer = True
    _styles(made, "Noto Naskh Arabic", "Noto Naskh Arabic", GREEN, size=12)
    for style in ("Normal", "Heading 1", "Heading 2", "Heading 3", "Title", "Header", "Footer"):
        head = made.styles[style].element.get_or_add_pPr()
        head.append(parse_xml(f"<w:bidi {nsdecls('w')}/>"))
    first = section.first_page_header.paragraphs[0]
    floating(first, logo(GREEN), Cm(2.4), Cm(9.3), Cm(0.9))
    table = section.first_page_header.add_table(1, 2, Cm(16.6))
    table._tbl.tblPr.append(parse_xml(f"<w:bidiVisual {nsdecls('w')}/>"))
    _columns(table, Cm(8.3), Cm(8.3))
    arabic_, french_ = table.rows[0].cells
    _lines(arabic_, ("جماعة المرسى الجديد", "قسم الشؤون الاجتماعية"), rtl=True)
    _lines(french_, ("Commune de Marsa Jdida", "Division des affaires sociales"), rtl=False)
    for header in (section.header, section.even_page_header):
        _written(header.paragraphs[0], "جماعة المرسى الجديد", size=10, colour=GREEN, bold=True, rtl=True)
        _ruled(header.paragraphs[0], "bottom", GREEN)
    for footer in (section.first_page_footer, section.footer, section.even_page_footer):
        paragraph = footer.paragraphs[0]
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        _ruled(paragraph, "top", GREEN)
        _written(paragraph, "شارع الميناء، المرسى الجديد ", size=9, colour="444444", rtl=True)
        _written(paragraph, "· marsa-jdida.example", size=9, colour="444444")
    made.add_paragraph("نص النموذج")
    ids = {"Heading1": "1", "Heading2": "2", "Heading3": "3", "Title": "a3", "Header": "a4", "Footer": "a5"}
    return _with_ids(saved(made), ids)


_PLAIN: Final = {
    "[Content_Types].xml": (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
        'wordprocessingml.template.main+xml"/>'
        '<Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.'
        'wordprocessingml.styles+xml"/></Types>'
    ),
    "_rels/.rels": (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1"'
        ' Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"'
        ' Target="word/document.xml"/></Relationships>'
    ),
    "word/_rels/document.xml.rels": (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1"'
        ' Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/>'
        "</Relationships>"
    ),
    "word/document.xml": (
        f'<w:document {nsdecls("w")}><w:body><w:p/><w:sectPr><w:pgSz w:w="11906" w:h="16838"/>'
        '<w:pgMar w:top="1701" w:right="1701" w:bottom="1701" w:left="1701" w:header="850" w:footer="850"'
        ' w:gutter="0"/>'
        "</w:sectPr></w:body></w:document>"
    ),
    "word/styles.xml": (
        f'<w:styles {nsdecls("w")}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Liberation Serif"'
        ' w:hAnsi="Liberation Serif" w:cs="Liberation Serif"/><w:sz w:val="24"/><w:szCs w:val="24"/>'
        '<w:lang w:val="es-ES"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>'
        '<w:style w:type="paragraph" w:default="1" w:styleId="Standard"><w:name w:val="Standard"/><w:pPr>'
        '<w:jc w:val="both"/></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:customStyle="1" w:styleId="Small"><w:name w:val="Letra pequeña"/>'
        '<w:basedOn w:val="Standard"/><w:rPr><w:sz w:val="18"/></w:rPr></w:style></w:styles>'
    ),
}


def plain() -> bytes:
    """A .dotx with margins and a body style: no letterhead, no headings, no room between paragraphs."""
    return zipped({name: text.encode() for name, text in _PLAIN.items()})


TEMPLATES: Final[Mapping[str, Callable[[], bytes]]] = {"french": french, "arabic": arabic, "plain": plain}


# files


def saved(made: Document) -> bytes:
    """A document of python-docx as a file."""
    target = io.BytesIO()
    made.save(target)
    return target.getvalue()


def members(content: bytes) -> dict[str, bytes]:
    """The parts of a file."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(parts: Mapping[str, bytes]) -> bytes:
    """A file of these parts."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return target.getvalue()


def operated(content: bytes, part: str, old: str, new: str) -> bytes:
    """A file with something replaced in one of its parts."""
    parts = members(content)
    assert old.encode() in parts[part], (part, old)
    return zipped({**parts, part: parts[part].replace(old.encode(), new.encode())})


def _with_ids(content: bytes, ids: Mapping[str, str]) -> bytes:
    """A file whose styles have other ids, as Word gives them in another language; their names stay Word's own."""
    parts = members(content)
    for name, part in parts.items():
        if name.startswith("word/") and name.endswith(".xml"):
            text = part.decode()
            for old, new in ids.items():
                named = rf'(<w:(?:basedOn|next|link|pStyle) w:val="|w:styleId="){re.escape(old)}"'
                text = re.sub(named, rf'\g<1>{new}"', text)
            parts[name] = text.encode()
    return zipped(parts)


def _owned(made: Document) -> None:
    properties = made.core_properties
    properties.author = properties.last_modified_by = _SECRETS
    properties.title = properties.comments = f"Letterhead of {_SECRETS}"


# styles


def _styles(made: Document, body: str, heads: str, colour: str, *, size: float) -> None:
    normal = made.styles["Normal"]
    normal.font.name, normal.font.size = body, Pt(size)
    _typeface(normal.element.get_or_add_rPr(), body)
    normal.paragraph_format.space_after, normal.paragraph_format.line_spacing = Pt(6), 1.15
    normal.element.get_or_add_rPr().append(parse_xml(f'<w:szCs {nsdecls("w")} w:val="{round(size * 2)}"/>'))
    for name, points in (("Title", 24), ("Subtitle", 12), ("Heading 1", 16), ("Heading 2", 13), ("Heading 3", 11.5)):
        style = made.styles[name]
        _typeface(style.element.get_or_add_rPr(), heads)
        style.font.size, style.font.color.rgb = Pt(points), RGBColor.from_string(colour)
        style.font.bold = name != "Subtitle"
        style.font.italic = False
        head = style.element.get_or_add_rPr()
        for size_ in head.findall(qn("w:szCs")):
            head.remove(size_)
        head.append(parse_xml(f'<w:szCs {nsdecls("w")} w:val="{round(points * 2)}"/>'))
        for border in style.element.findall(f".//{qn('w:pBdr')}"):
            border.getparent().remove(border)


def _columns(table: Table, *widths: Length) -> None:
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
        for cell in column.cells:
            cell.width = width


def _lines(cell: _Cell, lines: tuple[str, ...], *, rtl: bool) -> None:
    for number, line in enumerate(lines):
        paragraph = cell.add_paragraph() if number else cell.paragraphs[0]
        if not rtl:
            paragraph._p.get_or_add_pPr().append(parse_xml(f'<w:bidi {nsdecls("w")} w:val="0"/>'))
        _written(paragraph, line, size=11 - number, colour=GREEN, bold=not number, rtl=rtl)


def _typeface(head: object, name: str) -> None:
    fonts = head.get_or_add_rFonts()  # type: ignore[attr-defined]
    for key in list(fonts.attrib):
        del fonts.attrib[key]
    for key in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{key}"), name)


def _written(
    paragraph: Paragraph,
    text: str,
    *,
    size: float,
    colour: str,
    bold: bool = False,
    italic: bool = False,
    font: str = "",
    rtl: bool = False,
) -> None:
    run = paragraph.add_run(text)
    run.font.size, run.font.color.rgb = Pt(size), RGBColor.from_string(colour)
    run.font.bold, run.font.italic = bold or None, italic or None
    if font:
        run.font.name = font
    if rtl:
        run.font.rtl = True
        run.font.cs_bold = bold or None
        run._r.get_or_add_rPr().append(parse_xml(f'<w:szCs {nsdecls("w")} w:val="{round(size * 2)}"/>'))
    paragraph.paragraph_format.space_after = Pt(0)


def _ruled(paragraph: Paragraph, side: str, colour: str) -> None:
    head = paragraph._p.get_or_add_pPr()
    head.append(
        parse_xml(f'<w:pBdr {nsdecls("w")}><w:{side} w:val="single" w:sz="8" w:space="4" w:color="{colour}"/></w:pBdr>')
    )


def _field(paragraph: Paragraph, instruction: str, shown: str) -> None:
    for piece in (
        '<w:fldChar w:fldCharType="begin"/>',
        f'<w:instrText xml:space="preserve"> {instruction} </w:instrText>',
        '<w:fldChar w:fldCharType="separate"/>',
        f"<w:t>{shown}</w:t>",
        '<w:fldChar w:fldCharType="end"/>',
    ):
        paragraph._p.append(parse_xml(f"<w:r {nsdecls('w')}>{piece}</w:r>"))


def floating(paragraph: Paragraph, picture: bytes, width: Length, x: Length, y: Length) -> None:
    """A picture at a place of the page, as Word puts one “in front of text”."""
    run = paragraph.add_run()
    inline = run.add_picture(io.BytesIO(picture), width=width)._inline
    anchor = parse_xml(
        f'<wp:anchor {nsdecls("wp", "a", "pic", "r")} distT="0" distB="0" distL="0" distR="0" simplePos="0"'
        ' relativeHeight="251658240" behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1">'
        '<wp:simplePos x="0" y="0"/>'
        f'<wp:positionH relativeFrom="page"><wp:posOffset>{x}</wp:posOffset></wp:positionH>'
        f'<wp:positionV relativeFrom="page"><wp:posOffset>{y}</wp:posOffset></wp:positionV>'
        f'<wp:extent cx="{inline.extent.cx}" cy="{inline.extent.cy}"/><wp:wrapNone/></wp:anchor>'
    )
    for child in list(inline)[1:]:
        anchor.append(child)
    (drawing,) = run._r.findall(qn("w:drawing"))
    drawing.replace(inline, anchor)


_WPS: Final = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
_MC: Final = "http://schemas.openxmlformats.org/markup-compatibility/2006"


def box(paragraph: Paragraph, line: str, *, x: Length, y: Length) -> None:
    """A text box of Word's: a shape, and its older form for programs that know none."""
    said = (
        '<w:p><w:pPr><w:bidi/><w:spacing w:after="0" w:line="240" w:lineRule="auto"/></w:pPr><w:r>'
        f'<w:rPr><w:color w:val="{GREEN}"/><w:sz w:val="16"/><w:szCs w:val="16"/><w:rtl/></w:rPr>'
        f"<w:t>{line}</w:t></w:r></w:p>"
    )
    width, height = Cm(6.6), Cm(0.9)
    graphic = (
        f'<wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="251659264" behindDoc="0"'
        ' locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>'
        f'<wp:positionH relativeFrom="page"><wp:posOffset>{x}</wp:posOffset></wp:positionH>'
        f'<wp:positionV relativeFrom="page"><wp:posOffset>{y}</wp:posOffset></wp:positionV>'
        f'<wp:extent cx="{width}" cy="{height}"/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapNone/>'
        '<wp:docPr id="7" name="Zone de texte 7"/><wp:cNvGraphicFramePr/><a:graphic><a:graphicData'
        f' uri="{_WPS}"><wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/>'
        f'<a:ext cx="{width}" cy="{height}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/>'
        f"</wps:spPr><wps:txbx><w:txbxContent>{said}</w:txbxContent></wps:txbx><wps:bodyPr/></wps:wsp>"
        "</a:graphicData></a:graphic></wp:anchor>"
    )
    older = (
        f'<w:pict><v:shape style="position:absolute;margin-left:{x.pt}pt;margin-top:{y.pt}pt;width:{width.pt}pt;'
        f'height:{height.pt}pt;mso-position-horizontal-relative:page;mso-position-vertical-relative:page" stroked="f">'
        f"<v:textbox><w:txbxContent>{said}</w:txbxContent></v:textbox></v:shape></w:pict>"
    )
    paragraph._p.append(
        parse_xml(
            f'<w:r {nsdecls("w", "wp", "a")} xmlns:mc="{_MC}" xmlns:wps="{_WPS}"'
            ' xmlns:v="urn:schemas-microsoft-com:vml">'
            f'<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>{graphic}</w:drawing></mc:Choice>'
            f"<mc:Fallback>{older}</mc:Fallback></mc:AlternateContent></w:r>"
        )
    )
