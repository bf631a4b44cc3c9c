"""A city's Word template: chosen from a file, looked at in sentences, and only then used."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from desktop_app.language import _, window_language
from ui.forms.form import Column
from ui.look.tokens import u
from ui.widgets import parts
from ui.widgets.announcing import announce
from ui.words.reading import directed
from ui.words.say import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop_app.documents.templates import Chosen
    from desktop_app.errors import RoundtableError
    from desktop_app.language import Message
    from desktop_app.progress import Progress
    from desktop_app.records import RecordId
    from ui.session import Session

_HINT: Final = _(
    "Choose a letter of your municipality, or the file that its letters are made from. Its header "
    "and footer become the letterhead; its own text is not used. Before you use it, you can read "
    "here what it provides and what it lacks."
)


class TemplateDialog(QDialog):
    """The template of one city's documents. What was chosen is used once the person has read what it lacks."""

    def __init__(self, parent: QWidget, session: Session, city: RecordId) -> None:
        """Make the dialog.

        Args:
            parent: the window that it belongs to.
            session: the session.
            city: whose documents wear the template; ``""`` for a coordinator's about several cities.
        """
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        say(self.setWindowTitle, _("Word template"))
        self._session, self._city = session, city
        self._new: Chosen | None = None
        self._refusal = parts.label(role="refusal", wrap=True)
        self._refusal.hide()
        self._name = parts.Elided("strong")
        self.choose = parts.button(_("Choose a Word file…"), self._ask, icon="file-text")
        self.remove = parts.button(_("Remove it"), self._remove, role="link")
        self._sentences = QVBoxLayout()
        self._sentences.setContentsMargins(0, 0, 0, 0)
        self._sentences.setSpacing(u(1))
        self.use = parts.button(_("Use this template"), self._use, role="primary")
        self.close_button = parts.button(_("Close"), self.reject)
        self._arrange()
        room = self.screen().availableGeometry().size()
        self.resize(min(u(140), room.width()), min(u(130), room.height()))
        self._show_kept()

    def _arrange(self) -> None:
        head = QVBoxLayout()
        head.setContentsMargins(u(6), 0, u(6), 0)
        head.setSpacing(u(2))
        head.addWidget(parts.label(_("Word template"), role="title"))
        head.addWidget(parts.label(self._why(), role="muted", wrap=True))
        row = QHBoxLayout()
        row.setSpacing(u(2))
        row.addWidget(self._name, 1)
        row.addWidget(self.remove)
        row.addWidget(self.choose)
        head.addLayout(row)
        head.addWidget(self._refusal)
        inner = QWidget()
        inner.setLayout(self._sentences)
        foot = QHBoxLayout()
        foot.setContentsMargins(u(6), 0, u(6), 0)
        foot.setSpacing(u(2))
        foot.addStretch()
        foot.addWidget(self.close_button)
        foot.addWidget(self.use)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, u(5), 0, u(4))
        page.setSpacing(u(2))
        page.addLayout(head)
        page.addWidget(parts.line())
        page.addWidget(Column(inner), 1)
        page.addLayout(foot)

    def _why(self) -> Message:
        said = self._session.workspace.title(self._city, window_language()) if self._city else ""
        if said:
            return _(
                "Word files about {city} are made with it: its letterhead, page, typeface and styles. The "
                "preview and PDF files keep the standard look. The template stays in this workspace and is not "
                "sent to anybody.",
                city=said,
            )
        return _(
            "Word files about several cities are made with it: its letterhead, page, typeface and styles. "
            "The preview and PDF files keep the standard look. The template stays in this workspace and is "
            "not sent to anybody."
        )

    # what is shown

    def _show_kept(self) -> None:
        """Show the template that is in use, if there is one."""
        from desktop_app.documents import templates

        self._new = None
        found = self._session.attempt(lambda: templates.kept(self._session.workspace.templates, self._city))
        self.remove.setVisible(found is not None)
        say(self.choose.setText, _("Choose another…") if found else _("Choose a Word file…"))
        self._show(found)
        if found is None:
            say(self._name.setText, _("None is chosen: Word files have the standard look."))

    def _show(self, found: Chosen | None) -> None:
        self.use.setVisible(self._new is not None)
        say(self.close_button.setText, _("Cancel") if self._new else _("Close"))
        while self._sentences.count():
            taken = self._sentences.takeAt(0)
            widget = taken.widget() if taken is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        if found is None:
            self._sentences.addWidget(parts.label(_HINT, role="muted", wrap=True))
            return
        self._name.setText(found.name)
        survey = found.survey
        self._say_all(_("It provides"), survey.gives, "check")
        self._say_all(_("It lacks"), survey.lacks, "minus")
        self._say_all(_("Left out"), survey.left_out, "x")

    def _say_all(self, heading: Message, sentences: Sequence[Message], icon: str) -> None:
        if not sentences:
            return
        head = parts.label(heading, role="heading")
        if self._sentences.count():
            head.setContentsMargins(0, u(3), 0, 0)
        self._sentences.addWidget(head)
        for sentence in sentences:
            line = QWidget()
            row = QHBoxLayout(line)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(u(2))
            row.addWidget(parts.Picture(icon, 4), 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(parts.label(sentence, wrap=True), 1)
            self._sentences.addWidget(line)

    # what is done

    def _ask(self) -> None:
        dialog = QFileDialog(self, str(_("Choose a Word file")))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter("Word (*.docx *.dotx)")
        dialog.fileSelected.connect(lambda name: self.take(Path(name)))
        dialog.open()

    def take(self, path: Path) -> None:
        """Look at a file off the window's thread, and show what it gives and lacks; or say why not."""
        self._refuse(None)

        def work(_progress: Progress) -> Chosen:
            from desktop_app.documents import templates

            return templates.choose(path)

        def refuse(error: RoundtableError) -> None:
            if isValid(self):
                self._refuse(error.sentence)

        self._session.jobs.run(work, self._look, doing=_("Reading “{name}”", name=path.name), refused=refuse)

    def _look(self, found: Chosen) -> None:
        if not isValid(self):
            return  # closed meanwhile
        self._new = found
        self.remove.hide()
        self._show(found)
        self.use.setFocus()

    def _refuse(self, sentence: Message | None) -> None:
        self._refusal.setVisible(sentence is not None)
        if sentence is not None:
            say(self._refusal.setText, sentence, form=directed)
            announce(self, str(sentence))

    def _use(self) -> None:
        found, keeper = self._new, self._session.workspace.templates
        assert found is not None, "the button is hidden without one"

        def keep() -> bool:
            keeper.keep(self._city, found.name, found.content)
            return True

        if self._session.attempt(keep):
            self._session.notice(_("From now on, Word files are made with “{name}”.", name=found.name))
            self.accept()

    def _remove(self) -> None:
        self._session.attempt(lambda: self._session.workspace.templates.remove(self._city))
        self._show_kept()


class TemplateLine(QWidget):
    """Says which template a city's Word files are made on, and leads to it. ``changed``: it may be another one now."""

    changed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session, self._city = session, ""
        self.said = parts.label(role="muted", wrap=True)
        self.choose = parts.button(_("Word template…"), self.open, role="link", icon="file-text")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(u(2))
        row.addWidget(self.said, 1)
        row.addWidget(self.choose)

    def show_city(self, city: RecordId) -> None:
        """Speak of the documents of a city."""
        kept = self._session.workspace.templates.of(city)
        self.show_name(city, kept.name if kept else "")

    def show_name(self, city: RecordId, name: str) -> None:
        """Speak of the documents of a city whose template has that name; ``""`` for none."""
        self._city = city
        sentence = (
            _("Word files are made with “{name}”; the preview and PDF files have the standard look.", name=name)
            if name
            else _("Word files have the standard look, like the preview and PDF files.")
        )
        say(self.said.setText, sentence, form=directed)

    def open(self) -> None:
        """Show the template, to look at it or to choose another."""
        dialog = TemplateDialog(self.window(), self._session, self._city)
        dialog.finished.connect(self._again)
        dialog.open()

    def _again(self, _result: int) -> None:
        self.show_city(self._city)
        self.changed.emit()
