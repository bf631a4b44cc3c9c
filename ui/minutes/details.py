"""The quiet line under an entry: who does it and until when, or how the votes were."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop_app.language import _, window_language
from desktop_app.records import vocabulary
from desktop_app.records.meeting import CLOSED
from ui.minutes.model import Column, due_said, votes_said
from ui.minutes.rows import Part, Row
from ui.words import dates
from ui.words.reading import dotted

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from ui.look.icons import Role


@dataclass(frozen=True, slots=True)
class Detail:
    """One thing on the line."""

    column: Column
    icon: str
    text: str
    tone: Role
    missing: bool = False
    """Whether the text only says what belongs here."""


def details_of(row: Row, on: date) -> tuple[Detail, ...]:
    """What stands under an entry; nothing for most of them."""
    if row.part is not Part.ENTRY:
        return ()
    if row.kind == "action":
        return (_owner(row), _due(row, on), *_closed(row))
    if row.votes is not None:
        return (Detail(Column.WHEN, "hand", str(votes_said(row.votes)), "muted"),)
    return ()


def _owner(row: Row) -> Detail:
    if row.who:
        return Detail(Column.WHO, "user", row.who_name, "text")
    return Detail(Column.WHO, "user-plus", str(_("Owner")), "muted", missing=True)


def _due(row: Row, on: date) -> Detail:
    if not row.due:
        return Detail(Column.WHEN, "calendar-blank", str(_("Due")), "muted", missing=True)
    tone: Role = "danger" if row.is_overdue(on) else "muted"
    return Detail(Column.WHEN, "calendar", str(due_said(row, on)), tone)


def _closed(row: Row) -> Iterator[Detail]:
    """That an action is done or given up, and when."""
    if row.implementation in CLOSED:
        label = vocabulary("implementation").label(row.implementation, window_language())
        done = row.implementation == "completed"
        said = dotted((label, dates.short(row.closed)))
        yield Detail(Column.WHEN, "check-circle" if done else "x", said, "decision" if done else "muted")


def fields_of(row: Row) -> tuple[Column, ...]:
    """The fields of an entry beside its text, in the order in which Tab goes through them."""
    if row.part is not Part.ENTRY:
        return ()
    return {"action": (Column.WHO, Column.WHEN), "decision": (Column.WHEN,)}.get(row.kind, (Column.WHO,))
