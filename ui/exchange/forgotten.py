"""What is to be forgotten, here and by others: what took effect, and what is held, with the reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop_app.language import _
from desktop_app.records import KINDS
from ui.dialogs.erase import tell_failed
from ui.dialogs.frame import Ask
from ui.dialogs.history import field_label
from ui.dialogs.holders import WhoHasIt
from ui.exchange.passed import Passed
from ui.widgets import parts
from ui.widgets.drawn import DrawnModel
from ui.widgets.models import Row
from ui.words import dates
from ui.words.reading import dotted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop_app.progress import Progress
    from desktop_app.workspace import Holders, Known, Scrubbed
    from ui.session import Session


class Forgotten(Passed):
    """The list of erasures, the latest first."""

    def __init__(self, session: Session) -> None:
        empty = parts.Empty(
            "eraser",
            _("Nothing was erased"),
            _("When somebody asks to be forgotten, erase their data from their form in the list of members. "
              "Each erasure is listed here, and is passed on to every city."),
        )  # fmt: skip
        self._drawn = DrawnModel(self._rows_of)
        super().__init__(_("Erasures"), empty, list, self._drawn)
        self._drawn.setParent(self)
        self._session = session
        self.carry_out = parts.button(_("Carry out here…"), self._carry_out, icon="eraser")
        self.tell = parts.button(_("Who must be informed…"), self._tell)
        self.offer(
            _(
                "An erasure that is held has not been carried out here; its row says why. It happens by itself once"
                " that changes, for example when you confirm the city’s card. “Carry out here…” erases it now, in this"
                " workspace and its backups."
            ),
            self.tell,
            self.carry_out,
        )
        self.list.selectionModel().currentChanged.connect(lambda _now, _before: self._turn())

    def _read(self) -> None:
        self._drawn.show_keys(self._session.workspace.erasures.numbers())

    def _rows_of(self, numbers: Sequence[str]) -> list[Row]:
        return [self._row(one) for one in self._session.workspace.erasures.known(numbers)]

    def _held(self) -> Known | None:
        """The chosen one, where it is held."""
        known = self._session.workspace.erasures.known([self.list.key]) if self.list.key else []
        return next((one for one in known if not one.done), None)

    def _row(self, one: Known) -> Row:
        said, workspace = one.erasure, self._session.workspace
        kind = workspace.kind_of(said.record)
        what = KINDS[kind].one if kind in KINDS else _("Record")
        cities = [self._session.title(city) for city in sorted(workspace.erasures.founders(said.record))]
        title = dotted((self._session.title(said.record) or what, *cities))
        detail = dotted((what, field_label(kind, said.field) if said.field else "", one.said))
        return Row(one.number, title, detail, dates.written_at(one.at), icon="eraser")

    def refresh(self) -> None:
        super().refresh()
        self._turn()

    def _turn(self) -> None:
        self.carry_out.setEnabled(self._held() is not None)
        self.tell.setEnabled(bool(self.list.key))

    def _tell(self) -> None:
        session, number = self._session, self.list.key

        def look(_progress: Progress) -> Holders:
            return session.workspace.erasures.holders(number)

        def show(found: Holders) -> None:
            WhoHasIt(self.window(), session, found, erased=False).show_it()

        session.jobs.run(look, show, doing=_("Looking for who has it"), alone=True)

    def _carry_out(self) -> None:
        session, one = self._session, self._held()
        if one is None:
            return
        dialog = Ask(
            self.window(),
            _("Carry out this erasure?"),
            _("It is {why}. What it covers will be erased for good from this workspace and its backups.", why=one.said),
            _("Erase for good"),
            harmful=True,
        )

        def go() -> None:
            dialog.accept()
            session.jobs.run(
                lambda progress: session.workspace.erasures.carry_out([one.erasure.id], progress=progress),
                self._done, doing=_("Erasing"), alone=True,
            )  # fmt: skip

        dialog.then(go)

    def _done(self, scrubbed: Scrubbed) -> None:
        self.refresh()
        if not tell_failed(self._session, scrubbed):
            self._session.notice(_("Erased, here and in the backups."))
