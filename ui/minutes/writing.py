"""What a person does to minutes, written to the log. Each call is one transaction and one step of undo.

Every function takes the rows as they are now and gives the key of the row where the person goes on. A refusal of the
workspace (`desktop_app.errors`) passes through; nothing was written then.
"""

from __future__ import annotations

import unicodedata
import uuid
from typing import TYPE_CHECKING, Final, NamedTuple

from desktop_app.errors import InvalidValue
from desktop_app.language import _, evident_language, window_language
from desktop_app.records import AgendaItem, Entry, Translated, When
from desktop_app.records.position import between
from ui.minutes.rows import Key, Part, Row

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from desktop_app.records import Record, RecordId
    from ui.minutes.outline import Outline

NOTE: Final = "note"
_TEXT_OF: Final = {Part.ENTRY: "text", Part.ITEM: "title", Part.CONCLUSION: "conclusion"}
VOTES: Final = ("votes_for", "votes_against", "votes_abstaining")


def typed(row: Row, text: str) -> dict[str, object]:
    """What has to be written of what an editor of the row holds; nothing where it says what the log says."""
    if same(text, row.text):
        return {}
    return {_TEXT_OF[row.part]: text}


def same(text: str, kept: str) -> bool:
    """Whether what is typed is what the log keeps: it trims the ends and composes letters."""
    return unicodedata.normalize("NFC", text.strip()) == kept


def write(outline: Outline, row: Row, values: Mapping[str, object]) -> None:
    """Write fields of a row's record; a fresh row comes into the log with its first text and all that it was told."""
    workspace = outline.workspace
    if not values:
        return
    if row.part is Part.CONCLUSION or not row.fresh:
        outline.fresh = None if outline.fresh is not None and outline.fresh.key == row.key else outline.fresh
        workspace.edit(row.record, _in_its_language(outline, row, values), language=row.language)
    elif row.part is Part.ITEM:
        workspace.add(AgendaItem, {**_place(outline, row), **_in_its_language(outline, row, values)}, id=row.record)
    elif values.get("text"):
        text = _in_its_language(outline, row, {"text": values["text"]})
        workspace.add(Entry, {**_place(outline, row), **kept(row), **values, **text}, id=row.record)
    else:
        outline.begin(_kept_with(outline, row, values))


class Draft(NamedTuple):
    """What a record will be once what is typed is written: of that kind, with these values."""

    kind: type[Record]
    record: RecordId
    values: dict[str, object]


def draft(outline: Outline, row: Row, text: str) -> Draft:
    """What a row will be with another text."""
    kind: type[Record] = Entry if row.part is Part.ENTRY else AgendaItem
    values = _in_its_language(outline, row, {_TEXT_OF[row.part]: text.strip()})
    known = _place(outline, row) if row.fresh and row.part is not Part.CONCLUSION else {}
    told = kept(row) if known and row.part is Part.ENTRY else {}
    said = {name: value if isinstance(value, dict) else {row.language: value} for name, value in values.items()}
    return Draft(kind, row.record, {**known, **told, **said})


def _place(outline: Outline, row: Row) -> dict[str, object]:
    """Where a fresh row stands."""
    if row.part is Part.ITEM:
        return {"meeting": outline.meeting, "position": row.position}
    return {"agenda_item": row.item, "position": row.position}


def _in_its_language(outline: Outline, row: Row, values: Mapping[str, object]) -> dict[str, object]:
    """The values with the row's text in the language that its letters tell: an entry in Arabic letters among French
    ones is kept as Arabic. Where the record has a text of its own in that language, and where a person has said which
    language it is, the row's language stays."""
    name = _TEXT_OF[row.part]
    text = values.get(name)
    if not isinstance(text, str) or not text:
        return dict(values)
    language = row.language
    if row.key not in outline.told:
        language = evident_language(text, language, (outline.language, window_language()))
    if language != row.language and text_in(outline, row, language):
        language = row.language
    emptied = {} if language == row.language else {row.language: ""}
    return {**values, name: {**emptied, language: text}}


def text_in(outline: Outline, row: Row, language: str) -> str:
    """What a row's record says in a language."""
    record = outline.workspace.find(Entry if row.part is Part.ENTRY else AgendaItem, row.record)
    said = getattr(record, _TEXT_OF[row.part], None)
    return said.get(language, "") if isinstance(said, Translated) else ""


def set_language(outline: Outline, row: Row, language: str) -> None:
    """Keep a row's text in the language that the person says it is in, whatever its letters."""
    outline.told.add(row.key)
    if language != row.language and not row.fresh and row.text:
        outline.workspace.edit(row.record, {_TEXT_OF[row.part]: {row.language: "", language: row.text}})


def kept(row: Row) -> dict[str, object]:
    """What a fresh row was told before its first text."""
    found: dict[str, object] = {"kind": row.kind}
    if row.who:
        found["owner" if row.is_action else "speaker"] = row.who
    if row.due:
        found["due_on"] = row.due
    if row.votes is not None:
        found.update(zip(VOTES, row.votes, strict=True))
    return found


def _kept_with(outline: Outline, row: Row, values: Mapping[str, object]) -> Row:
    who = values.get("owner", values.get("speaker", row.who))
    votes = tuple(values[name] for name in VOTES) if VOTES[0] in values else row.votes
    return row.within(
        who=who,
        who_name=outline.name_of(str(who)) if who else "",
        due=values.get("due_on", row.due),
        votes=None if votes == (None, None, None) else votes,
    )


def begin_entry(outline: Outline, row: Row, *, above: bool = False) -> Key:
    """Begin an entry below a row, or above it: fresh, so nothing is written yet."""
    if row.part is Part.ITEM and row.fresh:
        return row.key  # it has no title yet
    rows, at = outline.rows, _at(outline, row)
    positions = [other.position for other in rows if other.item == row.item and other.part is Part.ENTRY]
    if row.part is Part.ITEM:
        place = 0
    elif row.part is Part.CONCLUSION:
        place = len(positions)
    else:
        first = next(index for index, other in enumerate(rows) if other.item == row.item)
        place = at - first - (1 if above else 0)
    fresh = Row(
        Part.ENTRY, _new(), row.item, "", outline.language, place_at(positions, place), kind=NOTE, fresh=True
    )  # fmt: skip
    outline.begin(fresh)
    return fresh.key


def begin_item(outline: Outline, row: Row | None) -> Key:
    """Begin an agenda item after the one that a row is in."""
    items = [other for other in outline.rows if other.part is Part.ITEM and not other.fresh]
    place = sum(other.number <= _number(outline, row) for other in items) if row else len(items)
    new = _new()
    position = place_at([other.position for other in items], place)
    outline.begin(Row(Part.ITEM, new, new, "", outline.language, position, fresh=True))
    return Part.ITEM, new


def begin_conclusion(outline: Outline, row: Row) -> Key:
    """Go to the conclusion of a row's agenda item, beginning it where there is none."""
    if row.part is Part.ITEM and row.fresh:
        return row.key
    key = (Part.CONCLUSION, row.item)
    if outline.index(key) is None:
        outline.begin(Row(Part.CONCLUSION, row.item, row.item, "", outline.language, fresh=True))
    return key


def _number(outline: Outline, row: Row) -> int:
    return next((other.number for other in outline.rows if other.key == (Part.ITEM, row.item)), 0)


def split(outline: Outline, row: Row, head: str, tail: str) -> Key:
    """Make two entries of one: the first keeps the record and what refers to it."""
    workspace, at = outline.workspace, _at(outline, row)
    below = [other.position for other in outline.rows[at + 1 :] if other.item == row.item and other.part is Part.ENTRY]
    new = _new()
    with workspace.together():
        write(outline, row, {"text": head})
        values = {"agenda_item": row.item, "kind": row.kind, **_in_its_language(outline, row, {"text": tail})}
        workspace.add(Entry, {**values, "position": place_at([row.position, *below], 1)}, id=new)
    return Part.ENTRY, new


def join(outline: Outline, upper: Row, lower: Row) -> Key:
    """Put an entry's text at the end of the one above it, and delete it."""
    workspace = outline.workspace
    with workspace.together():
        write(outline, upper, {"text": joined(upper.text, lower.text)})
        if not lower.fresh:
            workspace.delete(lower.record)
    if lower.fresh:
        outline.drop_fresh()
    return upper.key


def joined(upper: str, lower: str) -> str:
    """Two texts as one."""
    return f"{upper} {lower}" if upper and lower else upper or lower


def remove(outline: Outline, row: Row, then: Key | None) -> Key | None:
    """Take a row away: an entry, an agenda item with all that is below it, or the text of a conclusion.

    Gives back where to go ``then``.
    """
    if row.fresh:
        outline.drop_fresh()
    elif row.part is Part.CONCLUSION:
        outline.workspace.edit(row.record, {"conclusion": {row.language: ""}})
    else:
        outline.workspace.delete(row.record)
    return then


def set_kind(outline: Outline, row: Row, kind: str) -> None:
    """Make an entry a note, a decision or an action."""
    if row.part is not Part.ENTRY or row.kind == kind:
        return
    if row.fresh:
        outline.begin(row.within(kind=kind))
    else:
        outline.workspace.edit(row.record, {"kind": kind})


def set_who(outline: Outline, row: Row, who: RecordId) -> None:
    """Name the owner of an action, or the speaker of a note."""
    if who != row.who:
        write(outline, row, {"owner" if row.is_action else "speaker": who})


def set_due(outline: Outline, row: Row, due: When) -> None:
    """Say when an action is due."""
    if due != row.due:
        write(outline, row, {"due_on": due})


def set_votes(outline: Outline, row: Row, votes: tuple[int, int, int] | None) -> None:
    """Keep the votes on a decision: for, against and abstaining; ``None`` where none was taken."""
    if votes != row.votes:
        write(outline, row, dict(zip(VOTES, votes or (None, None, None), strict=True)))


def move(outline: Outline, row: Row, step: int) -> Key:
    """Move an entry one place up (-1) or down (1), past the end of its item into the next; or an item with all its
    entries past its neighbour."""
    if not row.fresh and row.part is Part.ITEM:
        _move_item(outline, row, step)
    elif not row.fresh and row.part is Part.ENTRY:
        _move_entry(outline, row, step)
    return row.key


def _move_item(outline: Outline, row: Row, step: int) -> None:
    others = [other for other in outline.rows if other.part is Part.ITEM and not other.fresh and other.key != row.key]
    place = sum(other.number < row.number for other in others) + step
    if 0 <= place <= len(others):
        position = place_at([other.position for other in others], place)
        outline.workspace.edit(row.record, {"position": position})


def _move_entry(outline: Outline, row: Row, step: int) -> None:
    rows = outline.rows
    siblings = [other for other in rows if other.item == row.item and other.part is Part.ENTRY and not other.fresh]
    place = siblings.index(row) + step
    if 0 <= place < len(siblings):
        positions = [other.position for other in siblings if other.key != row.key]
        outline.workspace.edit(row.record, {"position": place_at(positions, place)})
        return
    items = [other.item for other in rows if other.part is Part.ITEM and not other.fresh]
    target = items.index(row.item) + step
    if 0 <= target < len(items):
        there = [other.position for other in rows if other.item == items[target] and other.part is Part.ENTRY]
        position = place_at(there, len(there) if step < 0 else 0)
        outline.workspace.edit(row.record, {"agenda_item": items[target], "position": position})


def place_at(positions: Sequence[str], place: int) -> str:
    """A position for something to stand at ``place`` in a list.

    Two people may have been given the same position; what cannot go between them goes after both.
    """
    before = positions[place - 1] if place else ""
    after = next((position for position in positions[place:] if position > before), "")
    return between(before, after)


def votes_from(text: str) -> tuple[int, int, int] | None:
    """The votes that a person means by “12, 1, 2” or “12 for 1 against”; ``None`` for an empty text.

    Raises:
        InvalidValue: there is no number in it, or more than three.
    """
    numbers = [int(part) for part in "".join(c if c.isdecimal() else " " for c in text).split()]
    if not text.strip():
        return None
    if not 1 <= len(numbers) <= 3 or max(numbers) > 1_000_000:
        raise InvalidValue(_("Write the votes as three numbers: for, against, abstaining. For instance 12, 1, 2."))
    for_, against, abstaining = (*numbers, 0, 0)[:3]
    return for_, against, abstaining


def _at(outline: Outline, row: Row) -> int:
    at = outline.index(row.key)
    assert at is not None, row
    return at


def _new() -> RecordId:
    return str(uuid.uuid4())
