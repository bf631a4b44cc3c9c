"""The rows of minutes: agenda items as headings, entries below them, an item's conclusion at its end."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, TypeAlias

from desktop_app.records import AgendaItem, Entry, RecordId, When
from desktop_app.records.meeting import is_overdue

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date


class Part(Enum):
    """What a row of the minutes is."""

    ITEM = "item"
    ENTRY = "entry"
    CONCLUSION = "conclusion"


Key: TypeAlias = tuple[Part, RecordId]
"""What makes a row the same one after a refresh."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row, ready to be shown. ``text`` is what the log has; an editor may hold more."""

    part: Part
    record: RecordId
    """The record whose text this is: the agenda item for its heading and its conclusion."""
    item: RecordId
    text: str
    language: str
    """The language that the text is in, and in which an edit of it is written."""
    position: str = ""
    number: int = 0
    """Of an agenda item, counted from one."""
    kind: str = ""
    """Of an entry: ``note``, ``decision`` or ``action``."""
    who: RecordId = ""
    """The owner of an action, the speaker of a note."""
    who_name: str = ""
    due: When = When()
    implementation: str = ""
    closed: When = When()
    """When an action was done or given up, where that is known."""
    votes: tuple[int, int, int] | None = None
    """For, against and abstaining, on a decision that was voted on."""
    fresh: bool = False
    """Begun by Enter and not in the log before its first text."""

    @property
    def key(self) -> Key:
        return self.part, self.record

    @property
    def is_title(self) -> bool:
        """Whether it is a heading, a single line to the record."""
        return self.part is Part.ITEM

    @property
    def is_action(self) -> bool:
        return self.part is Part.ENTRY and self.kind == "action"

    def is_overdue(self, on: date) -> bool:
        """Whether it is an action that should have been done before that day."""
        return self.is_action and is_overdue(self.due, self.implementation, on)

    def within(self, **changes: object) -> Row:
        """The row with some of its values changed."""
        return dataclasses.replace(self, **changes)  # type: ignore[arg-type]  # replace checks the names itself


def rows_of_item(
    item: AgendaItem, entries: Sequence[Entry], language: str, name_of: Callable[[RecordId], str]
) -> list[Row]:
    """An agenda item's heading, its entries in order, and its conclusion where it has one."""
    title, written_in = item.title.best(language)
    rows = [Row(Part.ITEM, item.id, item.id, title, written_in, item.position)]
    rows += [row_of_entry(entry, language, name_of) for entry in entries]
    if item.conclusion:
        text, written_in = item.conclusion.best(language)
        rows.append(Row(Part.CONCLUSION, item.id, item.id, text, written_in))
    return rows


def row_of_entry(entry: Entry, language: str, name_of: Callable[[RecordId], str]) -> Row:
    """An entry as a row."""
    text, written_in = entry.text.best(language)
    who = entry.owner if entry.kind == "action" else entry.speaker if entry.kind == "note" else ""
    return Row(
        Part.ENTRY,
        entry.id,
        entry.agenda_item,
        text,
        written_in,
        entry.position,
        kind=entry.kind,
        who=who,
        who_name=name_of(who) if who else "",
        due=entry.due_on if entry.kind == "action" else When(),
        implementation=entry.implementation,
        closed=entry.closed_on,
        votes=_votes(entry),
    )


def _votes(entry: Entry) -> tuple[int, int, int] | None:
    counts = (entry.votes_for, entry.votes_against, entry.votes_abstaining)
    if entry.kind != "decision" or counts == (None, None, None):
        return None
    return (counts[0] or 0, counts[1] or 0, counts[2] or 0)
