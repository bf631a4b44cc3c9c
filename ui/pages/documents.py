"""Documents: choose one, see it as it will be, save it in Word or PDF."""

from __future__ import annotations

from collections import Counter
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Final

from PySide6.QtCore import QEvent, QSize, QStandardPaths, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QBoxLayout,
    QFileDialog,
    QHBoxLayout,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop_app.documents import render
from desktop_app.language import Message, _, plural, window_language
from ui import documents
from ui.documents.choices import Choices
from ui.documents.making import Made, lacking, make
from ui.documents.preview import Preview
from ui.documents.template import TemplateLine
from ui.jobs import Latest
from ui.look.tokens import LARGE, u
from ui.page import Command, Page
from ui.widgets import parts
from ui.widgets.later import Later
from ui.widgets.steps import Steps
from ui.words.reading import dotted
from ui.words.say import say, say_tip

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtCore import QObject
    from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent

    from desktop_app.errors import RoundtableError
    from desktop_app.progress import Progress
    from desktop_app.records.gaps import Gap
    from desktop_app.workspace import Changed
    from ui.session import Session

WAIT: Final = 250
"""Milliseconds after a choice or a change before the preview is made anew."""

_CHOICES: Final = 62
_BETWEEN: Final = 12.5
"""Units of width that the choices have, unless the person wants it otherwise; and of the margins of the bar."""

_NOT_COUNTED: Final = _(
    "What is not translated into the document’s language is listed last and not counted, as on the page Meetings."
)
_SAVING: Final = ((_("Save as Word…"), _("Word…")), (_("Save as PDF…"), _("PDF…")))
"""What the buttons say that save: in whole, and where there is little room."""


class DocumentsPage(Page):
    """Choices at the side, the preview beside them, and above it what the document lacks and how to save it."""

    name: ClassVar = "documents"
    title: ClassVar = _("Documents")
    icon: ClassVar = "file-text"
    kinds: ClassVar = frozenset(
        {"meeting", "agenda_item", "entry", "attendance", "recommendation", "commitment", "evidence", "person",
         "organisation", "membership", "city"}
    )  # fmt: skip

    def __init__(self, session: Session, today: date | None = None) -> None:
        super().__init__(session)
        self.choices: Final = Choices(session, today or date.today())  # the person's own calendar
        self.preview: Final = Preview()
        self.made: Made | None = None
        self.preview_bytes = b""
        self._found: Sequence[Gap] = ()
        self._making: Final = Latest(self)
        self._turn = 0
        """Counts the previews that were begun; what comes of an earlier one is not shown."""
        self._folder = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
        self._later: Final = Later(self, WAIT, self.make_preview)
        self._arrange()
        self.choices.changed.connect(self._later.start)
        self._refuse(_("The preview is being made."))

    def begun(self) -> Mapping[str, str]:
        return self.choices.begun()

    def go_on_with(self, begun: Mapping[str, str]) -> None:
        if begun:
            self.choices.go_on_with(begun)

    # its parts

    def _arrange(self) -> None:
        self.refusal = parts.label(role="muted", wrap=True)
        self.refusal.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.refusal.setContentsMargins(u(12), u(12), u(12), u(12))
        self._stack = QStackedWidget()
        self._stack.addWidget(self.preview)
        self._stack.addWidget(self.refusal)
        beside = QWidget()
        column = QVBoxLayout(beside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._bar())
        column.addWidget(self._template_line())
        self.counted = parts.label(role="muted", wrap=True)
        column.addWidget(parts.indented(self.counted, 5))
        column.addWidget(self._lacking())
        column.addWidget(parts.line())
        column.addWidget(self._stack, 1)
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setHandleWidth(1)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.addWidget(self.choices)
        self._splitter.addWidget(beside)
        self._splitter.setStretchFactor(1, 1)
        self._splitter.setSizes([u(_CHOICES), u(160)])
        beside.installEventFilter(self)
        page = QHBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.addWidget(self._splitter)

    def _bar(self) -> QBoxLayout:
        self.lacks = parts.button(_("Complete"), self._show_lacking, role="link", icon="warning-circle")
        self.lacks.setCheckable(True)
        self._page = parts.label(role="muted")
        self._page.centre()
        self.preview.turned.connect(
            lambda page, pages: say(self._page.setText, _("Page {page} of {pages}", page=page, pages=pages))
        )
        smaller = parts.icon_button("minus", _("Smaller"), partial(self.preview.zoom, -1))
        larger = parts.icon_button("plus", _("Larger"), partial(self.preview.zoom, 1))
        large = self.session.settings.scale_percent > LARGE
        self.word = parts.button(_SAVING[0][0], partial(self.save, ".docx"), icon="file-text")
        self.pdf = parts.button(_SAVING[1][0], partial(self.save, ".pdf"), role="primary", icon="file-pdf")
        for button, (whole, _short) in zip((self.word, self.pdf), _SAVING, strict=True):
            say(button.setAccessibleName, whole)
            say_tip(button.setToolTip, whole)
        looking, saving = QHBoxLayout(), QHBoxLayout()
        self._lines = (looking, saving)
        for widget in (smaller, self._page, larger):
            looking.addWidget(widget)
        if not large:
            looking.insertWidget(0, self.lacks)
        looking.insertStretch(looking.count() - 3)
        if large:
            saving.addWidget(self.lacks)
        saving.addStretch()
        for button in (self.word, self.pdf):
            saving.addWidget(button)
        self._two = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._two.setContentsMargins(u(5), u(3), u(5), u(2))
        self._two.setSpacing(u(2))
        if not large:
            self._keep_widths()
            self.session.retranslated.connect(self._keep_widths)
        self._two.addLayout(looking, 1)
        self._two.addLayout(saving)
        return self._two

    def _keep_widths(self) -> None:
        """Give what counts the room of long counts, so that the bar stays as it is from one document to the next."""
        shown = self.lacks.text()
        self.lacks.ensurePolished()
        self._page.ensurePolished()
        self.lacks.setText(str(plural("{n} thing missing", "{n} things missing", 188)))
        for widget, longest in (
            (self.lacks, self.lacks.sizeHint().width()),
            (
                self._page,
                self._page.fontMetrics().horizontalAdvance(str(_("Page {page} of {pages}", page=88, pages=88))),
            ),
        ):
            widget.setMinimumWidth(longest)
        self.lacks.setText(shown)

    def _template_line(self) -> QWidget:
        self.template = TemplateLine(self.session)
        self.template.changed.connect(self._later.start)
        self._around_template = parts.indented(self.template, 5)
        self._around_template.hide()
        return self._around_template

    def minimumSizeHint(self) -> QSize:
        return QSize(u(100), u(60))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Words of the bar became longer or shorter: another count, another language."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return False

    def _fit(self) -> None:
        """Name the formats alone where the whole words would take the room of the choices, and give saving a line of
        its own where even that does."""
        buttons = (self.word, self.pdf)
        shown = sum(_advance(button, button.text()) for button in buttons)
        bare = u(_CHOICES + _BETWEEN) + sum(line.sizeHint().width() for line in self._lines) - shown
        long, short = (
            bare + sum(_advance(button, str(words[at])) for button, words in zip(buttons, _SAVING, strict=True))
            for at in (0, 1)
        )
        is_short = self.session.settings.scale_percent > LARGE or self.width() < long
        for button, words in zip(buttons, _SAVING, strict=True):
            say(button.setText, words[is_short])
        narrow = self.width() < short
        self._two.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)

    def _lacking(self) -> Steps:
        self.steps = Steps(_("What is missing"))
        self.steps.hide()
        self.steps.chosen.connect(lambda number: self.session.navigate(self._found[number].record))
        self.session.retranslated.connect(self._show_lacking)
        return self.steps

    # showing

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        wanted = documents.asked_for(self.session)
        if wanted is not None:
            self.choices.use(wanted[0], [wanted[1]])

    def refresh(self, changed: Changed | None) -> None:
        self.choices.refresh()
        self._later.start()

    def make_preview(self) -> None:
        """Make the document as it is chosen now, and show it; an earlier one under way is given up."""
        self._later.stop()
        self.session.settle()
        self._turn += 1
        turn, choice, workspace = self._turn, self.choices.choice, self.session.workspace
        self._say_lacking(lacking(workspace, choice))
        if choice.report == "minutes" and not choice.about:
            self._refuse(_("There is no meeting yet. Minutes are made from what is recorded on the page Meetings."))
            return

        def work(progress: Progress) -> tuple[Made, bytes]:
            from desktop_app.documents import pdf

            made = make(workspace, choice, progress)
            return made, pdf.render(made.document, progress)

        self._making.replace(
            lambda: self.session.jobs.run(
                work,
                partial(self._show, turn),
                doing=_("Making the preview"),
                refused=partial(self._refused, turn),
                cancelled=partial(self._stopped, turn),
            )
        )

    def _show(self, turn: int, result: tuple[Made, bytes]) -> None:
        if turn != self._turn:
            return
        self.made, self.preview_bytes = result
        self.preview.show_pdf(self.preview_bytes)
        self._stack.setCurrentWidget(self.preview)
        self._show_template()
        self._enable(can_save=True)

    def _show_template(self) -> None:
        """Say so where the Word file will not look as the preview does."""
        if self.made is not None:
            self.template.show_name(self.made.city, self.made.template)
            self._around_template.setVisible(bool(self.made.template))

    def _choose_template(self) -> None:
        self.template.show_city(self.made.city if self.made is not None else self.session.workspace.city)
        self.template.open()

    def _refused(self, turn: int, error: RoundtableError) -> None:
        if turn == self._turn:
            self._refuse(error.sentence)

    def _stopped(self, turn: int) -> None:
        """The person stopped it; or another took its place, which goes on by itself."""
        if turn == self._turn:
            self._refuse(_("The preview was stopped. Change a choice to make it again."))

    def _refuse(self, sentence: Message) -> None:
        self.made = None
        say(self.refusal.setText, sentence)
        self._stack.setCurrentWidget(self.refusal)
        self._enable(can_save=False)

    def _enable(self, *, can_save: bool) -> None:
        self.word.setEnabled(can_save)
        self.pdf.setEnabled(can_save)

    # what it lacks

    def _say_lacking(self, found: Sequence[Gap]) -> None:
        self._found = sorted(found, key=lambda gap: gap.of_language)
        count = sum(not gap.of_language for gap in found)
        whole = _("Not all translated") if found else _("Complete")
        said = plural("{n} thing missing", "{n} things missing", count) if count else whole
        say(self.lacks.setAccessibleName, said)
        say_tip(self.lacks.setToolTip, said)
        large = self.session.settings.scale_percent > LARGE
        say(self.lacks.setText, _("{n}", n=count or "") if large else said)
        self.lacks.setEnabled(bool(found))
        if not found:
            self.lacks.setChecked(False)
        self._show_lacking()

    def _counts(self) -> str:
        """Of which city how much is missing, and what of the list is not counted."""
        by_city = Counter(gap.city for gap in self._found if gap.city and not gap.of_language)
        counts = dotted(f"{self.session.workspace.title(one, window_language())} {n}" for one, n in by_city.items())
        said = [_("By city: {counts}", counts=counts)] if counts else []
        if any(gap.of_language for gap in self._found):
            said.append(_NOT_COUNTED)
        return "\n".join(map(str, said))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes the list of what is missing."""
        if event.key() == Qt.Key.Key_Escape and self.lacks.isChecked():
            self.lacks.click()
            self.lacks.setFocus()
        else:
            super().keyPressEvent(event)

    def _show_lacking(self) -> None:
        self.counted.setText(self._counts())
        self.counted.setVisible(self.lacks.isChecked() and bool(self.counted.text()))
        self.steps.setVisible(self.lacks.isChecked())
        if self.lacks.isChecked():
            self.steps.show_steps([one.sentence for one in self._found])

    # saving

    def save(self, suffix: str) -> None:
        """Ask where to, with a name that says what it is, and write the document there."""
        if self.made is None:
            return
        dialog = QFileDialog(self, str(_("Save the document")), str(self._folder))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter({".docx": "Word (*.docx)", ".pdf": "PDF (*.pdf)"}[suffix])
        dialog.setDefaultSuffix(suffix[1:])
        dialog.selectFile(self.made.file_name + suffix)
        dialog.fileSelected.connect(lambda name: self.write(Path(name)))
        dialog.open()

    def write(self, path: Path) -> None:
        """Write the document as it is chosen now, off the window's thread, in Word or PDF by the ending of the name."""
        self.session.settle()
        self._folder = path.parent
        choice, workspace = self.choices.choice, self.session.workspace

        def work(progress: Progress) -> Path:
            from desktop_app.documents import templates

            made = make(workspace, choice, progress)
            render(made.document, path, progress, templates.worn(workspace.templates, made.city))
            return path

        self.session.jobs.run(work, self._written, doing=_("Saving “{name}”", name=path.name))

    def _written(self, path: Path) -> None:
        self.session.notice(
            _("“{name}” was saved.", name=path.name),
            offer=_("Open the folder"),
            taken=lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent))),
        )

    def _read_back(self) -> None:
        self.session.asked.emit("read_back")

    def to_filter(self) -> None:
        self.choices.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def commands(self) -> Sequence[Command]:
        return (
            Command(_("Save as Word…"), partial(self.save, ".docx"), "file-text"),
            Command(_("Save as PDF…"), partial(self.save, ".pdf"), "file-pdf", "Ctrl+S"),
            Command(_("Word template…"), self._choose_template, "text-aa"),
            Command(_("Read a Word file that came back…"), self._read_back, "arrow-u-down-left"),
        )


def _advance(button: QPushButton, words: str) -> int:
    return button.fontMetrics().horizontalAdvance(words)
