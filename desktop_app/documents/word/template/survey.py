"""What a template gives, what it lacks and what of it is left out, in sentences, before anybody chooses it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from desktop_app.documents.text.clean import one_line
from desktop_app.documents.word.look import MILLIMETRE
from desktop_app.documents.word.template.wardrobe import Wardrobe
from desktop_app.language import Message, _, window_language

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop_app.documents.word.template.reading import Template

_PARTS: Final = {
    _("the text"): ("Normal",),
    _("the title"): ("Title",),
    _("the subtitle"): ("Subtitle",),
    _("headings of the first level"): ("Heading1",),
    _("headings of the second level"): ("Heading2",),
    _("headings of the third level"): ("Heading3",),
    _("quotations"): ("Quote",),
    _("lists with bullets"): ("ListBullet",),
    _("captions"): ("Caption",),
    _("footnotes"): ("FootnoteText",),
    _("the heading of the contents"): ("TOCHeading",),
    _("the contents"): ("TOC1", "TOC2", "TOC3"),
}
"""What styles are for, as people call it, with the styles that it needs."""


@dataclass(frozen=True, slots=True)
class Survey:
    """Sentences about a template."""

    gives: tuple[Message, ...]
    lacks: tuple[Message, ...]
    left_out: tuple[Message, ...]


def survey(template: Template) -> Survey:
    """Look at a template."""
    wardrobe = Wardrobe(template, window_language())
    return Survey(
        (*_page(template), *_letters(wardrobe), *_styles(wardrobe)),
        tuple(_lacks(template, wardrobe)),
        tuple(_left_out(template, wardrobe)),
    )


def _page(template: Template) -> Iterator[Message]:
    layout = template.layout
    width, height = round(layout.width / MILLIMETRE), round(layout.height / MILLIMETRE)
    yield _(
        "A page of {width} × {height} mm, with lines of {line} mm.",
        width=width, height=height, line=round(layout.text_width / MILLIMETRE),
    )  # fmt: skip
    if template.has_letterhead:
        alike = all(side.get("first") == side.get("default") for side in (template.headers, template.footers))
        yield (
            _("A letterhead on every page.")
            if alike
            else _("A letterhead for the first page, and a header and footer for the pages that follow.")
        )
    if template.even:
        yield _("Separate headers and footers for left and right pages.")
    if any(side.numbered for side in template.outsides):
        yield _("Its own page numbers: where it has them, those of Roundtable are left out.")


def _letters(wardrobe: Wardrobe) -> Iterator[Message]:
    fitting = wardrobe.fitting
    size = float(fitting.body)
    if fitting.typeface:
        yield _("Text in {typeface}, {size} points.", typeface=one_line(fitting.typeface)[:80], size=size)
    else:
        yield _("Text of {size} points.", size=size)


def _styles(wardrobe: Wardrobe) -> Iterator[Message]:
    found = [part for part, roles in _PARTS.items() if any(role in wardrobe.roles for role in roles)]
    if found:
        yield _("Styles for {parts}.", parts=_joined(found))


def _lacks(template: Template, wardrobe: Wardrobe) -> Iterator[Message]:
    if not template.has_letterhead:
        yield _(
            "It has no letterhead: your city’s logo and name appear at the top of the first page, as in the "
            "standard look."
        )
        if template.illustrated:
            yield _("There are pictures in its text, which is not used: a letterhead must be in the header.")
    for part, roles in _PARTS.items():
        if not any(role in wardrobe.roles for role in roles):
            yield _("It has no style for {part}: the standard one is used, in its typeface.", part=part)
    yield _(
        "Word has no styles for decisions, actions, tables and signatures: the standard ones are used, "
        "in its typeface and its colour. A style with the same name, such as “{name}”, replaces them.",
        name="Table text",
    )
    if wardrobe.fitting.is_tight:
        yield _("It leaves no space between paragraphs: documents add some.")


def _left_out(template: Template, wardrobe: Wardrobe) -> Iterator[Message]:
    if any(side.lost for side in template.outsides):
        yield _(
            "A picture or an object in its letterhead cannot be used: it is linked, embedded, or in a format"
            " that is not read here. Insert it in Word as a PNG picture."
        )
    if template.embedded:
        yield _("Its typefaces are embedded: documents only name them, and show them where they are installed.")
    if wardrobe.numbers_headings:
        yield _("Word numbers its headings: documents number their own.")
    yield _("Its own text, properties, comments, links and history are not used.")


def _joined(parts: list[Message]) -> str:
    comma = "، " if window_language() == "ar" else ", "
    return comma.join(str(part) for part in parts)
