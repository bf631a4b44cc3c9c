"""What the demo’s cities know about migration, do about it and hold important: their profiles, read from scripts."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

import msgspec

import resources
from desktop_app.records import IndicatorValue, Initiative, Priority, Profile, ProfileSection

if TYPE_CHECKING:
    from desktop_app.demo.casting import Casting


class InitiativeScript(msgspec.Struct, forbid_unknown_fields=True):
    """An initiative, in the language of its city."""

    kind: str
    title: str
    topic: str
    objective: str
    starts: str = ""
    ends: str = ""
    activities: str = ""
    outcomes: str = ""
    transferability: str = ""
    budget: str = ""
    currency: str = ""


class PriorityScript(msgspec.Struct, forbid_unknown_fields=True):
    """What a city's group holds important; the first is the most important."""

    topic: str
    text: str


class ProfileScript(msgspec.Struct, forbid_unknown_fields=True):
    """The profile of one city, but for its figures."""

    edition: str
    date: str
    status: str
    sections: dict[str, str]
    initiatives: list[InitiativeScript]
    priorities: list[PriorityScript]


def add_profile(cast: Casting, code: str, author: str, language: str) -> None:
    """Add a city's profile, with its sections, figures, initiatives and priorities."""
    said = msgspec.convert(tomllib.loads(resources.read_text("demo/profiles.toml"))[code], ProfileScript)
    profile = cast.add(
        Profile, "profile", edition=said.edition, date=said.date, authors=author, status=said.status,
    )  # fmt: skip
    for section, text in said.sections.items():
        cast.add(ProfileSection, profile=profile, section=section, text={language: text})
    for row in resources.read_table("demo/figures.csv"):
        if row["city"] == code:
            for sex, value in (("", row["value"]), ("women", row["women"]), ("men", row["men"])):
                if value or not sex:
                    cast.add(
                        IndicatorValue, profile=profile, indicator=row["indicator"], value=value, unit=row["unit"],
                        standing=row["standing"], year=int(row["year"]), source=row["source"], sex=sex,
                    )  # fmt: skip
    for one in said.initiatives:
        _initiative(cast, one, language)
    for rank, priority in enumerate(said.priorities, 1):
        cast.add(Priority, rank=rank, topic=priority.topic, text={language: priority.text})


def _initiative(cast: Casting, said: InitiativeScript, language: str) -> None:
    texts = {
        name: {language: getattr(said, name)}
        for name in ("title", "objective", "activities", "outcomes", "transferability")
        if getattr(said, name)
    }
    cast.add(
        Initiative, kind=said.kind, topic=said.topic, starts_on=said.starts, ends_on=said.ends, budget=said.budget,
        currency=said.currency, **texts,
    )  # fmt: skip
