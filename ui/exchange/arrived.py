"""What came in before: each file with its sender, its day and how much it brought; any of them can be withdrawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop_app.language import Message, _, plural
from ui.dialogs.frame import Ask
from ui.exchange.called import called
from ui.exchange.passed import Passed, fingerprint_said
from ui.widgets import parts
from ui.widgets.models import Row
from ui.words import dates
from ui.words.reading import dotted, filed

if TYPE_CHECKING:
    from desktop_app.progress import Progress
    from desktop_app.workspace import Import, Withdrawn, Workspace
    from ui.look.icons import Role
    from ui.session import Session


class Arrived(Passed):
    """The list of imports, the latest first."""

    def __init__(self, session: Session) -> None:
        empty = parts.Empty(
            "tray",
            _("Nothing has come in yet"),
            _("Each file that is merged is listed here, with its sender, its day and what it brought."),
        )
        super().__init__(
            _("What came in"), empty, lambda: [_row(session.workspace, one) for one in session.workspace.imports()]
        )
        self._session = session
        self.withdraw = parts.button(_("Withdraw…"), self._withdraw, icon="arrow-counter-clockwise")
        self.offer(
            _("A file that was merged can be withdrawn: what others wrote stays. Merging it once more brings it back."),
            self.withdraw,
        )
        self._latest = ""
        self.list.selectionModel().currentChanged.connect(lambda _now, _before: self._turn())

    def refresh(self) -> None:
        """Read the list again; a file that came in since is the one that is chosen."""
        super().refresh()
        latest = self.list.rows.at(0).key if self.list.rows.rowCount() else ""
        if latest and (latest != self._latest or not self.list.key):
            self.list.select(latest)
        self._latest = latest
        self._turn()

    def _turn(self) -> None:
        present = {str(one.number) for one in self._session.workspace.imports() if not one.withdrawn}
        self.withdraw.setEnabled(self.list.key in present)

    def _withdraw(self) -> None:
        session, number = self._session, int(self.list.key)
        label = next(one.label for one in session.workspace.imports() if one.number == number)
        session.settle()

        def ask(found: Withdrawn) -> None:
            dialog = Ask(
                self.window(), _("Withdraw “{name}”", name=_called(session.workspace, label)), found.said,
                _("Withdraw"), harmful=True,
            )  # fmt: skip

            def go() -> None:
                dialog.accept()
                session.jobs.run(lambda progress: session.workspace.withdraw(number, progress), self._done,
                                 doing=_("Withdrawing"), alone=True)  # fmt: skip

            dialog.then(go)

        def look(_progress: Progress) -> Withdrawn:
            return session.workspace.withdrawing.foresee(number)

        session.jobs.run(look, ask, doing=_("Looking what would go"), alone=True)

    def _done(self, _withdrawn: Withdrawn) -> None:
        self.refresh()
        self._session.notice(
            _("Withdrawn. A backup from before was kept; merging the file once more brings everything back.")
        )


def _row(workspace: Workspace, one: Import) -> Row:
    brought = plural("{n} new change", "{n} new changes", one.new)
    known = plural("{n} known already", "{n} known already", one.known) if one.known else ""
    gone = str(_("withdrawn")) if one.withdrawn else ""
    signed, icon, tone = _signed(workspace, one)
    city = one.label.rpartition(", ")[0]  # the title says it
    sender = one.sender.removesuffix(f", {city}") if one.sender not in (city, one.signer) else ""
    detail = dotted((gone, sender, signed, brought, known, fingerprint_said(one.fingerprint)))
    return Row(str(one.number), _called(workspace, one.label), detail, dates.written_at(one.at), tone, icon)


def _signed(workspace: Workspace, one: Import) -> tuple[Message | str, str, Role]:
    """Who signed it and what is known of the key by now, in words, as a picture and in a colour."""
    from desktop_app.exchange.trust import Standing, standing_of

    found = standing_of(workspace, one)
    name = called(workspace, one.signer or "")
    if found is None:
        return "", "tray", "muted"
    if found is Standing.OWN:
        return _("signed by this workspace"), "shield-check", "muted"
    if found is Standing.CONFIRMED:
        return _("signed by {name}, card compared", name=name), "shield-check", "muted"
    if found is Standing.SEEN:
        return _("signed by {name}, card never compared", name=name), "eye", "muted"
    if found is Standing.NEW:
        return _("signed by {name} with a key that is not known here any more", name=name), "warning", "action"
    return _("not signed"), "warning", "action"


def _called(workspace: Workspace, label: str) -> str:
    """An import by the city that it is from, in the window's language, and the day."""
    name, comma, day = label.rpartition(", ")
    return filed(f"{called(workspace, name)}{comma}{day}")
