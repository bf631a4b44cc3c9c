"""The first step: what each column of the list is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QVBoxLayout, QWidget

from desktop_app.exchange import sheet as sheets
from desktop_app.language import LANGUAGES, OWN_NAMES, _
from desktop_app.records import KINDS
from ui.editors.combo import Combo
from ui.editors.line import Line
from ui.forms.form import Column as Scrolling
from ui.look.tokens import u
from ui.widgets import parts
from ui.words.reading import dotted, figures
from ui.words.say import say

if TYPE_CHECKING:
    from desktop_app.exchange.sheet import Column, ColumnMapping, Sheet

_SHOWN: Final = 120
"""Columns that get a row here; lists with more are not stakeholder lists."""


class Columns(QWidget):
    """A row for each column of the list: what stands above it, what stands in it, and what it is taken for."""

    changed = Signal(object)
    """The `ColumnMapping` as it is now."""

    def __init__(self, sheet: Sheet, mapping: ColumnMapping) -> None:
        super().__init__()
        self._sheet = sheet
        self.mapping = mapping
        self.choices: dict[int, QComboBox] = {}
        self.repeats: dict[int, parts.Check] = {}
        """By column, whether its empty cells mean what stands above; in view where it has such cells."""
        self._doubts: dict[int, parts.Label] = {}
        self._fixed: dict[str, Line] = {}
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(u(3))
        column.addLayout(self._grid())
        column.addWidget(parts.label(_("For what the list does not say"), role="heading"))
        column.addLayout(self._lacking())
        column.addWidget(parts.label(_("How the list is written"), role="heading"))
        column.addLayout(self._habits())
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.addWidget(Scrolling(inner))
        self._show_repeats()

    # the columns

    def _grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(u(4))
        grid.setVerticalSpacing(u(2))
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 2)
        grid.addWidget(parts.label(_("In the list"), role="muted"), 0, 0)
        grid.addWidget(parts.label(_("Read as"), role="muted"), 0, 1)
        for number, found in enumerate(self.mapping.columns[:_SHOWN], 1):
            grid.addWidget(self._samples(found), number, 0)
            grid.addWidget(self._choice(found), number, 1)
        return grid

    def _samples(self, found: Column) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, u(0.5), 0, u(0.5))
        column.setSpacing(0)
        name, samples = parts.Elided("strong"), parts.Elided("small")
        name.setText(found.name)
        samples.setText(dotted(figures(" ".join(text.split())) for text in found.samples))
        column.addWidget(name)
        column.addWidget(samples)
        column.addStretch()  # both stay together beside what stands below a choice
        return box

    def _choice(self, found: Column) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(u(0.5))
        choice = Combo()
        choice.addItem(str(_("Left out")), "")
        for key, slot in self.mapping.target.slots.items():
            kind = KINDS[slot.kind].one if len(self.mapping.target.kinds) > 1 else ""
            choice.addItem(f"{slot.label} — {kind}" if kind else str(slot.label), key)
        choice.setCurrentIndex(max(0, choice.findData(found.slot)))
        choice.setMinimumContentsLength(16)
        say(choice.setAccessibleName, _("“{column}” is read as", column=found.name))
        choice.activated.connect(lambda _index: self._chose(found.number, str(choice.currentData())))
        self.choices[found.number] = choice
        doubt = parts.label(role="small", wrap=True)
        self._doubts[found.number] = doubt
        column.addWidget(choice)
        column.addWidget(doubt)
        column.addWidget(self._repeat(found))
        self._tell_doubt(found)
        return box

    def _repeat(self, found: Column) -> QWidget:
        check = self.repeats[found.number] = parts.Check()
        say(check.setText, _("Empty cells mean the same as above"))
        say(check.setAccessibleName, _("“{column}”: empty cells mean the same as above", column=found.name))
        check.clicked.connect(lambda on: self._use(self.mapping.repeating(found.number, on=on)))
        return check

    def _show_repeats(self) -> None:
        """Offer it where empty cells have something above them that several rows can share."""
        gaps = sheets.gaps(self._sheet, self.mapping)
        for number, check in self.repeats.items():
            check.setVisible(number in gaps)
            check.setChecked(number in self.mapping.repeats)

    def _tell_doubt(self, found: Column) -> None:
        doubt = self._doubts[found.number]
        doubt.setVisible(found.doubt is not None)
        if found.doubt is not None:
            say(doubt.setText, found.doubt)

    def _chose(self, column: int, slot: str) -> None:
        self._use(self.mapping.assigned(column, slot))

    def _use(self, mapping: ColumnMapping) -> None:
        """Show another mapping: choosing a slot may have taken it away from another column."""
        self.mapping = mapping
        for found in mapping.columns:
            if found.number in self.choices:
                self.choices[found.number].setCurrentIndex(max(0, self.choices[found.number].findData(found.slot)))
                self._tell_doubt(found)
        given = mapping.by_slot()
        for key, line in self._fixed.items():
            line.setEnabled(key not in given or key in mapping.fixed)
        self._show_repeats()
        self.changed.emit(mapping)

    # what the list does not say

    def _lacking(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(u(4))
        grid.setVerticalSpacing(u(2))
        grid.setColumnStretch(1, 1)
        slots = [slot for slot in self.mapping.target.slots.values() if slot.field is not None and slot.field.required]
        slots = [slot for slot in slots if slot.key in self.mapping.fixed or slot.kind != "person"]
        for number, slot in enumerate(slots):
            line = Line()
            line.setText(self.mapping.fixed.get(slot.key, ""))
            line.setMaximumWidth(u(80))
            say(line.setAccessibleName, slot.label)
            line.editingFinished.connect(lambda key=slot.key, line=line: self._fix(key, line.text()))
            self._fixed[slot.key] = line
            name = parts.label(slot.label, role="muted")
            name.setBuddy(line)
            name.setMinimumWidth(u(30))
            grid.addWidget(name, number, 0)
            grid.addWidget(line, number, 1)
        return grid

    def _fix(self, slot: str, text: str) -> None:
        if text != self.mapping.fixed.get(slot, ""):
            self._use(self.mapping.with_fixed(slot, text))

    # how it is written

    def _habits(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(u(2))
        language = Combo()
        for code in LANGUAGES:
            language.addItem(OWN_NAMES[code], code)
        language.setCurrentIndex(max(0, language.findData(self.mapping.language)))
        language.setMaximumWidth(u(60))
        say(language.setAccessibleName, _("Language of the list"))
        language.activated.connect(lambda _index: self._use(_with(self.mapping, language=str(language.currentData()))))
        column.addWidget(parts.label(_("Language of the list"), role="muted"))
        column.addWidget(language)
        month_first = parts.Check()
        say(month_first.setText, _("3/11/2016 is in March, as in the United States"))
        month_first.setChecked(self.mapping.month_first)
        month_first.toggled.connect(lambda on: self._use(_with(self.mapping, month_first=on)))
        column.addWidget(month_first)
        return column


def _with(mapping: ColumnMapping, **said: object) -> ColumnMapping:
    from dataclasses import replace

    return replace(mapping, **said)  # type: ignore[arg-type]  # names of its own fields
