"""Each hostile file that has a name, offered in a process of its own."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.workspace import Workspace
from reliability.hostile.making import truncated
from reliability.hostile.named import HEAVY, LOCKED, REFUSED, TAKEN
from reliability.hostile.named_cards import CARDS
from reliability.hostile.offering import Target, Verdict, alone, begun
from reliability.outcome import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reliability.hostile.making import Make


def cases(*, heavy: bool) -> Iterator[tuple[str, Make, str, bool]]:
    """The name, the content, the ending of the file's name, and whether it must be refused."""
    for name, make in REFUSED.items():
        if heavy or name not in HEAVY:
            yield name, make, ".rtbundle", True
    for name, make in TAKEN.items():
        if heavy or name not in HEAVY:
            yield name, make, ".rtbundle", False
    for name, content in truncated(heavy=heavy):
        yield name, lambda _folder, content=content: content, ".rtbundle", True  # type: ignore[misc]
    for name, content in CARDS.items():
        yield f"card: {name}", lambda _folder, content=content: content, ".rtcard", True  # type: ignore[misc]


def offered(folder: Path, template: Path, case: tuple[str, Make, str, bool]) -> Verdict:
    """What becomes of one of them."""
    name, make, ending, refused = case
    for old in folder.iterdir():
        shutil.rmtree(old) if old.is_dir() and not old.is_symlink() else old.unlink()
    path = _made(folder, make, ending)
    shutil.copyfile(template, folder / "rabat.roundtable")

    def offer() -> Verdict:
        with Workspace.open(folder / "rabat.roundtable") as place:
            return Target(place).offer(path)

    verdict = alone(offer, bounded=not name.startswith("locked") and name not in LOCKED)
    if not verdict.wrong and bool(verdict.refused) is not refused:
        verdict.wrong = f"it was refused: {verdict.refused}" if verdict.refused else "it was taken in"
    verdict.wrong = verdict.wrong and f"{name}: {verdict.wrong}"
    return verdict


def _made(folder: Path, make: Make, ending: str) -> Path:
    """Make a file in a process of its own, whose memory does not count."""

    def write() -> Verdict:
        made = make(folder)
        if isinstance(made, bytes):
            (folder / f"Tanger{ending}").write_bytes(made)
        return Verdict(refused=made.name if isinstance(made, Path) else f"Tanger{ending}")

    return folder / alone(write, bounded=False).refused


def everything(*, heavy: bool) -> Outcome:
    """Offer them all."""
    verdicts = []
    with tempfile.TemporaryDirectory(dir="/dev/shm" if Path("/dev/shm").is_dir() else None) as name:
        template = Path(name) / "template.roundtable"
        begun(template)
        folder = Path(name) / "here"
        folder.mkdir()
        verdicts = [offered(folder, template, case) for case in cases(heavy=heavy)]
    refused = [verdict for verdict in verdicts if verdict.refused]
    note = (
        f"{len(refused):,} refused, the slowest in {max(verdict.seconds for verdict in refused):.1f} s;"
        f" at most {max(verdict.megabytes for verdict in verdicts if verdict.bounded):.0f} MB"
    )
    return Outcome("hostile files made by hand", len(verdicts), [one.wrong for one in verdicts if one.wrong], note)
