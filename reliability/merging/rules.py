"""The rules of merging, worked out from a set of changes: plain Python, no SQL, nothing remembered."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final, cast

from desktop_app.records import KINDS, Record, Translated
from desktop_app.records.types import Text
from desktop_app.workspace.changes.change import DELETED

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from desktop_app.workspace import Change
    from desktop_app.workspace.kept.erasure import Erasure

MODULUS: Final = 1 << 256


class Model:
    """What a workspace that holds exactly these changes has to show."""

    def __init__(self, changes: Iterable[Change], erasures: Iterable[Erasure] = ()) -> None:
        self.erasures = [erasure for erasure in erasures if erasure.travels]
        self.changes = {change.id: change for change in changes}
        self.cells: dict[tuple[str, str], dict[tuple[str, str], list[Change]]] = defaultdict(dict)
        for change in self.changes.values():
            self.cells[change.kind, change.record].setdefault((change.field, change.language), []).append(change)

    @staticmethod
    def heads(cell: Iterable[Change]) -> list[Change]:
        """The changes of a cell that no other names, the one that is shown first: the latest that has a value."""
        changes = list(cell)
        named = {parent for change in changes for parent in change.parents}
        heads = [change for change in changes if change.id not in named]
        return sorted(heads, key=lambda change: (change.value is not None, change.at, change.id), reverse=True)

    @staticmethod
    def values(heads: Sequence[Change]) -> set[str]:
        """The different values among heads; of those that were erased none."""
        return {head.value for head in heads if head.value is not None}

    def is_visible(self, kind: str, record: str) -> bool:
        """Whether a record is to be seen: its deletion is not agreed, or it is a part that went with what is here."""
        if self.deletion(kind, record) != "agreed":
            return True
        said = [change.json for change in self.heads(self.cells[kind, record][DELETED, ""])]
        roots = [str(one["root"]) for one in said if isinstance(one, dict)]
        root = record if record in roots else roots[0]
        return root != record and self._stands(root)

    def _stands(self, record: str) -> bool:
        """Whether a record is here, and its deletion, if any, not agreed."""
        kinds = [kind for kind, one in list(self.cells) if one == record]
        return bool(kinds) and all(self.deletion(kind, record) != "agreed" for kind in kinds)

    def deletion(self, kind: str, record: str) -> str:
        """What is said of a record's being deleted: "none", "agreed" or "contradicted"."""
        cells = self.cells[kind, record]
        said = [change.json for change in self.heads(cells.get((DELETED, ""), []))]
        deletions = [one for one in said if isinstance(one, dict)]
        if not deletions:
            return "none"
        seen = {head for one in deletions for head in cast("list[str]", one["saw"])}
        others = [head for key, cell in cells.items() if key[0] != DELETED for head in self.heads(cell)]
        agreed = deletions == said and all(head.id.hex() in seen for head in others)
        return "agreed" if agreed else "contradicted"

    def awaited(self) -> set[bytes]:
        """Parents that are named in a cell and have not come."""
        return {
            parent
            for cells in self.cells.values()
            for cell in cells.values()
            for parent in {parent for change in cell for parent in change.parents} - {change.id for change in cell}
        }

    def fingerprint(self) -> int:
        """The sum of all ids, of changes and of the erasures that travel."""
        ids = [*self.changes, *(erasure.id for erasure in self.erasures)]
        return sum(int.from_bytes(id_, "big") for id_ in ids) % MODULUS

    def record(self, kind: type[Record], record: str) -> Record:
        """A record as it is to be shown."""
        texts: dict[str, dict[str, str]] = defaultdict(dict)
        values: dict[str, object] = {}
        for (name, language), cell in self.cells[kind.kind_name, record].items():
            field = kind.fields.get(name)
            heads = self.heads(cell)
            unheard = language != language.lower()
            if field is None or field.translated is not bool(language) or not heads or unheard:
                continue
            kept = heads[0].json
            if field.translated:
                texts[name][language] = Text().from_json(kept)
            else:
                values[name] = field.type.from_json(kept)
        values |= {name: Translated(said) for name, said in texts.items()}
        return kind(id=record, **values)  # type: ignore[arg-type]  # each was read by the field that it belongs to

    def records(self, kinds: Iterable[type[Record]]) -> dict[str, set[Record]]:
        """The records of some kinds that are to be seen."""
        return {
            kind.kind_name: {
                self.record(kind, record)
                for name, record in self.cells
                if name == kind.kind_name and self.is_visible(name, record)
            }
            for kind in kinds
        }

    def contradictions(self) -> set[tuple[str, str, str]]:
        """The cells in which people disagree, by record, field and language."""
        return {
            (record, field, language)
            for (kind, record), cells in self.cells.items()
            for (field, language), cell in cells.items()
            if kind in KINDS and self.is_visible(kind, record)
            and (self.deletion(kind, record) == "contradicted" if field == DELETED
                 else len(self.values(self.heads(cell))) > 1)
        }  # fmt: skip
