"""A workspace to which files are offered as a person would, and what becomes of it."""

from __future__ import annotations

import os
import resource
import traceback
from contextlib import contextmanager
from dataclasses import dataclass
from time import perf_counter
from typing import TYPE_CHECKING, Final
from unittest.mock import patch

import msgspec

from desktop_app.errors import RoundtableError
from desktop_app.exchange import bundle, cards, merge
from desktop_app.records import Meeting, Organisation, Person
from desktop_app.workspace import How, Workspace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

SECONDS: Final = 10.0
MEGABYTES: Final = 300
PASSPHRASE: Final = "ouvre-toi"
RABAT: Final = {"code": "MARBA", "name": {"fr": "Rabat"}, "country": "MA"}


class Verdict(msgspec.Struct):
    """What became of a file that was offered."""

    refused: str = ""
    """The sentence; ``""`` where it was taken in."""
    wrong: str = ""
    """What must not happen, and did."""
    seconds: float = 0.0
    megabytes: float = 0.0
    bounded: bool = True
    """Whether its memory is."""


def begun(path: Path) -> None:
    """A workspace of Rabat with a little in it."""
    with Workspace.create(path, city=RABAT, author="Salma", language="fr") as place:
        place.add(Organisation, {"name": "Commune de Rabat", "type": "local_authority"})
        place.add(Person, {"family_name": "Idrissi", "given_name": "Salma"})
        place.add(Meeting, {"title": "Séance", "starts_at": "2018"})


@contextmanager
def without_backups() -> Iterator[None]:
    """Thousands of merges here; that a backup is made is asked elsewhere."""
    with patch.object(Workspace, "backup", lambda self, _reason, _progress=None: self.path):
        yield


@dataclass
class Target:
    """An open workspace."""

    place: Workspace

    def offer(self, path: Path, *, checking: bool = True) -> Verdict:
        """Read, rehearse and merge a bundle, or pin a card."""
        before, began = self._seen(), perf_counter()
        verdict = Verdict()
        try:
            if path.suffix == ".rtcard":
                self.place.keyring.pin(cards.read(path), How.CONFIRMED)
            else:
                incoming = bundle.read(path, passphrase=PASSPHRASE, keyring=self.place.keyring)
                plan = merge.rehearse(self.place, incoming)
                applied = merge.apply(self.place, incoming)
                if (plan.arriving, plan.known) != (applied.new, applied.known):
                    verdict.wrong = "the rehearsal said something else than the merge did"
        except RoundtableError as error:
            verdict.refused = str(error)
            verdict.wrong = _not_a_sentence(verdict.refused)
            if self._seen() != before:
                verdict.wrong = "it was refused, and the workspace is another than before"
        except Exception:  # noqa: BLE001  # whatever it is, it must not happen
            verdict.wrong = traceback.format_exc(limit=-4)
        verdict.seconds = perf_counter() - began
        if checking and not verdict.refused and not verdict.wrong:
            verdict.wrong = "; ".join(str(problem) for problem in self.place.check().problems)
        return verdict

    def _seen(self) -> tuple[object, ...]:
        place = self.place
        return place.fingerprint(), place._counters.seq, len(place.imports()), len(place.keyring.cards())


def _not_a_sentence(text: str) -> str:
    if "\n" in text or not text.endswith(".") or len(text) > 600:
        return f"no plain sentence: {text[:200]!r}"
    return ""


def alone(work: Callable[[], Verdict], *, bounded: bool = True) -> Verdict:
    """Do something in a process of its own, whose time and memory are measured. POSIX only.

    Args:
        work: what is done.
        bounded: whether too much memory is wrong.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(reading)
            resource.setrlimit(resource.RLIMIT_CPU, (60, 60))
            os.write(writing, msgspec.json.encode(work()))
            os._exit(0)
        finally:
            os._exit(1)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        said = pipe.read()
    _pid, status, used = os.wait4(child, 0)
    verdict = msgspec.json.decode(said, type=Verdict) if said else Verdict(wrong=f"it ended by itself ({status})")
    verdict.megabytes = used.ru_maxrss / 1024
    if verdict.refused and verdict.seconds > SECONDS:
        verdict.wrong = verdict.wrong or f"it was refused after {verdict.seconds:.1f} s"
    verdict.bounded = bounded
    if bounded and verdict.megabytes > MEGABYTES:
        verdict.wrong = verdict.wrong or f"it took {verdict.megabytes:.0f} MB"
    return verdict
