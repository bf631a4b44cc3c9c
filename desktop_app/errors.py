"""The world's errors, each with one plain sentence. Ours (bugs) have no class: they are whatever is left.

RoundtableError            a sentence for the person: what happened, what it means, what to do
 ├── InvalidValue          a value that its field does not take
 ├── Unknown               no such record, kind or field here
 ├── NotForAudience        a document asked for readers who may not see what it is about
 ├── FileRefused           a file that cannot be used
 │    ├── NotFound
 │    ├── AlreadyThere
 │    ├── Damaged          incomplete, changed by accident, or not what it says
 │    ├── Foreign          not a file of Roundtable, or of another kind than asked for
 │    ├── TooNew           made by a later version
 │    ├── TooLarge
 │    ├── OtherKey         not signed by the key that is known for its sender
 │    ├── NotForUs         encrypted to others
 │    ├── InUse            another Roundtable has it open
 │    ├── NotWritable      read-only file, folder or medium
 │    └── NoSpace          the disk is full
 ├── PassphraseNeeded
 └── WrongPassphrase
"""

from __future__ import annotations

import errno
from contextlib import contextmanager
from typing import TYPE_CHECKING

from desktop_app.language import Message, _

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class RoundtableError(Exception):
    """A refusal by the world. ``sentence`` says it to the person, in the language they chose."""

    def __init__(self, sentence: Message) -> None:
        super().__init__(sentence)
        self.sentence = sentence

    def __str__(self) -> str:
        return str(self.sentence)


class InvalidValue(RoundtableError):
    """A value that its field does not take; ``field`` names the field where it is known."""

    def __init__(self, sentence: Message, field: str = "") -> None:
        super().__init__(sentence)
        self.field = field


class Unknown(RoundtableError):
    """A record, a kind or a field that is not here."""


class NotForAudience(RoundtableError):
    """A document for an audience that may not see what the document is about."""


class FileRefused(RoundtableError):
    """A file that cannot be used; the workspace is as it was."""


class NotFound(FileRefused):
    """There is no such file."""


class AlreadyThere(FileRefused):
    """There is a file already, and it is not overwritten."""


class Damaged(FileRefused):
    """The file is incomplete or was changed."""


class Foreign(FileRefused):
    """The file is of another kind."""


class TooNew(FileRefused):
    """The file was made by a later version of Roundtable."""


class TooLarge(FileRefused):
    """The file holds more than is taken from anyone."""


class OtherKey(FileRefused):
    """The file is not signed by the key that is known for whoever it says it is from."""


class NotForUs(FileRefused):
    """The file was made for others."""


class InUse(FileRefused):
    """Another Roundtable has the file open."""


class NotWritable(FileRefused):
    """The file or its folder cannot be written."""


class NoSpace(FileRefused):
    """The disk is full."""


class PassphraseNeeded(RoundtableError):
    """The file is protected, and no passphrase was given."""


class WrongPassphrase(RoundtableError):
    """The passphrase does not open the file."""


_NOT_WRITABLE = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


def refusal(error: OSError, path: Path) -> FileRefused:
    """The sentence for what the operating system said about a file."""
    name = str(path)
    if error.errno == errno.ENOENT:
        return NotFound(_("There is no file “{name}”. Nothing was changed.", name=name))
    if error.errno in _NOT_WRITABLE:
        return NotWritable(
            _(
                "“{name}” cannot be opened or written here. Choose another folder, or ask whoever looks after"
                " this computer. What was saved before is safe.",
                name=name,
            )
        )
    if error.errno in _FULL:
        return NoSpace(
            _(
                "The disk is full, so “{name}” could not be written. Make room and try again."
                " What was saved before is safe.",
                name=name,
            )
        )
    if error.errno in (errno.EISDIR, errno.ENOTDIR):
        return Foreign(_("“{name}” is not a file that can be used here. Nothing was changed.", name=name))
    return FileRefused(
        _(
            "“{name}” could not be read or written ({reason}). What was saved before is safe.",
            name=name,
            reason=error.strerror or type(error).__name__,
        )
    )


@contextmanager
def refusing(path: Path) -> Iterator[None]:
    """Turn what the operating system says about ``path`` into a refusal with a sentence."""
    try:
        yield
    except OSError as error:
        raise refusal(error, path) from error
