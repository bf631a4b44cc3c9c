"""The small parts that every Word file has: settings and footnotes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from desktop_app.documents.word import tongues
from desktop_app.documents.word.inline import properties, run, text
from desktop_app.documents.word.look import twips
from desktop_app.documents.word.markup import element, join, part, val
from desktop_app.documents.word.paragraphs import assembled, paragraph_properties
from desktop_app.documents.word.runs import FIRST_NOTE, Story, direction_of, runs

if TYPE_CHECKING:
    from desktop_app.documents.blocks import Rich

_WORD: Final = "http://schemas.microsoft.com/office/word"
_AS_TODAY: Final = {
    "compatibilityMode": 15,
    "overrideTableStyleFontSizeAndJustification": 1,
    "enableOpenTypeFeatures": 1,
    "doNotFlipMirrorIndents": 1,
    "differentiateMultirowTableHeaders": 1,
}
"""What Word writes into a new document, so that it treats this one as its own and not as an old one."""
_CLOSE: Final = element("w:pPr", element("w:spacing", w_after=0, w_line=240, w_lineRule="auto"))
_SEPARATORS: Final = ("separator", "continuationSeparator")


def settings(language: str, *, tab: int = twips(28), mirrored: bool = False, even: bool = False) -> bytes:
    """How Word treats the document: as one of today's, with footnotes, in these languages.

    Args:
        language: the document's.
        tab: between the places of tabs, in twentieths of a point.
        mirrored: whether left and right pages have each other's margins,
        even: and headers and footers of their own.
    """
    separators = (element("w:footnote", w_id=number) for number in (FIRST_NOTE - 2, FIRST_NOTE - 1))
    modern = [element("w:compatSetting", w_name=name, w_uri=_WORD, w_val=value) for name, value in _AS_TODAY.items()]
    return part(
        "w:settings",
        element("w:zoom", w_percent=100),
        *([element("w:mirrorMargins")] if mirrored else []),
        val("w:defaultTabStop", tab),
        *([element("w:evenAndOddHeaders")] if even else []),
        val("w:characterSpacingControl", "doNotCompress"),
        element("w:footnotePr", *separators),
        element("w:compat", *modern),
        element("w:themeFontLang", w_val=tongues.latin_tag(language), w_bidi=tongues.complex_tag(language)),
    )


def footnotes(story: Story, notes: list[Rich]) -> bytes:
    """The part with the footnotes, after the two lines that stand above them."""
    parts = []
    for number, kind in enumerate(_SEPARATORS, FIRST_NOTE - len(_SEPARATORS)):
        rule = element("w:p", _CLOSE, run(element(f"w:{kind}")))
        parts.append(element("w:footnote", rule, w_type=kind, w_id=number))
    for number, note in enumerate(notes, FIRST_NOTE):
        towards = direction_of(note, story.direction)
        mark = run(element("w:footnoteRef"), properties(towards == "rtl", "FootnoteReference"))
        content = join([mark, run(text(" ")), runs(story, note, towards)])
        head = paragraph_properties("FootnoteText", towards, story.direction)
        parts.append(element("w:footnote", assembled(head, content), w_id=number))
    return part("w:footnotes", *parts)
