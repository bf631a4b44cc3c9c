"""The city migration profile: what a city knows about migration, with its sources, and what it holds important."""

from __future__ import annotations

from desktop_app.language import _
from desktop_app.records.declare import (
    NameOf,
    Record,
    code,
    integer,
    line,
    moment,
    quantity,
    reference,
    references,
    translated,
)
from desktop_app.records.values import RecordId, Translated, When
from desktop_app.records.vocabulary import Audience, vocabulary


class Profile(Record, kind="profile", one=_("City migration profile"), many=_("City migration profiles")):
    """One edition of a city's migration profile. Its city is the one that the record belongs to."""

    edition: str = line(_("Edition"), required=True)
    date: When = moment(_("Date"), required=True)
    authors: str = line(_("Authors"))
    status: str = code(_("Status"), "profile_status", required=True, default="draft")

    def called(self, language: str, name_of: NameOf) -> str:
        return " · ".join(filter(None, (name_of(self.city), self.edition)))


class ProfileSection(
    Record, kind="profile_section", one=_("Section of a profile"), many=_("Sections of profiles")
):  # fmt: skip
    """The text of one section of a profile."""

    profile: RecordId = reference(_("Profile"), "profile", required=True, part_of=True)
    section: str = code(_("Section"), "profile_section", required=True)
    text: Translated = translated(_("Text"), lines=True)

    def called(self, language: str, name_of: NameOf) -> str:
        return " · ".join(filter(None, (vocabulary("profile_section").label(self.section, language),
                                        name_of(self.profile))))  # fmt: skip


class IndicatorValue(
    Record, kind="indicator_value", one=_("Value of an indicator"), many=_("Values of indicators")
):  # fmt: skip
    """One figure of a profile, or that it is not to be had; always with its year and its source."""

    profile: RecordId = reference(_("Profile"), "profile", required=True, part_of=True)
    indicator: str = code(_("Indicator"), "indicator", required=True)
    value: str = quantity(_("Value"))
    standing: str = code(_("Standing of the figure"), "figure_standing", required=True, default="recorded")
    unit: str = line(_("Unit"))
    year: int | None = integer(_("Year"), 1900, 2200, required=True)
    source: str = line(_("Source"), required=True)
    sex: str = code(_("Women or men"), "sex")
    territory: str = line(_("Territory"))
    note: Translated = translated(_("Note"))

    def called(self, language: str, name_of: NameOf) -> str:
        said = [vocabulary("indicator").label(self.indicator, language)]
        return " · ".join(filter(None, (*said, str(self.year or ""), name_of(self.profile))))


class Priority(Record, kind="priority", one=_("Priority"), many=_("Priorities"), audience=Audience.PUBLIC):
    """What a city's group has agreed to hold most important."""

    rank: int | None = integer(_("Rank"), 1, 99, required=True)
    topic: str = code(_("Topic"), "topic")
    text: Translated = translated(_("Text"), required=True, lines=True)
    agreed_in: RecordId = reference(_("Agreed in"), "meeting")

    def called(self, language: str, name_of: NameOf) -> str:
        return self.text.within(language)


class Initiative(Record, kind="initiative", one=_("Initiative"), many=_("Initiatives"), audience=Audience.PUBLIC):
    """What a city or its partners do: a local initiative, a pilot project, a case study for others."""

    kind: str = code(_("Kind of initiative"), "initiative_kind", required=True, default="initiative")
    title: Translated = translated(_("Title"), required=True)
    topic: str = code(_("Topic"), "topic", required=True)
    lead: RecordId = reference(_("Lead organisation"), "organisation")
    partners: tuple[RecordId, ...] = references(_("Partners"), "organisation")
    starts_on: When = moment(_("Begins"))
    ends_on: When = moment(_("Ends"))
    budget: str = quantity(_("Budget"))
    currency: str = line(_("Currency (ISO 4217)"))
    objective: Translated = translated(_("Objective"), required=True, lines=True)
    activities: Translated = translated(_("Activities"), lines=True)
    outcomes: Translated = translated(_("Outcomes"), lines=True)
    transferability: Translated = translated(_("What others can take from it"), lines=True)
    recommendations: tuple[RecordId, ...] = references(_("Recommendations addressed"), "recommendation")

    def called(self, language: str, name_of: NameOf) -> str:
        return self.title.within(language)
