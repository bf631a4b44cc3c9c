"""One recommendation: its texts in one language at a time, the matrix, the evidence, the positions, and what it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.language import LanguageName, Message, _, window_language
from desktop_app.records import Recommendation, vocabulary
from desktop_app.records.recommendation import FROZEN
from ui.editors import PickSeveral, RecordPicker
from ui.forms.binding import Binding
from ui.forms.commitment_details import CommitmentDetails
from ui.forms.evidence import EvidencePanel
from ui.forms.form import Form
from ui.forms.matrix import Matrix
from ui.forms.positions import PositionsPanel
from ui.forms.version import LanguageSwitch, Version
from ui.look.tokens import u
from ui.widgets import parts
from ui.widgets.flow import Flow
from ui.widgets.later import Later
from ui.words import dates
from ui.words.keys import with_keys
from ui.words.say import say

if TYPE_CHECKING:
    from desktop_app.records import RecordId
    from desktop_app.workspace import Changed
    from ui.forms.commitment import CommitmentEdit
    from ui.session import Session
    from ui.widgets.models import Row

TEXTS: Final = ("title", "text", "rationale")
_SETTLED: Final = {
    "validated": _(
        "Validated: the stakeholder group agreed on this text. A correction creates a revision, with its"
        " author and date."
    ),
    "adopted": _("Adopted by a political body. A correction of the text creates a revision, with its author and date."),
    "merged": _("Merged into another recommendation. This text is kept as it was."),
}
_DETAILS: Final = (
    "symbol", "topic", "scope_level", "addressees", "frameworks", "status", "merged_into", "sources", "language",
    "confidentiality",
)  # fmt: skip


class RecommendationForm(QWidget):
    """Everything about a recommendation, in the order in which it is written."""

    shown = Signal()
    """Its head may read differently now."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.binding: Final = Binding(session, Recommendation, self)
        self.switch: Final = LanguageSwitch(session.language)
        self.versions: Final = {name: self._version(name) for name in TEXTS}
        self.matrix: Final = Matrix(session)
        self.details: Final = CommitmentDetails(session)
        self.matrix.turned.connect(self._turned)
        self.matrix.entered.connect(self.details.show_commitment)
        self.matrix.details_wanted.connect(self._tell_more)
        self.evidence: Final = EvidencePanel(session)
        self.positions: Final = PositionsPanel(session)
        self.frozen: Final = parts.label(role="small", wrap=True)
        """What it means that the text is settled."""
        self._about: Final = Form(session.settings.scale_percent)
        self._later: Final = Later(self, 300, self._say_stale)
        self._arrange()
        self.switch.switched.connect(self._switch)
        self.binding.shown.connect(self._follow)
        session.changed.connect(self._changed)

    def _version(self, name: str) -> Version:
        most = getattr(getattr(Recommendation.fields[name].type, "text", None), "max_words", 0)
        one = name == "title"
        return Version(
            self._session.language, least_lines=3 if name == "text" else 1, one_paragraph=one, max_words=most
        )

    def _arrange(self) -> None:
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(u(1))
        page.addWidget(self.switch)
        page.addWidget(self.frozen)
        for name, version in self.versions.items():
            version.turned.connect(self._turned)
            row = self.binding.row(name, editor=version)
            row.label.setProperty("role", "strong")
            above = QHBoxLayout()
            above.setContentsMargins(0, u(2), 0, 0)
            above.addWidget(row.label)
            above.addStretch()
            above.addWidget(version.count)
            page.addLayout(above)
            page.addWidget(row)
        page.addWidget(self._heading(_("Commitments")))
        page.addWidget(self.matrix)
        self.matrix.come_after(self.versions[TEXTS[-1]].editor)
        page.addSpacing(u(2))
        page.addWidget(self.details)
        page.addSpacing(u(4))
        page.addWidget(parts.label(_("Evidence"), role="heading"))
        page.addWidget(self.evidence)
        page.addSpacing(u(4))
        page.addWidget(parts.label(_("Positions"), role="heading"))
        page.addWidget(self.positions)
        page.addSpacing(u(4))
        page.addWidget(parts.label(_("About this recommendation"), role="heading", wrap=True))
        title = self._session.title
        own = {"merged_into": RecordPicker(self._others, title), "sources": PickSeveral(self._others, title)}
        for name in _DETAILS:
            self._about.add(self.binding.row(name, editor=own.get(name)))
        page.addWidget(self._about)

    def _others(self) -> list[Row]:
        """The recommendations that this one can be made from or merged into."""
        shown = self.found.id if self.found is not None else ""
        return [row for row in self._session.titles([Recommendation.kind_name]) if row.key != shown]

    def _heading(self, text: Message) -> QWidget:
        made = QWidget()
        made.setContentsMargins(0, u(4), 0, 0)
        row = Flow(made, u(4))
        row.addWidget(parts.label(text, role="heading"))
        self.another = parts.button(
            with_keys(_("Add another here"), "Ctrl+Return"), self.matrix.begin_another, role="link", icon="plus"
        )
        self.another.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the cell keeps the focus, or there is no “this”
        row.addWidget(self.another)
        self.more = parts.button(
            with_keys(_("Due date, response…"), "Alt+Return"), self._tell_more, role="link", icon="calendar-blank"
        )
        self.more.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        row.addWidget(self.more)
        return made

    def _tell_more(self, editor: CommitmentEdit | None = None) -> None:
        """Go to what is known of the commitment in whose cell somebody is, or was last."""
        self._session.settle()
        if editor is not None:
            self.details.show_commitment(editor)
        if not self.details.begin():
            self._session.notice(_("Write the commitment first; then you can set its due date."))

    # showing

    def show_recommendation(self, record: RecordId) -> None:
        """Show a recommendation, in the language of the workspace or of its original."""
        self.binding.show(record)
        found = self.found
        if found is not None:
            written = set(found.title) | set(found.text)
            language = found.language or self._session.language
            self.switch.use(language if language in written or not written else min(written))
        self.details.show_commitment(None)
        self._turn(self.switch.language)
        self.evidence.show_recommendation(record)
        self.positions.show_recommendation(record)
        self._say_stale()

    @property
    def found(self) -> Recommendation | None:
        """The recommendation that is shown."""
        record = self.binding.record
        return record if isinstance(record, Recommendation) else None

    def _follow(self) -> None:
        found = self.found
        if found is not None:
            self.switch.mark({language for name in TEXTS for language in getattr(found, name)})
            for version in self.versions.values():
                version.translate_from(found.language or self._session.language)
            self.frozen.setVisible(found.status in FROZEN)
            revision = self._session.workspace.revision(found.id) if found.status in FROZEN else None
            said = _SETTLED.get(found.status, _SETTLED["validated"])
            if revision is not None:
                label = vocabulary("recommendation_status").label(found.status, window_language())
                said = _("{status}, and changed since it was settled, last on {day}: the document shows what.",
                         status=label, day=dates.shown(revision.on))  # fmt: skip
            say(self.frozen.setText, said)
            merged = found.status == "merged" or bool(found.merged_into)
            self._about.show_row(self.binding.rows["merged_into"], shown=merged)
        self.shown.emit()

    def _switch(self, language: str) -> None:
        self._session.settle()
        for version in self.versions.values():
            version.use(language)
        self._turn(language)
        self._say_stale()

    def _turned(self, language: str) -> None:
        """What is typed is in another language: show that one. It is the original's, where there is no other yet."""
        self.switch.use(language)
        found = self.found
        if found is None or found.language == language:
            return
        if {code for name in TEXTS for code in getattr(found, name)} == {language}:
            self._session.attempt(lambda: self._session.workspace.edit(found.id, {"language": language}))

    def _turn(self, language: str) -> None:
        """Show the commitments in a language."""
        found = self.found
        self.matrix.show_recommendation(found.id if found is not None else "", language)
        self.details.use(language)

    def _changed(self, changed: Changed) -> None:
        if self.found is not None and self.found.id in changed.records:
            self._later.start()

    def _say_stale(self) -> None:
        """Say which of the shown translations are older than what they were made from."""
        found = self.found
        if found is None:
            return
        stale = {
            one.field: _(
                "The text in {language} was changed after this translation.", language=LanguageName(one.original)
            )
            for one in self._session.workspace.stale(found.id)
            if one.language == self.switch.language
        }
        for field, version in self.versions.items():
            version.say_stale(stale.get(field))
