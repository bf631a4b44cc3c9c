"""What of a template's text may come into a document: words, tables, pictures, drawn shapes; nothing that calls out.

What is not known here is left out with all that is in it. Tracked changes are taken as accepted, comments, bookmarks,
content controls and links go and their words stay, and of fields only those that count or tell the title.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from desktop_app.documents.word.template.names import (
    MC,
    PIC,
    PROPERTIES,
    W10,
    WP,
    WPG,
    WPS,
    A,
    O,
    R,
    V,
    W,
    is_on,
    ordered,
)

if TYPE_CHECKING:
    from lxml import etree

_UNWRAPPED: Final = frozenset(
    f"{W}{name}" for name in ("sdt", "sdtContent", "smartTag", "customXml", "hyperlink", "ins", "moveTo")
)
_WORDS: Final = frozenset(
    f"{W}{name}"
    for name in (
        "hdr", "ftr", "p", "r", "t", "tab", "br", "cr", "noBreakHyphen", "softHyphen", "sym", "ptab", "fldSimple",
        "fldChar", "instrText", "drawing", "pict", "tbl", "tblGrid", "gridCol", "tr", "tc", "dir", "bdo", "txbxContent",
        "pgNum", "dayShort", "dayLong", "monthShort", "monthLong", "yearShort", "yearLong",
    )
)  # fmt: skip
_HEADS: Final = frozenset(f"{W}{name}" for name in ("pPr", "rPr", "tblPr", "tblPrEx", "trPr", "tcPr"))
_WITHIN: Final = frozenset(
    f"{W}{name}"
    for name in (
        "top", "left", "start", "bottom", "right", "end", "between", "bar", "insideH", "insideV", "tl2br", "tr2bl",
        "tab", "numId", "ilvl",
    )
)  # fmt: skip
"""What stands within properties."""
_INNER: Final = _WITHIN | {
    f"{W}{name}"
    for name in ("docDefaults", "rPrDefault", "pPrDefault", "rPr", "pPr", "style", "abstractNum", "num", "font")
}
"""What stands in the roots of styles, numberings and fonts, and where no order is asked for."""
_SHAPES: Final = (WP, A, PIC, V, W10, WPS, WPG)
_OFFICE_SHAPES: Final = frozenset({f"{O}lock"})
_CALLING: Final = frozenset(
    f"{A}{name}"
    for name in (
        "hlinkClick", "hlinkHover", "hlinkMouseOver", "audioFile", "videoFile", "quickTimeFile", "wavAudioFile",
        "audioCd", "snd", "extLst",
    )
)  # fmt: skip
"""What a drawing may hold that calls something outside, or is not known."""
_DRAWN: Final = frozenset({PIC[1:-1], WPS[1:-1], WPG[1:-1]})
_DRAWINGS: Final = frozenset({f"{PIC}pic", f"{WPS}wsp", f"{WPG}wgp"})
_ALTERNATIVES: Final = frozenset({WPS[1:-1], WPG[1:-1]})
_PICTURES: Final = frozenset({(f"{A}blip", f"{R}embed"), (f"{V}imagedata", f"{R}id"), (f"{V}fill", f"{R}id")})
"""The only references to other parts that stay."""
_OFFICE: Final = frozenset(
    f"{O}{name}"
    for name in (
        "spt", "spid", "connecttype", "connectlocs", "connectangles", "allowincell", "allowoverlap", "hr", "hrstd",
        "hralign", "hrpct",
    )
)  # fmt: skip
_TELLING: Final = frozenset({"href", "target", "src", "title", "equationxml", "gfxdata", "downRev"})
_REVISION: Final = re.compile(re.escape(W) + r"(rsid\w*|author|date|dirty|fldLock)", re.ASCII)
_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"
_FIELD: Final = re.compile(
    r"\s*(PAGE|NUMPAGES|SECTIONPAGES|TITLE|SUBJECT|DATE|TIME|STYLEREF)(\s+[\w\s\\*@#\".,:/-]{0,120})?", re.IGNORECASE
)
"""Fields that stay: they tell nothing but numbers, the title and the day, and open nothing."""
_NUMBERED: Final = re.compile(r"\s*(PAGE)\b", re.IGNORECASE)


def clean(root: etree._Element) -> bool:
    """Make a header or a footer harmless, in place; gives whether something that can be seen had to be left out."""
    lost = _choose(root)
    lost = _sift(root) or lost
    _only_known_fields(root)
    return lost


def clean_properties(root: etree._Element) -> None:
    """Keep of a tree of styles or numberings only what WordprocessingML has there, without tracked changes."""
    for each in list(root.iter()):
        parent = each.getparent()
        if parent is None:
            _bare(each)
            continue
        order = PROPERTIES.get(str(parent.tag))
        if str(each.tag) not in (order or _INNER):
            remove(each)
        else:
            _bare(each)
    for each in list(root.iter(*PROPERTIES)):
        ordered(each)


def has_page_number(root: etree._Element) -> bool:
    """Whether the number of the page stands in it."""
    said = [each.get(f"{W}instr", "") for each in root.iter(f"{W}fldSimple")]
    said += [each.text or "" for each in root.iter(f"{W}instrText")]
    return any(map(_NUMBERED.match, said)) or next(root.iter(f"{W}pgNum"), None) is not None


def is_blank(root: etree._Element) -> bool:
    """Whether nothing can be seen in it."""
    seen = (f"{W}drawing", f"{W}pict", f"{W}sym", f"{W}fldSimple", f"{W}fldChar")
    return next(root.iter(*seen), None) is None and not "".join(each.text or "" for each in root.iter(f"{W}t")).strip()


def dissolve(element: etree._Element) -> None:
    """Put what is in an element in its place."""
    parent = element.getparent()
    if parent is not None:
        at = parent.index(element)
        parent[at : at + 1] = list(element)


def remove(element: etree._Element) -> None:
    """Take an element out with all that is in it."""
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _choose(root: etree._Element) -> bool:
    """Of alternatives keep those that are known, or what stands there for programs that know none."""
    lost = False
    for each in list(root.iter(f"{MC}AlternateContent")):
        for choice in each.findall(f"{MC}Choice"):
            wanted = {choice.nsmap.get(prefix, "") for prefix in choice.get("Requires", "").split()}
            if not wanted or not wanted <= _ALTERNATIVES:
                each.remove(choice)
        if each.find(f"{MC}Choice") is None:
            fallback = each.find(f"{MC}Fallback")
            lost = lost or fallback is None
            each[:] = list(fallback) if fallback is not None else []
            dissolve(each)
    return lost


def _sift(root: etree._Element) -> bool:
    """Take out what is not known; the order is that of the tree, the inmost last, so that nothing is seen twice."""
    lost = False
    for each in list(root.iter()):
        tag = str(each.tag)
        if tag in _UNWRAPPED:
            continue
        if not _is_known(each):
            lost = lost or tag in (f"{W}object", f"{W}contentPart", f"{W}control")
            remove(each)
            continue
        if tag == f"{W}drawing" and not _is_drawn(each):
            lost = True
            remove(each)
            continue
        _bare(each)
    for each in list(root.iter(*_UNWRAPPED)):
        dissolve(each)
    for each in list(root.iter(*_HEADS)):
        ordered(each)
    for run in list(root.iter(f"{W}r")):
        if is_on(run.find(f"{W}rPr"), "vanish"):
            remove(run)
    return lost


def _is_known(each: etree._Element) -> bool:
    tag = str(each.tag)
    if tag.startswith(W):
        parent = each.getparent()
        around = str(parent.tag) if parent is not None else ""
        order = PROPERTIES.get(around)
        if order is not None:
            return tag in order
        return tag in _WORDS or tag in _HEADS or tag in _WITHIN
    if tag.startswith(MC):
        return tag in (f"{MC}AlternateContent", f"{MC}Choice", f"{MC}Fallback")
    return tag in _OFFICE_SHAPES or (tag.startswith(_SHAPES) and tag not in _CALLING)


def _is_drawn(drawing: etree._Element) -> bool:
    data = list(drawing.iter(f"{A}graphicData"))
    return bool(data) and all(
        each.get("uri") in _DRAWN and len(each) == 1 and str(each[0].tag) in _DRAWINGS for each in data
    )


def _bare(each: etree._Element) -> None:
    """Take away the attributes that tell of somebody, call something, or are not known."""
    tag = str(each.tag)
    for name in list(each.attrib):
        said = str(name)
        plain = not said.startswith("{")
        kept = (
            (plain and said not in _TELLING and not tag.startswith(W))
            or (said.startswith(W) and not _REVISION.fullmatch(said))
            or said in _OFFICE
            or said == _SPACE
            or (tag, said) in _PICTURES
        )
        if not kept:
            del each.attrib[name]


# fields


def _only_known_fields(root: etree._Element) -> None:
    for each in list(root.iter(f"{W}fldSimple")):
        if _FIELD.fullmatch(each.get(f"{W}instr", "")) is None:
            dissolve(each)
    open_: list[_Field] = []
    for each in list(root.iter(f"{W}fldChar", f"{W}instrText", f"{W}t", f"{W}drawing", f"{W}pict")):
        kind = each.get(f"{W}fldCharType") if each.tag == f"{W}fldChar" else ""
        if kind == "begin":
            open_.append(_Field())
        for field in open_:
            field.take(each, kind or "", mine=field is open_[-1])
        if kind == "end" and open_:
            open_.pop().settle()
        elif kind and not open_:
            remove(each)
    for field in open_:
        field.give_up()


class _Field:
    """A field whose parts are being met."""

    def __init__(self) -> None:
        self._instruction = ""
        self._parts: list[etree._Element] = []
        self._asking = True

    def take(self, each: etree._Element, kind: str, *, mine: bool) -> None:
        """Take a part of the field, or of one within it."""
        if self._asking or (mine and kind):
            self._parts.append(each)
        if mine and self._asking and each.tag == f"{W}instrText":
            self._instruction += each.text or ""
        if mine and kind == "separate":
            self._asking = False

    def settle(self) -> None:
        """It has come to its end: it stays where it is harmless, and otherwise what it showed."""
        nested = sum(each.get(f"{W}fldCharType") == "begin" for each in self._parts) > 1
        if nested or _FIELD.fullmatch(self._instruction) is None:
            self.give_up()

    def give_up(self) -> None:
        """Leave what it showed."""
        for each in self._parts:
            remove(each)
