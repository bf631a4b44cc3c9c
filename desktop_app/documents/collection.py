"""The minutes of the meetings that a dossier is about: of one as they are, of several as one volume with contents."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from desktop_app.documents import minutes
from desktop_app.documents.blocks import (
    Contents,
    Document,
    Heading,
    Letterhead,
    PageBreak,
    Paragraph,
    Style,
    Title,
    rich,
)
from desktop_app.documents.furniture import DRAFT, NETWORK, body_of, letterhead
from desktop_app.documents.wording import DOT, Wording
from desktop_app.errors import NotForAudience, Unknown
from desktop_app.language import _, plural
from desktop_app.records import AgendaItem, Attendance, City, Dossier, Meeting
from desktop_app.records.gaps import gaps_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from desktop_app.documents.blocks import Block, Rich
    from desktop_app.language import Message
    from desktop_app.records import Audience
    from desktop_app.records.gaps import Gap


def build(dossier: Dossier, language: str, *, audience: Audience, on: date) -> Document:
    """The minutes of every meeting that the dossier is about and the audience may see, oldest first.

    Raises:
        NotForAudience: all of them are meant for a narrower circle.
        Unknown: the dossier is about no meeting.
    """
    chosen = sorted(dossier.subjects(Meeting), key=lambda meeting: (meeting.starts_at, meeting.id))
    if not chosen:
        raise Unknown(_("There is no meeting here yet."))
    wanted = _recorded(dossier, chosen)
    seen = dossier.for_audience(audience)
    shown, made, refused = [], [], []
    for meeting in wanted:
        try:
            made.append(minutes.build_seen(dossier, seen, meeting.id, language, audience=audience, on=on))
            shown.append(meeting)
        except NotForAudience as refusal:
            refused.append(refusal)
    if not made:
        raise refused[0]
    return made[0] if len(made) == 1 else _volume(seen, shown, made, audience, len(chosen) - len(wanted))


def gaps(dossier: Dossier, language: str, _on: date) -> list[Gap]:
    """What is missing in the minutes of the meetings that would be printed."""
    return gaps_of(dossier, _recorded(dossier, dossier.subjects(Meeting)), language)


def _recorded(dossier: Dossier, meetings: Sequence[Meeting]) -> Sequence[Meeting]:
    """Those of several meetings of which there is more to say than that they were held; all where there is none."""
    found = [
        meeting
        for meeting in meetings
        if any(dossier.referring(kind, "meeting", meeting.id) for kind in (AgendaItem, Attendance))
    ]
    return found or meetings


def _volume(
    dossier: Dossier, meetings: Sequence[Meeting], made: Sequence[Document], audience: Audience, left_out: int
) -> Document:
    """One document from several; it says how many are not in it since nothing was recorded of them."""
    first = made[0]
    content = (record for meeting in meetings for record in minutes.content_of(dossier, meeting))
    wording = Wording.about(dossier, first.language, audience, content)
    several = len({meeting.city for meeting in meetings}) > 1
    city = None if several else dossier.find(City, meetings[0].city)
    title = wording.say(plural("Minutes of {n} meeting", "Minutes of {n} meetings", len(made)))
    network = Letterhead(wording.say(NETWORK), "")
    head = network if several else letterhead(wording, city, body_of(meetings[0]))
    places = [dossier.find(City, meeting.city) if several else None for meeting in meetings]
    drafts = [meeting for meeting, document in zip(meetings, made, strict=True) if document.furniture.watermark]
    some = 0 < len(drafts) < len(made)
    return replace(
        first,
        title=title,
        blocks=(
            Title(rich(title), below=wording.proper(city) if city else ()),
            *([Paragraph(wording.line(_drafts(wording, drafts)))] if some else []),
            *([Paragraph(rich(wording.run(_left_out(left_out))), Style.SMALL)] if left_out else []),
            Contents(rich(wording.run(_("Contents"))), 1),
            *(
                block
                for document, place in zip(made, places, strict=True)
                for block in _chapter(document, wording.proper(place) if place else ())
            ),
        ),
        letterhead=head,
        furniture=replace(
            first.furniture,
            running_title=title,
            symbol="",
            watermark=wording.say(DRAFT) if drafts else "",
            cover_marked=not some,
        ),
        tags=tuple(dict.fromkeys(tag for document in made for tag in document.tags)),
    )


def _left_out(number: int) -> Message:
    return plural(
        "{n} meeting without a recorded agenda or attendance is left out.",
        "{n} meetings without a recorded agenda or attendance are left out.",
        number,
    )


def _drafts(wording: Wording, meetings: Sequence[Meeting]) -> Rich:
    """Which of the minutes are drafts: the others have no word across their pages."""
    said = plural(
        "{n} set of minutes is still a draft: {minutes}.",
        "{n} sets of minutes are still drafts: {minutes}.",
        len(meetings),
        minutes="{minutes}",
    )
    named = (
        wording.join((rich(one.symbol) or wording.written(one, "title"), rich(wording.day(one.starts_at))))
        for one in meetings
    )
    return wording.compose(said, minutes=wording.join(named, wording.semicolon))


def _chapter(document: Document, place: Rich) -> Iterator[Block]:
    """A document as a chapter of another: its title becomes a heading, and its headings go down a level.

    ``place``: which of several cities it is about.
    """
    yield PageBreak(marked=bool(document.furniture.watermark))
    for block in document.blocks:
        match block:
            case Title(content=content, above=above, below=below):
                yield Heading(1, (*place, *rich(DOT if place else ""), *content))
                yield Paragraph((*above, *rich(DOT if above and below else ""), *below), Style.LABEL)
            case Heading(level=1):
                yield replace(block, level=2)
            case Heading():
                yield replace(block, level=3)
            case _:
                yield block
