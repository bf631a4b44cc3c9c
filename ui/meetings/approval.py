"""Approving minutes and opening them again, from the page of the meetings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from desktop_app.language import _, plural, window_language
from desktop_app.records import Meeting, When
from ui.approval import APPROVED, REOPEN, SAID, is_approved
from ui.meetings.checklist import missing

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from desktop_app.records import RecordId
    from ui.meetings.waiting import Waiting
    from ui.session import Session

_NAMED: Final = 4
"""Things missing that are named before minutes are approved, until the rest is counted."""


class Approval:
    """What can be done about the approval of the minutes that are shown."""

    def __init__(self, session: Session, today: date, current: Callable[[], RecordId], waiting: Waiting) -> None:
        """Make it.

        Args:
            session: where the minutes are.
            today: the day on which they are approved.
            current: gives the meeting that is shown.
            waiting: shows what is missing in them.
        """
        self._session: Final = session
        self._today: Final = today
        self._current: Final = current
        self._waiting: Final = waiting

    def approve(self) -> None:
        """Say that the minutes are approved: from now on they are read, and corrected only once they are reopened.

        Where something is missing in them, that is said first, and they are approved only if somebody says so again.
        """
        self._session.settle()
        lacking = missing(self._session.workspace, self._current(), window_language()) if self._current() else []
        if not lacking or self.is_approved:
            self.approve_all_the_same()
            return
        self._waiting.setChecked(True)
        named = " ".join(str(one.sentence) for one in lacking[:_NAMED])
        more = len(lacking) - _NAMED
        said = (
            plural("Not approved yet: {missing} And {n} more.", "Not approved yet: {missing} And {n} more.", more,
                   missing=named)
            if more > 0
            else _("Not approved yet: {missing}", missing=named)
        )  # fmt: skip
        self._session.warn(said, offer=_("Approve all the same"), taken=self.approve_all_the_same)

    def approve_all_the_same(self) -> None:
        """Approve the minutes, whatever is missing in them."""
        if self._set_status(APPROVED):
            self._session.notice(_("The minutes are approved."), offer=_("Undo"), taken=self._session.undo)

    def reopen(self) -> None:
        """Make approved minutes a draft again, for a correction; the history shows it."""
        if self.is_approved and self._set_status("draft"):
            self._session.notice(
                _("The minutes are a draft again. Approve them again after the correction."),
                offer=_("Undo"),
                taken=self._session.undo,
            )

    def _set_status(self, status: str) -> bool:
        """Give the minutes that are shown another status; whether it is one, and was taken."""
        current, workspace = self._current(), self._session.workspace
        meeting = workspace.find(Meeting, current) if current else None
        if meeting is None or meeting.status == status:
            return False
        approved_on = When.of(self._today) if status == APPROVED else When()
        self._session.attempt(lambda: workspace.edit(current, {"status": status, "approved_on": approved_on}))
        meeting = workspace.find(Meeting, current)
        return meeting is not None and meeting.status == status

    @property
    def is_approved(self) -> bool:
        """Whether the minutes that are shown are approved."""
        return bool(self._current()) and is_approved(self._session.workspace, self._current())

    def keeps_it(self) -> bool:
        """Whether a command leaves the meeting as it is, since its minutes are approved; then it says so."""
        if kept := self.is_approved:
            self._session.notice(SAID, offer=REOPEN, taken=self.reopen)
        return kept
