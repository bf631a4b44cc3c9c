"""Taking files in: dropped or chosen, checked whole, rehearsed, and merged when the person has seen what they do."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop_app.language import _, plural
from ui.exchange.merged import Merged
from ui.exchange.opened import Opened
from ui.exchange.overview import Overview
from ui.exchange.receiving import read_bundle
from ui.exchange.rehearsed import SEVERAL, SHOWN, Rehearsed, counts_of, file_row, item_row, rank, summary, together
from ui.exchange.signed import Signed
from ui.look.icons import icon
from ui.look.tokens import u
from ui.widgets import parts
from ui.widgets.delegates import Dense
from ui.widgets.row_list import RowList
from ui.words.called import called
from ui.words.say import say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from desktop_app.errors import RoundtableError
    from desktop_app.exchange.bundle import Incoming
    from desktop_app.exchange.merge import Applied, Item, Plan
    from desktop_app.progress import Progress
    from desktop_app.workspace import Card, Pinned
    from ui.session import Session

_KINDS: Final = "*.rtbundle *.rtcard *.docx *.xlsx *.xlsm *.xls *.xlsb *.ods *.csv *.tsv"
"""What people are sent: what is no bundle goes where the window brings files of its kind."""
PICKED: Final = _("Received files")


class Coming(QWidget):
    """The rehearsal of one merge, of one or several files."""

    def __init__(self, session: Session, merged: Callable[[], None]) -> None:
        """Make it. ``merged`` is called after each merge."""
        super().__init__()
        self._session = session
        self._merged = merged
        self.done = Merged(session, parts.button(_("Choose files…"), self.choose, role="link", icon="folder-open"))
        self._found: list[Rehearsed] = []
        downloads = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DownloadLocation))
        self._folder = str(downloads if downloads.is_dir() else session.workspace.path.parent)
        self.files = RowList(_("Files"))
        self.files.setItemDelegate(Dense(self.files))
        self.files.setFixedWidth(u(58))
        self.files.selectionModel().currentChanged.connect(lambda _now, _before: self._show_items())
        self.leave_out = parts.button(_("Leave this file out"), self._leave_out, icon="x", role="link")
        self._below_files = parts.indented(self.leave_out, 4)
        self._make_menu()
        self.items = RowList(_("What would happen"))
        self.items.setItemDelegate(Dense(self.items))
        self.items.selectionModel().currentChanged.connect(lambda _now, _before: self._open_item())
        self.opened = Opened(session)
        self._listed: list[Item] = []
        self._left_out: list[Incoming] = []
        self._old = self._merging = self._comparing = False
        self._cards: list[Pinned] = []
        session.changed.connect(self._changed)
        self.signed = Signed(session)
        self.signed.compared.connect(self.refresh)
        self.signed.refuted.connect(self._leave_out_signed)
        self.overview = Overview()
        self.overview.chosen.connect(self._show_kind)
        self.together = parts.label(role="strong", wrap=True)
        self._summary = parts.label(role="muted", wrap=True)
        self.merge = parts.button(_("Merge"), self._merge, role="primary", icon="git-merge")
        self.merge.setAutoDefault(True)  # Enter presses it, where the keys of merging led to it
        self._pages = QStackedWidget()
        self._pages.addWidget(self._empty())
        self._pages.addWidget(self._rehearsal())
        self._pages.addWidget(self.done)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.addWidget(self._pages)

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

    def _rehearsal(self) -> QWidget:
        box = QWidget()
        foot = parts.Foot()
        row = foot.row
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.together)
        words.addWidget(self._summary)
        row.addLayout(words, 1)
        row.addWidget(parts.button(_("Add files…"), self.choose))
        row.addWidget(parts.button(_("Cancel"), self.clear))
        row.addWidget(self.merge)
        lists = QHBoxLayout()
        lists.setSpacing(0)
        pane = QVBoxLayout()
        pane.setContentsMargins(0, 0, 0, u(1))
        pane.setSpacing(u(1))
        pane.addWidget(self.files, 1)
        pane.addWidget(self._below_files)
        lists.addLayout(pane)
        lists.addWidget(parts.line(vertical=True))
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.signed)
        right.addWidget(self.overview)
        beside = QHBoxLayout()
        beside.setSpacing(0)
        beside.addWidget(self.items, 1)
        beside.addWidget(self.opened, 1)
        right.addLayout(beside, 1)
        lists.addLayout(right, 1)
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(lists, 1)
        column.addWidget(parts.line())
        column.addWidget(foot)
        return box

    # files

    def begin(self) -> None:
        """Take the next step of merging: choose files, or look at what those that are chosen would do."""
        if self._found:
            self.merge.setFocus(Qt.FocusReason.ShortcutFocusReason)
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
        """Check and rehearse files, one after the other."""
        waiting = list(paths)
        if not waiting:
            return
        first, rest = waiting[0], waiting[1:]

        def go_on() -> None:
            self.take(rest)

        read_bundle(
            self._session.jobs, self.window(), first, lambda incoming: self._rehearse(incoming, go_on),
            lambda error: self._refused(error, go_on), self._session.workspace.keyring,
        )  # fmt: skip

    def _refused(self, error: RoundtableError, after: Callable[[], None]) -> None:
        self._session.warn(error.sentence)
        after()

    def _rehearse(self, incoming: Incoming, after: Callable[[], None]) -> None:
        """Find out what a file would do once those before it are merged, and go on."""
        workspace, self._comparing = self._session.workspace, True
        self._cards = workspace.keyring.cards()
        earlier = [one.incoming for one in self._found[: self._place_of(incoming)]]

        def work(progress: Progress) -> Plan:
            from desktop_app.exchange import merge

            return merge.rehearse(workspace, incoming, progress, earlier=earlier)

        def done(plan: Plan) -> None:
            self._add(Rehearsed(incoming, plan))
            after()

        self._session.jobs.run(
            work, done, doing=_("Trying out “{name}”", name=incoming.path.name),
            refused=lambda error: self._turned_away(incoming, error, after), cancelled=self._stopped, alone=True,
        )  # fmt: skip

    def _turned_away(self, incoming: Incoming, error: RoundtableError, after: Callable[[], None]) -> None:
        """Go on without a file that cannot be merged, or cannot be any more."""
        self._comparing = False
        self._found = [one for one in self._found if one.incoming.digest != incoming.digest]
        self._refresh()
        self._refused(error, after)

    def _stopped(self) -> None:
        """What is shown of the other files may not be true any more."""
        self._comparing, self._old = False, bool(self._found)

    def _add(self, one: Rehearsed) -> None:
        self._comparing = False
        place = self._place_of(one.incoming)
        self._found[place : place + 1] = [one]
        self._refresh()
        self.files.select(one.incoming.digest)

    def _place_of(self, incoming: Incoming) -> int:
        """Where a file stands in the order in which they are merged; one that is not there yet comes last."""
        digests = [one.incoming.digest for one in self._found]
        return digests.index(incoming.digest) if incoming.digest in digests else len(digests)

    def _make_menu(self) -> None:
        """Let the list of files offer by a right click and by Delete what its button does."""
        action = QAction(icon("x", "text"), "", self.files)
        say(action.setText, _("Leave this file out"))
        action.setShortcut(QKeySequence(QKeySequence.StandardKey.Delete))
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(self._leave_out)
        self.files.addAction(action)
        self.files.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)

    def _leave_out(self) -> None:
        """Merge the other files without the one that is chosen; it stays where it lies."""
        chosen = self._chosen
        if chosen is None:
            return
        self._left_out.append(chosen.incoming)
        self._keep([one for one in self._found if one is not chosen])
        self.files.setFocus(Qt.FocusReason.OtherFocusReason)
        self._session.notice(
            _("“{name}” is left out. It was not changed.", name=chosen.incoming.path.name),
            offer=_("Undo"), taken=self.undo,
        )  # fmt: skip

    def _leave_out_signed(self, card: Card) -> None:
        """Go on without the files that a card signed which is not its city's."""
        cards = [one.incoming.header.card for one in self._found]
        self._keep([one for one, its in zip(self._found, cards, strict=True) if its is None or its.keys != card.keys])

    def _keep(self, kept: list[Rehearsed]) -> None:
        """Go on with some of the files; those after the first that is left out are rehearsed once more."""
        place = next((at for at, one in enumerate(kept) if one is not self._found[at]), len(kept))
        self._found = kept
        self._refresh()
        self._again([one.incoming for one in kept[place:]], self.files.key)

    def undo(self) -> bool:
        """Take back what is no step of the workspace, or say how; whether that is what was done last here."""
        if self._pages.currentWidget() is self.done:
            self._session.notice(
                _("Undo does not reverse a merge. Each file can be withdrawn under Received."),
                offer=_("Received"), taken=lambda: self.done.chosen.emit("arrived"),
            )  # fmt: skip
            return True
        if not self._left_out:
            return False
        self._rehearse(self._left_out.pop(), lambda: None)
        return True

    def _again(self, waiting: list[Incoming], key: str) -> None:
        """Rehearse files once more, because those before them are others now; then the file ``key`` is shown."""
        if waiting:
            self._rehearse(waiting[0], lambda: self._again(waiting[1:], key))
        else:
            self.files.select(key)

    def clear(self) -> None:
        """Put the files away; nothing was written."""
        self._found.clear()
        self._left_out.clear()
        self._refresh()

    def _refresh(self) -> None:
        senders = Counter(map(self._sender, self._found))
        self.files.rows.show(
            [
                file_row(one, self._sender(one), alone=senders[self._sender(one)] == 1, above=number > 0)
                for number, one in enumerate(self._found)
            ]
        )
        together_ = together(self._found)
        self.together.setVisible(together_ is not None)
        self.together.setText("" if together_ is None else str(together_))
        self._pages.setCurrentIndex(1 if self._found else 0)
        several = len(self._found) >= SEVERAL
        self._below_files.setVisible(several)
        self.opened.tell(several=several)
        self.merge.setEnabled(any(not one.plan.adds_nothing for one in self._found))
        self._show_items()

    def _sender(self, one: Rehearsed) -> str:
        header = one.incoming.header
        return called(self._session.workspace, header.city_name) if header.city_name else header.author

    def _show_items(self) -> None:
        one = self._chosen
        above = one is not None and one is not self._found[0]
        self.signed.show_of(one.incoming if one is not None else None)
        self.overview.show_plan(one.plan if one is not None else None, above=above)
        self._show_kind()
        if one is not None:
            self._summary.setText(summary(one, above=above))

    @property
    def _chosen(self) -> Rehearsed | None:
        return next((one for one in self._found if one.incoming.digest == self.files.key), None)

    def _show_kind(self) -> None:
        """List what the chosen file would do to records of the chosen kind, or of all."""
        one = self._chosen
        items = [] if one is None else [item for item in one.plan.items if self.overview.shows(item)]
        self._listed = sorted(items, key=rank)[:SHOWN]
        self.items.rows.show([item_row(self._session, number, item) for number, item in enumerate(self._listed)])
        if self._listed:
            self.items.select("0")
        self._open_item()

    def _open_item(self) -> None:
        """Show both sides of the item that is chosen."""
        key = self.items.key
        self.opened.show_item(self._listed[int(key)] if key and int(key) < len(self._listed) else None)

    # merging

    def _merge(self) -> None:
        self._session.settle()
        if self._is_old:
            self.refresh()
            return
        workspace, found = self._session.workspace, [one.incoming for one in self._found]
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
        self._merging = False
        merged = [one.plan for one in self._found]
        self.clear()
        self._pages.setCurrentWidget(self.done)
        self.done.tell(
            plural("{n} file was merged", "{n} files were merged", len(merged)),
            counts_of(merged),
        )
        self._merged()

    def _changed(self) -> None:
        """What the files would do is compared with what was here before: it is worked out again once it is seen."""
        if self._found and not self._merging:
            self._old = True
            if self.isVisible():
                self.refresh()

    @property
    def _is_old(self) -> bool:
        """Whether something else is here, or another card known, than when the files were compared with it."""
        return bool(self._found) and (self._old or self._cards != self._session.workspace.keyring.cards())

    def refresh(self) -> None:
        """Compare the files again with what is here now; after a merge, count what there is to decide."""
        if self._pages.currentWidget() is self.done:
            self.done.refresh()
        elif self._is_old and not (self._merging or self._comparing):
            self._old = False
            self._again([one.incoming for one in self._found], self.files.key)

    def put_away(self) -> None:
        """Forget the merge that was done; the person has gone on to something else."""
        if self._pages.currentWidget() is self.done:
            self._pages.setCurrentIndex(0)
