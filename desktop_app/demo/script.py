"""What a city of the demo wrote down, read from its script: one TOML file a city, in which keys stand for records.

The script is close to how people speak (``present = ["tazi", "naciri"]``); here it becomes the same records that the
forms of the window make, each with an identity, so that they can refer to each other.
"""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, TypeAlias

import msgspec

import resources
from desktop_app.demo.casting import Casting, Draft
from desktop_app.demo.profiles import add_profile
from desktop_app.records import (
    AgendaItem,
    Attendance,
    Commitment,
    Entry,
    Evidence,
    Meeting,
    Membership,
    Organisation,
    Person,
    ProcessingBasis,
    Recommendation,
    Support,
)
from desktop_app.records.people import PLAYER_OF_TYPE
from desktop_app.records.position import spread

if TYPE_CHECKING:
    from desktop_app.records import RecordId

Texts: TypeAlias = dict[str, str]


class OrganisationScript(msgspec.Struct, forbid_unknown_fields=True):
    """An organisation."""

    key: str
    name: Texts
    type: str
    acronym: str = ""
    player: str = ""
    level: str = ""
    sectors: list[str] = []
    based_in: str = ""
    website: str = ""
    influence: int | None = None
    interest: int | None = None


class MemberScript(msgspec.Struct, forbid_unknown_fields=True):
    """A person and what makes them a member."""

    key: str
    given: str
    family: str
    organisation: str
    function: Texts
    role: str
    since: str
    until: str = ""
    honorific: str = ""
    alternate_of: str = ""
    email: str = ""
    languages: list[str] = []
    basis: str = "public_task"


class EntryScript(msgspec.Struct, forbid_unknown_fields=True):
    """A note, a decision or an action. ``votes`` are for, against and abstaining."""

    kind: str
    text: Texts
    key: str = ""
    speaker: str = ""
    number: str = ""
    votes: tuple[int, int, int] | None = None
    owner: str = ""
    due: str = ""
    implementation: str = ""
    closed: str = ""


class ItemScript(msgspec.Struct, forbid_unknown_fields=True):
    """An agenda item with what was said under it."""

    title: Texts
    entries: list[EntryScript] = []
    presenter: str = ""
    conclusion: Texts = {}


class MeetingScript(msgspec.Struct, forbid_unknown_fields=True):
    """A meeting, who was there, and its agenda."""

    key: str
    title: Texts
    starts: str
    status: str
    chair: str
    secretary: str
    symbol: str = ""
    kind: str = "stakeholder_group"
    topics: list[str] = []
    ends: str = ""
    place: str = ""
    rapporteur: str = ""
    attribution: str = "attributed"
    previous: str = ""
    present: list[str] = []
    excused: list[str] = []
    absent: list[str] = []
    represented: dict[str, str] = {}
    guests: list[str] = []
    item: list[ItemScript] = []


class CommitmentScript(msgspec.Struct, forbid_unknown_fields=True):
    """What one player does, commits to or needs."""

    player: str
    aspect: str
    text: Texts
    org: str = ""
    due: str = ""
    measure: Texts = {}
    needs: str = ""
    response: str = "pending"
    reason: str = ""
    implementation: str = "not_started"


class EvidenceScript(msgspec.Struct, forbid_unknown_fields=True):
    """An entry of the minutes, or a citation."""

    entry: str = ""
    citation: str = ""
    quote: Texts = {}


class SupportScript(msgspec.Struct, forbid_unknown_fields=True):
    """Where an organisation stands, or the city itself where none is named."""

    org: str = ""
    position: str = "support"
    date: str = ""
    reservation: Texts = {}


class RecommendationScript(msgspec.Struct, forbid_unknown_fields=True):
    """A recommendation with its commitments, its evidence and the positions on it."""

    key: str
    symbol: str
    topic: str
    title: Texts
    text: Texts
    rationale: Texts = {}
    level: str = ""
    addressees: list[str] = []
    status: str = "draft"
    language: str = ""
    frameworks: list[str] = []
    evidence: list[EvidenceScript] = []
    commitments: list[CommitmentScript] = []
    support: list[SupportScript] = []


class Script(msgspec.Struct, forbid_unknown_fields=True):
    """All that one city wrote down, and who wrote it."""

    author: str
    language: str
    authority: str = ""
    organisation: list[OrganisationScript] = []
    member: list[MemberScript] = []
    meeting: list[MeetingScript] = []
    recommendation: list[RecommendationScript] = []


def read(code: str) -> Script:
    """The script of a city.

    Raises:
        msgspec.ValidationError: the script says something that this page does not know.
    """
    return msgspec.convert(tomllib.loads(resources.read_text(f"demo/{code}.toml")), Script)


def drafts(script: Script, city: RecordId, code: str) -> list[Draft]:
    """The records of a script, in an order in which each refers only to what the list holds."""
    cast = Casting(city)
    for organisation in script.organisation:
        _organisation(cast, organisation)
    for member in script.member:
        _member(cast, member)
    for meeting in script.meeting:
        _meeting(cast, meeting)
    for recommendation in script.recommendation:
        _recommendation(cast, recommendation)
    add_profile(cast, code, script.author, script.language)
    return cast.drafts


def _organisation(cast: Casting, said: OrganisationScript) -> None:
    cast.add(
        Organisation, said.key, name=said.name, acronym=said.acronym, type=said.type,
        player=said.player or PLAYER_OF_TYPE[said.type], level=said.level, sectors=said.sectors,
        based_in=said.based_in, website=said.website, influence=said.influence, interest=said.interest,
    )  # fmt: skip


def _member(cast: Casting, said: MemberScript) -> None:
    person = cast.add(
        Person, said.key, given_name=said.given, family_name=said.family, honorific=said.honorific,
        email=said.email or f"{said.key}.{cast.city[:4]}@example.org", languages=said.languages,
    )  # fmt: skip
    cast.add(
        Membership, person=person, organisation=cast.id(Organisation, said.organisation), function=said.function,
        group_role=said.role, starts_on=said.since, ends_on=said.until, alternate_of=cast.person(said.alternate_of),
    )  # fmt: skip
    cast.add(
        ProcessingBasis, person=person, purpose="Stakeholder group", legal_basis=said.basis, date=said.since,
        notice_version="1", method="Letter of appointment",
    )  # fmt: skip


def _meeting(cast: Casting, said: MeetingScript) -> None:
    meeting = cast.add(
        Meeting, said.key, symbol=said.symbol, kind=said.kind, title=said.title, topics=said.topics,
        starts_at=said.starts, ends_at=said.ends, place=said.place, host_city=cast.city,
        chair=cast.person(said.chair), rapporteur=cast.person(said.rapporteur), secretary=cast.person(said.secretary),
        attribution=said.attribution, status=said.status, previous=cast.id(Meeting, said.previous),
    )  # fmt: skip
    for status in ("present", "excused", "absent"):
        for key in getattr(said, status):
            cast.add(Attendance, meeting=meeting, person=cast.person(key), status=status)
    for key, by in said.represented.items():
        cast.add(
            Attendance, meeting=meeting, person=cast.person(key), status="represented", represented_by=cast.person(by)
        )
    for guest in said.guests:
        cast.add(Attendance, meeting=meeting, guest_name=guest, status="present")
    for position, item in zip(spread(len(said.item)), said.item, strict=True):
        _item(cast, meeting, position, item)


def _item(cast: Casting, meeting: RecordId, position: str, said: ItemScript) -> None:
    item = cast.add(
        AgendaItem, meeting=meeting, position=position, title=said.title, presenter=cast.person(said.presenter),
        conclusion=said.conclusion,
    )  # fmt: skip
    for place, entry in zip(spread(len(said.entries)), said.entries, strict=True):
        votes = entry.votes or (None, None, None)
        cast.add(
            Entry, entry.key, agenda_item=item, position=place, kind=entry.kind, text=entry.text,
            speaker=cast.person(entry.speaker), number=entry.number, votes_for=votes[0], votes_against=votes[1],
            votes_abstaining=votes[2], owner=cast.person(entry.owner), due_on=entry.due,
            implementation=entry.implementation or ("not_started" if entry.kind == "action" else ""),
            closed_on=entry.closed,
        )  # fmt: skip


def _recommendation(cast: Casting, said: RecommendationScript) -> None:
    recommendation = cast.add(
        Recommendation, said.key, symbol=said.symbol, topic=said.topic, title=said.title, text=said.text,
        rationale=said.rationale, scope_level=said.level, addressees=said.addressees, status=said.status,
        language=said.language, frameworks=said.frameworks,
    )  # fmt: skip
    for commitment in said.commitments:
        cast.add(
            Commitment, recommendation=recommendation, player=commitment.player, aspect=commitment.aspect,
            text=commitment.text, organisation=cast.id(Organisation, commitment.org), due_on=commitment.due,
            measure=commitment.measure, needs_type=commitment.needs, response=commitment.response,
            response_reason=commitment.reason, implementation=commitment.implementation,
        )  # fmt: skip
    for evidence in said.evidence:
        cast.add(
            Evidence, recommendation=recommendation, target=cast.id(Entry, evidence.entry), citation=evidence.citation,
            quote=evidence.quote,
        )  # fmt: skip
    for stands in said.support:
        cast.add(
            Support, recommendation=recommendation, party=cast.id(Organisation, stands.org) or cast.city,
            position=stands.position, date=stands.date, reservation=stands.reservation,
        )  # fmt: skip
