"""The rehearsal of a merge: both sides of every record next to each other, a few hundred at a time."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING, Final

from desktop_app.exchange import trust
from desktop_app.exchange.merge.compare import Compared, Standing, compare
from desktop_app.exchange.merge.plan import Item, Plan, What
from desktop_app.language import _, window_language
from desktop_app.progress import SILENT
from desktop_app.records import KINDS
from desktop_app.workspace.erasure import EVERY
from desktop_app.workspace.site import KIND as SITE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from desktop_app.exchange.bundle import Incoming
    from desktop_app.progress import Progress
    from desktop_app.records import Record, RecordId
    from desktop_app.workspace import Change, Erasure, Workspace

CHUNK: Final = 20_000
"""Changes of a bundle that are compared at a time; a record is never split."""
_TITLE_DEPTH: Final = 4


def rehearse(workspace: Workspace, incoming: Incoming, progress: Progress = SILENT) -> Plan:
    """What merging a bundle would do. Nothing is written.

    Args:
        workspace: into which it would be merged.
        incoming: the bundle, checked whole.
        progress: told how many changes were compared.

    Raises:
        OtherKey: its sender is known by another key.
        NotForUs: it was made for others.
        Cancelled: the person asked to stop.
    """
    standing = trust.standing(workspace, incoming)
    rehearsal = _Rehearsal(workspace, incoming.erasures)
    done = 0
    for chunk in _chunks(incoming.changes()):
        progress.step(done, incoming.count, _("Comparing with what is here"))
        rehearsal.compare(chunk)
        done += len(chunk)
    progress.step(done, incoming.count, _("Comparing with what is here"))
    return rehearsal.plan(incoming, standing)


class _Rehearsal:
    def __init__(self, workspace: Workspace, erasures: Sequence[Erasure]) -> None:
        self._workspace = workspace
        self._foresight = workspace.erasures.foresee(erasures)
        self._items: list[Item] = []
        self._records: dict[RecordId, Record] = {}
        self._arriving = self._known = self._awaited = self._filled = 0

    def compare(self, theirs: Sequence[Change]) -> None:
        records = {change.record for change in theirs}
        ours: dict[tuple[RecordId, str], list[Change]] = {}
        for change in self._workspace.changes(records):
            ours.setdefault((change.record, change.kind), []).append(change)
        for key, changes in groupby(theirs, key=lambda change: (change.record, change.kind)):
            found = self._compared(*key, ours.get(key, []), list(changes))
            self._arriving += found.arriving
            self._known += found.known
            self._awaited += found.awaited
            self._filled += found.filled
            if found.after is not None and found.items and key[1] != SITE:
                self._items += found.items
                self._keep(*key, found.after)

    def _compared(self, record: RecordId, kind: str, ours: list[Change], theirs: list[Change]) -> Compared:
        if not self._foresight.is_about(record):
            return compare(record, kind, ours, theirs)
        return compare(record, kind, ours, theirs, self._foresight.effective(record, [*ours, *theirs]))

    def _erasures(self) -> Iterator[Item]:
        """What the erasures that arrive would do; and those that wait here and that the file lets take effect."""
        language = window_language()
        for known in self._foresight.coming():
            one = known.erasure
            what = What.ERASED if known.obstacle is None else What.HELD
            kind, title = self._workspace.kind_of(one.record), self._workspace.title(one.record, language)
            yield Item(what, one.record, kind, title, one.field, "" if one.language == EVERY else one.language)

    def _keep(self, record: RecordId, kind: str, after: Standing) -> None:
        if kind in KINDS:
            self._records[record] = after.record(KINDS[kind], record)

    def plan(self, incoming: Incoming, standing: trust.Standing) -> Plan:
        return Plan(
            incoming, standing, (*self._titled(), *self._erasures()), self._arriving, self._known,
            len(self._foresight.arriving), self._filled, self._awaited,
        )  # fmt: skip

    def _titled(self) -> Iterator[Item]:
        language = window_language()
        titles: dict[RecordId, str] = {}
        for item in self._items:
            if item.record not in titles:
                titles[item.record] = self._title(item.record, language, _TITLE_DEPTH)
            yield replace(item, title=titles[item.record])

    def _title(self, record: RecordId, language: str, depth: int) -> str:
        """What a record is called after the merge, its references as they are after it too."""
        if not record or not depth:
            return ""
        if record not in self._records:
            return self._workspace.title(record, language)
        return self._records[record].called(language, lambda other: self._title(other, language, depth - 1))


def _chunks(changes: Iterator[Change]) -> Iterator[list[Change]]:
    chunk: list[Change] = []
    for change in changes:
        if len(chunk) >= CHUNK and change.record != chunk[-1].record:
            yield chunk
            chunk = []
        chunk.append(change)
    if chunk:
        yield chunk
