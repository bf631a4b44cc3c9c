"""What a city asks for, of whom, and what each player does, commits to and needs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from desktop_app.language import _
from desktop_app.records.declare import (
    NameOf,
    Record,
    code,
    codes,
    language,
    line,
    moment,
    prose,
    reference,
    references,
    translated,
)
from desktop_app.records.meeting import CLOSED, is_overdue
from desktop_app.records.values import RecordId, Translated, When
from desktop_app.records.vocabulary import Audience

if TYPE_CHECKING:
    from datetime import date

FROZEN: Final = frozenset({"validated", "adopted", "merged"})
"""The states of a recommendation from which a change of its text makes a revision."""

LEFT: Final = frozenset({"merged", "withdrawn"})
"""The states in which a recommendation no longer speaks for itself."""

COMMITS: Final = "commits"
"""The aspect of a commitment in the strict sense: not what a player does already, nor what it needs."""

REJECTED: Final = "rejected"
"""The response of a player that does not commit to what was asked of it."""


class Recommendation(
    Record, kind="recommendation", one=_("Recommendation"), many=_("Recommendations"), audience=Audience.PUBLIC
):
    """One political recommendation. Its status, the players' responses and the implementation are three axes."""

    symbol: str = line(_("Symbol"), also=("cote", "signatura", "number", "numéro", "número"))
    topic: str = code(_("Topic"), "topic", required=True, also=("thème", "tema", "الموضوع"))
    title: Translated = translated(
        _("Title"), required=True, max_words=12, also=("titre", "intitulé", "título", "العنوان")
    )
    text: Translated = translated(
        _("Text"), required=True, lines=True, max_words=80, also=("texte", "recommandation", "texto", "النص")
    )
    rationale: Translated = translated(_("Rationale"), lines=True, also=("justification", "justificación"))
    scope_level: str = code(_("Level"), "scope_level", also=("niveau", "nivel", "المستوى"))
    addressees: tuple[str, ...] = codes(_("Addressed to"), "player", also=("destinataires", "destinatarios"))
    status: str = code(_("Status of the text"), "recommendation_status", required=True, default="draft")
    merged_into: RecordId = reference(_("Merged into"), "recommendation")
    sources: tuple[RecordId, ...] = references(_("Made from"), "recommendation")
    language: str = language(_("Authoritative language"))
    frameworks: tuple[str, ...] = codes(_("Frameworks"), "framework")

    def called(self, language: str, name_of: NameOf) -> str:
        return self.title.best(language, self.language)[0] or self.symbol


class Commitment(
    Record, kind="commitment", one=_("Statement of a player"), many=_("Statements of players"), audience=Audience.PUBLIC
):
    """What one player does today, commits to or needs for one recommendation."""

    recommendation: RecordId = reference(_("Recommendation"), "recommendation", required=True, part_of=True)
    player: str = code(_("Player"), "player", required=True)
    organisation: RecordId = reference(_("Organisation"), "organisation")
    aspect: str = code(_("Aspect"), "commitment_aspect", required=True)
    text: Translated = translated(_("Text"), required=True, lines=True)
    needs_type: str = code(_("What is needed"), "needs_type")
    due_on: When = moment(_("Due"))
    measure: Translated = translated(_("Measure"))
    response: str = code(_("Response"), "response", default="pending")
    response_reason: str = prose(_("Reason for the response"))
    implementation: str = code(_("Implementation"), "implementation", default="not_started")

    def called(self, language: str, name_of: NameOf) -> str:
        return self.text.within(language)

    @property
    def is_rejected(self) -> bool:
        """Whether the player refused it, so that it binds nobody."""
        return self.response == REJECTED

    @property
    def is_made(self) -> bool:
        """Whether it is a commitment in the strict sense, and the player did not refuse it."""
        return self.aspect == COMMITS and not self.is_rejected

    @property
    def is_open(self) -> bool:
        """Whether it is made and not done."""
        return self.is_made and self.implementation not in CLOSED

    def is_overdue(self, on: date) -> bool:
        """Whether it was due before that day, and is neither done nor rejected."""
        return not self.is_rejected and is_overdue(self.due_on, self.implementation, on)


class Evidence(Record, kind="evidence", one=_("Evidence"), many=_("Evidence")):
    """What a recommendation rests on: a place in the minutes, or a citation."""

    recommendation: RecordId = reference(_("Recommendation"), "recommendation", required=True, part_of=True)
    target: RecordId = reference(_("Rests on"), "entry", "agenda_item", "meeting", "indicator_value", "initiative")
    citation: str = prose(_("Citation"))
    quote: Translated = translated(_("Quotation"), lines=True)

    def called(self, language: str, name_of: NameOf) -> str:
        return self.quote.within(language) or name_of(self.target) or self.citation


class Support(Record, kind="support", one=_("Position on a recommendation"), many=_("Positions on recommendations")):
    """Where a city or an organisation stands on a recommendation: it sponsors it, supports it, or has reservations."""

    recommendation: RecordId = reference(_("Recommendation"), "recommendation", required=True, part_of=True)
    party: RecordId = reference(_("City or organisation"), "organisation", "city", required=True)
    position: str = code(_("Where it stands"), "support", required=True, default="support")
    date: When = moment(_("Since"))
    reservation: Translated = translated(_("In its own words"), lines=True)

    def called(self, language: str, name_of: NameOf) -> str:
        return name_of(self.party)
