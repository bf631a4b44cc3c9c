"""Recommendations: what the city asks for, what each player brings to it, and what in the minutes it rests on."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, ClassVar, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.language import Message, _, plural, window_language
from desktop_app.records import Commitment, Evidence, Recommendation, Support, vocabulary
from desktop_app.records.recommendation import FROZEN, LEFT
from desktop_app.records.vocabulary import Audience
from ui import documents
from ui.forms.form import Column, bring_into_view
from ui.forms.recommendation import RecommendationForm
from ui.forms.recommendation_rows import RecommendationRows
from ui.list_page import ListPage
from ui.page import Command, more
from ui.widgets import parts
from ui.widgets.header import Header

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop_app.documents.blocks import Chart
    from desktop_app.records import RecordId
    from desktop_app.workspace import Changed
    from ui.session import Session
    from ui.widgets.models import Row


class RecommendationsPage(ListPage):
    """A list of recommendations beside one of them."""

    name: ClassVar = "recommendations"
    title: ClassVar = _("Recommendations")
    icon: ClassVar = "handshake"
    kinds: ClassVar = frozenset({"recommendation", "evidence", "commitment"})
    heading: ClassVar[Message] = _("Recommendations")
    new_name: ClassVar[Message] = _("New recommendation")
    sentences = True
    glance_name: ClassVar[Message | None] = _("Commitments by player")

    def __init__(self, session: Session) -> None:
        self._rows: Final = RecommendationRows(session.workspace)
        self.form: Final = RecommendationForm(session)
        super().__init__(session)
        self.form.shown.connect(self._show_texts)

    @classmethod
    def count(cls, session: Session) -> int | None:
        return session.workspace.count(Recommendation)

    # the list

    def rows(self) -> Sequence[Row]:
        return self._rows.rows()

    def refresh(self, changed: Changed | None) -> None:
        self._rows.hear(changed)
        super().refresh(changed)
        self._show_texts()

    def open(self, record: RecordId) -> bool:
        workspace = self.session.workspace
        part = workspace.find(Commitment, record) or workspace.find(Evidence, record) or workspace.find(Support, record)
        return super().open(part.recommendation if part is not None else record)

    def chart(self) -> Chart | None:
        from desktop_app.documents.charts import by_player
        from desktop_app.documents.wording import Wording

        workspace = self.session.workspace
        speaking = {one.id for one in workspace.sketches(Recommendation, "status") if one.status not in LEFT}
        commitments = workspace.sketches(Commitment, "recommendation", "player", "aspect")
        counted = [one for one in commitments if one.recommendation in speaking]
        return by_player(Wording.of_window(), counted) if counted else None

    # the form

    def make_form(self) -> QWidget:
        make = parts.button(_("Documents"), self.make_document, icon="file-text")
        self._validate = parts.button(_("Validate"), self.validate, role="link", icon="check")
        self._header = Header(
            self._validate, make, menu=more(self.commands), scale_percent=self.session.settings.scale_percent
        )
        form = QWidget()
        page = QVBoxLayout(form)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        page.addWidget(self._header)
        page.addWidget(Column(self.form), 1)
        return form

    def make_empty(self) -> QWidget:
        return parts.Empty(
            "handshake",
            _("The first recommendation"),
            _(
                "What the city asks for in a title and about eighty words, what each player does today, commits to and"
                " needs, and the places in the minutes on which it rests."
            ),
            parts.button(_("Write a recommendation"), self.new, role="primary", icon="plus"),
        )

    def show_record(self, key: str) -> None:
        self.form.show_recommendation(key)

    def _show_texts(self) -> None:
        found = self.form.found
        if found is None:
            return
        language = window_language()
        count = len(self.session.workspace.all(Evidence, recommendation=found.id))
        about = (
            vocabulary("topic").label(found.topic, language) if found.topic else "",
            vocabulary("recommendation_status").label(found.status, language),
            str(plural("{n} piece of evidence", "{n} pieces of evidence", count) if count else _("no evidence yet")),
        )
        revision = self.session.workspace.revision(found.id) if found.status in FROZEN else None
        symbol = found.symbol if revision is None else revision.symbol(found.symbol)
        self._validate.setVisible(found.status not in FROZEN | LEFT)
        title = symbol or found.title.best(language, found.language)[0] or str(_("New recommendation"))
        self._header.show_texts(title, *about)

    # commands

    def commands(self) -> Sequence[Command]:
        return (
            *self._of_status(),
            Command(_("Make the recommendation document"), self.make_document, "file-text"),
            Command(_("Search the minutes for evidence"), self.find_evidence, "magnifying-glass"),
            Command(_("Cite another source"), self.form.evidence.begin_citation, "plus"),
            Command(_("Read a Word file that came back…"), self._read_back, "arrow-u-down-left"),
            Command(_("Delete this recommendation"), self.delete, "trash"),
        )

    def _of_status(self) -> Sequence[Command]:
        """What can be done about the status of the text, the next step of its life first."""
        found = self.form.found
        if found is None or found.status in LEFT:
            return ()
        if found.status not in FROZEN:
            return (Command(_("Validate this recommendation"), self.validate, "check"),)
        withdraw = Command(_("Withdraw the validation"), self.withdraw_validation, "arrow-u-down-left")
        adopt = Command(_("Mark as adopted by a political body"), self.adopt, "check-circle")
        return (withdraw,) if found.status == "adopted" else (adopt, withdraw)

    def validate(self) -> None:
        """Say that the stakeholder group agreed on the text: from now on a change of it is a revision."""
        self._settle_as("validated", _("The text is validated. From now on, changing it creates a revision."))

    def adopt(self) -> None:
        """Say that a political body adopted the text."""
        self._settle_as("adopted", _("The recommendation is adopted."))

    def withdraw_validation(self) -> None:
        """Make the text a draft again."""
        self._settle_as("draft", _("The text is a draft again."))

    def _settle_as(self, status: str, said: Message) -> None:
        found, session = self.form.found, self.session
        if found is None:
            return

        def settle() -> bool:
            session.workspace.edit(found.id, {"status": status})
            return True

        if session.attempt(settle):
            session.notice(said, offer=_("Undo"), taken=session.undo)

    def new(self) -> None:
        workspace = self.session.workspace
        values = {
            "status": "draft",
            "language": self.session.language,
            "symbol": self._rows.next_symbol(date.today().year),  # the person's own calendar
            "confidentiality": Audience.NETWORK.code,  # a draft is for colleagues until somebody says otherwise
        }
        made = self.session.attempt(lambda: workspace.draft(Recommendation, values))
        if made is not None:
            self.open(made)
            self.form.versions["title"].setFocus()

    def find_evidence(self) -> None:
        """Go to the search for evidence."""
        self.form.evidence.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        bring_into_view(self.form.evidence)

    def make_document(self) -> None:
        """Go to the documents with this recommendation chosen."""
        if self.current:
            self.session.settle()
            documents.ask(self.session, "recommendations", self.current)

    def _read_back(self) -> None:
        self.session.asked.emit("read_back")

    def delete(self) -> None:
        """Delete the recommendation that is shown, with its commitments and evidence; undo brings it back."""
        found = self.form.found
        if found is not None:
            called = found.title.best(window_language(), found.language)[0] or found.symbol
            self.session.delete(found.id, called=called)
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
