"""The commitment matrix: what each player does, commits to and needs, with what nobody has said left visible."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from desktop_app.documents.blocks import Cell, Column, Paragraph, Run, Style, Table, Tone, cell, rich
from desktop_app.documents.counting import codes_with
from desktop_app.documents.wide import in_parts
from desktop_app.documents.wording import BLANK, DOT, muted, paragraphs
from desktop_app.language import _
from desktop_app.records import Commitment, Organisation, Recommendation

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from datetime import date

    from desktop_app.documents.blocks import Block, Rich
    from desktop_app.documents.footnotes import Footnotes
    from desktop_app.documents.wording import Wording

_MOST_ASPECTS: Final = 4
"""Columns beside that of the players which a page has room for."""
_UNSAID: Final = frozenset({"", "pending", "not_started"})
"""The states in which a new commitment begins: nothing was said yet."""


def commitment_matrix(footnotes: Footnotes, recommendation: Recommendation, on: date) -> list[Block]:
    """Players in rows, aspects in columns; those of a later version too, in further tables where they are too many.

    Of whom, and under which heading, nobody has said anything is told in a line below, and takes no row or column.

    Args:
        on: the day on which a commitment is overdue or not.
    """
    wording = footnotes.wording
    commitments = wording.dossier.referring(Commitment, "recommendation", recommendation.id)
    every_aspect = codes_with("commitment_aspect", (c.aspect for c in commitments))
    every_player = codes_with("player", (*recommendation.addressees, *(c.player for c in commitments)))
    by_place: dict[tuple[str, str], list[Commitment]] = defaultdict(list)
    for commitment in sorted(commitments, key=_by_date):
        by_place[commitment.player, commitment.aspect].append(commitment)
    if not by_place:
        return [Paragraph(rich(wording.missing(_("No player has said anything yet."))), Style.SMALL)]
    players, silent = _parted(every_player, {player for player, _aspect in by_place})
    aspects, unsaid = _parted(every_aspect, {aspect for _player, aspect in by_place})
    whole = Table(
        columns=(Column(19), *(Column(27) for _aspect in aspects)),
        header=tuple(
            cell(label)
            for label in (wording.say(_("Player")), *(wording.label("commitment_aspect", aspect) for aspect in aspects))
        ),
        rows=[
            _row(footnotes, recommendation, player, [by_place[player, aspect] for aspect in aspects], on)
            for player in players
        ],
        summary=wording.say(_("What each player does today, commits to and needs")),
        first_column_is_header=True,
    )
    return [*in_parts(wording, whole, _MOST_ASPECTS), *_unsaid(wording, recommendation, silent, unsaid)]


def _parted(codes: Sequence[str], said: Collection[str]) -> tuple[list[str], list[str]]:
    """Those of which something was said, with what has no code; and the others."""
    bare = [""] if "" in said else []
    return [*(code for code in codes if code in said), *bare], [code for code in codes if code not in said]


def _unsaid(
    wording: Wording, recommendation: Recommendation, players: Sequence[str], aspects: Sequence[str]
) -> Iterator[Block]:
    """Who has said nothing, first of all those to whom it is addressed, and what nobody has said."""
    addressed = [player for player in players if player in recommendation.addressees]
    others = [player for player in players if player not in recommendation.addressees]
    for message, vocabulary, codes in (
        (_("Addressed, and has said nothing yet: {names}"), "player", addressed),
        (_("Nothing said yet by: {names}"), "player", others),
        (_("Nobody has said yet: {names}"), "commitment_aspect", aspects),
    ):
        if codes:
            names = wording.joined([wording.label(vocabulary, code) for code in codes])
            yield Paragraph(wording.line(muted(wording.compose(message, names=rich(names)))), Style.SMALL)


def _row(
    footnotes: Footnotes,
    recommendation: Recommendation,
    player: str,
    by_aspect: Sequence[Sequence[Commitment]],
    on: date,
) -> tuple[Cell, ...]:
    wording = footnotes.wording
    name = [rich(wording.label("player", player) or BLANK)]
    if player in recommendation.addressees:
        name.append(rich(wording.run(_("Addressee"), tone=Tone.MUTED)))
    cells = [Cell(tuple(name))]
    for found in by_aspect:
        lines = [line for commitment in found for line in _lines(footnotes, commitment, on)]
        cells.append(Cell(tuple(lines)) if lines else cell(Run(BLANK, tone=Tone.MUTED)))
    return tuple(cells)


def _by_date(commitment: Commitment) -> tuple[str, str]:
    """What is due first; what has no date after it."""
    return commitment.due_on or "9999", commitment.id


def _lines(footnotes: Footnotes, commitment: Commitment, on: date) -> Iterator[Rich]:
    wording = footnotes.wording
    yield from paragraphs(footnotes.written(commitment, "text"))
    for details in (_charge(footnotes, commitment), _measure(footnotes, commitment), _progress(footnotes, commitment)):
        said = wording.join(details, DOT)
        if said:
            yield wording.line(muted(said))
    if commitment.is_overdue(on):
        yield rich(wording.run(_("Overdue"), bold=True, tone=Tone.WARNING))


def _charge(footnotes: Footnotes, commitment: Commitment) -> Iterator[Rich]:
    """Who in particular, what kind of need, and by when; each only where it was said."""
    wording = footnotes.wording
    organisation = wording.dossier.find(Organisation, commitment.organisation)
    if organisation:
        yield footnotes.on(wording.proper(organisation), commitment, "organisation")
    if commitment.needs_type:
        yield rich(wording.label("needs_type", commitment.needs_type))
    if commitment.due_on:
        due = rich(wording.moment(commitment.due_on))
        yield wording.compose(_("Due: {date}"), date=footnotes.on(due, commitment, "due_on"))


def _measure(footnotes: Footnotes, commitment: Commitment) -> Iterator[Rich]:
    if commitment.measure:
        measure = footnotes.field(commitment, "measure")
        yield footnotes.wording.compose(_("Measured by: {measure}"), measure=measure)


def _progress(footnotes: Footnotes, commitment: Commitment) -> Iterator[Rich]:
    """What was answered, and how far it is; nothing where a new commitment stands as it began."""
    wording = footnotes.wording
    if commitment.response not in _UNSAID:
        yield _response(footnotes, commitment)
    if commitment.implementation not in _UNSAID:
        state = rich(wording.label("implementation", commitment.implementation))
        yield wording.compose(_("Implementation: {state}"), state=footnotes.on(state, commitment, "implementation"))


def _response(footnotes: Footnotes, commitment: Commitment) -> Rich:
    wording = footnotes.wording
    response = footnotes.on(rich(wording.label("response", commitment.response)), commitment, "response")
    if commitment.response_reason:
        reason = rich(wording.name(commitment.response_reason))
        return wording.compose(_("Response: {response} ({reason})"), response=response, reason=reason)
    return wording.compose(_("Response: {response}"), response=response)
