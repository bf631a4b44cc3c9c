"""Who stands behind a recommendation: sponsors and supporters by name, reservations with their words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop_app.documents.blocks import Listing, Paragraph, Style, rich
from desktop_app.documents.wording import DASH, DOT
from desktop_app.language import _
from desktop_app.records import City, Organisation, Support, vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from desktop_app.documents.blocks import Block, Rich
    from desktop_app.documents.footnotes import Footnotes
    from desktop_app.records import Recommendation


def positions(footnotes: Footnotes, recommendation: Recommendation) -> Iterator[Block]:
    """The positions on one recommendation that these readers may see, with their label; nothing where there are none.

    In the order of the vocabulary, from sponsors to opposition: those who say nothing of their own together in a line.
    """
    wording = footnotes.wording
    taken = wording.dossier.referring(Support, "recommendation", recommendation.id)
    lines: list[Rich] = []
    for code in vocabulary("support").codes:
        same = [one for one in taken if one.position == code and _party(footnotes, one)]
        same.sort(key=lambda one: wording.filed("".join(run.text for run in _party(footnotes, one))))
        if same:
            lines += _lines(footnotes, code, same)
    if lines:
        yield Paragraph(rich(wording.run(_("Positions"))), Style.LABEL, keep_with_next=True)
        yield Listing(tuple(wording.line(line) for line in lines))


def _lines(footnotes: Footnotes, code: str, same: Sequence[Support]) -> Iterator[Rich]:
    wording = footnotes.wording
    label = wording.label("support", code)
    silent = [_party(footnotes, one) for one in same if not one.reservation]
    if silent:
        yield wording.compose(_("{label}: {value}"), label=rich(label), value=wording.join(silent, DOT))
    for one in same:
        if one.reservation:
            who = wording.compose(_("{label}: {value}"), label=rich(label), value=_party(footnotes, one))
            yield wording.join((who, wording.quoted(footnotes.field(one, "reservation"))), DASH)


def _party(footnotes: Footnotes, one: Support) -> Rich:
    """Its name, and since when; nothing where these readers may not see who it is."""
    wording = footnotes.wording
    found = wording.dossier.find(Organisation, one.party) or wording.dossier.find(City, one.party)
    if found is None:
        return ()
    named = footnotes.on(wording.proper(found), one, "position")
    if not one.date:
        return named
    return wording.compose(_("{name} ({day})"), name=named, day=rich(wording.day(one.date)))
