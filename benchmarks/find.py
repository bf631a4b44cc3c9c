"""Search as you type over 100,000 entries, against the bare FTS5 query on the same index."""

from __future__ import annotations

import random
import statistics
import sys
import tempfile
from pathlib import Path
from time import perf_counter

import sqlcipher3.dbapi2 as sqlite

sys.path.insert(0, str(Path(__file__).parent.parent))

from desktop_app.records import AgendaItem, Entry, Meeting
from desktop_app.records.position import spread
from desktop_app.workspace import Workspace

ENTRIES = 100_000
PHRASES = (
    "access to school",
    "residence permit",
    "école des enfants",
    "hébergement d'urgence",
    "مدرسة الأطفال",
    "budget line",
)


def text(random_: random.Random, words: list[str]) -> str:
    """A sentence of a length that minutes have, with one of the phrases now and then."""
    said = " ".join(random_.choices(words, k=random_.randint(8, 30)))
    return f"{said} {random_.choice(PHRASES)}" if random_.random() < 0.2 else said


def fill(workspace: Workspace) -> list[str]:
    """Minutes of 100 entries for each of 1,000 meetings; gives the texts."""
    random_ = random.Random(2018)
    words = ["".join(random_.choices("abcdeilmnoprstu", k=random_.randint(2, 11))) for _ in range(20_000)]
    meeting = workspace.add(Meeting, {"title": {"en": "All of them"}, "starts_at": "2018-01-15"})
    item = workspace.add(AgendaItem, {"meeting": meeting, "title": {"en": "Everything"}, "position": "m"})
    texts = [text(random_, words) for _ in range(ENTRIES)]
    places = spread(ENTRIES)
    drafts = [
        (Entry, {"agenda_item": item, "position": places[n], "text": {"en": said}}) for n, said in enumerate(texts)
    ]
    workspace.add_all(drafts)
    return texts


def bare(folder: Path, texts: list[str]) -> sqlite.Connection:
    """FTS5 with its defaults over the same texts, in a file of the same kind."""
    database = sqlite.connect(str(folder / "bare.db"))
    database.execute("pragma key = \"x'" + "ab" * 48 + "'\"")
    database.execute('create virtual table found using fts5(text, tokenize="unicode61 remove_diacritics 2")')
    database.executemany("insert into found values (?)", [(said,) for said in texts])
    database.commit()
    return database


def keystrokes(texts: list[str]) -> list[str]:
    """What the search is asked as people type two words of a text, and the phrases, letter by letter."""
    random_ = random.Random(7)
    typed = [*PHRASES, *(" ".join(random_.choice(texts).split()[2:4]) for _ in range(30))]
    return [said[:length] for said in typed for length in range(2, len(said) + 1)]


def main() -> None:
    """Take the two in turn, query by query."""
    ours: list[float] = []
    theirs: list[float] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        city = {"code": "TNTUN", "name": {"fr": "Tunis"}, "country": "TN"}
        with Workspace.create(folder / "w.roundtable", city=city, author="A") as workspace:
            texts = fill(workspace)
            database = bare(folder, texts)
            for typed in keystrokes(texts):
                query = " ".join(f'"{word}"*' for word in typed.replace('"', " ").split())
                begun = perf_counter()
                database.execute(
                    "select rowid, snippet(found, 0, '', '', '…', 12) from found where found match ? limit 50", (query,)
                ).fetchall()
                theirs.append(perf_counter() - begun)
                begun = perf_counter()
                workspace.search(typed)
                ours.append(perf_counter() - begun)
    p95 = [statistics.quantiles(times, n=20)[-1] for times in (ours, theirs)]
    for label, times, high in (("Roundtable", ours, p95[0]), ("bare FTS5", theirs, p95[1])):
        middle = statistics.median(times)
        print(f"{label:12} {len(times)} queries   median {middle * 1e3:6.2f} ms   p95 {high * 1e3:6.2f} ms")
    print(f"ratio of p95 {p95[0] / p95[1]:.2f}")


if __name__ == "__main__":
    main()
