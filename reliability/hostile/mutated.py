"""Real bundles, cards and workspaces with something changed by chance: as they lie, and inside with the ends mended."""

from __future__ import annotations

import gzip
import hashlib
import json
import shutil
import tempfile
from base64 import b64encode
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Final

from desktop_app.errors import RoundtableError
from desktop_app.exchange import bundle, cards
from desktop_app.exchange.bundle.edges import SIGNED
from desktop_app.records import Audience, Meeting, Organisation, Person
from desktop_app.workspace import Workspace
from reliability.hostile.offering import Target, begun, without_backups
from reliability.outcome import Outcome
from tests.exchange import bundle_sample as sample

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_ANEW: Final = 300
"""After so many that were taken in, the workspace is made anew."""
_CHECKED: Final = 3
"""Of the files that were read right, a check is asked of so many."""
_MOST_SAID: Final = 5
_LYON: Final = {"code": "FRLIO", "name": {"fr": "Lyon"}, "country": "FR"}
_PIECES: Final = (b'""', b"null", b"0", b"-1", b"9223372036854775808", b"1e999", b"NaN", b"[]", b"{}", b"\xff", b"\n",
                  b'"\\ud800"', b"true", b'"deleted"', b'"city"', b",", b"[[", b'"' + b"a" * 70 + b'"')  # fmt: skip


def sender(folder: Path) -> Workspace:
    """A workspace of Lyon that has something to send: texts, a deletion, an erasure."""
    place = Workspace.create(folder / "lyon.roundtable", city=_LYON, author="Hélène", language="fr")
    place.add(Organisation, {"name": {"fr": "Un toit", "ar": "سقف"}, "type": "civil_society_organisation"})
    person = place.add(Person, {"family_name": "Marchand", "given_name": "Hélène", "email": "h@lyon.fr"})
    gone = place.add(Meeting, {"title": "Séance", "starts_at": "2018-03"})
    place.edit(person, {"given_name": "Hélène-Marie"})
    place.delete(gone)
    forgotten = place.add(Person, {"family_name": "Inconnu", "given_name": "X"})
    place.erasures.erase(place.erasures.propose(forgotten))
    return place


def _bytes(content: bytes, chance: Random) -> bytes:
    """Something changed anywhere."""
    made = bytearray(content)
    for _time in range(chance.choice((1, 1, 1, 2, 8))):
        place = chance.randrange(len(made) or 1)
        match chance.randrange(6):
            case 0 | 1:
                made[place : place + 1] = bytes([made[place] ^ 1 << chance.randrange(8)]) if made else b"x"
            case 2:
                made = made[:place]
            case 3:
                del made[place : place + chance.randrange(1, 64)]
            case 4:
                other = chance.randrange(len(made) or 1)
                made[place:place] = made[other : other + chance.randrange(1, 64)]
            case _:
                made[place : place + 1] = chance.choice(_PIECES)
    return bytes(made)


def _inside(lines: Sequence[bytes], chance: Random) -> list[bytes]:
    """Something changed in the lines between header and trailer."""
    made = list(lines)
    for _time in range(chance.choice((1, 1, 2, 5))):
        one, other = chance.randrange(len(made)), chance.randrange(len(made))
        match chance.randrange(8):
            case 0:
                made[one], made[other] = made[other], made[one]
            case 1:
                made.insert(one, made[other])
            case 2 if len(made) > 1:
                del made[one]
            case 3:
                made[one] = made[one][: len(made[one]) // 2] + made[other][len(made[other]) // 2 :]
            case 4 | 5:
                made[one] = _part(made[one], made[other], chance)
            case _:
                made[one] = _bytes(made[one], chance)
    return sorted(made) if chance.random() < 0.5 else made


def _part(line: bytes, other: bytes, chance: Random) -> bytes:
    """A line with one of its parts from another line, or made up; still in the one spelling."""
    try:
        parts, others = json.loads(line), json.loads(other)
        place = chance.randrange(len(parts))
        parts[place] = chance.choice([others[place], others[place], "", 0, 1, 2**63 - 1, None, [], "x" * 40, parts[0]])
        return sample.compact(parts)
    except (ValueError, LookupError, TypeError):
        return line


def _mended(lines: Sequence[bytes], sign: Callable[[bytes], bytes]) -> bytes:
    """A bundle of these lines whose count, digest and signature fit them."""
    body = b"".join(line + b"\n" for line in lines)
    digest = hashlib.sha256(body).digest()
    count = sum(line.startswith(b"[") and not line.startswith(b'["erasure",') for line in lines)
    return sample.packed(list(lines), count=count, signature=b64encode(sign(SIGNED + digest)).decode())


class _Trial:
    """Offers one file after the other to a workspace, and notes what must not happen."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._template = folder / "template.roundtable"
        begun(self._template)
        self._number = 0
        self._taken = self.taken = self.refused = 0
        self.slowest = 0.0
        self.found: list[str] = []
        self._target = self._fresh()

    def _fresh(self) -> Target:
        self._number += 1
        path = Path(shutil.copyfile(self._template, self._folder / f"{self._number}.roundtable"))
        return Target(Workspace.open(path))

    def offer(self, content: bytes, name: str) -> None:
        path = self._folder / name
        path.write_bytes(content)
        verdict = self._target.offer(path)
        self.slowest = max(self.slowest, verdict.seconds)
        self.refused += bool(verdict.refused)
        self.taken += not verdict.refused
        self._taken += not verdict.refused
        if verdict.wrong and len(self.found) < _MOST_SAID:
            kept = Path(tempfile.gettempdir()) / f"hostile-{hashlib.sha256(content).hexdigest()[:12]}{path.suffix}"
            kept.write_bytes(content)
            self.found.append(f"{verdict.wrong} ({kept})")
        elif verdict.wrong:
            self.found.append("and more")
        if self._taken >= _ANEW or verdict.wrong:
            self._target.place.close()
            self._taken, self._target = 0, self._fresh()

    def close(self) -> None:
        self._target.place.close()


def bundles(cases: int, seed: int = 1) -> Outcome:
    """Offer so many changed bundles."""
    chance = Random(seed)
    with tempfile.TemporaryDirectory(dir=_quick_folder()) as name, without_backups():
        folder = Path(name)
        with sender(folder) as lyon:
            path = folder / "whole.rtbundle"
            bundle.write(lyon, path, audience=Audience.INTERNAL)
            whole, sign = path.read_bytes(), lyon.keyring.sign
            header, *lines = gzip.decompress(whole).splitlines()[:-1]
            trial = _Trial(folder)
            trial.offer(whole, "a.rtbundle")
            assert trial.taken == 1, trial.found
            for number in range(cases):
                match number % 4:
                    case 0:
                        content = _bytes(whole, chance)
                    case 1:
                        content = gzip.compress(_bytes(gzip.decompress(whole), chance), 1)
                    case _:
                        content = _mended([header, *_inside(lines, chance)], sign)
                trial.offer(content, "a.rtbundle")
            trial.close()
    note = f"{trial.refused:,} refused, {trial.taken:,} valid and taken in; the slowest took {trial.slowest:.2f} s"
    return Outcome("changed bundles", cases, trial.found, note)


def city_cards(cases: int, seed: int = 1) -> Outcome:
    """Offer so many changed city cards; none but the whole one may be believed."""
    chance = Random(seed)
    with tempfile.TemporaryDirectory(dir=_quick_folder()) as name:
        folder = Path(name)
        with sender(folder) as lyon:
            cards.write(lyon, folder / "a.rtcard")
        whole = (folder / "a.rtcard").read_bytes()
        trial = _Trial(folder)
        for _number in range(cases):
            content = _bytes(whole, chance)
            before = trial.taken
            trial.offer(content, "a.rtcard")
            if trial.taken > before and content.strip(b"\n") != whole.strip(b"\n"):
                trial.found.append(f"a changed card was believed: {content!r}")
        trial.close()
    return Outcome("changed city cards", cases, trial.found, f"{trial.refused:,} refused")


def flips(cases: int, seed: int = 1) -> Outcome:
    """Change single bytes of a workspace's file: found when it is opened or checked, or without meaning."""
    chance = Random(seed)
    found: list[str] = []
    opened = refused = checked = 0
    with tempfile.TemporaryDirectory(dir=_quick_folder()) as name:
        folder = Path(name)
        begun(folder / "whole.roundtable")
        whole = (folder / "whole.roundtable").read_bytes()
        said = _said(folder / "whole.roundtable", whole)
        for number in range(cases):
            place = chance.randrange(len(whole))
            changed = whole[:place] + bytes([whole[place] ^ chance.randrange(1, 256)]) + whole[place + 1 :]
            noticed = _noticed(folder / "whole.roundtable", changed, said, checking=number % _CHECKED == 0)
            refused += noticed == "read"
            checked += noticed == "checked"
            opened += noticed == ""
            if noticed not in ("", "read", "checked"):
                found.append(f"byte {place}: {noticed}")
    note = f"{refused:,} noticed when read, {checked:,} by a check, {opened:,} not checked, and read right"
    return Outcome("a workspace with one byte changed", cases, found[:_MOST_SAID], note)


def _noticed(path: Path, changed: bytes, said: list[object], *, checking: bool) -> str:
    """Where a change is noticed: when it is "read", or "checked", or not yet; or what must not happen."""
    try:
        if _said(path, changed) != said:
            return "something else was read, and nothing said"
        if not checking:
            return ""
        with Workspace.open(path) as place:
            return "checked" if place.check().problems else "a check finds nothing"
    except RoundtableError:
        return "read"
    except Exception as error:  # noqa: BLE001  # whatever it is, it must not happen
        return repr(error)


def _said(path: Path, content: bytes) -> list[object]:
    """Everything that a file says, read as the program reads it."""
    path.write_bytes(content)
    with Workspace.open(path) as place:
        said: list[object] = [*place.changes(), place.fingerprint()]
        said += [record for kind in (Organisation, Person, Meeting) for record in place.all(kind)]
        said.append({hit.record for hit in place.search("commune")})
        return said


def _quick_folder() -> str | None:
    return "/dev/shm" if Path("/dev/shm").is_dir() else None
