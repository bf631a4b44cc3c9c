"""Linking records that stand for the same person or organisation, and taking a link back: ordinary changes.

A record holds at most one link, so a group of n records is held together by n - 1 of them, wherever they are. The same
two records, linked by two people who do not know of each other, get the same value in the same place: no contradiction.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop_app.errors import InvalidValue
from desktop_app.language import _
from desktop_app.records import Membership
from desktop_app.records.linked import NOT_SAME_AS, SAME_AS, Groups

if TYPE_CHECKING:
    from collections.abc import Mapping

    from desktop_app.records import Record, RecordId
    from desktop_app.workspace.workspace import Workspace


def link(workspace: Workspace, one: RecordId, other: RecordId) -> None:
    """Say that two records stand for the same; so then do all that are linked with either. One step of undo.

    Raises:
        Unknown: one of them is not here.
        InvalidValue: they are not both people, or not both organisations.
    """
    _require_alike(workspace.get(one), workspace.get(other))
    groups = workspace.groups()
    with workspace.together():
        if groups.one(one) != groups.one(other):
            held = _held(workspace, groups.with_members((one, other)))
            holder, target = _place_for(held, groups, one, other)
            workspace.edit(holder, {SAME_AS: target})
        for member in groups.with_members((one, other)):
            _withdraw_difference(workspace, member, {*groups.members(one), *groups.members(other)})


def unlink(workspace: Workspace, record: RecordId) -> None:
    """Take a record out of its group; the others stay together. One step of undo.

    Raises:
        Unknown: it is not here.
        InvalidValue: it is linked with none.
    """
    workspace.get(record)
    rest = [member for member in workspace.groups().members(record) if member != record]
    if not rest:
        raise InvalidValue(_("This record is not linked with any other."), SAME_AS)
    held = _held(workspace, rest)
    kept = {holder: target if target in rest else "" for holder, target in held.items()}
    joined = _groups_of(kept)
    for member in rest[1:]:
        if joined.one(member) != joined.one(rest[0]):
            holder, target = _place_for(kept, joined, rest[0], member)
            kept[holder] = target
            joined = _groups_of(kept)
    with workspace.together():
        for holder, target in {record: "", **kept}.items():
            workspace.edit(holder, {SAME_AS: target})  # also where it says so already, against what others say


def tell_apart(workspace: Workspace, one: RecordId, other: RecordId) -> None:
    """Say that two records do not stand for the same, so that nobody is asked again. It travels as every change does.

    Raises:
        Unknown: one of them is not here.
        InvalidValue: they are linked, or not of one kind.
    """
    _require_alike(workspace.get(one), workspace.get(other))
    if workspace.groups().one(one) == workspace.groups().one(other):
        raise InvalidValue(_("These two are linked as the same. Remove the link first."), NOT_SAME_AS)
    low, high = sorted((one, other))
    named = getattr(workspace.get(low), NOT_SAME_AS)
    if high not in named:
        workspace.edit(low, {NOT_SAME_AS: sorted({*named, high})})


def said_twice(workspace: Workspace) -> int:
    """How many memberships say what another one says of the same person in the same organisation."""
    groups = workspace.groups()
    found = {
        member.id: (groups.one(member.person), groups.one(member.organisation))
        for group in groups
        for record in group
        for name in ("person", "organisation")
        for member in workspace.all(Membership, **{name: record})
    }
    return len(found) - len(set(found.values()))


def _require_alike(one: Record, other: Record) -> None:
    if type(one) is not type(other) or SAME_AS not in one.fields or one.id == other.id:
        raise InvalidValue(_("Only two people, or two organisations, can be linked as the same."), SAME_AS)


def _held(workspace: Workspace, records: list[RecordId]) -> dict[RecordId, RecordId]:
    """The link of each record; none where it leads to one that is not there, or has no name any more."""
    groups = workspace.groups()
    said = {record: str(getattr(workspace.get(record), SAME_AS)) for record in records}
    return {record: target if groups.one(target) == groups.one(record) else "" for record, target in said.items()}


def _groups_of(links: Mapping[RecordId, RecordId]) -> Groups:
    return Groups((holder, target) for holder, target in links.items() if target)


def _place_for(
    held: Mapping[RecordId, RecordId], groups: Groups, one: RecordId, other: RecordId
) -> tuple[RecordId, RecordId]:
    """Which record gets the link, and to which: one that has none yet, the two themselves first."""
    low, high = sorted((one, other))
    for holder, target in ((high, low), (low, high)):
        if not held[holder]:
            return holder, target
    for ours, target in ((groups.members(high), low), (groups.members(low), high)):
        for holder in ours:
            if not held[holder]:
                return holder, target
    return _on_a_circle(held, high), low


def _on_a_circle(held: Mapping[RecordId, RecordId], record: RecordId) -> RecordId:
    """A record of a circle of links, whose own link can be given away without taking its group apart."""
    seen: set[RecordId] = set()
    while record not in seen:
        seen.add(record)
        record = held.get(record) or record
    return record


def _withdraw_difference(workspace: Workspace, record: RecordId, group: set[RecordId]) -> None:
    """Take back that a record was told apart from those that are now of its group."""
    named = getattr(workspace.get(record), NOT_SAME_AS)
    kept = [other for other in named if other not in group]
    if len(kept) < len(named):
        workspace.edit(record, {NOT_SAME_AS: kept})
