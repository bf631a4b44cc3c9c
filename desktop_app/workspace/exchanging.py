"""What comes into a workspace and goes out of it: merges and their withdrawal, erasures, the list of what was sent."""

from __future__ import annotations

from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING

from desktop_app.language import _
from desktop_app.progress import SILENT
from desktop_app.workspace.guarded import GuardedWorkspace
from desktop_app.workspace.writing.editing import Editor
from desktop_app.workspace.writing.steps import Steps

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop_app.progress import Progress
    from desktop_app.workspace.changes.held import Manifest
    from desktop_app.workspace.file.key import Key
    from desktop_app.workspace.file.store import Store
    from desktop_app.workspace.kept.exports import Export
    from desktop_app.workspace.merging.absorbing import Absorber
    from desktop_app.workspace.merging.settling import Settler
    from desktop_app.workspace.merging.withdrawing import Withdrawing, Withdrawn
    from desktop_app.workspace.privacy.erasures import Erasures


class ExchangingWorkspace(GuardedWorkspace):
    """An open file that takes in and gives out."""

    def __init__(self, store: Store, key: Key) -> None:
        """Put the parts together over an open file; those that few need are made when they are asked for."""
        super().__init__(store, key)
        self._steps = Steps(store)
        self._editor = Editor(store, self._pen, self._search, self._counters, self._steps)
        self.keyring.settling = self._settling

    @contextmanager
    def _settling(self, progress: Progress) -> Iterator[None]:
        """A card is pinned, or keys are taken in: what was held for that takes effect in the same transaction."""
        with self._editor.step(undoable=False):
            yield
            progress.step(0, None, _("Erasing"))
            self.erasures.sign_again()
            self._editor.touch(self.erasures.take_effect().items())
        self.erasures.finish(progress)

    @cached_property
    def _absorber(self) -> Absorber:
        from desktop_app.workspace.merging.absorbing import Absorber

        return Absorber(
            self._store, self._log, self._state, self._presence, self._search, self._counters, self._erasing
        )

    @cached_property
    def _settler(self) -> Settler:
        from desktop_app.workspace.merging.settling import Settler

        return Settler(self._store, self._log, self._state, self._presence, self._search)

    @cached_property
    def withdrawing(self) -> Withdrawing:
        """What takes imports out again."""
        from desktop_app.workspace.merging.withdrawing import Withdrawing

        return Withdrawing(
            self._store, self._imports, self._editor, self._steps, self._counters, self._settler,
            self._history, self._aside,
        )  # fmt: skip

    @cached_property
    def erasures(self) -> Erasures:
        """What is to be forgotten, and what comes of it."""
        from desktop_app.workspace.privacy.erasures import Erasures
        from desktop_app.workspace.privacy.forgetting import Forgetting
        from desktop_app.workspace.privacy.proposing import Proposer

        return Erasures(
            self._store, lambda: self._key, self._log, self._pen, self._presence, self._editor, self._counters,
            self._erasing, Forgetting(self._store, self._erasing, self._settler, self._search, self._steps),
            Proposer(self._store, self._log, self._pen, self._erasing, self._exports, self._imports, self.groups),
        )  # fmt: skip

    def withdraw(self, number: int, progress: Progress = SILENT) -> Withdrawn:
        """Take an import out again, after a backup: what it alone brought goes, what others wrote stays.

        Merging its file once more brings everything back. `withdrawing.foresee` says before what would go.

        Raises:
            Unknown: there is no such import, or it was withdrawn before.
            FileRefused: no backup could be made; nothing was done.
            Cancelled: the person asked to stop; nothing was done.
        """
        self.withdrawing.foresee(number)
        self.backup("withdraw", progress)
        return self.withdrawing.withdraw(number, progress)

    def note_export(self, export: Export, held: Manifest) -> None:
        """Note that a file was sent out, and which changes it held; its number and time are given here."""
        with self._editor.step(undoable=False):
            self._exports.note(export, held.packed())
