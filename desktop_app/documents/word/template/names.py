"""The names of WordprocessingML that templates are read by, and the order of properties (ECMA-376 part 1, annex A)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from lxml import etree

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
A: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
PIC: Final = "{http://schemas.openxmlformats.org/drawingml/2006/picture}"
WP: Final = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
V: Final = "{urn:schemas-microsoft-com:vml}"
O: Final = "{urn:schemas-microsoft-com:office:office}"  # noqa: E741
MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
W10: Final = "{urn:schemas-microsoft-com:office:word}"
WPS: Final = "{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}"
WPG: Final = "{http://schemas.microsoft.com/office/word/2010/wordprocessingGroup}"


def _names(said: str) -> tuple[str, ...]:
    return tuple(f"{W}{name}" for name in said.split())


PROPERTIES: Final = {
    f"{W}pPr": _names(
        "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs"
        " suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd"
        " snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment"
        " textboxTightWrap outlineLvl cnfStyle rPr"
    ),
    f"{W}rPr": _names(
        "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid"
        " vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs"
        " em lang eastAsianLayout specVanish"
    ),
    f"{W}tblPr": _names(
        "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing tblInd"
        " tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription"
    ),
    f"{W}tblPrEx": _names("tblW jc tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook"),
    f"{W}trPr": _names(
        "cnfStyle gridBefore gridAfter wBefore wAfter cantSplit trHeight tblHeader tblCellSpacing jc hidden"
    ),
    f"{W}tcPr": _names(
        "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark"
    ),
    f"{W}style": _names(
        "name aliases basedOn next link uiPriority semiHidden unhideWhenUsed qFormat pPr rPr tblPr trPr tcPr tblStylePr"
    ),
    f"{W}tblStylePr": _names("pPr rPr tblPr trPr tcPr"),
    f"{W}lvl": _names("start numFmt lvlRestart pStyle isLgl suff lvlText lvlJc pPr rPr"),
    f"{W}abstractNum": _names("multiLevelType styleLink numStyleLink lvl"),
    f"{W}num": _names("abstractNumId lvlOverride"),
    f"{W}lvlOverride": _names("startOverride lvl"),
    f"{W}font": _names("altName panose1 charset family notTrueType pitch sig"),
}
"""The properties that each element may have, in the order that the schema asks for."""

_REPEATED: Final = frozenset(_names("tblStylePr lvl lvlOverride"))
_PLACES: Final = {name: {child: at for at, child in enumerate(order)} for name, order in PROPERTIES.items()}


def ordered(parent: etree._Element) -> None:
    """Keep the properties that an element may have, each once and in their order; of others nothing is asked."""
    places = _PLACES.get(str(parent.tag))
    if places is None:
        return
    children = sorted((child for child in parent if child.tag in places), key=lambda child: places[str(child.tag)])
    met: set[str] = set()
    for child in children[:]:
        if str(child.tag) in met and str(child.tag) not in _REPEATED:
            children.remove(child)
        met.add(str(child.tag))
    parent[:] = children


def property_of(parent: etree._Element, name: str) -> etree._Element:
    """A property of an element, made in its place where there is none."""
    found = parent.find(f"{W}{name}")
    if found is None:
        found = parent.makeelement(f"{W}{name}", {}, None)
        parent.append(found)
        ordered(parent)
    return found


def head_of(parent: etree._Element, name: str) -> etree._Element:
    """The properties of a paragraph or a run, which stand before all else in it, made where there are none."""
    found = parent.find(f"{W}{name}")
    if found is None:
        found = parent.makeelement(f"{W}{name}", {}, None)
        parent.insert(0, found)
    return found


def value(parent: etree._Element | None, path: str, attribute: str = "val") -> str:
    """An attribute of a descendant; ``""`` where there is none."""
    found = parent.find("/".join(f"{W}{name}" for name in path.split("/"))) if parent is not None else None
    return "" if found is None else found.get(f"{W}{attribute}", "")


def number(said: str, otherwise: int, *, most: int = 1_000_000) -> int:
    """A whole number that a file says, within bounds."""
    try:
        found = int(float(said))
    except (ValueError, OverflowError):
        return otherwise
    return found if abs(found) <= most else otherwise


def is_on(parent: etree._Element | None, name: str) -> bool | None:
    """Whether a property is on; ``None`` where nothing is said."""
    found = parent.find(f"{W}{name}") if parent is not None else None
    return None if found is None else found.get(f"{W}val", "1") not in ("0", "false", "off")
