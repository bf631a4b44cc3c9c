"""Likely duplicates: two records side by side with the reasons, to be linked, told apart, or left for later."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop_app.language import Message, _, list_mark, plural, window_language
from desktop_app.records import KINDS, Membership, Organisation, Translated
from ui.dialogs.history import said_value
from ui.forms.form import Column
from ui.jobs import Latest
from ui.look.tokens import u
from ui.widgets import parts
from ui.widgets.flow import Flow
from ui.widgets.lines import record_title
from ui.widgets.models import Row
from ui.widgets.row_list import RowList
from ui.words.reading import dotted
from ui.words.say import say

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from desktop_app.exchange.matching import Candidate
    from desktop_app.progress import Progress
    from desktop_app.records import Record, RecordId, Value
    from ui.session import Session

_SEVERAL: Final = 2
_NOT_COMPARED: Final = frozenset({"confidentiality"})


class Alike(QWidget):
    """The list of what is offered and of what is linked, beside the one that is looked at."""

    counted = Signal(int)
    """How many pairs are offered."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._looking: Final = Latest(self)
        self._offered: dict[str, Candidate] = {}
        self._linked: dict[str, tuple[RecordId, ...]] = {}
        self.pair: Pair | None = None
        self.list = RowList(_("Likely duplicates"))
        self.list.setFixedWidth(u(64))
        self.list.selectionModel().currentChanged.connect(lambda _now, _before: self._show())
        self._tray = QStackedWidget()
        split = QWidget()
        row = QHBoxLayout(split)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.list)
        row.addWidget(parts.line(vertical=True))
        row.addWidget(self._tray, 1)
        self._pages = QStackedWidget()
        self._pages.addWidget(QWidget())  # while nobody knows yet
        self._pages.addWidget(
            parts.Empty(
                "link",
                _("No likely duplicates"),
                _(
                    "When two cities have recorded the same person or organisation, both records are shown here so "
                    "that you can link them. A linked pair counts once in lists and reports; nothing is rewritten, "
                    "and the link can be removed."
                ),
            )
        )
        self._pages.addWidget(split)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.addWidget(self._pages)

    # looking

    def refresh(self) -> None:
        """Look for pairs again, off the main thread."""
        workspace = self._session.workspace

        def work(progress: Progress) -> list[Candidate]:
            from desktop_app.exchange import matching

            return matching.candidates(workspace, progress)

        doing = _("Looking for likely duplicates")
        self._looking.replace(lambda: self._session.jobs.run(work, self._found, doing=doing))

    def _found(self, found: Sequence[Candidate]) -> None:
        self._offered = {f"{one.one}/{one.other}": one for one in found}
        self._list()

    def _list(self) -> None:
        number = max(0, self.list.currentIndex().row())
        shown = self.list.key
        groups = self._session.workspace.groups()
        self._linked = {group[0]: group for group in groups}
        self._offered = {key: one for key, one in self._offered.items() if groups.one(one.one) != groups.one(one.other)}
        rows = [self._offer_row(key, one) for key, one in self._offered.items()]
        self.list.rows.show([*rows, *(self._link_row(group) for group in self._linked.values())])
        count = self.list.rows.rowCount()
        self._pages.setCurrentIndex(2 if count else 1)
        if count and not self.list.select(shown):
            self.list.select(self.list.rows.at(min(number, count - 1)).key)
        self._show()
        self.counted.emit(len(self._offered))

    def _offer_row(self, key: str, one: Candidate) -> Row:
        title = dotted(dict.fromkeys((self._session.title(one.one), self._session.title(one.other))))
        kind = KINDS[one.kind].one
        return Row(key, title, f"{kind} · {', '.join(str(reason) for reason in one.reasons)}", icon="question")

    def _link_row(self, group: tuple[RecordId, ...]) -> Row:
        said = plural("{n} record, linked as the same", "{n} records, linked as the same", len(group))
        return Row(group[0], self._session.title(group[0]), str(said), icon="link")

    def _show(self) -> None:
        while (old := self._tray.widget(0)) is not None:
            self._tray.removeWidget(old)
            old.deleteLater()
        self.pair = None
        one, group = self._offered.get(self.list.key), self._linked.get(self.list.key)
        if one is not None:
            self.pair = Pair(
                self._session, (one.one, one.other), one, self._decide, self._bodies_of(one.one, one.other)
            )
        elif group is not None:
            self.pair = Pair(self._session, group, None, self._decide, self._bodies_of(*group))
        if self.pair is not None:
            self._tray.addWidget(Column(self.pair))

    def _bodies_of(self, *people: RecordId) -> list[Candidate]:
        """The organisations for which they sit, where those are offered as likely the same."""
        seats = [seat for person in people for seat in self._session.workspace.all(Membership, person=person)]
        bodies = {seat.organisation for seat in seats}
        return [one for one in self._offered.values() if {one.one, one.other} <= bodies]

    # deciding

    def _decide(self, decide: Callable[[], None], said: Message) -> None:
        """Do it, say it with the way back, and go on to the next."""

        def done() -> bool:
            decide()
            return True

        if self._session.attempt(done):
            self._offered.pop(self.list.key, None)
            self._list()
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
            self._session.notice(said, offer=_("Undo"), taken=self._take_back)

    def _take_back(self) -> None:
        self._session.undo()
        self.refresh()


class Pair(QWidget):
    """Records side by side, field by field; what differs stands out by its weight."""

    def __init__(
        self,
        session: Session,
        records: Sequence[RecordId],
        candidate: Candidate | None,
        decide: Callable[[Callable[[], None], Message], None],
        bodies: Sequence[Candidate] = (),
    ) -> None:
        """Make it.

        Args:
            session: the session.
            records: which stand side by side.
            candidate: why they are likely the same; ``None`` where they are linked.
            decide: does what is decided, and says it.
            bodies: of people, which of their organisations are likely the same.
        """
        super().__init__()
        self._session, self._decide = session, decide
        self.records = records
        self._bodies = bodies
        page = QVBoxLayout(self)
        page.setContentsMargins(0, u(2), 0, 0)
        page.setSpacing(u(3))
        title = record_title()
        title.setText(session.title(records[0]))
        page.addWidget(title)
        if candidate is not None:
            reasons = " · ".join(str(reason) for reason in candidate.reasons)
            page.addWidget(parts.label(_("Likely duplicates: {reasons}", reasons=reasons), role="muted", wrap=True))
            what = _(
                "Linking shows them as one in lists, search and reports. Each city’s record stays as it is and can be"
                " edited by itself, and the link can be removed at any time."
            )
            page.addWidget(parts.label(what, role="small", wrap=True))
        else:
            page.addWidget(parts.label(self._seen_as(), role="muted", wrap=True))
        found = [session.workspace.get(record) for record in records]
        page.addWidget(self._table(found))
        page.addWidget(self._ways(found) if candidate is not None else self._ways_out(found))

    def _seen_as(self) -> Message:
        """What being linked comes to: who sits for several organisations stands in the list once for each."""
        workspace = self._session.workspace
        groups = workspace.groups()
        seats = [seat for record in self.records for seat in workspace.all(Membership, person=record)]
        found = (workspace.find(Organisation, seat.organisation) for seat in seats)
        bodies = {groups.one(body.id): body for body in found if body is not None}
        if len(bodies) < _SEVERAL:
            return _("Linked as the same: seen as one in lists, search and reports.")
        return _(
            "Linked as the same person: search and reports show one. The list of members has a line for each"
            " organisation represented: {names}. If those are the same too, link them, and one line remains.",
            names=list_mark(window_language()).join(self._with_city(body) for body in bodies.values()),
        )

    def _with_city(self, record: Record) -> str:
        return f"\u2068{self._session.title(record.id)}\u2069 ({self._city(record)})"

    def _table(self, found: Sequence[Record]) -> QWidget:
        box = QWidget()
        grid = QGridLayout(box)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(u(5))
        grid.setVerticalSpacing(u(1.5))
        rows = [(_("Belongs to"), [self._city(record) for record in found])]
        for name, field in found[0].fields.items():
            said = [said_value(self._session, record.kind_name, name, _shown(record, name)) for record in found]
            if any(said) and not field.links and name != "city" and name not in _NOT_COMPARED:
                rows.append((field.label, said))
        rows.append((_("Sits in the group for"), [self._seats(record) for record in found]))
        for number, (label, said) in enumerate(rows):
            grid.addWidget(parts.label(label, role="muted"), number, 0, Qt.AlignmentFlag.AlignTop)
            differs = len(set(said)) > 1
            for column, text in enumerate(said, 1):
                grid.addWidget(
                    parts.label(text or "—", role="strong" if differs else "plain", wrap=True),
                    number,
                    column,
                    Qt.AlignmentFlag.AlignTop,
                )
                grid.setColumnStretch(column, 1)
        return box

    def _seats(self, record: Record) -> str:
        workspace = self._session.workspace
        field = record.kind_name
        seats = workspace.all(Membership, **{field: record.id})
        other = "organisation" if field == "person" else "person"
        return ", ".join(filter(None, (self._session.title(getattr(seat, other)) for seat in seats)))

    def _ways(self, found: Sequence[Record]) -> QWidget:
        from desktop_app.workspace import linking

        workspace, (one, other) = self._session.workspace, (record.id for record in found)
        self.link = parts.button(
            _("Link them as the same"),
            lambda: self._decide(lambda: linking.link(workspace, one, other), _("Linked. Nothing was rewritten.")),
            role="primary", icon="link",
        )  # fmt: skip
        self.apart = parts.button(
            _("Not the same"),
            lambda: self._decide(
                lambda: linking.tell_apart(workspace, one, other), _("Noted: these two will not be shown again.")
            ),
            icon="x",
        )
        return _rows([self.link, *self._with_bodies((one, other)), self.apart], self._going(found))

    def _with_bodies(self, people: tuple[RecordId, RecordId] | None) -> list[QWidget]:
        """A way to link the organisations for which they sit as well, where these are likely the same."""
        if not self._bodies:
            return []
        from desktop_app.workspace import linking

        workspace = self._session.workspace

        def link() -> None:
            with workspace.together():
                for one, other in (*((people,) if people else ()), *((body.one, body.other) for body in self._bodies)):
                    linking.link(workspace, one, other)

        text = _("Link them and their organisations") if people else _("Link their organisations too")
        self.link_all = parts.button(text, lambda: self._decide(link, _("Linked. Nothing was rewritten.")), icon="link")
        return [self.link_all]

    def _ways_out(self, found: Sequence[Record]) -> QWidget:
        if len(found) > _SEVERAL:
            ways = [
                (_("“{name}” ({city}) is not the same", name=self._session.title(one.id), city=self._city(one)), one.id)
                for one in found
            ]
        else:
            ways = [(_("Remove the link"), found[-1].id)]
        self.unlinking = [parts.button(text, partial(self._unlink, one), icon="link-break") for text, one in ways]
        return _rows([*self._with_bodies(None), *self.unlinking], self._going(found[:1]))

    def _unlink(self, record: RecordId) -> None:
        from desktop_app.workspace import linking

        self._decide(partial(linking.unlink, self._session.workspace, record), _("The link was removed."))

    def _city(self, record: Record) -> str:
        return self._session.title(record.city) or str(_("Coordinator"))

    def _going(self, found: Sequence[Record]) -> list[QWidget]:
        """Ways to the records, by their cities where these tell them apart."""
        cities = [self._city(record) for record in found]
        ways: list[QWidget] = []
        for record, city in zip(found, cities, strict=True):
            whole = _("Show “{name}” ({city})", name=self._session.title(record.id), city=city)
            short = _("Show the record ({city})", city=city) if cities.count(city) == 1 else whole
            go = partial(self._session.navigate, record.id)
            way = parts.button(short, go, role="link", icon="arrow-square-out")
            say(way.setAccessibleName, whole)
            ways.append(way)
        return ways


def _rows(*rows: Sequence[QWidget]) -> QWidget:
    """What decides in one row, and ways elsewhere in the next, each wrapped where it is too long."""
    box = QWidget()
    page = QVBoxLayout(box)
    page.setContentsMargins(0, 0, 0, 0)
    page.setSpacing(u(1))
    for widgets in rows:
        row = QWidget()
        flow = Flow(row, u(2), even=True)
        for widget in widgets:
            flow.addWidget(widget)
        page.addWidget(row)
    return box


def _shown(record: Record, name: str) -> Value:
    """A value for comparison: a text in several languages as one line for each."""
    value: Value = getattr(record, name)
    if isinstance(value, Translated):
        return "\n".join(f"{text} ({language})" for language, text in value.items())
    return value
