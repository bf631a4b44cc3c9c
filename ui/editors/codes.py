"""One code of a vocabulary, and several."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Property, QEvent, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from desktop_app.language import window_language
from desktop_app.records import vocabulary
from ui.editors.base import leaves_undo_alone
from ui.editors.combo import Combo
from ui.look.tokens import u
from ui.widgets.chip import Chip
from ui.widgets.flow import Flow

if TYPE_CHECKING:
    from desktop_app.records import Value


class CodeCombo(Combo):
    """A list of a vocabulary's labels that holds a code; its user property is ``code``.

    A code that this version does not know stays, and is shown as it is.
    """

    edited = Signal()
    chosen = Signal()
    refused = Signal(object)

    def __init__(self, name: str, *, required: bool = False) -> None:
        super().__init__()
        self._name, self._required = name, required
        self._fill("")
        self.activated.connect(self.chosen)

    def _fill(self, code: str) -> None:
        offered = vocabulary(self._name)
        codes = list(offered.codes) if self._required else ["", *offered.codes]
        if code not in codes:
            codes.append(code)
        with QSignalBlocker(self):
            self.clear()
            for known in codes:
                self.addItem(offered.label(known, window_language()) if known else "—", known)
            self.setCurrentIndex(codes.index(code))

    def _code(self) -> str:
        return str(self.currentData() or "")

    def _set_code(self, code: str) -> None:
        if code != self._code() or self.currentIndex() < 0:
            self._fill(code)

    code = Property(str, _code, _set_code, notify=chosen, user=True)

    def value(self) -> str:
        return self._code()

    def set_value(self, value: Value) -> None:
        self._set_code(str(value or ""))

    def set_name(self, name: str) -> None:
        self.setAccessibleName(name)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._fill(self._code())
        super().changeEvent(event)


class CodeChips(QWidget):
    """Several codes of a small vocabulary: each label a button that is down or up; arrows move between them."""

    edited = Signal()
    chosen = Signal()
    refused = Signal(object)

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self._order: list[str] = []
        self._unknown: tuple[str, ...] = ()
        self._flow = Flow(self, u(1.5))
        self._chips: dict[str, Chip] = {}
        for code in vocabulary(name).codes:
            chip = Chip()
            chip.setCheckable(True)
            chip.installEventFilter(self)
            chip.clicked.connect(lambda _checked=False, code=code: self._toggled(code))
            self._chips[code] = chip
            self._flow.addWidget(chip)
        self._label()

    def _label(self) -> None:
        for code, chip in self._chips.items():
            chip.show_words(vocabulary(self._name).label(code, window_language()))

    def _toggled(self, code: str) -> None:
        if code in self._order:
            self._order.remove(code)
        else:
            self._order.append(code)
        self.chosen.emit()

    def value(self) -> tuple[str, ...]:
        return tuple(self._order)

    def set_value(self, value: Value) -> None:
        assert isinstance(value, tuple)
        self._order = list(value)
        for code, chip in self._chips.items():
            chip.setChecked(code in self._order)

    def set_name(self, name: str) -> None:
        self.setAccessibleName(name)
        for chip in self._chips.values():
            chip.setAccessibleDescription(name)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._label()
        super().changeEvent(event)

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if leaves_undo_alone(event):
                return False
            step = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}.get(
                Qt.Key(event.key())
            )
            if step is not None and isinstance(watched, Chip):
                turned = event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right) and self.isRightToLeft()
                self._move(watched, -step if turned else step)
                return True
        return False

    def _move(self, chip: Chip, step: int) -> None:
        chips = list(self._chips.values())
        chips[(chips.index(chip) + step) % len(chips)].setFocus(Qt.FocusReason.TabFocusReason)
