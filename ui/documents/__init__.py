"""What the page of documents is made of: choosing, previewing, saving; and how other pages ask for a document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from desktop_app.records import RecordId
    from ui.session import Session

_WANTED: Final = "document_wanted"


def ask(session: Session, report: str, record: RecordId) -> None:
    """Go to the page of documents, with a report about a record chosen there."""
    session.setProperty(_WANTED, (report, record))
    session.asked.emit("page:documents")


def asked_for(session: Session) -> tuple[str, RecordId] | None:
    """The report and the record that another page asked for, once."""
    wanted = session.property(_WANTED)
    session.setProperty(_WANTED, None)
    return wanted if isinstance(wanted, tuple) else None
