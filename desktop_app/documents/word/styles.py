"""The named styles of a document: what somebody who opens it in Word changes, once, for the whole of it.

Every look that is not a table's width or a direction is a style; the built-in ones keep Word's own names, so that its
navigation pane, its table of contents and screen readers know them.

The typeface is Arial, named once in the theme: Windows and macOS have it, and LibreOffice brings Liberation Sans, which
has the same widths. Complex scripts are in Tahoma, for Liberation Sans has no Arabic letters: where Arial is missing,
LibreOffice takes the letters from another face than the stops beside them, and sets a stop onto a lam-alef. They are
set a little larger, as Arabic letters are small for their size.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from desktop_app.documents.blocks import Tone
from desktop_app.documents.palette import ACCENT, FILL, INK, RULE, SHADE, STRONG_RULE, TEXT
from desktop_app.documents.word import tongues
from desktop_app.documents.word.look import BODY_SIZE, BOX_SIDE, OURS, SIDE_OF_CELL, half_points, twips
from desktop_app.documents.word.looks import LOOKS
from desktop_app.documents.word.markup import Markup, element, part, val
from desktop_app.documents.word.measuring import COMPLEX_SCALE
from desktop_app.documents.word.panels import BOX_STYLES
from desktop_app.documents.word.runs import TONE_STYLES
from desktop_app.language import direction

if TYPE_CHECKING:
    from desktop_app.documents.word.looks import Look


def styles(language: str) -> bytes:
    """The part with all styles, for a document in that language."""
    return part(
        "w:styles",
        _defaults(language),
        latent(),
        normal(),
        *(paragraph_style(look, OURS.text_width) for look in LOOKS),
        *character_styles(),
        *table_styles(),
    )


def _fonts(kind: str) -> Markup:
    return element(
        "w:rFonts",
        w_asciiTheme=f"{kind}HAnsi",
        w_hAnsiTheme=f"{kind}HAnsi",
        w_eastAsiaTheme=f"{kind}EastAsia",
        w_cstheme=f"{kind}Bidi",
    )


def _sizes(size: float) -> list[Markup]:
    return [val("w:sz", half_points(size)), val("w:szCs", half_points(size * COMPLEX_SCALE))]


def _defaults(language: str) -> Markup:
    languages = element(
        "w:lang",
        w_val=tongues.latin_tag(language),
        w_eastAsia=tongues.latin_tag(language),
        w_bidi=tongues.complex_tag(language),
    )
    run = element("w:rPr", _fonts("minor"), languages)
    turned = [element("w:pPr", element("w:bidi"))] if direction(language) == "rtl" else []
    return element("w:docDefaults", element("w:rPrDefault", run), element("w:pPrDefault", *turned))


def latent() -> Markup:
    return element(
        "w:latentStyles",
        w_defLockedState=0,
        w_defUIPriority=99,
        w_defSemiHidden=1,
        w_defUnhideWhenUsed=1,
        w_defQFormat=0,
        w_count=376,
    )


def normal() -> Markup:
    """What the others are based on. LibreOffice lets a document's defaults, not this, override tables."""
    spacing = element("w:spacing", w_after=twips(OURS.after), w_line=OURS.line, w_lineRule="auto")
    return element(
        "w:style",
        val("w:name", "Normal"),
        val("w:uiPriority", 1),
        element("w:qFormat"),
        element("w:pPr", spacing),
        element("w:rPr", val("w:color", TEXT), *_sizes(BODY_SIZE)),
        w_type="paragraph",
        w_default=1,
        w_styleId="Normal",
    )


def paragraph_style(look: Look, line: float) -> Markup:
    """A look as a style, for lines of that length."""
    inner = [val("w:name", look.name), val("w:basedOn", look.base)]
    if look.following:
        inner.append(val("w:next", look.following))
    inner.append(val("w:uiPriority", 9 if look.listed else 99))
    inner += [element("w:qFormat")] if look.listed else [element("w:semiHidden")]
    paragraph, run = _paragraph_part(look, line), _run_part(look)
    if paragraph:
        inner.append(element("w:pPr", *paragraph))
    if run:
        inner.append(element("w:rPr", *run))
    custom = {} if look.name in _BUILT_IN else {"w_customStyle": 1}
    return element("w:style", *inner, w_type="paragraph", **custom, w_styleId=look.id)


_BUILT_IN: Final = frozenset(
    [
        "Title",
        "Subtitle",
        "Quote",
        "caption",
        "header",
        "footer",
        "heading 1",
        "heading 2",
        "heading 3",
        "toc 1",
        "toc 2",
        "toc 3",
        "TOC Heading",
        "List Bullet",
        "footnote text",
    ]
)


def _paragraph_part(look: Look, line: float) -> list[Markup]:
    inner = []
    if look.keep_next:
        inner.append(element("w:keepNext"))
    if look.keep_lines:
        inner.append(element("w:keepLines"))
    if look.id == "ListBullet":
        inner.append(element("w:numPr", val("w:numId", 1)))
    if look.borders:
        inner.append(
            element("w:pBdr", *(border(side, weight, colour, space) for side, weight, colour, space in look.borders))
        )
    if look.tabs:
        places = [(kind, at * line if kind == "right" else at, leader) for kind, at, leader in look.tabs]
        stops = (element("w:tab", w_val=kind, w_leader=leader, w_pos=twips(at)) for kind, at, leader in places)
        inner.append(element("w:tabs", *stops))
    inner += _spacing(look)
    if look.indent or look.hanging or look.flat:
        first = {"w_hanging": twips(look.hanging)} if look.hanging else {"w_firstLine": 0} if look.flat else {}
        sides = {"w_right": 0} if look.flat else {}
        inner.append(element("w:ind", w_left=twips(look.indent), **sides, **first))
    if look.align:
        inner.append(val("w:jc", look.align))
    if look.outline:
        inner.append(val("w:outlineLvl", look.outline - 1))
    return inner


def _spacing(look: Look) -> list[Markup]:
    spaces: dict[str, str | int] = {}
    if look.before is not None:
        spaces["w_before"] = twips(look.before)
    if look.after is not None:
        spaces["w_after"] = twips(look.after)
    if look.exact:
        spaces |= {"w_line": twips(look.exact), "w_lineRule": "exact"}
    elif look.line:
        spaces |= {"w_line": look.line, "w_lineRule": "auto"}
    return [element("w:spacing", **spaces)] if spaces else []


def _run_part(look: Look) -> list[Markup]:
    inner = []
    if look.bold:
        inner += [element("w:b"), element("w:bCs")]
    if look.italic:
        inner.append(element("w:i"))
    if look.colour:
        inner.append(val("w:color", look.colour))
    if look.size:
        inner += _sizes(look.size)
    return inner


def border(side: str, weight: float, colour: str, space: float = 0) -> Markup:
    """A single line; Word counts its weight in eighths of a point."""
    return element(f"w:{side}", w_val="single", w_sz=round(weight * 8), w_space=round(space), w_color=colour)


def _character_style(style: str, name: str, *run: Markup, custom: bool = True) -> Markup:
    attributes = {"w_customStyle": 1} if custom else {}
    return element(
        "w:style",
        val("w:name", name),
        val("w:uiPriority", 20),
        element("w:qFormat"),
        element("w:rPr", *run),
        w_type="character",
        **attributes,
        w_styleId=style,
    )


_UNDERLINED: Final = val("w:u", "single")


def character_styles() -> list[Markup]:
    result = []
    for tone, style in TONE_STYLES.items():
        colour = val("w:color", INK[tone])
        looks = {Tone.MUTED: [colour], Tone.GONE: [element("w:strike"), colour], Tone.NEW: [colour, _UNDERLINED]}
        look = looks.get(tone) or [element("w:b"), element("w:bCs"), colour]
        result.append(_character_style(style, f"{tone.value.capitalize()} text", *look))
    raised = val("w:vertAlign", "superscript")
    result.append(_character_style("FootnoteReference", "footnote reference", raised, custom=False))
    return result


def _table_style(style: str, name: str, *inner: Markup, default: bool = False) -> Markup:
    attributes = {"w_default": 1} if default else {"w_customStyle": 1}
    based = [] if default else [val("w:basedOn", "TableNormal")]
    return element(
        "w:style",
        val("w:name", name),
        *based,
        val("w:uiPriority", 99),
        *inner,
        w_type="table",
        **attributes,
        w_styleId=style,
    )


def _margins(name: str, top: float, side: float, bottom: float) -> Markup:
    sides = (("top", top), ("left", side), ("bottom", bottom), ("right", side))
    return element(name, *(element(f"w:{key}", w_w=twips(length), w_type="dxa") for key, length in sides))


def table_styles() -> list[Markup]:
    normal = element("w:tblPr", element("w:tblInd", w_w=0, w_type="dxa"), _margins("w:tblCellMar", 0, 5.4, 0))
    result = [
        _table_style("TableNormal", "Normal Table", normal, default=True),
        _table_style("PlainColumns", "Plain columns", element("w:tblPr", _margins("w:tblCellMar", 0, 0, 0))),
        _table_style(
            "LetterheadTable",
            "Letterhead table",
            element(
                "w:tblPr", element("w:tblBorders", border("bottom", 1.5, ACCENT)), _margins("w:tblCellMar", 0, 0, 6)
            ),
        ),
        _ruled(),
    ]
    return result + [_box_style(tone) for tone in (Tone.PLAIN, Tone.ACCENT, Tone.DECISION, Tone.ACTION, Tone.WARNING)]


def _ruled() -> Markup:
    lines = element(
        "w:tblBorders",
        border("top", 0.75, STRONG_RULE),
        border("bottom", 0.75, STRONG_RULE),
        border("insideH", 0.5, RULE),
    )
    head = element("w:tcPr", element("w:tcBorders", border("bottom", 1, STRONG_RULE)), _shade(SHADE))
    return _table_style(
        "RuledTable",
        "Ruled table",
        element("w:tblPr", lines, _margins("w:tblCellMar", 1, SIDE_OF_CELL, 1)),
        element("w:tblStylePr", head, w_type="firstRow"),
    )


def _shade(fill: str) -> Markup:
    return element("w:shd", w_val="clear", w_color="auto", w_fill=fill)


def _box_style(tone: Tone) -> Markup:
    ink = INK[tone] if tone is not Tone.PLAIN else STRONG_RULE
    borders = element("w:tblBorders", border("left", 3, ink))
    return _table_style(
        BOX_STYLES[tone],
        f"{BOX_STYLES[tone].removesuffix('Box')} box",
        element("w:tblPr", borders, _margins("w:tblCellMar", 8, BOX_SIDE, 3)),
        element("w:tcPr", _shade(FILL[tone])),
    )
