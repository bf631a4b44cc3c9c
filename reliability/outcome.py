"""What a part tried and found, and the table of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from time import perf_counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass
class Outcome:
    """One line of the table."""

    what: str
    tried: int
    found: list[str] = field(default_factory=list)
    """What did not hold, each in a sentence; empty where all held."""
    note: str = ""
    seconds: float = 0.0

    @property
    def line(self) -> str:
        """The line, for a fixed-width screen."""
        said = f"{len(self.found)} broken" if self.found else "all held"
        return f"{self.what:58} {self.tried:>9,}  {said:12} {self.seconds:7.1f} s  {self.note}"


def timed(try_: Callable[[], Outcome]) -> Outcome:
    """An outcome with the time that it took."""
    begun = perf_counter()
    outcome = try_()
    outcome.seconds = perf_counter() - begun
    return outcome
