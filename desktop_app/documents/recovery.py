"""The recovery sheet: one page with the key of a workspace, for the safe and not for the screen."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

from desktop_app.documents.blocks import (
    Box,
    Definitions,
    Document,
    Furniture,
    Listing,
    Paragraph,
    Run,
    Style,
    Title,
    Tone,
    rich,
)
from desktop_app.documents.marks import opened_text
from desktop_app.errors import refusing
from desktop_app.language import Message, _, direction, format_date

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

_ADVICE: Final = (
    _("It opens the file without the passphrase: in the window where the passphrase is asked for, "
      "choose “I have a recovery sheet” and type the four rows. Capital or small letters, spaces and "
      "dashes do not matter."),
    _("Whoever has this sheet and the file can read everything in it: names, addresses, what was said. Keep it locked"
      " away, not beside the computer, and do not photograph it."),
    _("It stops working as soon as the passphrase is changed. Print a new one then, and destroy this "
      "one."),
)  # fmt: skip


def build(file: str, rows: Sequence[str], number: str, language: str, *, on: date) -> Document:
    """The sheet.

    Args:
        file: the name of the workspace's file.
        rows: the key, as `desktop_app.workspace.file.recovery` writes it.
        number: the number of the sheet, by which it is known whether it is still the file's.
        language: of the sheet.
        on: the day on which it is made.
    """

    def say(message: Message) -> str:
        return message.within(language)

    title = say(_("Recovery sheet"))
    name = opened_text(file, direction(language))
    facts = (
        (_("File"), Run(name, bold=True)),
        (_("Day"), Run(format_date(on, language))),
        (_("Number of the sheet"), Run(number, bold=True, language="en")),
    )
    key = tuple(
        Paragraph((Run(row, bold=True, language="en"),), Style.LEAD, number=str(place), direction="ltr")
        for place, row in enumerate(rows, 1)
    )
    return Document(
        title=title,
        language=language,
        blocks=(
            Title(rich(title)),
            Definitions(tuple((rich(say(label)), (run,)) for label, run in facts)),
            Box(rich(say(_("Recovery key"))), key, Tone.WARNING),
            Listing(tuple(rich(say(sentence)) for sentence in _ADVICE)),
        ),
        letterhead=None,
        furniture=Furniture(title, number, say(_("Page {page} of {pages}"))),
    )


def write(sheet: bytes, path: Path) -> None:
    """Write the sheet straight to its place, for nobody else to read: no other file ever holds the key.

    Raises:
        FileRefused: it cannot be written; nothing of it is left.
    """
    with refusing(path):
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o600)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(sheet)
                file.flush()
                os.fsync(file.fileno())
        except BaseException:
            path.unlink(missing_ok=True)
            raise
