"""Tokens, theme, icons: what can be said of the look without looking."""

from __future__ import annotations

import json
from importlib.util import find_spec
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import pytest
from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QImage, QPainter

from ui.look import icons, theme, tokens
from ui.look.tokens import DARK, LIGHT, Palette, u
from ui.widgets import parts

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

TEXTS = (
    ("text", "surface"), ("text", "window"), ("muted", "surface"), ("muted", "selected"), ("muted", "window"),
    ("accent", "surface"), ("on_accent", "accent"), ("decision", "decision_pill"), ("action", "action_pill"),
    ("note", "note_pill"), ("danger", "surface"), ("danger", "danger_pill"), ("text", "hover"), ("text", "selected"),
)  # fmt: skip


def luminance(colour: QColor) -> float:
    """Relative luminance (WCAG 2.2)."""
    parts = [
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in (colour.redF(), colour.greenF(), colour.blueF())
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: QColor, other: QColor) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), TEXTS)
def test_every_text_stands_out_from_its_ground(palette: Palette, ink: str, ground: str) -> None:
    assert contrast(getattr(palette, ink), getattr(palette, ground)) >= 4.5


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_frames_and_the_ring_of_focus_can_be_seen(palette: Palette) -> None:
    assert contrast(palette.border, palette.surface) >= 3
    assert contrast(palette.accent, palette.surface) >= 3
    assert contrast(palette.accent, palette.window) >= 3


def test_larger_text_makes_every_length_larger(qapp: QApplication) -> None:
    theme.apply(qapp, appearance="light", scale_percent=100)
    plain, size = u(10), qapp.font().pointSizeF()
    theme.apply(qapp, appearance="light", scale_percent=200)
    assert qapp.font().pointSizeF() == pytest.approx(2 * size)
    assert u(10) == pytest.approx(2 * plain, abs=2)


def test_each_appearance_puts_its_palette_in_force(qapp: QApplication) -> None:
    theme.apply(qapp, appearance="dark")
    assert tokens.colours() is DARK
    assert qapp.palette().window().color() == DARK.window
    theme.apply(qapp, appearance="light")
    assert tokens.colours() is LIGHT


def test_lines_from_the_right_begin_at_one_edge(qtbot: QtBot) -> None:
    """Qt moves each line that it breaks by the space at which it breaks it, and cuts its last letter off."""
    made = parts.label(" ".join(["الحضور"] * 12), wrap=True)
    made.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    made.setFixedWidth(220)
    made.setStyleSheet("background: white; color: black")
    qtbot.addWidget(made)
    made.show()
    picture = made.grab().toImage()
    inked = [
        [x for x in range(picture.width()) if picture.pixelColor(x, y).lightness() < 128]
        for y in range(picture.height())
    ]
    lines = [list(group) for some, group in groupby(inked, key=bool) if some]
    edges = [max(map(max, line)) for line in lines if len(line) > 4]  # not the dots of letters alone
    assert len(edges) > 1
    assert max(edges) - min(edges) <= 1


def test_a_label_from_the_right_stands_at_the_top_where_it_is_to_stand_there(qtbot: QtBot) -> None:
    """The label of a field stands beside the first line of its editor, however high that is."""
    made = parts.label("الاسم الشخصي", wrap=True)
    made.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    made.setAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignTop)
    made.setFixedSize(220, 120)
    made.setStyleSheet("background: white; color: black")
    qtbot.addWidget(made)
    made.show()
    picture = made.grab().toImage()
    rows = [y for y in range(120) if any(picture.pixelColor(x, y).lightness() < 128 for x in range(picture.width()))]
    assert rows
    assert rows[-1] < 60


# icons


def test_the_icons_stand_where_the_font_has_them() -> None:
    spec = find_spec("qtawesome")
    assert spec is not None
    assert spec.origin is not None
    table = json.loads((Path(spec.origin).parent / "fonts/phosphor-charmap-1.3.0.json").read_text())
    assert {name: int(table[name], 16) for name in icons.CODE_POINTS} == icons.CODE_POINTS


def drawn(name: str, colour: str = "black") -> QImage:
    image = QImage(64, 64, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    icons.paint(painter, name, QRect(0, 0, 64, 64), QColor(colour))
    painter.end()
    return image


def ink(image: QImage) -> int:
    return sum(image.pixelColor(x, y).lightness() < 128 for x in range(0, 64, 2) for y in range(0, 64, 2))


@pytest.mark.parametrize("name", sorted(icons.CODE_POINTS))
def test_each_icon_draws_something_within_its_box(name: str) -> None:
    assert ink(drawn(name)) > 3
    assert QRectF(-1, -1, 258, 258).contains(icons._outline(name).boundingRect())


def test_an_icon_takes_the_palette_of_the_moment(qapp: QApplication) -> None:
    made = icons.icon("plus", "text")
    theme.apply(qapp, appearance="light")
    light = made.pixmap(QSize(32, 32)).toImage()
    theme.apply(qapp, appearance="dark")
    dark = made.pixmap(QSize(32, 32)).toImage()
    assert light.pixelColor(16, 8).lightness() < 100 < dark.pixelColor(16, 8).lightness()


def test_arrows_turn_round_where_people_read_from_the_right(qapp: QApplication) -> None:
    plain = drawn("arrow-right")
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    assert drawn("arrow-right") == drawn("arrow-right")
    assert drawn("arrow-right") != plain
    assert drawn("check") == drawn("check")


def test_an_icon_that_is_not_in_the_table_is_told_when_it_is_made() -> None:
    with pytest.raises(KeyError):
        icons.icon("no-such-icon")


def test_the_icon_of_a_disabled_button_is_as_its_words_are(qapp: QApplication) -> None:
    size = QSize(64, 64)
    for role in get_args(icons.Role):
        picture = icons.icon("git-merge", role).pixmap(size, QIcon.Mode.Disabled).toImage()
        inked = {picture.pixelColor(x, y).name() for x in range(64) for y in range(64)
                 if picture.pixelColor(x, y).alpha() == 255}  # fmt: skip
        assert inked == {tokens.colours().muted.name()}
