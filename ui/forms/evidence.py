"""What a recommendation rests on: found by searching all minutes as one types, attached with Enter."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop_app.language import _, window_language
from desktop_app.records import AgendaItem, Entry, Evidence, Meeting, Translated
from ui.editors import Line
from ui.forms.citation import CitationCard
from ui.forms.hits import Found, HitList
from ui.look.icons import icon
from ui.look.tokens import u
from ui.widgets import parts
from ui.widgets.later import Later
from ui.words import dates
from ui.words.keys import Keys
from ui.words.reading import dotted
from ui.words.say import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop_app.records import RecordId
    from desktop_app.workspace import Changed, Hit, Workspace
    from ui.session import Session

_WAIT: Final = 60
"""Milliseconds after a key before the minutes are searched."""

_MOST: Final = 30
KINDS: Final = frozenset({"evidence", "entry", "agenda_item", "meeting"})


@dataclass(frozen=True, slots=True)
class Origin:
    """Where something stands in the minutes."""

    text: Translated
    item: str
    meeting: str
    day: str

    @property
    def said(self) -> str:
        """Meeting, date and agenda item in a line."""
        return dotted((self.meeting, self.day, self.item))


def origin(workspace: Workspace, target: RecordId, language: str) -> Origin | None:
    """Where an entry, an agenda item or a meeting stands; ``None`` where it is not here."""
    entry = workspace.find(Entry, target)
    item = workspace.find(AgendaItem, entry.agenda_item if entry is not None else target)
    meeting = workspace.find(Meeting, item.meeting if item is not None else target)
    if meeting is None:
        return None
    text = entry.text if entry is not None else item.title if item is not None else meeting.title
    title = meeting.title.within(language) or meeting.symbol
    under = item.title.within(language) if item is not None and entry is not None else ""
    return Origin(text, under, title, dates.short(meeting.starts_at))


class EvidencePanel(QWidget):
    """The evidence of one recommendation, and the search that finds more."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._recommendation: RecordId = ""
        self._attached: list[Evidence] = []
        self.search: Final = Line()
        self.search.setClearButtonEnabled(True)
        self.search.addAction(icon("magnifying-glass"), QLineEdit.ActionPosition.LeadingPosition)
        say(self.search.setPlaceholderText, _("Search all minutes for evidence"))
        say(self.search.setAccessibleName, _("Search all minutes for evidence; {enter} attaches", enter=Keys("Return")))
        self.search.installEventFilter(self)
        self.hits: Final = HitList()
        self.hits.hide()
        self.hits.activated_key.connect(self.attach)
        self.cite: Final = parts.button(_("Cite another source"), self.begin_citation, role="link", icon="plus")
        self._citations: dict[RecordId, CitationCard] = {}
        self._cards: Final = QWidget()
        self._column: Final = QVBoxLayout(self._cards)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(u(2))
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(u(2))
        page.addWidget(self._cards)
        page.addWidget(self.search)
        page.addWidget(self.hits)
        page.addWidget(self.cite, 0, Qt.AlignmentFlag.AlignLeading)
        self._later: Final = Later(self, _WAIT, self.look)
        self.search.textEdited.connect(lambda _text: self._later.start())
        session.changed.connect(self._changed)
        session.retranslated.connect(self._read)

    # what is attached

    def show_recommendation(self, recommendation: RecordId) -> None:
        """Show the evidence of a recommendation."""
        self._recommendation = recommendation
        self.search.clear()
        self.hits.hide()
        self._read()

    def _changed(self, changed: Changed) -> None:
        if self._recommendation and changed.kinds & KINDS:
            self._read()

    def _read(self) -> None:
        workspace = self._session.workspace
        found = workspace.all(Evidence, recommendation=self._recommendation) if self._recommendation else []
        self._attached = found
        cited = {one.id for one in found if not one.target}
        kept = {record: card for record, card in self._citations.items() if record in cited}
        while (item := self._column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None and widget not in kept.values():
                widget.hide()
                widget.deleteLater()
        for record in cited - set(kept):
            kept[record] = CitationCard(self._session, record)
        self._citations = kept
        for one in found:
            self._column.addWidget(kept[one.id] if one.id in kept else self._card(one))
        if not found:
            self._column.addWidget(
                parts.label(_("No evidence from the minutes is attached yet."), role="muted", wrap=True)
            )

    def cards(self) -> list[tuple[str, str]]:
        """What is attached, as it is shown: the quotation, and where it stands."""
        language = window_language()
        found = []
        for one in self._attached:
            source = origin(self._session.workspace, one.target, language)
            found.append((_quoted(one, source, language), _where(one, source)))
        return found

    def _card(self, one: Evidence) -> QFrame:
        language = window_language()
        source = origin(self._session.workspace, one.target, language)
        quote = _quoted(one, source, language)
        made = QFrame()
        made.setProperty("role", "card")
        words = QVBoxLayout()
        words.setSpacing(u(0.5))
        words.addWidget(parts.label(quote, wrap=True))
        words.addWidget(parts.label(_where(one, source), role="small", wrap=True))
        row = QHBoxLayout(made)
        row.setContentsMargins(u(3), u(2), u(2), u(2))
        row.addLayout(words, 1)
        if source is not None:
            opener = parts.icon_button("arrow-square-out", _("Open the minutes there"))
            opener.clicked.connect(lambda: self._session.navigate(one.target))
            row.addWidget(opener, 0, Qt.AlignmentFlag.AlignTop)
        remover = parts.icon_button("x", _("Remove this evidence"))
        remover.clicked.connect(lambda: self._session.delete(one.id, called=quote[:60]))
        row.addWidget(remover, 0, Qt.AlignmentFlag.AlignTop)
        return made

    def begin_citation(self) -> None:
        """Begin a citation, and go there."""
        values = {"recommendation": self._recommendation}
        made = self._session.attempt(lambda: self._session.workspace.draft(Evidence, values))
        if made is not None:
            self._citations[made].begin()

    # what is found

    def look(self) -> None:
        """Search the minutes for what is typed."""
        self._later.stop()
        text = self.search.text().strip()
        if not text:
            self.hits.hide()
            return
        found = self._session.workspace.search(text, kinds=(Entry, AgendaItem), limit=_MOST)
        self.hits.show_found(self._found(found))
        self.hits.show()

    def _found(self, hits: Sequence[Hit]) -> list[Found]:
        workspace, language = self._session.workspace, window_language()
        there = {one.target for one in self._attached}
        found = []
        for hit in hits:
            source = origin(workspace, hit.record, language)
            if source is not None:
                found.append(Found(hit.record, hit.snippet, hit.spans, source.said, hit.record in there))
        return found

    def attach(self, target: RecordId) -> None:
        """Attach a place in the minutes, with its words as they are today; once only."""
        workspace = self._session.workspace
        source = origin(workspace, target, window_language())
        if source is None or not self._recommendation or any(one.target == target for one in self._attached):
            return
        values: dict[str, object] = {"recommendation": self._recommendation, "target": target}
        if workspace.find(Entry, target) is not None:
            values["quote"] = source.text
        self._session.attempt(lambda: workspace.add(Evidence, values))
        self.search.selectAll()
        self.look()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        key = event.key()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up) and self.hits.isVisible():
            self.hits.step(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self._later.waits:
                self.look()
            self.attach(self.hits.key)
        elif key == Qt.Key.Key_Escape and self.search.text():
            self.search.clear()
            self.hits.hide()
        else:
            return False
        return True


def _quoted(one: Evidence, source: Origin | None, language: str) -> str:
    """The words that were quoted; of a place without a quotation, what stands there."""
    return one.quote.within(language) or (source.text.within(language) if source is not None else one.citation)


def _where(one: Evidence, source: Origin | None) -> str:
    if source is not None:
        return source.said
    return one.citation if one.quote and one.citation else str(_("This place is not in this workspace."))
