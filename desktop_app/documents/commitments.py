"""Commitments across recommendations: what is still owed, by whom and when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop_app.documents.blocks import Cell, Column, Run, Table, Tone, cell, rich
from desktop_app.documents.overview import symbol_of, title_of
from desktop_app.documents.wording import BLANK, muted, paragraphs
from desktop_app.language import _
from desktop_app.records import Commitment, Organisation, Recommendation

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from desktop_app.documents.blocks import Block, Rich
    from desktop_app.documents.footnotes import Footnotes
    from desktop_app.records import Dossier


def commitments_of(dossier: Dossier, recommendations: Sequence[Recommendation]) -> list[Commitment]:
    """All commitments to these recommendations."""
    return [c for one in recommendations for c in dossier.referring(Commitment, "recommendation", one.id)]


def open_commitments(dossier: Dossier, recommendations: Sequence[Recommendation]) -> list[Commitment]:
    """What players have committed to and not yet done, what is due first before the rest."""
    found = [c for c in commitments_of(dossier, recommendations) if c.is_open]
    return sorted(found, key=lambda c: (c.due_on or "9999", c.id))


def commitment_table(footnotes: Footnotes, commitments: Sequence[Commitment], on: date) -> list[Block]:
    """Who owes what to which recommendation, and by when; empty where nobody owes anything."""
    wording = footnotes.wording
    if not commitments:
        return []
    labels = (_("Player"), _("Commitment"), _("Recommendation"), _("Due"), _("Status"))
    return [
        Table(
            columns=tuple(Column(share) for share in (22, 28, 22, 14, 14)),
            header=tuple(cell(wording.run(label)) for label in labels),
            rows=[_row(footnotes, commitment, on) for commitment in commitments],
            summary=wording.say(_("Commitments: player, text, recommendation, date and status")),
            first_column_is_header=True,
        )
    ]


def _row(footnotes: Footnotes, commitment: Commitment, on: date) -> tuple[Cell, ...]:
    wording = footnotes.wording
    organisation = wording.dossier.find(Organisation, commitment.organisation)
    who: list[Rich] = [rich(wording.label("player", commitment.player) or BLANK)]
    if organisation:
        who.append(wording.line(muted(wording.proper(organisation))))
    recommendation = wording.dossier.find(Recommendation, commitment.recommendation)
    about: list[Rich] = []
    if recommendation:
        about = [wording.line(title_of(footnotes, recommendation))]
        about = (
            [rich(Run(symbol_of(wording.dossier, recommendation), bold=True)), *about]
            if recommendation.symbol
            else about
        )
    state = [rich(wording.label("implementation", commitment.implementation) or BLANK)]
    if commitment.is_overdue(on):
        state.append(rich(wording.run(_("overdue"), bold=True, tone=Tone.WARNING)))
    return (
        Cell(tuple(who)),
        Cell(tuple(paragraphs(footnotes.written(commitment, "text")))),
        Cell(tuple(about) or (rich(BLANK),)),
        cell(wording.moment(commitment.due_on) or BLANK),
        Cell(tuple(state)),
    )
