"""What a file would do, kind by kind: how much is new, changed, contradicted; each of them shows its items alone.

What is a part of something, such as an entry of a meeting, is counted and shown with what it is a part of.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from desktop_app.language import _
from desktop_app.records import KINDS
from ui.look.tokens import u
from ui.widgets.chip import Chip
from ui.widgets.flow import Flow

if TYPE_CHECKING:
    from desktop_app.exchange.merge import Item, Plan


_NEW: Final = "new"
HERE: Final = "here"
"""In place of a kind: whatever is done to records that are here already."""


class Overview(QWidget):
    """A button for all, one for what is done to what is here, and one for each kind. One of them is down."""

    chosen = Signal()
    """Another kind is to be looked at."""

    def __init__(self) -> None:
        super().__init__()
        self.kind = ""
        """The kind that is looked at, with its parts; ``""`` for all, `HERE` for those that are not new."""
        self.chips: dict[str, Chip] = {}
        self._group = QButtonGroup(self)
        inner = QWidget()
        self._flow = Flow(inner, u(1.5))
        page = QVBoxLayout(self)
        page.setContentsMargins(u(6), u(2), u(6), u(2))
        page.addWidget(inner)

    def show_plan(self, plan: Plan | None, *, above: bool) -> None:
        """Show what another file would do, all of it; ``above``: files that are merged before it count as here."""
        self.kind = ""
        for chip in self.chips.values():
            self._group.removeButton(chip)
            self._flow.removeWidget(chip)
            chip.deleteLater()
        self.chips.clear()
        self.setVisible(plan is not None and bool(plan.counts))
        if plan is None:
            return
        from desktop_app.exchange.merge import brought, brought_of

        self._add("", str(_("All: {counts}", counts=brought(plan.totals))))
        here = {what: number for what, number in plan.totals.items() if what.value != _NEW}
        if here and len(here) < len(plan.totals):
            words = _("What is already here or in a file above") if above else _("What is already here")
            self._add(HERE, str(_("{label}: {value}", label=words, value=brought(here))))
        for kind in sorted({whole_of(kind) for kind in plan.counts}, key=kind_place):
            name = str(KINDS[kind].many) if kind in KINDS else kind
            inside = [
                str(_("{label}: {value}", label=KINDS[part].many, value=brought_of(plan.counts[part])))
                for part in sorted((part for part in plan.counts if is_part(part, kind)), key=kind_place)
            ]
            counts = " · ".join(filter(None, (brought_of(plan.counts.get(kind, {})), *inside)))
            self._add(kind, str(_("{label}: {value}", label=name, value=counts)))

    def _add(self, kind: str, words: str) -> None:
        chip = Chip()
        chip.show_words(words)
        chip.setCheckable(True)
        chip.setChecked(not kind)
        chip.clicked.connect(lambda: self._choose(kind))
        self._group.addButton(chip)
        self._flow.addWidget(chip)
        self.chips[kind] = chip

    def shows(self, item: Item) -> bool:
        """Whether an item is of what is looked at."""
        if self.kind == HERE:
            return item.what.value != _NEW
        return self.kind in ("", whole_of(item.kind))

    def _choose(self, kind: str) -> None:
        self.kind = kind
        self.chosen.emit()


def whole_of(kind: str) -> str:
    """The kind that a kind is in the end a part of; itself where it is none."""
    fields = KINDS[kind].fields.values() if kind in KINDS else ()
    above = next((field.refers_to[0] for field in fields if field.part_of), "")
    return whole_of(above) if above else kind


def is_part(kind: str, whole: str) -> bool:
    """Whether records of a kind are parts of records of the other."""
    return kind != whole and whole_of(kind) == whole


def kind_place(kind: str) -> int:
    """Where a kind stands among all; what this version does not know comes last."""
    return list(KINDS).index(kind) if kind in KINDS else len(KINDS)
