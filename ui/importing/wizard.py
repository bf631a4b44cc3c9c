"""The wizard: columns, then rows, then all of it or nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeVar

from PySide6.QtWidgets import QDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop_app.exchange import sheet as sheets
from desktop_app.exchange.sheet import NO_CORRECTIONS, Corrections
from desktop_app.language import Message, _, plural
from ui.editors.combo import Combo
from ui.importing.columns import Columns
from ui.importing.rows import Rows
from ui.jobs import Latest
from ui.look.tokens import u
from ui.widgets import parts
from ui.words.counted import counted
from ui.words.say import say

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop_app.errors import RoundtableError
    from desktop_app.exchange.sheet import Sheet, SheetPlan
    from desktop_app.progress import Progress
    from ui.jobs import Job
    from ui.session import Session

T = TypeVar("T")


class Wizard(QDialog):
    """Over the window, nearly as large. Nothing is written until *Take it in*."""

    def __init__(self, parent: QWidget, session: Session, sheet: Sheet) -> None:
        super().__init__(parent)
        self._session, self._sheet = session, sheet
        self.corrections: Corrections = NO_CORRECTIONS
        self._looking: Final = Latest(self)
        say(self.setWindowTitle, _("Import a spreadsheet"))
        self._title = parts.Elided("title")
        self._title.setText(str(_("Import “{name}”", name=sheet.path.name)))
        self._what = parts.label(role="muted", wrap=True)
        self._refusal = parts.label(role="refusal", wrap=True)
        self._refusal.hide()
        self._steps = QStackedWidget()
        self._rows = Rows(self)
        self.back = parts.button(_("Back"), self._go_back)
        self.cancel = parts.button(_("Cancel"), self.reject)
        self.go_on = parts.button(_("Go on"), self._go_on, role="primary")
        self.columns = self._match(sheet)
        self._steps.addWidget(self.columns)
        self._steps.addWidget(self._rows)
        self._lay_out()
        self._tell()
        self.resize((parent.size() * 0.94).boundedTo(parent.screen().availableSize()))

    def _lay_out(self) -> None:
        head = QVBoxLayout()
        head.setContentsMargins(u(6), u(5), u(6), u(2))
        head.setSpacing(u(1))
        head.addWidget(self._title)
        head.addWidget(self._what)
        if len(self._sheet.tables) > 1:
            head.addWidget(self._tables())
        foot = QHBoxLayout()
        foot.setContentsMargins(u(6), u(2), u(6), u(4))
        foot.setSpacing(u(2))
        foot.addWidget(self._refusal, 1)
        foot.addStretch()
        for button in (self.cancel, self.back, self.go_on):
            foot.addWidget(button)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(u(1))
        page.addLayout(head)
        page.addWidget(self._steps, 1)
        page.addWidget(parts.line())
        page.addLayout(foot)

    def _tables(self) -> QWidget:
        choice = Combo()
        choice.addItems(list(self._sheet.tables))
        choice.setCurrentText(self._sheet.table)
        choice.setMaximumWidth(u(60))
        say(choice.setAccessibleName, _("Sheet of the workbook"))
        choice.activated.connect(lambda _index: self._read_table(choice.currentText()))
        return choice

    def _read_table(self, table: str) -> None:
        path = self._sheet.path
        self._run(lambda _progress: sheets.read(path, table=table), self._use_sheet, _("Reading “{name}”", name=table))

    def _use_sheet(self, sheet: Sheet) -> None:
        self._sheet = sheet
        old, self.columns = self.columns, self._match(sheet)
        self._steps.insertWidget(0, self.columns)
        self._steps.removeWidget(old)
        old.deleteLater()
        self._steps.setCurrentIndex(0)

    def _match(self, sheet: Sheet) -> Columns:
        mapping = sheets.match(sheet, sheets.target("person"), language=self._session.language)
        return Columns(sheet, mapping)

    @property
    def scale_percent(self) -> int:
        """How large the text is."""
        return self._session.settings.scale_percent

    # steps

    def _tell(self) -> None:
        rows = self._steps.currentIndex() == 1
        self.back.setVisible(rows)
        say(self.go_on.setText, _("Import") if rows else _("Go on"))
        if not rows:
            say(self._what.setText, _("What is in each column? Leave out whatever is not needed."))
            self.go_on.setEnabled(True)

    def _go_back(self) -> None:
        self._steps.setCurrentIndex(0)
        self._tell()

    def _go_on(self) -> None:
        if self._steps.currentIndex() == 0:
            self.rehearse()
        else:
            self._take_in()

    # the rehearsal

    def rehearse(self) -> None:
        """Work out what the list would become, with the corrections so far."""
        workspace, sheet, mapping, corrections = (
            self._session.workspace, self._sheet, self.columns.mapping, self.corrections,
        )  # fmt: skip
        previous = self._rows.plan if self._steps.currentIndex() == 1 else None
        if previous is not None:
            self.go_on.setEnabled(False)  # what is shown is no longer what was asked for

        def work(progress: Progress) -> SheetPlan:
            return sheets.rehearse(workspace, sheet, mapping, corrections, previous=previous, progress=progress)

        self._looking.replace(lambda: self._run(work, self._show_plan, _("Looking at the list")))

    def _show_plan(self, plan: SheetPlan) -> None:
        self._rows.show_plan(plan)
        self._steps.setCurrentIndex(1)
        self._tell()
        say(self._what.setText, summary(plan))
        self.go_on.setEnabled(not plan.refusals and bool(plan.makes or plan.edits))

    def correct(self, corrections: Corrections) -> None:
        """Use other corrections, and look at the list again."""
        self.corrections = corrections
        self.rehearse()

    def _take_in(self) -> None:
        workspace, plan = self._session.workspace, self._rows.plan
        if plan is None:
            return

        def work(progress: Progress) -> object:
            return sheets.apply(workspace, plan, progress)

        def done(_made: object) -> None:
            self.accept()
            self._session.notice(brought_in(plan), offer=_("Undo"), taken=self._session.undo)

        self._run(work, done, _("Importing the list"), alone=True)

    def _run(
        self, work: Callable[[Progress], T], done: Callable[[T], None], doing: Message, *, alone: bool = False
    ) -> Job:
        self._refuse(None)

        def refused(error: RoundtableError) -> None:
            self._refuse(error.sentence)

        return self._session.jobs.run(work, done, doing=doing, refused=refused, alone=alone)

    def _refuse(self, sentence: Message | None) -> None:
        self._refusal.setVisible(sentence is not None)
        if sentence is not None:
            say(self._refusal.setText, sentence)


def summary(plan: SheetPlan) -> Message:
    """What the list would become, and what is left to look at."""
    made = _made(plan)
    if plan.refusals:
        return plural(
            "Result: {made}. {n} cell must be corrected, or its row left out.",
            "Result: {made}. {n} cells must be corrected, or their rows left out.",
            plan.refusals, made=made,
        )  # fmt: skip
    if plan.doubts:
        return plural(
            "Result: {made}. {n} cell is worth checking.",
            "Result: {made}. {n} cells are worth checking.",
            plan.doubts, made=made,
        )  # fmt: skip
    return _("Result: {made}. Nothing is doubtful.", made=made)


def brought_in(plan: SheetPlan) -> Message:
    """What came of the list, and whether something else than it says is still here."""
    said = _("Imported: {counts}.", counts=_made(plan))
    if not plan.differences:
        return said
    left = plural(
        "{n} value that differs in the list stayed as it was.",
        "{n} values that differ in the list stayed as they were.",
        len(plan.differences),
    )
    return sheets.Sentences("", parts=(said, left))


def _made(plan: SheetPlan) -> Message | str:
    """The records that are new, and the values that change in those that are here."""
    made = counted(plan.counts) or _("no new record")
    changed = sum(map(len, plan.edits.values()))
    if not changed:
        return made
    return plural("{made} and {n} changed value", "{made} and {n} changed values", changed, made=made)
