"""From a document to a file, by the ending of its name. The renderers are loaded when one is asked for."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

from desktop_app.errors import Foreign, refusing
from desktop_app.language import _
from desktop_app.progress import SILENT, Progress

if TYPE_CHECKING:
    from desktop_app.documents.blocks import Document
    from desktop_app.documents.word.template.reading import Template

SUFFIXES: Final = (".docx", ".pdf")


def check_suffix(path: Path) -> None:
    """Make sure that a file's name says what to make, before any work is done.

    Raises:
        Foreign: it ends in neither ``.docx`` nor ``.pdf``.
    """
    if path.suffix.lower() not in SUFFIXES:
        raise Foreign(
            _(
                "“{name}” ends in neither .docx nor .pdf. Choose one of these endings. Nothing was written.",
                name=path.name,
            )
        )


def render(document: Document, path: Path, progress: Progress = SILENT, template: Template | None = None) -> None:
    """Write the document; a file that is there is replaced only once the new one is whole.

    A file in Word wears the template, if one is given.

    Raises:
        FileRefused: the file cannot be written.
        Cancelled: the person asked to stop; nothing was written.
    """
    check_suffix(path)
    content = _rendered(document, path.suffix.lower(), progress, template)
    with refusing(path):
        handle, draft = tempfile.mkstemp(dir=path.parent, prefix=f".{path.stem[:40]}-", suffix=path.suffix)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            _open_to_readers(Path(draft), path)
            Path(draft).replace(path)
        except BaseException:
            Path(draft).unlink(missing_ok=True)
            raise


def _rendered(document: Document, suffix: str, progress: Progress, template: Template | None) -> bytes:
    if suffix == ".pdf":
        from desktop_app.documents import pdf

        return pdf.render(document, progress)
    from desktop_app.documents import word

    return word.render(document, progress, template)


def _open_to_readers(draft: Path, path: Path) -> None:
    """Give the draft, which is made for nobody else to read, the mode of the file it replaces, or an ordinary one."""
    if path.exists():
        draft.chmod(path.stat().st_mode & 0o777)
        return
    mask = os.umask(0)
    os.umask(mask)
    draft.chmod(0o666 & ~mask)
