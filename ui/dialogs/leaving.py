"""What is asked when somebody is to be deleted whom minutes name: to end the membership instead."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from desktop_app.language import Message, _, list_mark, plural, window_language
from desktop_app.records import Membership, When
from desktop_app.workspace.named import named
from ui.dialogs.frame import Ask
from ui.widgets import parts
from ui.words.counted import counted

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from desktop_app.records import RecordId
    from desktop_app.workspace.named import Named
    from ui.session import Session


class Leaving(Ask):
    """Offers to end a membership where deleting the person would take a name out of minutes."""

    def __init__(self, parent: QWidget, session: Session, member: RecordId, name: str, where: Named) -> None:
        why = _(
            "Named in: {where}. If the record were deleted, the name would be missing there, in approved minutes too."
            " End the membership instead: the name stays where it was written.",
            where=said(where),
        )
        super().__init__(parent, _("{name} is named in the minutes", name=name), why, _("End the membership today"))
        self._session, self._member, self._name = session, member, name
        self.mistaken = parts.button(_("It was a mistake: delete only the membership"), self._delete, role="link")
        self.rows.addRow(self.mistaken)

    def ask(self) -> None:
        """Open it."""
        self.then(self._end)

    def _end(self) -> None:
        """End the membership on this day, on the person's own calendar."""
        session, member = self._session, self._member

        def end() -> bool:
            session.workspace.edit(member, {"ends_on": When.of(date.today())})
            return True

        if session.attempt(end):
            sentence = _("The membership of {name} ends today.", name=self._name)
            session.notice(sentence, offer=_("Undo"), taken=session.undo)
        self.accept()

    def _delete(self) -> None:
        self._session.delete(self._member, called=self._name)
        self.accept()


def said(where: Named) -> str:
    """Where somebody is named, as a list."""
    counts: list[Message | str] = []
    if where.meetings:
        counts.append(plural("{n} meeting", "{n} meetings", where.meetings))
    if where.actions:
        counts.append(plural("{n} action", "{n} actions", where.actions))
    if where.others:
        counts.append(counted(where.others))
    return list_mark(window_language()).join(map(str, counts))


def delete_or_leave(
    parent: QWidget,
    session: Session,
    record: RecordId,
    member: Membership | None,
    called: str,
    deleted: Callable[[], None],
) -> None:
    """Delete a person, an organisation or a membership; but whoever is named elsewhere stays, and may leave the group.

    Args:
        parent: the window.
        session: the session.
        record: what would be deleted.
        member: the membership that is shown with it.
        called: the name.
        deleted: called when it was deleted.
    """
    where = named(session.workspace, record)
    if not where:
        session.delete(record, called=called)
        deleted()
    elif member is not None and not member.ends_on:
        Leaving(parent, session, member.id, called, where).ask()
    else:
        session.warn(
            _(
                "{name} was not deleted: the name would be missing where it appears ({where}).",
                name=called,
                where=said(where),
            )
        )
