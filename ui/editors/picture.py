"""A small picture: chosen from a file, shown, taken out again."""

from __future__ import annotations

import base64
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QWidget

from desktop_app.errors import RoundtableError
from desktop_app.language import _
from ui.look.tokens import u
from ui.widgets import parts
from ui.words.say import say


class PictureEdit(QWidget):
    """Holds a picture as its field keeps it."""

    edited = Signal()
    chosen = Signal()
    refused = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._value = ""
        self.shown = QLabel()
        self.shown.setFixedHeight(u(12))
        self.shown.setAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        self.choose = parts.button(_("Choose a picture…"), self._ask, icon="image")
        self.remove = parts.button(_("Remove it"), self._remove, role="link")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(u(2))
        row.addWidget(self.shown)
        row.addWidget(self.choose)
        row.addWidget(self.remove)
        row.addStretch()
        self.setFocusProxy(self.choose)
        self._show()

    def value(self) -> str:
        return self._value

    def set_value(self, value: object) -> None:
        if value != self._value:
            self._value = str(value or "")
            self._show()

    def set_name(self, name: str) -> None:
        self.choose.setAccessibleDescription(name)
        self.shown.setAccessibleName(name)

    def take(self, path: Path) -> None:
        """Take the picture of a file, or say why not."""
        from desktop_app.exchange.pictures import picture

        try:
            self._value = picture(path)
        except RoundtableError as refused:
            self.refused.emit(refused.sentence)
            return
        self._show()
        self.chosen.emit()

    def _ask(self) -> None:
        dialog = QFileDialog(self, str(_("Choose a picture")))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter("PNG, JPEG (*.png *.jpg *.jpeg)")
        dialog.fileSelected.connect(lambda name: self.take(Path(name)))
        dialog.open()

    def _remove(self) -> None:
        self._value = ""
        self._show()
        self.chosen.emit()

    def _show(self) -> None:
        found = QPixmap()
        if self._value:
            found.loadFromData(base64.b64decode(self._value))
        self.shown.setVisible(not found.isNull())
        self.remove.setVisible(bool(self._value))
        say(self.choose.setText, _("Choose another…") if self._value else _("Choose a picture…"))
        if not found.isNull():
            ratio = self.devicePixelRatioF()
            size = int(u(12) * ratio)
            scaled = found.scaled(
                size * 3, size, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            )
            scaled.setDevicePixelRatio(ratio)
            self.shown.setPixmap(scaled)
