"""How long work says how far it is, and learns that nobody wants it any more.

The core reports through this small port and knows no dialog and no terminal.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeGuard, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sized

    from desktop_app.language import Message

T = TypeVar("T")


class Cancelled(Exception):
    """The person asked to stop. Whoever raises it leaves everything as it was."""


class Progress(Protocol):
    """Where long work reports. Implemented by the window and by the command line."""

    def step(self, done: int, total: int | None = None, doing: Message | None = None) -> None:
        """Say that ``done`` of ``total`` units are finished (``None``: unknown), and what is being done.

        Raises:
            Cancelled: the person asked to stop.
        """


class Silent:
    """Progress that nobody watches."""

    def step(self, done: int, total: int | None = None, doing: Message | None = None) -> None:
        """Say nothing, and never cancel."""


SILENT: Progress = Silent()


def each(items: Iterable[T], progress: Progress, doing: Message, *, every: int = 256) -> Iterator[T]:
    """Pass the items on and report every so many of them; a sized iterable gives the total."""
    total = len(items) if _is_sized(items) else None
    done = 0
    for done, item in enumerate(items):
        if done % every == 0:
            progress.step(done, total, doing)
        yield item
    progress.step(total if total is not None else done, total, doing)


def _is_sized(items: object) -> TypeGuard[Sized]:
    return hasattr(items, "__len__")
