"""A merge beside Loro, a library of conflict-free replicated documents, doing the same.

    pip install 'roundtable[bench]'
    python benchmarks/beside_loro.py [CHANGES]        100,000 by default

Loro takes in an update that holds the same values as the bundle, and what it then holds is put into a SQLCipher file,
with the rows of the state and of the search that our merge wrote. It neither verifies ids nor checks a signature, and
keeps no authors. Loading it is not counted; our side reads and merges the signed and encrypted bundle.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

import loro

from benchmarks import bare, clock
from benchmarks.clock import Took
from desktop_app.exchange import bundle
from desktop_app.workspace import Workspace

MERGE = Path(__file__).with_name("merge.py")


def beside(folder: Path) -> dict[str, Took]:
    """Take the same values in with Loro, and store what comes of it."""
    took: dict[str, Took] = {}
    with Workspace.open(folder / "here.roundtable") as here:
        ours = loro.LoroDoc()
        for change in here.changes():
            ours.get_map(change.record).insert(f"{change.field}.{change.language}", change.value)
        ours.commit()
        theirs = ours.fork()
        seen = theirs.oplog_vv
        for change in bundle.read(folder / "there.rtbundle", keyring=here.keyring).changes():
            if not here.whole([change.record]) & {change.id}:
                theirs.get_map(change.record).insert(f"{change.field}.{change.language}", change.value)
        theirs.commit()
    update = theirs.export(loro.ExportMode.Updates(seen))
    del theirs
    with clock.timed(took, "loro"):
        ours.import_(update)
        database = bare.connected(folder / "loro.db")
        database.execute("create table document(content blob)")
        database.execute("insert into document values (?)", (ours.export(loro.ExportMode.Snapshot()),))
        database.close()
    return took


def main() -> None:
    """Make the files, merge them, then the same with Loro, each in a process of its own."""
    if sys.argv[1:2] == ["--loro"]:
        print(json.dumps(beside(Path(sys.argv[2]))))
        return
    changes = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as name:
        subprocess.run([sys.executable, MERGE, "--make", str(changes), name], check=True)
        took: dict[str, Took] = {}
        for command in ([MERGE, "--step", "merge"], [MERGE, "--step", "bare"], [__file__, "--loro"]):
            said = subprocess.run([sys.executable, *command, name], check=True, capture_output=True).stdout
            took |= {label: Took(*one) for label, one in json.loads(said).items()}
    whole = took["read"] + took["merge"]
    theirs = took["loro"] + took["state"] + took["search"]
    print(f"roundtable   {whole.said(changes)}\nloro         {theirs.said(changes)}\n{whole.beside(theirs)}")


if __name__ == "__main__":
    main()
