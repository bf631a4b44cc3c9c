"""What is missing: changes that are awaited for certain, and those of which one can only say that they are not here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.language import Message, _, format_number, plural, window_language
from desktop_app.records import When
from ui.jobs import Latest
from ui.look.tokens import u
from ui.widgets import parts
from ui.widgets.models import Row
from ui.widgets.row_list import RowList
from ui.words import dates

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop_app.progress import Progress
    from desktop_app.workspace.changes.missing import Missing
    from ui.session import Session

_NAMED: Final = 2
"""Authors and records that are named; of more, how many."""


class Absent(QWidget):
    """A sentence that says whether something is awaited, and a row for each city."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._looking: Final = Latest(self)
        self.verdict = parts.label(role="strong", wrap=True)
        self.list = RowList(_("What is missing"))
        head = QVBoxLayout()
        head.setContentsMargins(u(6), u(3), u(6), u(2))
        head.setSpacing(u(1))
        head.addWidget(self.verdict)
        head.addWidget(
            parts.label(
                _(
                    "Each city numbers its changes, so it shows which have not arrived. A file for the network or "
                    "the public leaves some out on purpose, with all their history: such gaps are normal. Ask a city "
                    "for a newer file where “awaited” stands beside it, or where you look for a meeting, a person or "
                    "a text of that city and do not find it; else there is nothing to do. A change is one field that "
                    "somebody wrote once; a record has many of them."
                ),
                role="muted",
                wrap=True,
            )
        )
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.addLayout(head)
        page.addWidget(self.list, 1)

    def refresh(self) -> None:
        """Look again."""
        workspace = self._session.workspace

        def work(_progress: Progress) -> list[Missing]:
            return workspace.missing()

        self._looking.replace(lambda: self._session.jobs.run(work, self._show, doing=_("Looking for what is missing")))

    def _show(self, found: Sequence[Missing]) -> None:
        self.verdict.setText(str(verdict(found)))
        rows = [row for one in found for row in _rows(self._session, one)]
        self.list.rows.show(sorted(rows, key=lambda row: row.tone != "action"))


def verdict(found: Sequence[Missing]) -> Message:
    """Whether anything is awaited, in a sentence."""
    awaited = sum(one.awaited for one in found)
    if awaited:
        return plural(
            "{n} change is awaited: something here builds on it.",
            "{n} changes are awaited: something here builds on them.",
            awaited,
        )
    if any(one.count for one in found):
        return _("Nothing is awaited: nothing here builds on a change that is not here.")
    return _("Nothing is missing.")


def _rows(session: Session, one: Missing) -> list[Row]:
    city = session.title(one.city) or str(_("Coordinator"))
    who = _some(list(one.authors))
    rows = []
    if one.awaited:
        about = _some([session.title(record) for record in one.records])
        end = str(plural("{n} awaited", "{n} awaited", one.awaited))
        rows.append(
            Row(f"!{one.site}", city, str(awaited_said(one, city, who, about)), end, "action", "warning-circle")
        )
    if one.count:
        rows.append(
            Row(
                one.site,
                city,
                str(left_out_said(one, who)),
                format_number(one.count, window_language()),
                "muted",
                "eye-slash",
            )
        )
    return rows


def awaited_said(one: Missing, city: str, who: str, about: str) -> Message:
    """What is awaited, and who has it."""
    return _(
        "On {day}, {who} continued something that is not here ({records}). {city} has it: ask for a "
        "newer file.",
        who=who, day=dates.written_at(one.awaited_before), records=about or "—", city=city,
    )  # fmt: skip


def left_out_said(one: Missing, who: str) -> Message:
    """What was left out or is still to come: who wrote it, how many of how many, between which days."""
    first, last = one.ranges[0], one.ranges[-1]
    language = window_language()
    return _(
        "Not here: {count} of {all} changes by {who} ({days}). Usually left out because of whom the file was for.",
        count=format_number(one.count, language),
        all=format_number(one.count + one.known, language),
        who=who,
        days=" – ".join(dict.fromkeys((_day(first.after or first.before), _day(last.before)))),
    )


def _day(at: str) -> str:
    return dates.short(When(at[:10]))


def _some(names: list[str]) -> str:
    named = [f"\u2068{name}\u2069" for name in names if name]  # each in its own direction
    more = len(named) - _NAMED
    shown = ", ".join(named[:_NAMED])
    return f"{shown} + {more}" if more > 0 else shown
