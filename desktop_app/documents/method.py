"""How a report was made: which files were merged, and by what another copy of the same data can be known."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from desktop_app.documents.blocks import Cell, Column, Paragraph, Run, Table, cell, rich
from desktop_app.documents.wording import BLANK, muted
from desktop_app.language import _
from desktop_app.records import City, When

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from desktop_app.documents.blocks import Block, Rich
    from desktop_app.documents.wording import Wording
    from desktop_app.records import MergedFile, Provenance

_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")


def method(wording: Wording, made: Provenance | None) -> Iterator[Block]:
    """What merging does, the files, and the code of the contents."""
    said = _(
        "The cities keep their own records and send them as files. Merging them keeps every value that anybody wrote;"
        " where two people wrote differently and nobody has decided yet, this report shows the latest value and the"
        " others in footnotes."
    )
    yield Paragraph(rich(wording.run(said)), keep_with_next=True)
    if made is None:
        return
    if made.files:
        yield _files(wording, made.files)
    fingerprint = rich(Run(made.fingerprint, bold=True))
    yield Paragraph(wording.compose(_("Contents code: {fingerprint}"), fingerprint=fingerprint))


def _called(wording: Wording, label: str) -> Rich:
    """A file by its label; the day in it is said as the language does."""
    place, comma, day = label.rpartition(", ")
    if not comma or not _DAY.fullmatch(day):
        return _listed(wording, label)
    return wording.line(wording.join((_place(wording, place), rich(wording.day(When(day))))))


def _listed(wording: Wording, label: str) -> Rich:
    """What a file says of a place or of who sent it, with the commas of the language."""
    *parts, place = label.split(", ")
    return wording.line(wording.join([*(rich(wording.name(part)) for part in parts), _place(wording, place)]))


def _place(wording: Wording, place: str) -> Rich:
    """A city in the document's language, by any of its names; anything else as it was written."""
    found = next((city for city in wording.dossier.all(City) if place in city.name.values()), None)
    return wording.proper(found) if found else rich(wording.name(place))


def _files(wording: Wording, files: Sequence[MergedFile]) -> Table:
    labels = (_("File"), _("From"), _("Merged on"), _("Changes"))
    return Table(
        columns=tuple(Column(share) for share in (35, 27, 25, 13)),
        header=tuple(cell(wording.run(label), align="figures" if label is labels[-1] else "start") for label in labels),
        rows=[
            (
                Cell((_called(wording, file.label), *([muted(rich(wording.name(file.file)))] if file.file else ()))),
                Cell((_listed(wording, file.sender or BLANK),)),
                cell(wording.day(When(file.at[:10]))),
                cell(wording.number(file.changes), align="figures"),
            )
            for file in files
        ],
        summary=wording.say(_("Files that were merged: name, sender, day and number of changes")),
    )
