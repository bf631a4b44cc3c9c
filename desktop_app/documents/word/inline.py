"""What a paragraph is made of: runs of text, line breaks, tabs, fields."""

from __future__ import annotations

import re
from typing import Final

from desktop_app.documents.word.markup import NOTHING, Markup, characters, element, join, val

_MARKED: Final = re.compile("([\n\u00ad\u2011])")
_MARKS: Final = {
    "\n": element("w:br"),
    # As characters, Word shows the first always and takes the second from another font.
    "\u00ad": element("w:softHyphen"),
    "\u2011": element("w:noBreakHyphen"),
}


def properties(rtl: bool, style: str = "", bold: bool = False, italic: bool = False, language: str = "") -> Markup:
    """The properties of a run. Italics are for left-to-right text alone: Arabic and Hebrew type has none."""
    inner = [val("w:rStyle", style)] if style else []
    if bold:
        inner += [element("w:b"), element("w:bCs")]
    if italic and not rtl:
        inner.append(element("w:i"))
    if rtl:
        inner.append(element("w:rtl"))
    if language:
        inner.append(element("w:lang", w_bidi=language) if rtl else val("w:lang", language))
    return element("w:rPr", *inner) if inner else NOTHING


def run(content: Markup, head: Markup = NOTHING) -> Markup:
    """One run: its properties, and what is in it."""
    return Markup(f"<w:r>{head}{content}</w:r>")


TAB: Final = run(element("w:tab"))


def text(value: str) -> Markup:
    """Text within a run. Line breaks and special hyphens become elements of their own."""
    if not _MARKED.search(value):
        return Markup(f'<w:t xml:space="preserve">{characters(value)}</w:t>')
    return join([_MARKS.get(part) or text(part) for part in _MARKED.split(value) if part])


def text_run(value: str, head: Markup = NOTHING) -> Markup:
    """One run of text."""
    if "\n" in value or not (value.isascii() or value.isprintable()) or "\u2011" in value:
        return run(text(value), head)
    return Markup(f'<w:r>{head}<w:t xml:space="preserve">{characters(value)}</w:t></w:r>')


def field(instruction: str, shown: Markup, head: Markup = NOTHING) -> Markup:
    """A field: what Word computes, and what stands there until it does."""
    return join([field_start(instruction, head), shown, field_end(head)])


def field_start(instruction: str, head: Markup = NOTHING) -> Markup:
    """The part of a field before what is shown."""
    code = Markup(f'<w:instrText xml:space="preserve"> {characters(instruction)} </w:instrText>')
    return join([_mark("begin", head), run(code, head), _mark("separate", head)])


def field_end(head: Markup = NOTHING) -> Markup:
    """The end of a field."""
    return _mark("end", head)


def _mark(kind: str, head: Markup) -> Markup:
    return run(element("w:fldChar", w_fldCharType=kind), head)
