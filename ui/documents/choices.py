"""What to make: which document, about what, in which language, for whom."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QItemSelectionModel, QSignalBlocker, QSize, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from desktop_app.documents import REPORTS
from desktop_app.language import _, window_language
from desktop_app.records import Audience, City, Meeting, Profile, Recommendation, vocabulary
from ui.documents.language import LanguageCombo
from ui.documents.making import Choice
from ui.documents.report import ReportCombo
from ui.editors import CodeCombo
from ui.look.tokens import u
from ui.widgets import parts
from ui.widgets.models import Row
from ui.widgets.row_list import RowList
from ui.words import dates
from ui.words.reading import dotted
from ui.words.say import say

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from desktop_app.records import RecordId
    from ui.session import Session

_WIDEST: Final = 70
"""Units of width that its words may claim from the preview."""


class Choices(QWidget):
    """The column of choices. `changed` says that another document is wanted."""

    changed = Signal()

    def __init__(self, session: Session, on: date) -> None:
        super().__init__()
        self._session = session
        self._on = on
        self._report = next(iter(REPORTS))
        self._chosen: dict[str, tuple[RecordId, ...]] = {}
        self._usually: set[str] = set()
        """The reports of which nobody chose otherwise: what comes in later belongs to them too."""
        self._rows_of: Final = {
            Meeting: self._meetings,
            Recommendation: self._recommendations,
            City: self._cities,
            Profile: self._profiles,
        }
        self.report: Final = ReportCombo()
        self.filter: Final = QLineEdit()
        self.filter.setClearButtonEnabled(True)
        say(self.filter.setPlaceholderText, _("Filter"))
        say(self.filter.setAccessibleName, _("Filter"))
        self.list: Final = RowList(_("What the document is about"), sentences=True)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.filter.textChanged.connect(self._filtered)
        self.language: Final = LanguageCombo(session.language)
        self.audience: Final = CodeCombo("audience", required=True)
        self.audience.set_value(Audience.NETWORK.code)
        self.annex: Final = parts.Check()
        say(self.annex.setText, _("Print what is missing at the end"))
        self.annex.toggled.connect(self.changed)
        self._arrange()
        self.list.selectionModel().selectionChanged.connect(self._selected)
        self.report.chosen.connect(lambda: self.use(self.report.value()))
        self.language.chosen.connect(self.changed)
        self.audience.chosen.connect(self.changed)

    def _arrange(self) -> None:
        inner = QWidget()
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        self._inner = inner
        around.addWidget(parts.Scrolled(inner))
        self.list.setMinimumHeight(u(30))
        page = QVBoxLayout(inner)
        page.setContentsMargins(0, u(3.5), 0, 0)
        page.setSpacing(u(2))
        heading = parts.label(_("Documents"), role="heading")
        heading.setContentsMargins(u(5), 0, u(5), 0)
        page.addWidget(heading)
        box = QVBoxLayout()
        box.setContentsMargins(u(4), 0, u(4), 0)
        box.setSpacing(u(2))
        say(self.report.setAccessibleName, _("Report"))
        box.addWidget(self.report)
        box.addWidget(self.filter)
        page.addLayout(box)
        page.addWidget(self.list, 1)
        below = QVBoxLayout()
        below.setContentsMargins(u(4), 0, u(4), u(3))
        below.setSpacing(u(0.5))
        for label, combo in ((_("Language"), self.language), (_("For"), self.audience)):
            said = parts.label(label, role="muted")
            said.setBuddy(combo)
            say(combo.setAccessibleName, label)
            below.addWidget(said)
            below.addWidget(combo)
            below.addSpacing(u(1))
        below.addWidget(self.annex)
        page.addLayout(below)

    def minimumSizeHint(self) -> QSize:
        """As wide as its words, within reason: nothing scrolls sideways."""
        return QSize(max(u(44), min(self._inner.minimumSizeHint().width(), u(_WIDEST))), u(30))

    # what is chosen

    @property
    def choice(self) -> Choice:
        """What is chosen now."""
        return Choice(
            self._report,
            self._chosen.get(self._report, ()),
            self.language.value(),
            Audience.from_code(self.audience.value()),
            self._on,
            self.annex.isChecked(),
        )

    def begun(self) -> dict[str, str]:
        """What is chosen, by names."""
        usual = self._report in self._usually
        about = "" if usual else " ".join(self._chosen.get(self._report, ()))
        annex = str(int(self.annex.isChecked()))
        chosen = {"language": self.language.value(), "audience": self.audience.value()}
        return {"report": self._report, "about": about, "annex": annex, **chosen}

    def go_on_with(self, begun: Mapping[str, str]) -> None:
        """Take up what `begun` gave."""
        self.language.set_value(begun["language"])
        self.audience.set_value(begun["audience"])
        self.annex.setChecked(begun["annex"] == "1")
        self.use(begun["report"], begun["about"].split() or None)

    def use(self, report: str, about: Sequence[RecordId] | None = None) -> None:
        """Choose a report, and what it is about if that is said."""
        self._report = report
        self.report.set_value(report)
        if about is not None:
            self._chosen[report] = tuple(about)
            self._usually.discard(report)
            self.filter.clear()
        self.refresh()
        self.changed.emit()

    def refresh(self) -> None:
        """Show the records that there are, those chosen before still chosen."""
        rows = self._rows_of[REPORTS[self._report].needs]()
        known = {row.key for row in rows}
        chosen = tuple(key for key in self._chosen.get(self._report, ()) if key in known)
        if rows and (not chosen or self._report in self._usually):
            chosen = self._usual(rows)
        self._chosen[self._report] = chosen
        with QSignalBlocker(self.list.selectionModel()):
            self.list.rows.show(rows)
            self._select()
        self.list.viewport().update()

    def _usual(self, rows: Sequence[Row]) -> tuple[RecordId, ...]:
        """What a document is most often about: the latest minutes, one's own city; all where neither fits."""
        needs = REPORTS[self._report].needs
        own = self._session.workspace.city
        if REPORTS[self._report].of_all:
            self._usually.add(self._report)
            return tuple(row.key for row in rows)
        if needs is Meeting:
            return (rows[0].key,)
        return (own,) if needs is City and any(row.key == own for row in rows) else ()

    def _select(self) -> None:
        model = self.list.selectionModel()
        model.clear()
        for key in self._chosen.get(self._report, ()):
            at = self.list.rows.row_of(key)
            if at >= 0:
                model.select(self.list.place(at), QItemSelectionModel.SelectionFlag.Select)
                model.setCurrentIndex(self.list.place(at), QItemSelectionModel.SelectionFlag.NoUpdate)

    def _filtered(self, text: str) -> None:
        with QSignalBlocker(self.list.selectionModel()):
            self.list.rows.filter(text)
            self._select()
        self.list.viewport().update()

    def _selected(self) -> None:
        self._usually.discard(self._report)
        self._chosen[self._report] = tuple(
            self.list.rows.at(index.row()).key for index in sorted(self.list.selectionModel().selectedIndexes())
        )
        self.changed.emit()

    def _meetings(self) -> list[Row]:
        language = window_language()
        statuses = vocabulary("minutes_status")
        workspace = self._session.workspace
        found = sorted(workspace.all(Meeting), key=lambda one: (one.starts_at, one.id), reverse=True)
        others = {city.id: city.name.within(language) or city.code for city in workspace.all(City)
                  if city.id != workspace.city}  # fmt: skip
        return [
            Row(
                one.id,
                one.title.within(language) or one.symbol or str(_("Meeting without a title")),
                dotted(
                    (
                        others.get(one.city, ""),
                        dates.short(one.starts_at),
                        statuses.label(one.status, language),
                        one.place,
                    )
                ),
            )
            for one in found
        ]

    def _recommendations(self) -> list[Row]:
        language = window_language()
        statuses = vocabulary("recommendation_status")
        return [
            Row(
                one.id,
                one.title.best(language, one.language)[0] or str(_("Recommendation without a title")),
                " · ".join(filter(None, (one.symbol, statuses.label(one.status, language)))),
            )
            for one in self._session.workspace.all(Recommendation)
        ]

    def _cities(self) -> list[Row]:
        language = window_language()
        found = [
            Row(one.id, one.name.within(language) or one.code, one.authority)
            for one in self._session.workspace.all(City)
        ]
        return sorted(found, key=lambda row: row.title.casefold())

    def _profiles(self) -> list[Row]:
        language, statuses = window_language(), vocabulary("profile_status")
        workspace = self._session.workspace
        return [
            Row(one.id, workspace.title(one.id, language), statuses.label(one.status, language))
            for one in workspace.all(Profile)
        ]
