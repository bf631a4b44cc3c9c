"""What a partner proposes in a Word file: each text with its difference, taken or not, one by one."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop_app.errors import RoundtableError
from desktop_app.language import _, plural, window_language
from ui import report
from ui.dialogs.history import field_label
from ui.look.tokens import u
from ui.widgets import parts
from ui.widgets.marked import Marked
from ui.words.say import say

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from desktop_app.exchange.amendments import Proposal
    from desktop_app.progress import Progress
    from ui.session import Session


def read_amendments(session: Session, window: QWidget, path: Path) -> None:
    """Read a Word file on another thread, and show what it proposes."""
    session.settle()
    workspace, language = session.workspace, window_language()

    def work(progress: Progress) -> list[Proposal]:
        from desktop_app.exchange import amendments

        progress.step(0, None, _("Reading “{name}”", name=path.name))
        return amendments.proposals(workspace, amendments.read(path), language)

    def show(found: list[Proposal]) -> None:
        if found:
            Amendments(window, session, path.name, found).open()
        else:
            session.notice(_("“{name}” proposes nothing new.", name=path.name))

    def refuse(error: RoundtableError) -> None:
        report.say_refusal(error.sentence, window)

    session.jobs.run(work, show, doing=_("Reading “{name}”", name=path.name), refused=refuse)


class Amendments(QDialog):
    """All proposals of one file. Closing it leaves what was not taken as it is."""

    def __init__(self, parent: QWidget, session: Session, name: str, found: Sequence[Proposal]) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        say(self.setWindowTitle, _("Proposed amendments"))
        self.cards = [_Card(session, one) for one in found]
        page = QVBoxLayout(self)
        page.setContentsMargins(0, u(5), 0, u(4))
        page.setSpacing(u(2))
        head = QVBoxLayout()
        head.setContentsMargins(u(6), 0, u(6), 0)
        head.setSpacing(u(1))
        title = plural(
            "{n} proposed amendment in “{name}”", "{n} proposed amendments in “{name}”", len(found), name=name
        )
        head.addWidget(parts.label(title, role="title", wrap=True))
        why = _("Underlined: what they add. Struck through: what they remove. Accept whatever you agree with; "
                "nothing else changes, and what you accept can be undone.")  # fmt: skip
        head.addWidget(parts.label(why, role="muted", wrap=True))
        page.addLayout(head)
        page.addWidget(self._listed(), 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(u(6), 0, u(6), 0)
        foot.addStretch()
        foot.addWidget(parts.button(_("Close"), self.accept, role="primary"))
        page.addLayout(foot)
        self.resize(u(150), u(130))
        self.cards[0].take.setFocus()

    def _listed(self) -> QScrollArea:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(u(6), u(1), u(6), u(1))
        column.setSpacing(u(3))
        for place, card in enumerate(self.cards):
            if place:
                column.addWidget(parts.line())
            column.addWidget(card)
        column.addStretch()
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inner)
        inner.setAutoFillBackground(False)
        area.viewport().setAutoFillBackground(False)
        return area


class _Card(QWidget):
    """One proposal."""

    def __init__(self, session: Session, one: Proposal) -> None:
        super().__init__()
        self._session, self.one = session, one
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(u(1.5))
        called = parts.Elided("strong")
        called.setText(one.title or str(_("A record")))
        column.addWidget(called)
        column.addWidget(parts.label(self._about(), role="muted", wrap=True))
        if one.overtaken:
            warning = _(
                "This text was changed here after the document was made; accepting the proposal would undo that."
            )
            column.addWidget(parts.label(warning, role="refusal", wrap=True))
        self.text = Marked()
        self.text.show_text(one.theirs, one.ours)
        column.addWidget(self.text)
        self.take = parts.button(_("Accept this wording"), self._take, icon="check")
        self.state = parts.label(role="muted")
        row = QHBoxLayout()
        row.setSpacing(u(2))
        row.addWidget(self.take)
        row.addWidget(self.state)
        row.addStretch()
        column.addLayout(row)

    def _about(self) -> str:
        kind = self._session.workspace.get(self.one.record).kind_name
        said = [field_label(kind, self.one.field, self.one.language), *self.one.authors]
        return " · ".join(said)

    def _take(self) -> None:
        from desktop_app.exchange import amendments

        try:
            amendments.accept(self._session.workspace, self.one)
        except RoundtableError as refused:
            say(self.state.setText, refused.sentence)
            return
        self.take.setEnabled(False)
        say(self.state.setText, _("Accepted."))


def ask_for_word_file(session: Session, window: QWidget) -> None:
    """Ask which Word file to read, and read it."""
    from PySide6.QtWidgets import QFileDialog

    dialog = QFileDialog(window, str(_("The Word file that came back")))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.setNameFilter("Word (*.docx)")
    dialog.fileSelected.connect(partial(_read_named, session, window))
    dialog.open()


def _read_named(session: Session, window: QWidget, name: str) -> None:
    from pathlib import Path

    read_amendments(session, window, Path(name))
