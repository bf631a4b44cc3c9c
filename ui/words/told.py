"""What a sentence says of a record and of people beside their names, so that nobody takes one for another."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from desktop_app.language import Message, _, window_language
from desktop_app.records import KINDS, Membership, Person
from desktop_app.records.telling import telling
from ui.words.reading import dotted, value_shown

if TYPE_CHECKING:
    from desktop_app.records import RecordId
    from desktop_app.workspace import Workspace


def told_apart(workspace: Workspace, record: RecordId, most: int | None = None) -> str:
    """What tells a record from others of its kind: of a meeting its symbol, day, place and status, of a person for whom
    they sit in the group. ``""`` for one that is not here.

    Args:
        workspace: where it is.
        record: which one.
        most: how many things at most.
    """
    kind = KINDS.get(workspace.kind_of(record))
    found = workspace.find(kind, record) if kind is not None else None
    if found is None:
        return ""
    if isinstance(found, Person):
        said = _bodies(workspace, record)
    else:
        said = [value_shown(field, value) for field, value in telling(found)]
    return dotted(islice(said, most))


def _bodies(workspace: Workspace, person: RecordId) -> list[str]:
    seats = workspace.all(Membership, person=person)
    named = workspace.titles([seat.organisation for seat in seats], window_language())
    return list(dict.fromkeys(filter(None, named.values())))


def by(workspace: Workspace, author: str, *, here: bool = True) -> Message | str:
    """Who wrote something, as one who sits here reads it. ``here``: it was written in this workspace."""
    return _("{author} (you)", author=author) if here and author == workspace.author else author
