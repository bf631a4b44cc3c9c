"""One recommendation as it stands in a document: symbol, text, rationale, commitments, evidence and positions."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING, Final

from desktop_app.documents.blocks import Heading, Paragraph, Run, Style, Tone, rich
from desktop_app.documents.marks import grouped, lead
from desktop_app.documents.matrix import commitment_matrix
from desktop_app.documents.overview import symbol_of
from desktop_app.documents.positions import positions
from desktop_app.documents.wording import BLANK, DOT, paragraphs
from desktop_app.language import _, language_name
from desktop_app.records import City, Recommendation
from desktop_app.records.difference import Fate, to_read
from desktop_app.records.origin import Origin

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from desktop_app.documents.blocks import Block, Rich
    from desktop_app.documents.evidence import EvidenceList
    from desktop_app.documents.footnotes import Footnotes


_TONES: Final = {Fate.SAME: Tone.PLAIN, Fate.GONE: Tone.GONE, Fate.NEW: Tone.NEW}


@dataclass(frozen=True)
class RecommendationText:
    """Writes recommendations one after the other; their paragraphs are numbered through."""

    footnotes: Footnotes
    evidence: EvidenceList
    on: date
    cities_named: bool = False
    """Whether each says which city it is from: where there are several."""
    _paragraphs: Iterator[int] = field(default_factory=lambda: count(1))

    def next_number(self) -> str:
        """The number of the next paragraph of the document."""
        return f"{next(self._paragraphs)}."

    def blocks(self, recommendation: Recommendation) -> Iterator[Block]:
        """All that is said of one recommendation."""
        wording = self.footnotes.wording
        title = self.footnotes.field(recommendation, "title")
        named = wording.line(title) or rich(wording.missing(_("Recommendation without a title")))
        yield Heading(3, named, symbol_of(wording.dossier, recommendation), self._origin(recommendation, "title"))
        yield Paragraph(self._standing(recommendation), Style.SMALL, keep_with_next=True)
        yield from self._text(recommendation)
        yield from self._revised(recommendation)
        yield from self._rationale(recommendation)
        yield from self._commitments(recommendation)
        yield from self.evidence.blocks(recommendation)
        yield from positions(self.footnotes, recommendation)

    def _standing(self, recommendation: Recommendation) -> Rich:
        """Status, level, addressees and frameworks, in one line."""
        wording = self.footnotes.wording
        status = rich(wording.label("recommendation_status", recommendation.status) or BLANK)
        said = [
            wording.compose(_("Status: {status}"), status=self.footnotes.on(status, recommendation, "status")),
            *self._labelled(recommendation),
        ]
        if not recommendation.symbol:
            said.append(rich(wording.missing(_("no symbol yet"))))
        city = wording.dossier.find(City, recommendation.city) if self.cities_named else None
        if city:
            said.insert(0, wording.proper(city))
        return wording.join(said, DOT)

    def _labelled(self, recommendation: Recommendation) -> Iterator[Rich]:
        wording = self.footnotes.wording
        if recommendation.scope_level:
            level = rich(wording.label("scope_level", recommendation.scope_level))
            yield wording.compose(_("Level: {level}"), level=self.footnotes.on(level, recommendation, "scope_level"))
        if recommendation.addressees:
            named = rich(wording.joined([wording.label("player", player) for player in recommendation.addressees]))
            yield wording.compose(
                _("Addressed to: {players}"), players=self.footnotes.on(named, recommendation, "addressees")
            )
        else:
            yield rich(wording.missing(_("no addressee yet")))
        if recommendation.frameworks:
            named = rich(wording.joined([wording.label("framework", code) for code in recommendation.frameworks]))
            yield wording.compose(_("Frameworks: {frameworks}"), frameworks=named)

    def _text(self, recommendation: Recommendation) -> Iterator[Block]:
        wording = self.footnotes.wording
        text = self.footnotes.field(recommendation, "text")
        written = paragraphs(text) or [rich(wording.missing(_("No text yet.")))]
        for place, piece in enumerate(written):
            number = "" if place else self.next_number()
            yield Paragraph(piece, Style.LEAD, number, origin=self._origin(recommendation, "text"))
        authoritative = recommendation.language
        if authoritative not in ("", wording.language) and wording.language in recommendation.text:
            named = language_name(authoritative, wording.language)
            said = _("Translation; the authoritative text is in {language}.", language=named)
            yield Paragraph(rich(Run(wording.say(said), tone=Tone.MUTED)), Style.SMALL)

    def _revised(self, recommendation: Recommendation) -> Iterator[Block]:
        """What was changed since the text was settled: words left out struck through, new ones underlined."""
        wording = self.footnotes.wording
        revision = wording.dossier.revisions.get(recommendation.id)
        if revision is None:
            return
        now, language = wording.shown(recommendation, "text")
        before = revision.before.get(language, "")
        if not before or before == now:
            return
        spoken = "" if language == wording.language else language
        said = _("Changed since it was settled, last on {day}", day=wording.day(revision.on))
        yield Paragraph(rich(wording.run(said)), Style.LABEL, keep_with_next=True)
        runs = [Run(piece.text, tone=_TONES[piece.fate], language=spoken) for piece in to_read(before, now)]
        whole = (*lead(now, language), *(part for run in runs for part in grouped(run)))
        yield from (Paragraph(piece) for piece in paragraphs(whole))

    def _rationale(self, recommendation: Recommendation) -> Iterator[Block]:
        wording = self.footnotes.wording
        reasons = paragraphs(self.footnotes.field(recommendation, "rationale"))
        if not reasons:
            yield Paragraph(rich(wording.missing(_("Rationale: not written yet."))), Style.SMALL)
            return
        yield Paragraph(rich(wording.run(_("Rationale"))), Style.LABEL, keep_with_next=True)
        for place, piece in enumerate(reasons):
            number = "" if place else self.next_number()
            yield Paragraph(piece, number=number, origin=self._origin(recommendation, "rationale"))

    def _origin(self, recommendation: Recommendation, field: str) -> Origin | None:
        """Where a text of the recommendation comes from; nothing where none is written."""
        wording = self.footnotes.wording
        said, language = wording.shown(recommendation, field)
        return Origin.of(recommendation.id, field, language, said) if said else None

    def _commitments(self, recommendation: Recommendation) -> Iterator[Block]:
        wording = self.footnotes.wording
        yield Paragraph(rich(wording.run(_("Commitments by player"))), Style.LABEL, keep_with_next=True)
        yield from commitment_matrix(self.footnotes, recommendation, self.on)
