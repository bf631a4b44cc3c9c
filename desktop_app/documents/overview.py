"""What a reader sees of many recommendations at a glance: topics, one table of all, and what is still lacking."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from desktop_app.documents.blocks import Cell, Column, Listing, Paragraph, Run, Table, Tone, cell, rich
from desktop_app.documents.counting import by_code
from desktop_app.documents.wording import BLANK, DASH, muted
from desktop_app.language import _, plural
from desktop_app.records import Commitment, Evidence, Recommendation, vocabulary

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop_app.documents.blocks import Block, Rich
    from desktop_app.documents.evidence import EvidenceList
    from desktop_app.documents.footnotes import Footnotes
    from desktop_app.documents.wording import Wording
    from desktop_app.records import Dossier


def by_symbol(recommendation: Recommendation) -> tuple[bool, list[tuple[int, str]]]:
    """Symbols in the order in which a person counts, and what has none yet after them."""
    pieces = re.findall(r"\d+|\D+", recommendation.symbol)
    return not pieces, [(int(piece), "") if piece.isdecimal() else (0, piece) for piece in pieces]


def by_status(wording: Wording, recommendations: Sequence[Recommendation]) -> str:
    """How many there are of each status, in the order of the vocabulary."""
    counted = by_code(wording, "recommendation_status", (one.status for one in recommendations))
    said = (_("{label}: {value}", label=label, value=wording.number(number)) for label, number in counted)
    return wording.joined([wording.say(message) for message in said])


def symbol_of(dossier: Dossier, recommendation: Recommendation) -> str:
    """Its symbol, with the number of its revision."""
    revision = dossier.revisions.get(recommendation.id)
    return recommendation.symbol if revision is None else revision.symbol(recommendation.symbol)


def topics_of(recommendations: Sequence[Recommendation]) -> list[str]:
    """Their topics in the order of the vocabulary; those that this version does not know come last."""
    present = {recommendation.topic for recommendation in recommendations}
    known = [topic for topic in vocabulary("topic").codes if topic in present]
    return [*known, *sorted(present.difference(known))]


def key_issues(footnotes: Footnotes, recommendations: Sequence[Recommendation]) -> list[Block]:
    """The topics, each with how many recommendations it has."""
    wording = footnotes.wording
    count = Counter(recommendation.topic for recommendation in recommendations)
    lines = (
        wording.compose(
            _("{label}: {value}"),
            label=rich(wording.label("topic", topic) or wording.say(_("No topic yet"))),
            value=rich(wording.run(plural("{n} recommendation", "{n} recommendations", count[topic]))),
        )
        for topic in topics_of(recommendations)
    )
    return [Listing(tuple(lines))] if recommendations else []


def summary_table(
    footnotes: Footnotes, evidence: EvidenceList, recommendations: Sequence[Recommendation]
) -> list[Block]:
    """All recommendations in one table: to whom, how far the text is, who has said anything, what it rests on."""
    wording = footnotes.wording
    if not recommendations:
        return []
    labels = (_("Symbol"), _("Recommendation"), _("Addressed to"), _("Status"), _("Commitments"), _("Evidence"))
    numeric = len(labels) - 2
    return [
        Table(
            columns=tuple(Column(share) for share in (15, 28, 16, 12, 16, 13)),
            header=tuple(
                cell(wording.run(label), align="figures" if place >= numeric else "start")
                for place, label in enumerate(labels)
            ),
            rows=[_row(footnotes, evidence, recommendation) for recommendation in recommendations],
            summary=wording.say(_("All recommendations: addressees, status, number of commitments and of evidence")),
            first_column_is_header=True,
        )
    ]


def _row(footnotes: Footnotes, evidence: EvidenceList, recommendation: Recommendation) -> tuple[Cell, ...]:
    wording = footnotes.wording
    addressees = wording.joined([wording.label("player", player) for player in recommendation.addressees])
    said = wording.dossier.referring(Commitment, "recommendation", recommendation.id)
    commitments = sum(one.is_made for one in said)
    rests_on = len(evidence.dossier.referring(Evidence, "recommendation", recommendation.id))
    return (
        cell(symbol_of(wording.dossier, recommendation) or BLANK),
        Cell((wording.line(title_of(footnotes, recommendation)),)),
        cell(addressees or BLANK),
        cell(wording.label("recommendation_status", recommendation.status) or BLANK),
        cell(wording.number(commitments), align="figures"),
        cell(wording.number(rests_on), align="figures"),
    )


def title_of(footnotes: Footnotes, recommendation: Recommendation) -> Rich:
    """Its title, or a plain word where it has none."""
    wording = footnotes.wording
    title = wording.written(recommendation, "title")
    return title or rich(wording.missing(_("Recommendation without a title")))


def unfounded(footnotes: Footnotes, evidence: EvidenceList, recommendations: Sequence[Recommendation]) -> list[Block]:
    """Those that rest on nothing yet; empty where all rest on something."""
    wording = footnotes.wording
    found = [recommendation for recommendation in recommendations if not evidence.has_any(recommendation)]
    if not found:
        return []
    opening = plural("{n} recommendation has no evidence yet:", "{n} recommendations have no evidence yet:", len(found))
    return [
        Paragraph(rich(wording.run(opening)), keep_with_next=True),
        Listing(tuple(wording.line(named(footnotes, recommendation)) for recommendation in found)),
    ]


def left_out(footnotes: Footnotes, recommendations: Sequence[Recommendation]) -> list[Block]:
    """Those that were merged or withdrawn, and into what."""
    wording = footnotes.wording
    lines: list[Rich] = []
    for recommendation in recommendations:
        status = rich(Run(wording.label("recommendation_status", recommendation.status), tone=Tone.MUTED))
        into = wording.dossier.find(Recommendation, recommendation.merged_into)
        if into:
            said = wording.compose(
                _("{status} into {recommendation}"), status=status, recommendation=named(footnotes, into)
            )
        else:
            said = status
        lines.append(wording.line(wording.join((named(footnotes, recommendation), said), DASH)))
    return [Listing(tuple(lines))] if lines else []


def named(footnotes: Footnotes, recommendation: Recommendation) -> Rich:
    """Its symbol and its title; the symbol stands first in whichever direction the title is written."""
    wording = footnotes.wording
    symbol = rich(Run(symbol_of(wording.dossier, recommendation), bold=True)) if recommendation.symbol else ()
    return wording.join((symbol, title_of(footnotes, recommendation)), " ")


def with_status(footnotes: Footnotes, recommendation: Recommendation) -> Rich:
    """A line of a list: symbol, title, and how far the text is."""
    wording = footnotes.wording
    status = muted(rich(wording.label("recommendation_status", recommendation.status)))
    return wording.line(wording.join((named(footnotes, recommendation), status), DASH))
