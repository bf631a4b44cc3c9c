"""From what a person chose to a document, off the window's thread; and what it will lack."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop_app.documents import report_named
from desktop_app.language import Message, _, plural
from desktop_app.records import Audience, Commitment, Evidence, Meeting, Recommendation
from ui.meetings import checklist

if TYPE_CHECKING:
    from datetime import date

    from desktop_app.documents.blocks import Document
    from desktop_app.progress import Progress
    from desktop_app.records import RecordId
    from desktop_app.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Choice:
    """What to make: a report, about which records (all where none is named), in which language, for whom."""

    report: str
    about: tuple[RecordId, ...]
    language: str
    audience: Audience
    on: date


@dataclass(frozen=True, slots=True)
class Made:
    """A document, and the name that its file should have."""

    document: Document
    file_name: str


@dataclass(frozen=True, slots=True)
class Lacking:
    """Something that the document will lack, and where it can be seen to."""

    sentence: Message
    record: RecordId


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
    document = report.build(dossier, choice.language, audience=choice.audience, on=choice.on)
    progress.step(2, 3)
    return Made(document, report.file_name(dossier, choice.language))


def lacking(workspace: Workspace, choice: Choice) -> list[Lacking]:
    """What the document will lack, in the order in which it would be read."""
    if choice.report == "minutes":
        return _minutes_lack(workspace, choice)
    return _recommendations_lack(workspace, choice)


def _minutes_lack(workspace: Workspace, choice: Choice) -> list[Lacking]:
    found = []
    for meeting in choice.about or tuple(one.id for one in workspace.all(Meeting)):
        missing = checklist.missing(workspace, meeting, choice.language)
        found += [Lacking(one.sentence, one.row[1] if one.row is not None else meeting) for one in missing]
    return found


def _recommendations_lack(workspace: Workspace, choice: Choice) -> list[Lacking]:
    chosen = [one for one in workspace.all(Recommendation) if not choice.about or one.id in choice.about]
    proved = {one.recommendation for one in workspace.all(Evidence)}
    carried = {one.recommendation for one in workspace.all(Commitment)}
    found = []
    for one in chosen:
        called = one.symbol or one.title.best(choice.language, one.language)[0]
        if not one.text:
            found.append(Lacking(_("“{name}” has no text.", name=called), one.id))
        if one.id not in proved:
            found.append(Lacking(_("“{name}” rests on no evidence.", name=called), one.id))
        if one.id not in carried:
            found.append(Lacking(_("No player commits to anything in “{name}”.", name=called), one.id))
    foreign = [one for one in chosen if one.text and choice.language not in one.text]
    if foreign:
        sentence = plural(
            "{n} recommendation is not translated; its original is shown, with its language.",
            "{n} recommendations are not translated; their originals are shown, with their language.",
            len(foreign),
        )
        found.append(Lacking(sentence, foreign[0].id))
    return found
