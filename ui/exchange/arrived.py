"""What came in before: each file with its sender, its day and how much it brought; any of them can be withdrawn."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from desktop_app.language import Message, _, plural
from ui.dialogs.decided import decided_row
from ui.dialogs.frame import Ask
from ui.exchange.passed import Passed, code_said
from ui.widgets import parts
from ui.widgets.models import Row
from ui.words import dates
from ui.words.called import called
from ui.words.counted import counted
from ui.words.reading import dotted, filed

if TYPE_CHECKING:
    from desktop_app.progress import Progress
    from desktop_app.workspace import Import, Withdrawn, Workspace
    from ui.look.icons import Role
    from ui.session import Session

_NAMED: Final = 6
"""Decisions that are named; of more, how many."""


class Arrived(Passed):
    """The list of imports, the latest first."""

    def __init__(self, session: Session) -> None:
        empty = parts.Empty(
            "tray",
            _("Nothing received yet"),
            _("Each file that you merge is listed here, with its sender, its day and what it brought."),
        )
        super().__init__(
            _("Received"), empty, lambda: [_row(session.workspace, one) for one in session.workspace.imports()]
        )
        self._session = session
        self.withdraw = parts.button(_("Withdraw…"), self._withdraw, icon="arrow-counter-clockwise")
        self.offer(
            _(
                "What a file brought is counted in records: a person, a meeting, an entry of its minutes. A file can "
                "be withdrawn: what others wrote stays, and merging the file again brings it back. Its code is the"
                " one that the sender sees beside it."
            ),
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
        file = next(one for one in session.workspace.imports() if one.number == number)
        session.settle()

        def ask(found: Withdrawn) -> None:
            dialog = Ask(self.window(), _("Withdraw “{name}”", name=filed(file.called)), found.said, _("Withdraw"),
                         harmful=True)  # fmt: skip
            _add_what_goes(dialog, session, file, found)

            def go() -> None:
                dialog.accept()
                session.jobs.run(lambda progress: session.workspace.withdraw(number, progress), self._done,
                                 doing=_("Withdrawing"), alone=True)  # fmt: skip

            dialog.then(go)

        def look(_progress: Progress) -> Withdrawn:
            return session.workspace.withdrawing.foresee(number)

        session.jobs.run(look, ask, doing=_("Checking what would be withdrawn"), alone=True)

    def _done(self, _withdrawn: Withdrawn) -> None:
        self.refresh()
        self._session.notice(_("Withdrawn. A backup was made first; merging the file again brings everything back."))


def _add_what_goes(dialog: Ask, session: Session, file: Import, found: Withdrawn) -> None:
    """Say which file it is, what it brought and what goes with it, which decisions that touches, and the way back."""
    from desktop_app.exchange.merge import brought_by

    workspace = session.workspace
    came = dotted((_called(workspace, file.label), _("merged {day}", day=dates.written_at(file.at))))
    rows = ((_("From"), came), (_("What it brought"), brought_by(file)),
            (_("Removed altogether"), counted(found.whole)), (_("Back as it was before"), counted(found.partly)),
            (_("Parts no longer deleted with these"), counted(found.parts)))  # fmt: skip
    for label, text in rows:
        if text:
            dialog.add(label, parts.label(text, wrap=True))
    for sentence in found.remarks:
        dialog.rows.addRow(parts.label(sentence, wrap=True))
    for one in found.losing[:_NAMED]:
        said = decided_row(session, one)
        dialog.rows.addRow(parts.label(dotted((said.title, said.detail)), role="strong", wrap=True))
    if len(found.losing) > _NAMED:
        more = len(found.losing) - _NAMED
        dialog.rows.addRow(parts.label(plural("and {n} more", "and {n} more", more), role="muted"))
    back = _("A backup is made first. Merging the file again brings everything back.")
    dialog.rows.addRow(parts.label(back, role="muted", wrap=True))


def _row(workspace: Workspace, one: Import) -> Row:
    from desktop_app.exchange.merge import brought_by

    signed, icon, tone = _signed(workspace, one)
    city = one.label.rpartition(", ")[0]  # the title says it
    sender: Message | str = one.sender.removesuffix(f", {city}") if one.sender not in (city, one.signer) else ""
    if one.sender == city:  # whoever writes for a city is called “Amina, Tunis”
        sender = _("Coordinator")
    detail = dotted((sender, signed, brought_by(one), code_said(one.fingerprint)))
    title, at = dotted((_called(workspace, one.label), one.file)), dates.written_at(one.at)
    if one.withdrawn:
        gone = dates.written_at(one.withdrawn_at) if one.withdrawn_at else ""
        return Row(str(one.number), title, detail, dotted((_("withdrawn"), gone)), "danger", "prohibit", gone=True)
    return Row(str(one.number), title, detail, at, icon=icon, detail_tone=tone)


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
    if found is Standing.REFUTED:
        return _("signed as {name}, who read out a different fingerprint", name=name), "warning", "danger"
    if found is Standing.NEW:
        return _("signed by {name} with a key that is not known here any more", name=name), "warning", "action"
    return _("not signed"), "warning", "action"


def _called(workspace: Workspace, label: str) -> str:
    """An import by the city that it is from, in the window's language, and the day."""
    name, comma, day = label.rpartition(", ")
    return filed(f"{called(workspace, name)}{comma}{day}")
