"""Items in chunks, the next of which is made in a thread while SQL, which lets other threads run, is at work on one."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from itertools import islice
from queue import SimpleQueue
from threading import Event, Thread
from typing import TYPE_CHECKING, Final, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from types import TracebackType
    from typing import Self

T = TypeVar("T")

_AT_ONCE: Final = 100
"""So many are made before it is asked again whether the thread may go on: some half a millisecond of work."""
_SWITCH: Final = 0.0001
"""Seconds after which a thread that computes gives way. With the usual five milliseconds, each of the short statements
beside it would wait as long."""


_HEAVY: Final = 2**23
"""What the items of a chunk weigh together, but for the last: few may be as large as many usually are."""


class Chunks(Generic[T]):
    """Items in chunks, each made when it is asked for."""

    def __init__(self, items: Iterable[T], size: int, weigh: Callable[[T], int]) -> None:
        self._items = items
        self.size = size
        """How many a chunk has, for those that are begun from now on."""
        self._weigh = weigh

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        pass

    def __iter__(self) -> Iterator[list[T]]:
        source = iter(self._items)
        while chunk := self._chunk(source):
            yield chunk

    def _chunk(self, source: Iterator[T]) -> list[T]:
        chunk: list[T] = []
        weight = 0
        size = self.size
        while len(chunk) < size and weight < _HEAVY:
            self._pause()
            before = len(chunk)
            for item in islice(source, min(_AT_ONCE, size - before)):
                chunk.append(item)
                weight += self._weigh(item)
                if weight >= _HEAVY:
                    break
            if len(chunk) == before:
                break
        return chunk

    def _pause(self) -> None:
        """Called before some are made."""

    @contextmanager
    def lending(self) -> Iterator[None]:
        """What runs within lets another thread work."""
        yield


class Ahead(Chunks[T]):
    """The next chunk is made in a thread of its own: during `lending`, and while it is waited for.

    Not at any other time: while rows go to SQL one by one, or come from it, each of them would wait for the thread.
    """

    def __init__(self, items: Iterable[T], size: int, weigh: Callable[[T], int]) -> None:
        super().__init__(items, size, weigh)
        self._made: SimpleQueue[list[T] | BaseException] = SimpleQueue()
        self._wanted = Event()
        self._may_run = Event()
        self._ended = False
        self._thread = Thread(target=self._run, name="ahead", daemon=True)
        self._interval = sys.getswitchinterval()

    def __enter__(self) -> Self:
        sys.setswitchinterval(_SWITCH)
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ended = True
        self._wanted.set()
        self._may_run.set()
        self._thread.join()
        sys.setswitchinterval(self._interval)

    def __iter__(self) -> Iterator[list[T]]:
        self._wanted.set()
        while True:
            with self.lending():
                chunk = self._made.get()
            if isinstance(chunk, BaseException):
                raise chunk
            if not chunk:
                return
            self._wanted.set()
            yield chunk

    @contextmanager
    def lending(self) -> Iterator[None]:
        self._may_run.set()
        try:
            yield
        finally:
            self._may_run.clear()

    def _run(self) -> None:
        try:
            source = iter(self._items)
            while self._make(source):
                pass
        except BaseException as error:  # noqa: BLE001  # it is raised again where the chunk is asked for
            self._made.put(error)

    def _make(self, source: Iterator[T]) -> bool:
        """Make one chunk; gives whether there may be another."""
        self._wanted.wait()
        self._wanted.clear()
        chunk = [] if self._ended else self._chunk(source)
        self._made.put(chunk)
        return bool(chunk) and not self._ended

    def _pause(self) -> None:
        self._may_run.wait()
