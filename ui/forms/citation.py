"""A piece of evidence from outside the minutes: a quotation, and where it is from, written where they are shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop_app.language import _
from desktop_app.records import Evidence
from ui.editors import Prose
from ui.forms.part_card import PartCard

if TYPE_CHECKING:
    from desktop_app.records import RecordId
    from ui.session import Session


class CitationCard(PartCard):
    """The editors of one citation."""

    first = "quote"

    def __init__(self, session: Session, record: RecordId) -> None:
        super().__init__(session, Evidence, record, remove=_("Remove this evidence"))
        citation = self.binding.row("citation", editor=Prose(least_lines=1, one_paragraph=True))
        self.place(self.binding.row("quote"))
        self.place(citation)
        self.binding.show(record)

    @property
    def called(self) -> str:
        found = self.binding.record
        return found.quote.within(self._session.language) or found.citation if isinstance(found, Evidence) else ""
