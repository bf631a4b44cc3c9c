"""Icons of one family (Phosphor), drawn from a font in whatever colour and size the window has at that moment.

The font is the one that ``qtawesome`` ships; the package itself is never imported, because its start takes longer
than the window's. A glyph is filled as a path, so that it is sharp at every size and needs no entry among the
system's fonts.
"""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Final, Literal

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QIconEngine, QPainter, QPainterPath, QPixmap, QRawFont

from ui.look.tokens import colours

Role = Literal["text", "muted", "surface", "accent", "on_accent", "danger", "decision", "action", "note"]
"""What an icon is for, which gives its colour in every palette."""

_FONT: Final = "fonts/phosphor-1.3.0.ttf"
_EM: Final = 256.0
_MIRRORED: Final = frozenset({"arrow-left", "arrow-right", "caret-left", "caret-right", "arrow-square-out", "sign-in"})
"""Icons that say *forwards* or *back*, and so turn round where people read from right to left."""

# fmt: off
CODE_POINTS: Final = {
    "arrow-clockwise": 0xF020, "arrow-counter-clockwise": 0xF021, "arrow-down": 0xF022, "arrow-left": 0xF03B,
    "arrow-right": 0xF044, "arrow-square-out": 0xF058, "arrow-u-down-left": 0xF05D, "arrow-up": 0xF061,
    "arrows-clockwise": 0xF045,
    "arrows-left-right": 0xF04D, "at": 0xF06C, "bell": 0xF082, "bookmark-simple": 0xF095, "buildings": 0xF0A8,
    "calendar": 0xF0AC, "calendar-blank": 0xF0AD, "caret-down": 0xF0C2, "caret-left": 0xF0C3, "caret-right": 0xF0C4,
    "caret-up": 0xF0C5, "chart-bar": 0xF0D2, "chat-text": 0xF0E6, "check": 0xF0E7, "check-circle": 0xF0E8,
    "check-square": 0xF0EA, "circle": 0xF0EC, "clock": 0xF0F9, "clock-counter-clockwise": 0xF0FC, "columns": 0xF10E,
    "command": 0xF10F, "copy": 0xF114, "dots-six-vertical": 0xF144, "dots-three": 0xF145,
    "dots-three-vertical": 0xF14A, "download-simple": 0xF14C, "envelope-simple": 0xF156, "eraser": 0xF159,
    "export": 0xF15A, "eye": 0xF15B, "eye-slash": 0xF15E, "file-arrow-down": 0xF168, "file-arrow-up": 0xF169,
    "file-pdf": 0xF16C, "file-plus": 0xF16D, "file-text": 0xF170, "files": 0xF16E, "flag": 0xF17C,
    "floppy-disk": 0xF181, "folder-open": 0xF18C, "funnel": 0xF196, "gear-six": 0xF19C, "git-branch": 0xF1A6,
    "git-merge": 0xF1AD, "globe": 0xF1AF, "hand": 0xF1B8, "handshake": 0xF1C0, "hash": 0xF1C5, "house": 0xF1D8,
    "image": 0xF1DD,
    "identification-card": 0xF1DC, "info": 0xF1E0, "keyboard": 0xF1E5, "lightbulb": 0xF1ED, "link": 0xF1F3,
    "link-break": 0xF1F4, "list": 0xF1FA, "list-bullets": 0xF1FB, "list-numbers": 0xF1FD, "lock": 0xF1FF,
    "lock-open": 0xF204, "magnifying-glass": 0xF20A, "map-pin": 0xF20D, "map-trifold": 0xF20F, "microphone": 0xF218,
    "minus": 0xF21A, "moon": 0xF21F, "note": 0xF22A, "notebook": 0xF22C, "package": 0xF251,
    "paper-plane-tilt": 0xF25C, "paperclip": 0xF258, "pencil-simple": 0xF266, "phone": 0xF26E, "plus": 0xF27F,
    "printer": 0xF288, "prohibit": 0xF289, "push-pin": 0xF28D, "question": 0xF293, "quotes": 0xF295, "scales": 0xF2AA,
    "shield-check": 0xF2B8, "sign-in": 0xF2C6, "squares-four": 0xF2F0, "star": 0xF2F3, "sun": 0xF2FE, "table": 0xF304,
    "target": 0xF308, "text-aa": 0xF310, "translate": 0xF333, "trash": 0xF334, "tray": 0xF336,
    "tree-structure": 0xF339, "upload-simple": 0xF345, "user": 0xF346, "user-minus": 0xF34E, "user-plus": 0xF34F,
    "users": 0xF351, "users-four": 0xF352, "users-three": 0xF354, "warning": 0xF35C, "warning-circle": 0xF35D,
    "x": 0xF36D,
}
"""Where each icon that the window uses stands in the font; tested against the font's own table."""
# fmt: on


@cache
def _font() -> QRawFont:
    spec = find_spec("qtawesome")
    folders = spec.submodule_search_locations if spec is not None else None
    return QRawFont(str(Path(next(iter(folders or ()), "")) / _FONT), _EM)


@cache
def _outline(name: str) -> QPainterPath:
    """The icon's path in a square of `_EM`; empty where the font is missing, for a window without icons still works."""
    font = _font()
    if not font.isValid():
        return QPainterPath()
    glyph = font.glyphIndexesForString(chr(CODE_POINTS[name]))[0]
    return font.pathForGlyph(glyph).translated(0, font.ascent())


def paint(painter: QPainter, name: str, rect: QRectF | QRect, colour: QColor) -> None:
    """Fill the icon into the largest square in the middle of ``rect``."""
    box = QRectF(rect)
    side = min(box.width(), box.height())
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(box.center().x(), box.center().y())
    turned = name in _MIRRORED and QGuiApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft
    painter.scale((-side if turned else side) / _EM, side / _EM)
    painter.translate(-_EM / 2, -_EM / 2)
    painter.fillPath(_outline(name), colour)
    painter.restore()


class _Engine(QIconEngine):
    """Paints one icon in the colours in force when it is painted, not when it was made."""

    def __init__(self, name: str, role: Role, checked: Role) -> None:
        super().__init__()
        self._name, self._role, self._checked = name, role, checked

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        role = self._checked if state == QIcon.State.On else self._role
        shown = "muted" if mode == QIcon.Mode.Disabled else role  # as the words beside it
        paint(painter, self._name, rect, getattr(colours(), shown))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        canvas = QPixmap(size)
        canvas.fill(Qt.GlobalColor.transparent)
        painter = QPainter(canvas)
        self.paint(painter, QRect(canvas.rect().topLeft(), size), mode, state)
        painter.end()
        return canvas


def icon(name: str, role: Role = "muted", *, checked: Role = "accent") -> QIcon:
    """The icon of that name in the family; ``checked`` is its colour on a button that is down.

    Raises:
        KeyError: the icon is not among `CODE_POINTS`; add it there.
    """
    CODE_POINTS[name]
    return QIcon(_Engine(name, role, checked))
