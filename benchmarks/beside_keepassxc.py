"""A merge beside that of KeePassXC: 10,000 new entries of three fields each into a file that holds as many.

    apt install keepassxc
    python benchmarks/beside_keepassxc.py [ENTRIES]

Of both sides the merge alone is counted: of KeePassXC the time of its command, less that of merging a file without
entries into the same; of ours reading the bundle whole and merging it.
"""

from __future__ import annotations

import base64
import resource
import shutil
import subprocess
import sys
import tempfile
import uuid
from pathlib import Path
from time import perf_counter
from xml.sax.saxutils import escape

sys.path.insert(0, str(Path(__file__).parent.parent))

from benchmarks import clock, histories
from benchmarks.clock import Took
from desktop_app.exchange import bundle, merge
from desktop_app.progress import SILENT
from desktop_app.records import Audience
from desktop_app.workspace import Workspace
from desktop_app.workspace.changes.change import canonical, write

FIELDS = (("UserName", "acronym"), ("URL", "website"), ("Title", "notes"))
PASSPHRASE = "eight cities"


def said(entry: int, field: str) -> str:
    """The text of a field."""
    return f"{field} {entry} à compléter"


def keepass(folder: Path, name: str, entries: range) -> Path:
    """A database with these entries."""
    strings = [
        f"<Entry><UUID>{base64.b64encode(uuid.UUID(int=entry + 1).bytes).decode()}</UUID>"
        + "".join(f"<String><Key>{k}</Key><Value>{escape(said(entry, k))}</Value></String>" for k, _field in FIELDS)
        + "</Entry>"
        for entry in entries
    ]
    root = base64.b64encode(uuid.UUID(int=7 << 64).bytes).decode()
    xml = folder / f"{name}.xml"
    xml.write_text(
        '<?xml version="1.0" encoding="UTF-8"?><KeePassFile><Meta/><Root><Group>'
        f"<UUID>{root}</UUID><Name>Root</Name>{''.join(strings)}</Group></Root></KeePassFile>",
        encoding="utf-8",
    )
    path = folder / f"{name}.kdbx"
    words = f"{PASSPHRASE}\n{PASSPHRASE}\n"
    command = ["keepassxc-cli", "import", "--quiet", "--set-password", "-t", "100", str(xml), str(path)]
    subprocess.run(command, input=words, text=True, check=True)
    return path


def their_merge(folder: Path, here: Path, there: Path) -> Took:
    """What their command takes on a copy."""
    copy = folder / "copy.kdbx"
    shutil.copyfile(here, copy)
    begun, worked = perf_counter(), _children()
    command = ["keepassxc-cli", "merge", "--quiet", "--same-credentials", str(copy), str(there)]
    subprocess.run(command, input=f"{PASSPHRASE}\n", text=True, check=True)
    return Took(perf_counter() - begun, _children() - worked, 0)


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def ours(folder: Path, name: str, entries: range) -> Workspace:
    """A workspace with the same."""
    place = Workspace.create(folder / f"{name}.roundtable", city=None, author=name)
    changes = [
        write("organisation", str(uuid.UUID(int=entry + 1)), field, "", canonical(said(entry, key)), author=name,
              site=histories.site(0), seq=entry * len(FIELDS) + number + 1, at=entry)
        for entry in entries for number, (key, field) in enumerate(FIELDS)
    ]  # fmt: skip
    place.absorb(changes, label="", digest="", sender="")
    return place


def main() -> None:
    """Both in turn, three times; the quickest of each counts."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        here = keepass(folder, "here", range(count))
        there, empty = keepass(folder, "there", range(count, 2 * count)), keepass(folder, "empty", range(0))
        ours(folder, "here", range(count)).close()
        with ours(folder, "there", range(count, 2 * count)) as place:
            bundle.write(place, folder / "there.rtbundle", audience=Audience.INTERNAL)
        theirs, took = [], []
        for _round in range(3):
            full, bare = their_merge(folder, here, there), their_merge(folder, here, empty)
            theirs.append(Took(full.wall - bare.wall, full.cpu - bare.cpu, 0))
            shutil.copyfile(folder / "here.roundtable", folder / "copy.roundtable")
            with Workspace.open(folder / "copy.roundtable") as workspace:
                one: dict[str, Took] = {}
                with clock.timed(one, "merge"):
                    incoming = bundle.read(folder / "there.rtbundle", keyring=workspace.keyring)
                    merge._absorb(workspace, incoming, folder, SILENT)
                took.append(one["merge"])
    theirs_best, ours_best = min(theirs, key=lambda one: one.cpu), min(took, key=lambda one: one.cpu)
    print(f"{count:,} entries of {len(FIELDS)} fields")
    print(f"  keepassxc-cli {theirs_best.said(count)}\n  roundtable    {ours_best.said(count)}")
    print(f"  {theirs_best.beside(ours_best)}")


if __name__ == "__main__":
    main()
