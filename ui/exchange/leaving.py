"""What would leave in a file before it is made: counts, every name, and how much stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.language import Message, _, plural
from ui.look.tokens import u
from ui.widgets import parts
from ui.widgets.flow import Flow
from ui.words.counted import counted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from desktop_app.exchange.bundle import Leaving
    from ui.session import Session


class LeavingView(QWidget):
    """What a bundle would hold: counts, every name, and how much stays."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._page = QVBoxLayout(self)
        self._page.setContentsMargins(0, u(2), 0, 0)
        self._page.setSpacing(u(2))
        self._page.addWidget(parts.label(_("What would leave"), role="heading"))
        self._inner = QWidget()
        self._page.addWidget(self._inner)

    def show_leaving(self, leaving: Leaving) -> None:
        """Show what was found."""
        page = self._begin()
        if not leaving.changes:
            nothing = _("Nothing: this workspace holds nothing yet. What you write or merge can be sent from here.")
            held = _("Nothing: all that is here is kept from those who would read it.")
            page.addWidget(parts.label(held if leaving.held_back else nothing, role="muted", wrap=True))
            return
        page.addWidget(parts.label(counted(leaving.records) or _("Nothing"), wrap=True))
        if leaving.deleted:
            page.addWidget(parts.label(plural(
                "and that {n} record was deleted", "and that {n} records were deleted", leaving.deleted),
                role="muted", wrap=True))  # fmt: skip
        page.addWidget(parts.label(_held_back(leaving), role="muted", wrap=True))
        if leaving.mentioned:
            self._add_mentioned(page, leaving.mentioned)
        self._add_people(page, leaving)
        self._add_names(page, plural("Written by {n} person", "Written by {n} people", len(leaving.authors)),
                        leaving.authors)  # fmt: skip

    def show_nothing(self, look: Callable[[], None]) -> None:
        """Say that nobody has looked yet, and offer to."""
        page = self._begin()
        page.addWidget(parts.label(_("What would leave has not been checked yet."), role="muted", wrap=True))
        page.addWidget(parts.button(_("Check again"), look, role="link"), 0, Qt.AlignmentFlag.AlignLeading)

    def _begin(self) -> QVBoxLayout:
        """An empty page in place of what was shown."""
        inner = QWidget()
        page = QVBoxLayout(inner)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(u(2))
        self._page.replaceWidget(self._inner, inner)
        self._inner.deleteLater()
        self._inner = inner
        return page

    def _add_mentioned(self, page: QVBoxLayout, names: tuple[str, ...]) -> None:
        """Who is named in what people wrote: the one thing here that no rule holds back."""
        box = QFrame()
        box.setProperty("role", "warning")
        inner = QVBoxLayout(box)
        inner.setContentsMargins(u(3), u(2), u(3), u(3))
        inner.setSpacing(u(1))
        inner.addWidget(parts.label(plural(
            "{n} person is probably named in a text in the file",
            "{n} people are probably named in texts in the file", len(names)), role="strong", wrap=True))  # fmt: skip
        inner.addWidget(parts.label(
            _("What is known about them stays here, but somebody wrote their names into minutes or other "
              "texts. Read those texts before you send the file."), wrap=True))  # fmt: skip
        inner.addWidget(_tags(names))
        page.addWidget(box)

    def _add_people(self, page: QVBoxLayout, leaving: Leaving) -> None:
        """Everybody by name, as many as the counts above say; what else somebody is called apart from that."""
        named = tuple(filter(None, leaving.people))
        people = plural("{n} record of a person", "{n} records of people", len(leaving.people))
        self._add_names(page, people if leaving.people else _("No names"), named)
        if leaving.people:
            more = _(
                "Stakeholders counts who sits in a group, people linked as the same once. Here each record counts."
            )
            page.addWidget(parts.label(more, role="small", wrap=True))
        if len(named) < len(leaving.people):
            nameless = len(leaving.people) - len(named)
            page.addWidget(parts.label(plural("{n} of them without a name", "{n} of them without a name", nameless),
                                       role="small", wrap=True))  # fmt: skip
        if leaving.other_names:
            more = plural("{n} more name: of a guest, of somebody who was deleted, or another spelling",
                          "{n} more names: of guests, of people who were deleted, or other spellings",
                          len(leaving.other_names))  # fmt: skip
            self._add_names(page, more, leaving.other_names)

    def _add_names(self, page: QVBoxLayout, heading: Message, names: tuple[str, ...]) -> None:
        title = parts.label(heading, role="strong", wrap=True)
        title.setContentsMargins(0, u(2), 0, 0)
        page.addWidget(title)
        page.addWidget(_tags(names))


def _tags(names: Iterable[str]) -> QWidget:
    box = QWidget()
    flow = Flow(box, u(1))
    for name in names:
        flow.addWidget(_name_tag(name))
    return box


def _name_tag(name: str) -> QWidget:
    tag = QFrame()
    tag.setProperty("role", "tag")
    row = QHBoxLayout(tag)
    row.setContentsMargins(u(1.5), u(0.5), u(1.5), u(0.5))
    row.addWidget(parts.label(name[:80], role="plain"))
    return tag


def _held_back(leaving: Leaving) -> Message:
    if not leaving.held_back:
        return _("Nothing is held back.")
    return plural("{n} change stays here, because they may not see it.",
                  "{n} changes stay here, because they may not see them.", leaving.held_back)  # fmt: skip
