"""The same bundles in orders by chance, some of them several times, each order into a workspace of its own."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Final, TypeAlias

from desktop_app.exchange import bundle, cards, merge
from desktop_app.workspace import How, Workspace
from reliability.hostile.offering import without_backups
from reliability.merging.asking import Broken, agrees
from reliability.merging.rules import Model
from reliability.orders.rounds import Post
from reliability.outcome import Outcome

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

Said: TypeAlias = "Sequence[object] | str"
Step: TypeAlias = "Callable[[Workspace], object]"

BUNDLES: Final = 40
CITIES: Final = 9
REPEATED: Final = 10
"""Bundles that are taken in once more, somewhere."""
WITHDRAWN: Final = 3
"""Imports that are withdrawn, and taken in again later."""
BEGINNINGS: Final = ("commune", "بلدية", "migr", "t")
LOOKED_FOR: Final = 300
_LOCAL: Final = {
    "meta", "batch", "export", "own_key", "card", "step", "aside", "who", "slot", "record", "change", "missing",
    "erasure", "search",
}  # fmt: skip
"""Tables that are this file's own business, or are read through what their numbers stand for."""
_COUNTED: Final = {
    "table change": "changes", "table erasure": "erasures", "disagreements": "disagreements", "table gone": "deleted",
    "groups": "groups",
}  # fmt: skip
_BY_NAME: Final = {
    "record": "select id, kind, born from record",
    "change": "select r.id, s.kind, s.field, s.language, c.id, w.author, w.site, c.seq, c.at, c.live, c.parents,"
    " c.salt, c.value from change c join record r on r.n = c.record join slot s on s.n = c.slot"
    " join who w on w.n = c.who",
    "missing": "select r.id, s.kind, s.field, s.language, m.id from missing m join record r on r.n = m.record"
    " join slot s on s.n = m.slot",
    "erasure": "select id, record, field, language, city, site, at, spares, takes, key, signature, done from erasure",
}


def orders(bundles: int = BUNDLES, cities: int = CITIES, cases: int = 20, seed: int = 1) -> Outcome:
    """Make bundles, and take them in in some orders.

    Args:
        bundles: how many of them there are.
        cities: how many cities made them.
        cases: how many orders.
        seed: of chance.
    """
    with tempfile.TemporaryDirectory(dir="/dev/shm" if Path("/dev/shm").is_dir() else None) as name:
        return taken(posted(Path(name), bundles, cities, seed), Path(name), cases, seed)


def posted(folder: Path, bundles: int, cities: int, seed: int = 1) -> Post:
    """Cities that have sent so many bundles, with their files in an empty folder."""
    with without_backups():
        post = Post(folder, Random(seed), cities)
        post.send(bundles)
    return post


def taken(post: Post, folder: Path, cases: int, seed: int = 1) -> Outcome:
    """Take the bundles in in some orders, each into a new workspace in a folder."""
    found: list[str] = []
    words = _words(post, Random(seed))
    first: dict[str, Said] = {}
    for case in range(cases):
        path = folder / f"order {case}.roundtable"
        path.unlink(missing_ok=True)
        with without_backups(), Workspace.create(path, city=None, author="Network coordination") as place:
            for step in _steps(post.bundles, post.cards, Random(seed + case)):
                step(place)
            found += [f"order {case}: {problem}" for problem in place.check().problems]
            said = said_by(place, words)
            if not case:
                first = said
                found += _against_the_rules(place, post, words, said)
        found += [f"order {case}: {what} differs" for what in said if said[what] != first[what]]
    counted = ", ".join(f"{len(first.get(name, ())):,} {what}" for name, what in _COUNTED.items())
    return Outcome("orders of bundles, with repetitions", cases, found, f"{len(post.bundles)} bundles: {counted}")


def _against_the_rules(place: Workspace, post: Post, words: Sequence[str], said: dict[str, Said]) -> list[str]:
    """Whether it is also right in what all orders agree: everything is there, and shown as the rules say."""
    found = []
    here = {change.id: change for change in place.changes()}
    sent = {change.id for path in post.bundles for change in bundle.read(path).changes()}
    if sent - here.keys():
        found.append("not everything that was sent is there")
    try:
        agrees(place, Model(here.values(), [known.erasure for known in place.erasures.all()]))
    except Broken as broken:
        found.append(str(broken))
    place.rebuild()
    again = said_by(place, words)
    return found + [f"{what} differs after a rebuild" for what in said if said[what] != again[what]]


def _words(post: Post, chance: Random) -> list[str]:
    """Words that are looked for: of all that was ever written some, so of what was erased too, and beginnings."""
    every = {
        word for path in post.bundles for change in bundle.read(path).changes()
        for word in re.findall(r"\w{3,}", change.value or "")
    }  # fmt: skip
    return [*BEGINNINGS, *chance.sample(sorted(every), min(LOOKED_FOR, len(every)))]


def _steps(sent: Sequence[Path], city_cards: Sequence[Path], chance: Random) -> Iterator[Step]:
    """What is done in one order: the merges, with cards confirmed and imports withdrawn in between."""
    files = [*sent, *chance.sample(sent, REPEATED if len(sent) > REPEATED else 1)]
    chance.shuffle(files)
    steps: list[Step] = [_merging(path) for path in files]
    for path in city_cards:
        steps.insert(chance.randrange(len(steps) + 1), _confirming(path))
    for path in chance.sample(sent, min(WITHDRAWN, len(sent))):
        first = chance.randrange(len(steps))
        again = chance.randrange(first, len(steps))
        steps[first:first] = [_merging(path)]
        steps[first + 1 : first + 1] = [_withdrawing]
        steps.insert(again + 2, _merging(path))
    yield from steps


def _merging(path: Path) -> Step:
    return lambda place: merge.apply(place, bundle.read(path))


def _confirming(path: Path) -> Step:
    return lambda place: place.keyring.pin(cards.read(path), How.CONFIRMED)


def _withdrawing(place: Workspace) -> None:
    """What came in last goes again."""
    place.withdraw(max(one.number for one in place.imports() if not one.withdrawn))


def said_by(place: Workspace, words: Sequence[str]) -> dict[str, Said]:
    """All that a workspace says: its fingerprint, its tables with names in place of its own numbers, its search."""
    store = place._store
    tables = [
        str(name) for (name,) in store.rows("select name from sqlite_master where type = 'table'")
        if name not in _LOCAL and not re.match(r"search_|sqlite_|_sqlite", name)
    ]  # fmt: skip
    said: dict[str, Said] = {"fingerprint": place.fingerprint()}
    own = place.site
    for name, sql in _BY_NAME.items():
        said[f"table {name}"] = sorted(map(repr, (row for row in store.rows(sql) if own not in row)))
    ids = dict(store.rows("select n, id from record"))
    for name in tables:
        rows = store.rows(f'select * from "{name}"')
        said[f"table {name}"] = sorted(repr((ids.get(row[0], row[0]), *row[1:])) for row in rows)
    for text in words:
        hits = place.search(text, limit=100_000)
        said[f"search {text}"] = sorted((hit.record, hit.kind, hit.snippet) for hit in hits)
    said["disagreements"] = sorted(
        (one.record, one.field, one.language, repr([head.value for head in one.alternatives]))
        for one in place.disagreements()
    )
    said["missing"] = sorted(map(repr, place.missing()))
    said["groups"] = sorted(sorted(group) for group in place.groups())
    return said
