"""From what a person chose to a document, off the window's thread; and what it will lack."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop_app.documents import report_named
from desktop_app.language import _

if TYPE_CHECKING:
    from datetime import date

    from desktop_app.documents.blocks import Document
    from desktop_app.progress import Progress
    from desktop_app.records import Audience, RecordId
    from desktop_app.records.gaps import Gap
    from desktop_app.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Choice:
    """What to make: a report, about which records (all where none is named), in which language, for whom."""

    report: str
    about: tuple[RecordId, ...]
    language: str
    audience: Audience
    on: date
    annex: bool = False
    """Whether what is still missing is printed at the end."""


@dataclass(frozen=True, slots=True)
class Made:
    """A document, and the name that its file should have."""

    document: Document
    file_name: str
    city: RecordId
    """Whose template its Word file wears,"""
    template: str
    """and what that is called; ``""`` where there is none."""


def make(workspace: Workspace, choice: Choice, progress: Progress) -> Made:
    """Read the records and build the document.

    Raises:
        NotForAudience: it is meant for a narrower circle.
        Unknown: there is nothing to write about.
        Cancelled: nobody wants it any more.
    """
    report = report_named(choice.report)
    progress.step(0, 3, _("Reading the records"))
    dossier = report.gather(workspace, choice.about)
    progress.step(1, 3, _("Writing the document"))
    document = report.document(dossier, choice.language, audience=choice.audience, on=choice.on, annex=choice.annex)
    progress.step(2, 3)
    city = report.wears(dossier, workspace.city)
    kept = workspace.templates.of(city)
    return Made(document, report.file_name(dossier, choice.language, on=choice.on), city, kept.name if kept else "")


def lacking(workspace: Workspace, choice: Choice) -> list[Gap]:
    """What the document will lack, in the order in which it would be read."""
    report = report_named(choice.report)
    dossier = report.gather(workspace, choice.about)
    return report.gaps(dossier, choice.language, on=choice.on, audience=choice.audience)
