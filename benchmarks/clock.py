"""What something takes: by the clock, of the processor, and of memory."""

from __future__ import annotations

import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

_STATUS = Path("/proc/self/status")
_RESET = Path("/proc/self/clear_refs")


class Took(NamedTuple):
    """What something took."""

    wall: float
    cpu: float
    """Seconds of processor time, of all threads: what other work on the machine disturbs least."""
    peak: float
    """MB of resident memory at most; 0 where the system does not say."""

    def __add__(self, other: Took) -> Took:  # type: ignore[override]
        return Took(self.wall + other.wall, self.cpu + other.cpu, max(self.peak, other.peak))

    def said(self, count: int) -> str:
        """For a table."""
        rate = f"{count / self.wall:10,.0f} a second" if self.wall else ""
        return f"{self.wall:7.2f} s  cpu {self.cpu:7.2f} s  {rate}  peak {self.peak:4.0f} MB"

    def beside(self, other: Took) -> str:
        """How many times as long it took."""
        return f"{self.wall / other.wall:.2f} times the time, {self.cpu / other.cpu:.2f} times the work"


def now() -> Took:
    """Nothing taken yet, but memory."""
    return Took(0.0, 0.0, _peak())


@contextmanager
def timed(into: dict[str, Took], name: str) -> Iterator[None]:
    """Note what happens within."""
    if _RESET.exists():
        _RESET.write_text("5")  # the peak begins anew (proc(5))
    wall, cpu = time.perf_counter(), time.process_time()
    yield
    into[name] = Took(time.perf_counter() - wall, time.process_time() - cpu, _peak())


def _peak() -> float:
    if not _STATUS.exists():
        return 0.0
    return next(int(line.split()[1]) / 1024 for line in _STATUS.read_text().splitlines() if line.startswith("VmHWM"))
