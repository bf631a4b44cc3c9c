"""Taking files in: dropped or chosen, checked whole, rehearsed, and merged when the person has seen what they do."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QStandardPaths, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QVBoxLayout, QWidget

from desktop_app.errors import OtherKey, RoundtableError
from desktop_app.language import _, plural
from ui.exchange.merged import Merged
from ui.exchange.receiving import read_bundle
from ui.exchange.rehearsal import Rehearsal
from ui.exchange.rehearsed import counts_of, new_kinds
from ui.exchange.waiting import Refused, Rehearsed, Waiting
from ui.widgets import parts
from ui.widgets.announcing import announce

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from desktop_app.exchange.bundle import Incoming
    from desktop_app.exchange.merge import Applied, Plan
    from desktop_app.progress import Progress
    from desktop_app.workspace import Card
    from ui.session import Session

_KINDS: Final = "*.rtbundle *.rtcard *.docx *.xlsx *.xlsm *.xls *.xlsb *.ods *.csv *.tsv"
"""What people are sent: what is no bundle goes where the window brings files of its kind."""
PICKED: Final = _("Received files")


class Coming(QWidget):
    """The rehearsal of one merge, of one or several files."""

    counted = Signal()
    """Another number of files waits."""

    def __init__(self, session: Session, merged: Callable[[], None]) -> None:
        """Make it. ``merged`` is called after each merge."""
        super().__init__()
        self._session = session
        self._merged = merged
        self.done = Merged(session, parts.button(_("Choose files…"), self.choose, role="link", icon="folder-open"))
        self.done.looked.connect(self.put_away)
        self._waiting = session.kept(Waiting)
        downloads = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DownloadLocation))
        self._folder = str(downloads if downloads.is_dir() else session.workspace.path.parent)
        self.shown = Rehearsal(session, self.choose, self.clear, self._merge)
        self.files = self.shown.files.list
        self.shown.files.turned.connect(self._turn)
        self.shown.files.left_out.connect(self._leave_out)
        self.shown.away.again.connect(lambda path: self.take([path]))
        self.shown.away.put_away.connect(self._leave_out)
        self.shown.signed.compared.connect(self.refresh)
        self.shown.signed.refuted.connect(self._leave_out_signed)
        self._old = self._merging = self._comparing = False
        session.changed.connect(self._changed)
        session.retranslated.connect(self._retranslated)
        self._pages = QStackedWidget()
        self._pages.addWidget(self._empty())
        self._pages.addWidget(self.shown)
        self._pages.addWidget(self.done)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.addWidget(self._pages)
        self._refresh()

    def _empty(self) -> QWidget:
        return parts.Empty(
            "git-merge",
            _("Files that were sent to you"),
            _(
                "Drop all the files you received here. Before anything is written you see what each would add, "
                "change and contradict. Nothing is ever lost: whatever disagrees is kept side by side."
            ),
            parts.button(_("Choose files…"), self.choose, role="primary", icon="folder-open"),
        )

    # files

    def begin(self) -> None:
        """Take the next step of merging: choose files, or look at what those that are chosen would do."""
        if self._waiting.found:
            self.shown.merge.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self.choose()

    def choose(self) -> None:
        """Ask which files are to be taken in."""
        kinds = f"{PICKED} ({_KINDS})"
        chosen, _kind = QFileDialog.getOpenFileNames(self, str(_("Choose files…")), self._folder, kinds)
        if chosen:
            self._folder = str(Path(chosen[0]).parent)
        paths = [Path(path) for path in chosen]
        for other in (path for path in paths if path.suffix != ".rtbundle"):
            self._session.asked.emit(f"take:{other}")
        self.take([path for path in paths if path.suffix == ".rtbundle"])

    def take(self, paths: Iterable[Path]) -> None:
        """Check and rehearse files, one after the other; then the first that wants a person is looked at."""
        self._take(list(paths), [])

    def _take(self, waiting: list[Path], looked: list[str]) -> None:
        if not waiting:
            if looked:
                self._look_at(self._waiting.first(looked))
            self.refresh()
            return
        first, rest = waiting[0], waiting[1:]

        def refused(error: RoundtableError) -> None:
            self._refuse(first, error)
            self._take(rest, [*looked, self._waiting.refused[-1].key])

        def checked(incoming: Incoming) -> None:
            self._rehearse(incoming, lambda key: self._take(rest, [*looked, key]))

        read_bundle(
            self._session.jobs, self.window(), first, checked, refused, self._session.workspace.keyring, refused
        )

    def _refuse(self, path: Path, error: RoundtableError, incoming: Incoming | None = None) -> None:
        """Keep beside the other files that this one cannot be taken in, and say so."""
        card = incoming.header.card if incoming is not None else None
        found = self._session.workspace.keyring.found(card.holder) if card is not None else None
        doubtful = card if isinstance(error, OtherKey) and found is not None else None
        self._waiting.refuse(Refused(path, error.sentence, doubtful))
        self._refresh()
        announce(self, str(error.sentence))

    def _rehearse(self, incoming: Incoming, after: Callable[[str], None], *, shown: bool = True) -> None:
        """Find out what a file would do once those before it are merged, and go on; ``shown`` at once."""
        workspace, self._comparing = self._session.workspace, True
        self._old = self._is_old  # of the others: they were compared with fewer cards
        self._waiting.cards = workspace.keyring.cards()
        earlier = [one.incoming for one in self._waiting.found[: self._waiting.place_of(incoming)]]

        def work(progress: Progress) -> Plan:
            from desktop_app.exchange import merge

            return merge.rehearse(workspace, incoming, progress, earlier=earlier)

        def done(plan: Plan) -> None:
            self._comparing = False
            self._waiting.add(Rehearsed(incoming, plan))
            if shown:
                self._refresh()
            after(incoming.digest)

        def refused(error: RoundtableError) -> None:
            self._comparing = False
            self._waiting.without(incoming)
            self._refuse(incoming.path, error, incoming)
            after(self._waiting.refused[-1].key)

        self._session.jobs.run(
            work, done, doing=_("Trying out “{name}”", name=incoming.path.name), refused=refused,
            cancelled=self._stopped, alone=True,
        )  # fmt: skip

    def _stopped(self) -> None:
        """What is shown of the other files may not be true any more."""
        self._comparing, self._old = False, bool(self._waiting.found)
        self._refresh()

    def _leave_out(self) -> None:
        """Merge the other files without the one that is chosen; it stays where it lies."""
        chosen = self._waiting.chosen
        if isinstance(chosen, Refused):
            self._waiting.forget_refusal(chosen.path)
            self._refresh()
            return
        if chosen is None:
            return
        self._waiting.left_out.append(chosen.incoming)
        self._keep([one for one in self._waiting.found if one is not chosen])
        self.files.setFocus(Qt.FocusReason.OtherFocusReason)
        self._session.notice(
            _("“{name}” is left out. It was not changed.", name=chosen.incoming.path.name),
            offer=_("Undo"), taken=self.undo,
        )  # fmt: skip

    def _leave_out_signed(self, card: Card) -> None:
        """Go on without the files that a card signed which is not its city's; the list says why."""
        from desktop_app.exchange import trust

        found = self._waiting.found
        theirs = [one for one in found if one.incoming.header.card and one.incoming.header.card.keys == card.keys]
        for one in theirs:
            try:
                trust.standing(self._session.workspace, one.incoming)
            except RoundtableError as error:
                self._refuse(one.incoming.path, error, one.incoming)
        self._keep([one for one in found if one not in theirs])

    def _keep(self, kept: list[Rehearsed]) -> None:
        """Go on with some of the files; those after the first that is left out are rehearsed once more."""
        place = next((at for at, one in enumerate(kept) if one is not self._waiting.found[at]), len(kept))
        self._waiting.found = kept
        self._refresh()
        self._again([one.incoming for one in kept[place:]])

    def undo(self) -> bool:
        """Take back what is no step of the workspace, or say how; whether that is what was done last here."""
        if self._pages.currentWidget() is self.done:
            self._session.notice(
                _("Undo does not reverse a merge. Each file can be withdrawn under Received."),
                offer=_("Received"), taken=lambda: self.done.chosen.emit("arrived"),
            )  # fmt: skip
            return True
        if not self._waiting.left_out:
            return False
        self._rehearse(self._waiting.left_out.pop(), self._look_at)
        return True

    def _again(self, waiting: list[Incoming]) -> None:
        """Rehearse files once more, because those before them are others now; the list changes once, at the end."""
        if waiting:
            self._rehearse(waiting[0], lambda _key: self._again(waiting[1:]), shown=not waiting[1:])

    def clear(self) -> None:
        """Put the files away; nothing was written."""
        self._waiting.clear()
        self._refresh()

    # showing

    @property
    def waiting(self) -> int:
        """How many files wait to be merged or looked at."""
        return len(self._waiting.files)

    def _refresh(self) -> None:
        """Show what is waiting, on the file that was looked at; the first of them where that one is gone."""
        self.counted.emit()
        key = self._waiting.key
        self._pages.setCurrentIndex(1 if self._waiting else 0)
        self.shown.show_files(self._waiting)
        self._look_at(key if self._waiting.chosen else self._waiting.first([one.key for one in self._waiting.files]))

    def _look_at(self, key: str) -> None:
        self.files.select(key)
        self._turn()

    def _turn(self) -> None:
        if self.files.key:
            self._waiting.key = self.files.key
        self.shown.show_chosen(self._waiting)

    # merging

    def _merge(self) -> None:
        self._session.settle()
        if self._is_old:
            self.refresh()
            return
        workspace, found = self._session.workspace, [one.plan for one in self._waiting.found]
        self._merging = True

        def work(progress: Progress) -> list[Applied]:
            from desktop_app.exchange import merge

            return merge.apply_all(workspace, found, progress)

        self._session.jobs.run(
            work, self._done, doing=_("Merging"), refused=self._not_merged, cancelled=self._not_merged, alone=True
        )

    def _not_merged(self, refused: RoundtableError | None = None) -> None:
        """Look again what is left to be done: the files before the one at which it ended are merged."""
        self._merging, self._old = False, True
        if refused is not None:
            self._session.warn(refused.sentence)
        self.refresh()

    def _done(self, _applied: list[Applied]) -> None:
        """Say what was merged; files that were refused stay to be looked at, in the list behind."""
        self._merging = False
        merged = [one.plan for one in self._waiting.found]
        self._waiting.found, self._waiting.left_out = [], []
        self._refresh()
        self._pages.setCurrentWidget(self.done)
        self.done.tell(
            plural("{n} file was merged", "{n} files were merged", len(merged)),
            counts_of(merged),
            new_kinds(merged),
            self._waiting.refused,
        )
        self._merged()

    def _changed(self) -> None:
        """What the files would do is compared with what was here before: it is worked out again once it is seen."""
        if self._waiting.found and not self._merging:
            self._old = True
            if self.isVisible():
                self.refresh()

    def _retranslated(self) -> None:
        """What records are called was found out in the language before."""
        self._old = bool(self._waiting.found)
        self._refresh()

    @property
    def _is_old(self) -> bool:
        """Whether something else is here, or another card known, than when the files were compared with it."""
        cards = self._session.workspace.keyring.cards()
        return bool(self._waiting.found) and (self._old or self._waiting.cards != cards)

    def refresh(self) -> None:
        """Compare the files again with what is here now; after a merge, count what there is to decide."""
        if self._pages.currentWidget() is self.done:
            self.done.refresh()
        elif self._is_old and not (self._merging or self._comparing):
            self._old, self._waiting.cards = False, self._session.workspace.keyring.cards()
            self._again([one.incoming for one in self._waiting.found])

    def put_away(self) -> None:
        """Forget the merge that was done; the person has gone on to something else."""
        if self._pages.currentWidget() is self.done:
            self._refresh()
