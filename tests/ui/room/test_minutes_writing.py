"""What is done to minutes reaches the log as it should, whatever the window shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.errors import InvalidValue
from desktop_app.records import AgendaItem, Entry, When
from desktop_app.records.position import spread
from ui.minutes import writing
from ui.minutes.outline import Outline
from ui.minutes.rows import Key, Part, Row

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop_app.workspace import Changed, Workspace
    from tests.ui.meeting_room import Room


@pytest.fixture
def outline(workspace: Workspace, room: Room) -> Iterator[Outline]:
    made = Outline(workspace, room.meeting)

    def hear(changed: Changed) -> None:
        made.hear(changed)

    stop = workspace.listen(hear)
    yield made
    stop()


def row(outline: Outline, key: Key) -> Row:
    at = outline.index(key)
    assert at is not None
    return outline.rows[at]


def texts(outline: Outline) -> list[str]:
    return [one.text for one in outline.rows]


def reread(outline: Outline) -> list[Row]:
    return Outline(outline.workspace, outline.meeting).rows


def test_the_rows_are_items_with_their_entries(outline: Outline) -> None:
    assert [(one.part, one.kind) for one in outline.rows] == [
        (Part.ITEM, ""),
        (Part.ENTRY, "note"),
        (Part.ENTRY, "action"),
        (Part.ITEM, ""),
        (Part.ENTRY, "note"),
        (Part.ENTRY, "decision"),
    ]
    assert [one.number for one in outline.rows if one.part is Part.ITEM] == [1, 2]


def test_a_begun_entry_is_in_the_log_with_its_first_text(outline: Outline, room: Room) -> None:
    count = outline.workspace.count(Entry)
    key = writing.begin_entry(outline, outline.rows[1])
    assert outline.index(key) == 2
    assert outline.workspace.count(Entry) == count
    writing.write(outline, row(outline, key), {"text": "The chair thanked them."})
    assert outline.workspace.count(Entry) == count + 1
    assert texts(outline)[2] == "The chair thanked them."
    assert outline.rows == reread(outline)


def test_an_entry_begun_at_a_heading_is_the_first_of_its_item(outline: Outline) -> None:
    key = writing.begin_entry(outline, outline.rows[3])
    writing.write(outline, row(outline, key), {"text": "First"})
    assert texts(outline)[3:6] == ["Access to schooling", "First", "The regional office reported 412 children."]
    assert outline.rows == reread(outline)


def test_splitting_keeps_the_record_of_the_first_part(outline: Outline, room: Room) -> None:
    before = outline.rows[4]
    key = writing.split(outline, before, "The regional office", "reported 412 children.")
    assert texts(outline)[4:6] == ["The regional office", "reported 412 children."]
    assert outline.rows[4].record == before.record
    assert outline.rows[5].key == key
    assert outline.workspace.undo()
    assert texts(outline)[4] == before.text


def test_joining_is_one_step_and_undone_as_one(outline: Outline) -> None:
    upper, lower = outline.rows[4], outline.rows[5]
    writing.join(outline, upper, lower)
    assert texts(outline)[4:] == [f"{upper.text} {lower.text}"]
    assert outline.workspace.undo()
    assert texts(outline)[4:] == [upper.text, lower.text]


def test_an_entry_moves_within_its_item_and_into_the_next(outline: Outline, room: Room) -> None:
    action = (Part.ENTRY, room.entries[1])
    writing.move(outline, row(outline, action), -1)
    assert outline.index(action) == 1
    writing.move(outline, row(outline, action), 1)
    writing.move(outline, row(outline, action), 1)
    assert outline.index(action) == 3
    assert row(outline, action).item == room.items[1]
    writing.move(outline, row(outline, action), -1)
    assert row(outline, action).item == room.items[0]
    assert outline.rows == reread(outline)


def test_an_item_moves_with_all_that_is_below_it(outline: Outline, room: Room) -> None:
    writing.move(outline, outline.rows[0], 1)
    assert [one.number for one in outline.rows if one.part is Part.ITEM] == [1, 2]
    assert texts(outline)[0] == "Access to schooling"
    assert texts(outline)[-1] == "Send the map of reception places"
    writing.move(outline, row(outline, (Part.ITEM, room.items[0])), 1)  # there is nothing below
    assert texts(outline)[0] == "Access to schooling"


def test_a_new_item_comes_after_the_one_it_was_begun_in(outline: Outline) -> None:
    key = writing.begin_item(outline, outline.rows[1])
    assert [one.number for one in outline.rows if one.part is Part.ITEM] == [1, 2, 3]
    writing.write(outline, row(outline, key), {"title": "Any other business"})
    assert [one.text for one in outline.rows if one.part is Part.ITEM][1] == "Any other business"
    assert outline.rows == reread(outline)


def test_nothing_is_begun_under_an_untitled_item(outline: Outline) -> None:
    key = writing.begin_item(outline, outline.rows[-1])
    assert writing.begin_entry(outline, row(outline, key)) == key
    assert writing.begin_conclusion(outline, row(outline, key)) == key
    assert outline.workspace.count(AgendaItem) == 2


def test_an_entry_keeps_what_it_is_told_before_its_first_text(outline: Outline, room: Room) -> None:
    key = writing.begin_entry(outline, outline.rows[1])
    writing.set_kind(outline, row(outline, key), "action")
    writing.set_who(outline, row(outline, key), room.people["Claire"])
    writing.set_due(outline, row(outline, key), When("2018-02-02"))
    assert outline.workspace.find(Entry, key[1]) is None
    assert row(outline, key).who_name == "Claire Dubois"
    writing.write(outline, row(outline, key), {"text": "Do it"})
    entry = outline.workspace.find(Entry, key[1])
    assert entry is not None
    assert (entry.kind, entry.owner, entry.due_on) == ("action", room.people["Claire"], "2018-02-02")
    assert outline.rows == reread(outline)


def test_a_conclusion_is_written_to_its_item_and_taken_back(outline: Outline, room: Room) -> None:
    key = writing.begin_conclusion(outline, outline.rows[1])
    assert outline.index(key) == 3
    writing.write(outline, row(outline, key), {"conclusion": "All agreed."})
    item = outline.workspace.find(AgendaItem, room.items[0])
    assert item is not None
    assert item.conclusion.within("en") == "All agreed."
    writing.remove(outline, row(outline, key), None)
    assert outline.index(key) is None
    assert outline.rows == reread(outline)


def test_a_kind_changes_and_back_without_losing_owner_or_text(outline: Outline, room: Room) -> None:
    action = (Part.ENTRY, room.entries[1])
    writing.set_who(outline, row(outline, action), room.people["Claire"])
    for kind in ("note", "decision", "action"):
        writing.set_kind(outline, row(outline, action), kind)
        assert row(outline, action).kind == kind
    assert row(outline, action).who == room.people["Claire"]
    assert row(outline, action).who_name == "Claire Dubois"


def test_a_renamed_person_is_renamed_in_the_minutes(outline: Outline, room: Room) -> None:
    action = (Part.ENTRY, room.entries[1])
    writing.set_who(outline, row(outline, action), room.people["Claire"])
    outline.workspace.edit(room.people["Claire"], {"family_name": "Dupont"})
    assert row(outline, action).who_name == "Claire Dupont"


@pytest.mark.parametrize(
    ("text", "votes"),
    [("12, 1, 2", (12, 1, 2)), ("12 for 1 against", (12, 1, 0)), ("9", (9, 0, 0)), ("", None), ("  ", None)],
)
def test_votes_are_read_as_they_are_said(text: str, votes: tuple[int, int, int] | None) -> None:
    assert writing.votes_from(text) == votes


@pytest.mark.parametrize("text", ["many", "1 2 3 4", "99999999"])
def test_what_are_no_votes_is_refused(text: str) -> None:
    with pytest.raises(InvalidValue):
        writing.votes_from(text)


@given(st.integers(0, 12), st.lists(st.integers(0, 100), max_size=30))
def test_a_position_is_found_for_every_place(count: int, places: list[int]) -> None:
    positions = spread(count)
    for place in places:
        at = place % (len(positions) + 1)
        positions.insert(at, writing.place_at(positions, at))
        assert positions == sorted(positions)


def test_two_entries_with_one_position_can_still_be_followed() -> None:
    position = writing.place_at(["4000ii", "4000ii", "4100ii"], 1)
    assert "4000ii" < position < "4100ii"


def test_text_is_the_same_whether_trimmed_or_composed() -> None:
    assert writing.same("  E\u0301cole \n", "\u00c9cole")
    assert not writing.same("École", "Ecole")


# languages


ARABIC = "قرّر المجلس فتح قسمين."


def test_an_entry_is_kept_in_the_language_of_its_letters(outline: Outline, room: Room) -> None:
    key = writing.begin_entry(outline, outline.rows[0])
    writing.write(outline, row(outline, key), {"text": ARABIC})
    entry = outline.workspace.find(Entry, key[1])
    assert entry is not None
    assert dict(entry.text) == {"ar": ARABIC}
    assert (row(outline, key).text, row(outline, key).language) == (ARABIC, "ar")
    writing.write(outline, row(outline, key), {"text": "The council opens two classes."})
    assert row(outline, key).language == "en"


def test_an_entry_that_has_both_keeps_them_apart(outline: Outline, room: Room) -> None:
    outline.workspace.edit(room.entries[0], {"text": {"ar": ARABIC}})
    writing.write(outline, row(outline, (Part.ENTRY, room.entries[0])), {"text": "بلدية طنجة"})
    entry = outline.workspace.find(Entry, room.entries[0])
    assert entry is not None
    assert dict(entry.text) == {"ar": ARABIC, "en": "بلدية طنجة"}


def test_a_person_has_the_last_word_on_a_language(outline: Outline, room: Room) -> None:
    key = writing.begin_entry(outline, outline.rows[0])
    writing.write(outline, row(outline, key), {"text": "El acta queda aprobada."})
    assert row(outline, key).language == "en", "the letters do not say"
    writing.set_language(outline, row(outline, key), "es")
    entry = outline.workspace.find(Entry, key[1])
    assert entry is not None
    assert dict(entry.text) == {"es": "El acta queda aprobada."}
    writing.write(outline, row(outline, key), {"text": ARABIC})
    assert row(outline, key).language == "es"


def test_titles_and_conclusions_too(outline: Outline, room: Room) -> None:
    writing.write(outline, row(outline, (Part.ITEM, room.items[0])), {"title": "الالتحاق بالمدارس"})
    key = writing.begin_conclusion(outline, row(outline, (Part.ITEM, room.items[0])))
    writing.write(outline, row(outline, key), {"conclusion": ARABIC})
    item = outline.workspace.find(AgendaItem, room.items[0])
    assert item is not None
    assert (dict(item.title), dict(item.conclusion)) == ({"ar": "الالتحاق بالمدارس"}, {"ar": ARABIC})
