"""What surrounds the text of every document: the letterhead, and the furniture of each page."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Final

from desktop_app.documents.blocks import (
    Furniture,
    Letterhead,
    Paragraph,
    Picture,
    Run,
    Signatures,
    Style,
    rich,
)
from desktop_app.documents.marks import opened_text
from desktop_app.language import Message, _, language_name
from desktop_app.records import Audience, City, Meeting, Organisation

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from desktop_app.documents.blocks import Block, Rich, Signature
    from desktop_app.documents.wording import Wording

_BODIES: Final = {
    "stakeholder_group": _("Stakeholder group on migration"),
    "steering_committee": _("Steering committee on migration"),
    "peer_learning_event": _("City-to-city network on migration"),
    "high_level_conference": _("City-to-city network on migration"),
}
DRAFT: Final = _("DRAFT")
_DONOR_WIDTH: Final = 220.0
"""Points."""
STAKEHOLDER_GROUP: Final = _BODIES["stakeholder_group"]
NETWORK: Final = _BODIES["peer_learning_event"]


def body_of(meeting: Meeting) -> Message:
    """Which body met: the group itself where the kind of meeting names no other."""
    return _BODIES.get(meeting.kind, STAKEHOLDER_GROUP)


def authority_of(wording: Wording, city: City) -> Rich:
    """The authority that speaks for a city: in the document's language where it sits in the group, as an organisation
    with a name in several languages; empty where none is written down.
    """
    for organisation in wording.dossier.all(Organisation):
        if organisation.city == city.id and city.authority in organisation.name.values():
            return wording.proper(organisation)
    return rich(wording.name(city.authority)) if city.authority else ()


def letterhead(wording: Wording, city: City | None, body: Message) -> Letterhead | None:
    """The head of the first page; none where no city speaks."""
    if city is None:
        return None
    authority = "".join(run.text for run in authority_of(wording, city)) or wording.called(city)
    return Letterhead(opened_text(authority, wording.direction), wording.say(body), base64.b64decode(city.logo))


def furniture(wording: Wording, city: City | None, *, title: str, symbol: str, draft: bool) -> Furniture:
    """What stands on every page outside the text."""
    return Furniture(
        running_title=title,
        symbol=symbol,
        page_of=wording.say(_("Page {page} of {pages}")),
        watermark=wording.say(DRAFT) if draft else "",
        disclaimer=wording.shown(city, "disclaimer")[0] if city else "",
    )


def notices(wording: Wording, *more: Message) -> list[Block]:
    """What a reader must know first: which edition this is, and in which language the texts are."""
    said = [*more]
    if wording.audience < Audience.INTERNAL:
        edition = wording.label("audience", wording.audience.code)
        said.append(_("Edition: {audience}. What is meant for a narrower circle is left out.", audience=edition))
    if wording.untranslated:
        language = wording.joined([language_name(code, wording.language) for code in wording.untranslated])
        said.append(
            _(
                "Texts that have no translation yet are in the language they were written in: {language}.",
                language=language,
            )
        )
    return [Paragraph(rich(wording.run(message)), Style.SMALL) for message in said]


def support(wording: Wording, cities: Sequence[City]) -> Iterator[Block]:
    """Who supported the work, in words and with their logos; each once. Nothing where nobody is named."""
    said = dict.fromkeys(wording.shown(city, "donors") for city in cities if city.donors)
    logos = dict.fromkeys(city.donor_logo for city in cities if city.donor_logo)
    if not said and not logos:
        return
    yield Paragraph(rich(wording.run(_("With the support of"))), Style.LABEL, keep_with_next=True)
    for text, language in said:
        foreign = "" if language == wording.language else language
        yield Paragraph((Run(text, language=foreign),), Style.SMALL, keep_with_next=bool(logos))
    names = wording.joined([text for text, _language in said]) or wording.say(_("Logos of donors"))
    yield from (Picture(base64.b64decode(logo), names, _DONOR_WIDTH) for logo in logos)


def signatures(wording: Wording, city: City | None, *places: Signature) -> Signatures:
    """The places to sign, with the line for the place and the date."""
    where: Rich = wording.proper(city) if city else ()
    done = wording.compose(_("Done at {place}, on"), place=where) if where else rich(wording.run(_("Place and date")))
    return Signatures(places, done)
