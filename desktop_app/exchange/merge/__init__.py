"""The merge of a bundle into a workspace: rehearsed first, then all of it or nothing, after a backup.

What is merged is the union of two sets of changes, so nothing is lost, order does not matter, and twice is once. What
is kept of the sender, her card and the keys that she hands over, is part of the same transaction.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop_app.exchange import trust
from desktop_app.exchange.bundle import crowd
from desktop_app.exchange.merge.brought import brought, brought_by, brought_of, brought_together
from desktop_app.exchange.merge.plan import Item, Plan, Side, What
from desktop_app.exchange.merge.rehearsal import rehearse
from desktop_app.progress import SILENT

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from desktop_app.exchange.bundle import Incoming
    from desktop_app.progress import Progress
    from desktop_app.workspace import Absorbed, Workspace

__all__ = [
    "Applied",
    "Item",
    "Plan",
    "Side",
    "What",
    "apply",
    "apply_all",
    "brought",
    "brought_by",
    "brought_of",
    "brought_together",
    "rehearse",
]


@dataclass(frozen=True)
class Applied:
    """A merge that was done."""

    incoming: Incoming
    absorbed: Absorbed
    backup: Path | None
    """The copy of the workspace as it was before."""

    @property
    def new(self) -> int:
        """Changes that were not here before."""
        return self.absorbed.new

    @property
    def known(self) -> int:
        """Changes that were here already."""
        return self.absorbed.known

    @property
    def disagreements(self) -> int:
        """Cells of the records that it touched in which different values now stand side by side."""
        return self.absorbed.disagreements


def apply(workspace: Workspace, incoming: Incoming | Plan, progress: Progress = SILENT) -> Applied:
    """Merge a bundle, after a backup, in one transaction.

    What its rehearsal said that it would do is noted beside it in the list of imports, where the plan is given.

    Raises:
        RoundtableError: its sender is known by another key, or the backup or the merge could not be written; the
            workspace is as it was.
        Cancelled: the person asked to stop; the workspace is as it was.
    """
    return apply_all(workspace, [incoming], progress)[0]


def apply_all(workspace: Workspace, incoming: Iterable[Incoming | Plan], progress: Progress = SILENT) -> list[Applied]:
    """Merge several bundles after one backup, each in a transaction of its own and listed as an import of its own.

    Raises:
        RoundtableError: as for `apply`; the bundles before the one that failed are merged.
        Cancelled: the same.
    """
    backup = workspace.backup("merge")
    return [_absorb(workspace, one, backup, progress) for one in incoming]


def _absorb(workspace: Workspace, given: Incoming | Plan, backup: Path, progress: Progress) -> Applied:
    incoming, totals = (given.incoming, given.totals) if isinstance(given, Plan) else (given, None)
    with workspace.together():
        trust.settle(workspace, incoming)
        absorbed = workspace.absorb(
            incoming.changes(),
            erasures=incoming.erasures,
            label=incoming.label,
            digest=incoming.digest,
            sender=incoming.sender,
            file=incoming.path.name,
            card=incoming.header.card,
            brought=None if totals is None else {what.value: number for what, number in totals.items()},
            progress=progress,
        )
        crowd.require_few(absorbed.most, incoming.path)  # others would refuse what is sent from here
    workspace.erasures.finish(progress)
    return Applied(incoming, absorbed, backup)
