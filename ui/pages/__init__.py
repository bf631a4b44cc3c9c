"""The pages of the window, in the order of the sidebar. A page's file is read when the page is first shown."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final

import msgspec

from desktop_app.language import Message, _
from desktop_app.records import Meeting, Membership, Recommendation

if TYPE_CHECKING:
    from desktop_app.records import Record
    from ui.page import Page
    from ui.session import Session


class Place(msgspec.Struct, frozen=True):
    """A page's place in the sidebar, known before the page itself is read."""

    name: str
    title: Message
    icon: str
    module: str
    class_name: str
    kinds: frozenset[str] = frozenset()
    """Kinds of record that are shown there: going to one comes to this page."""
    counts: type[Record] | None = None
    """The kind of which the sidebar says how many there are."""

    def make(self, session: Session) -> Page:
        """The page itself."""
        page: Page = getattr(import_module(self.module), self.class_name)(session)
        return page


PAGES: Final = (
    Place("stakeholders", _("Stakeholders"), "users-three", "ui.pages.stakeholders", "StakeholdersPage",
          frozenset({"person", "organisation", "membership", "processing_basis"}), Membership),
    Place("meetings", _("Meetings"), "calendar-blank", "ui.pages.meetings", "MeetingsPage",
          frozenset({"meeting", "agenda_item", "attendance", "entry"}), Meeting),
    Place("recommendations", _("Recommendations"), "handshake", "ui.pages.recommendations", "RecommendationsPage",
          frozenset({"recommendation", "commitment", "evidence"}), Recommendation),
    Place("documents", _("Documents"), "file-text", "ui.pages.documents", "DocumentsPage"),
    Place("exchange", _("Exchange"), "arrows-left-right", "ui.pages.exchange", "ExchangePage"),
)  # fmt: skip


def place_of(kind: str) -> Place | None:
    """Where records of a kind are shown."""
    return next((place for place in PAGES if kind in place.kinds), None)
