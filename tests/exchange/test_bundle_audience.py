"""Who may have which change: the gate, over logs made by hand."""

from __future__ import annotations

import itertools
import uuid
from typing import TYPE_CHECKING, Final

import pytest

from desktop_app.exchange.audience import Gate
from desktop_app.language import _
from desktop_app.records import KINDS, Audience, Record
from desktop_app.records.declare import line, reference
from tests.exchange import bundle_sample as sample

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from desktop_app.workspace import Change

PUBLIC, NETWORK, INTERNAL = Audience.PUBLIC, Audience.NETWORK, Audience.INTERNAL
_seq = itertools.count(1)


def id_of(number: int) -> str:
    return str(uuid.UUID(int=number))


def cells(number: int, kind_: str, /, **values: object) -> list[Change]:
    """A record with that number, one change a field."""
    return [
        sample.change(number, field, value, kind=kind_, language="", seq=next(_seq)) for field, value in values.items()
    ]


def leaving(changes: Iterable[Change], audience: Audience) -> list[Change]:
    log = sample.ordered(list(changes))
    gate = Gate(log, audience)
    return [change for change in log if gate.lets(change)]


def said(changes: Iterable[Change], audience: Audience) -> set[str]:
    """Kind and field of what leaves."""
    return {f"{change.kind}.{change.field}" for change in leaving(changes, audience)}


@pytest.mark.parametrize("audience", Audience)
def test_every_declared_field_leaves_for_its_audience_and_for_no_wider_one(audience: Audience) -> None:
    log = [
        change
        for number, kind in enumerate(KINDS.values(), start=1)
        for change in cells(number, kind.kind_name, **{name: f"{kind.kind_name}.{name}" for name in kind.fields
                                                      if name != "attribution" and not kind.fields[name].part_of})
    ]  # fmt: skip
    for change in log:
        assert change.field != "confidentiality" or change.json not in Audience.__members__
    opened = [change for change in log if change.field != "confidentiality"]
    allowed = {
        f"{kind.kind_name}.{name}"
        for kind in KINDS.values()
        for name, field in kind.fields.items()
        if field.audience <= audience
        and Audience.from_code(str(kind.fields["confidentiality"].default)) <= audience
        and not field.part_of
        and name not in ("attribution", "confidentiality")
    }
    assert said(opened, audience) == allowed


@pytest.mark.parametrize("code", ["internal", "secret to a later version", "", None, 7])
def test_a_closed_record_stays_whole_and_so_do_its_parts(code: object) -> None:
    meeting = cells(1, "meeting", title="Séance", confidentiality=code)
    item = cells(2, "agenda_item", meeting=id_of(1), title="Budget")
    entry = cells(3, "entry", agenda_item=id_of(2), text="Le maire hésite.", confidentiality="public")
    log = [*meeting, *item, *entry]
    assert said(log, NETWORK) == set()
    assert leaving(log, INTERNAL) == sample.ordered(log)


@pytest.mark.parametrize("_turn", range(6))
def test_while_two_disagree_the_more_careful_decides(_turn: int) -> None:
    """Several times, because the ids, and with them the order of the heads, differ each time."""
    (title,) = cells(1, "recommendation", title="Un guichet")

    def confidentiality(code: str, *after: Change) -> Change:
        parents = tuple(change.id for change in after)
        return sample.change(
            1, "confidentiality", code, kind="recommendation", language="", seq=next(_seq), parents=parents
        )

    first = confidentiality("public")
    closing, opening = confidentiality("internal", first), confidentiality("network", first)
    assert leaving([title, first], PUBLIC) != []
    assert leaving([title, first, closing, opening], NETWORK) == []
    assert leaving([title, first, opening], PUBLIC) == []
    assert leaving([title, first, opening], NETWORK) != []
    decided = confidentiality("public", closing, opening)
    assert len(leaving([title, first, closing, opening, decided], PUBLIC)) == 5


def test_a_part_whose_whole_is_not_here_stays() -> None:
    item = cells(2, "agenda_item", meeting=id_of(1), title="Budget")
    assert leaving(item, NETWORK) == []
    assert leaving(cells(2, "agenda_item", title="Budget"), NETWORK) != []


def test_parts_in_a_circle_end() -> None:
    one = cells(1, "agenda_item", meeting=id_of(2), title="a")
    other = cells(2, "agenda_item", meeting=id_of(1), title="b")
    assert len(leaving([*one, *other], NETWORK)) == 4


def test_of_what_this_version_does_not_know_nothing_leaves_the_city() -> None:
    log = [
        *cells(1, "meeting", title="Séance", mood="tense"),
        *cells(2, "vow", text="x", confidentiality="public"),
    ]
    assert said(log, NETWORK) == {"meeting.title"}
    assert leaving(log, INTERNAL) == sample.ordered(log)


@pytest.mark.parametrize("attribution", ["chatham_house", "a rule of a later version"])
@pytest.mark.parametrize("audience", [PUBLIC, NETWORK])
def test_the_chatham_house_rule_lets_out_neither_names_nor_affiliations(audience: Audience, attribution: str) -> None:
    log = [
        *cells(1, "meeting", title="Séance", chair=id_of(9), secretary=id_of(9), rapporteur=id_of(9),
               attribution=attribution, confidentiality="public"),
        *cells(2, "agenda_item", meeting=id_of(1), title="Budget", presenter=id_of(9), confidentiality="public"),
        *cells(3, "entry", agenda_item=id_of(2), text="On ouvre.", speaker=id_of(9), owner=id_of(8), kind="action",
               confidentiality="public"),
        *cells(4, "attendance", meeting=id_of(1), person=id_of(9), guest_name="Mme X", capacity="for the ministry",
               status="present", confidentiality="public"),
    ]  # fmt: skip
    assert said(log, audience) == {
        "meeting.title", "meeting.attribution", "meeting.confidentiality",
        "agenda_item.title", "agenda_item.meeting", "agenda_item.confidentiality",
        "entry.text", "entry.kind", "entry.agenda_item", "entry.confidentiality",
    }  # fmt: skip
    attributed = [*(change for change in log if change.field != "attribution")]
    assert "attendance.guest_name" in said(attributed, audience)
    assert "entry.speaker" in said(attributed, audience)
    assert leaving(log, INTERNAL) == sample.ordered(log)


@pytest.fixture
def _delegations() -> Iterator[None]:
    """A kind that a later version might declare: part of a meeting, and about an organisation."""

    class Delegation(Record, kind="delegation", one=_("Delegation"), many=_("Delegations")):
        meeting: str = reference(_("Meeting"), "meeting", part_of=True)
        sent_by: str = reference(_("Sent by"), "organisation")
        topic: str = line(_("Topic"))

    yield
    del KINDS[Delegation.kind_name]


@pytest.mark.usefixtures("_delegations")
def test_the_rule_holds_for_whatever_is_declared_later() -> None:
    log = [
        *cells(1, "meeting", title="Séance", attribution="chatham_house"),
        *cells(2, "delegation", meeting=id_of(1), sent_by=id_of(8), topic="Budget"),
    ]
    assert said(log, NETWORK) == {"meeting.title", "meeting.attribution", "delegation.meeting", "delegation.topic"}


def test_which_city_an_installation_writes_for_always_leaves() -> None:
    assert said(cells(7, "site", city=id_of(1)), PUBLIC) == {"site.city"}


def test_a_deletion_leaves_with_its_record_and_only_with_it() -> None:
    gone = {"saw": ["00" * 32], "root": id_of(1)}
    assert said(cells(1, "organisation", type="media", deleted=gone), PUBLIC) == {
        "organisation.type", "organisation.deleted",
    }  # fmt: skip
    assert said(cells(1, "person", family_name="X", deleted=gone), PUBLIC) == set()


def test_what_is_written_while_the_bundle_is_made_waits_for_the_next() -> None:
    before = cells(1, "meeting", title="Séance")
    gate = Gate(sample.ordered(before), NETWORK)
    closed = cells(1, "meeting", confidentiality="internal", title="Entre nous")
    assert [change for change in [*before, *closed] if gate.lets(change)] == before


HISTORY: Final = 5


def test_a_cell_leaves_with_all_its_history_or_not_at_all() -> None:
    log: list[Change] = []
    for field in ("title", "notes"):
        last: tuple[bytes, ...] = ()
        for value in range(HISTORY):
            log.append(sample.change(1, field, value, kind="meeting", language="", seq=next(_seq), parents=last))
            last = (log[-1].id,)
    assert len(leaving(log, NETWORK)) == HISTORY
