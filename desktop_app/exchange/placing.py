"""A file put in its place: the person's other files are not replaced by mistake, and nothing is there half."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from typing import TYPE_CHECKING

from desktop_app.errors import AlreadyThere, NotFound, refusing
from desktop_app.language import _

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def require_place(path: Path, looks_like_one: Callable[[Path], bool]) -> None:
    """See that a file can be made there: the folder is there, and what would be replaced is of the same kind.

    Raises:
        FileRefused: one or the other is not so.
    """
    if not path.parent.is_dir():
        raise NotFound(_("There is no folder “{name}”. Choose another place.", name=str(path.parent)))
    with refusing(path):
        if path.exists() and not looks_like_one(path):
            raise AlreadyThere(
                _("“{name}” is another kind of file, so it is not replaced. Choose another name.", name=path.name)
            )


def put(path: Path, content: bytes) -> None:
    """Put a file in its place: written beside it, on the disk before it replaces what was there.

    Raises:
        FileRefused: it cannot be written there; what was there is as it was.
    """
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    with refusing(path):
        try:
            with draft.open("xb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            draft.replace(path)
        except BaseException:
            with suppress(OSError):
                draft.unlink()
            raise
