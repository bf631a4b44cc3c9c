"""What records are called after a merge, without holding all that arrives in memory."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from desktop_app.language import window_language
from desktop_app.records import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from desktop_app.exchange.merge.compare import Standing
    from desktop_app.records import RecordId
    from desktop_app.workspace import Workspace

DEPTH: Final = 4
"""References within references that a title follows."""
_REMEMBERED: Final = 5_000


class Titles:
    """Remembers records as they are after the merge: those that are needed, and the first of the others."""

    def __init__(self, workspace: Workspace, *, complete: bool) -> None:
        """Make it. ``complete``: what is not kept is as the workspace has it."""
        self._workspace = workspace
        self._language = window_language()
        self._records: dict[RecordId, tuple[str, Standing]] = {}
        self._sought: set[RecordId] = set()
        self._complete = complete

    def keep(self, record: RecordId, kind: str, after: Standing, *, needed: bool) -> None:
        """Note what a record is after the merge; one that is not needed itself may be what another refers to."""
        if kind in KINDS and (needed or len(self._records) < _REMEMBERED):
            self._records[record] = (kind, after.slim())
        else:
            self._complete = False

    def of(self, record: RecordId, depth: int = DEPTH) -> str:
        """What a record is called after the merge, its references as they are after it too."""
        if not record or not depth:
            return ""
        if record not in self._records:
            self._sought.add(record)
            return self._workspace.title(record, self._language)
        kind, after = self._records[record]
        return after.record(KINDS[kind], record).called(self._language, lambda other: self.of(other, depth - 1))

    def sought(self, records: Iterable[RecordId]) -> set[RecordId]:
        """What the titles of these depend on and what was neither kept nor sought before."""
        if self._complete:
            return set()
        before = set(self._sought)
        for record in records:
            self.of(record)
        return self._sought - before
