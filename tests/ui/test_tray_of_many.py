"""A tray of thousands: it opens, is gone through and is emptied by keys without making more rows than are looked at."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Final

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop_app.workspace.changes.change import canonical, write
from ui.pages.exchange import ExchangePage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop_app.workspace import Change, Workspace
    from ui.exchange.deciding import Deciding
    from ui.main.shell import Shell

MANY: Final = 3_000
ZONE: Final = 2_500
"""The number of the only one whose name begins so."""
LOOKED_AT: Final = 400
"""More rows than a window has room for, and far fewer than there are."""


def _contradicting() -> Iterator[Change]:
    """Organisations of which two people wrote different names."""
    for number in range(MANY):
        record = str(uuid.UUID(int=number + 1 << 64))
        for who in (1, 2):
            name = canonical(f"{'Zone' if number == ZONE else 'Atelier'} {number:04} de {who}")
            yield write(
                "organisation", record, "name", "fr", name, author=f"Auteur {who}",
                site=str(uuid.UUID(int=who)), seq=number + 1, at=1_500_000_000_000 + number * 2 + who,
            )  # fmt: skip


@pytest.fixture
def tray(shell: Shell, workspace: Workspace) -> Deciding:
    workspace.absorb(_contradicting(), label="Lyon", digest="", sender="Luc")
    page = shell.go("exchange")
    assert isinstance(page, ExchangePage)
    page.part("decide")
    page.deciding.list.setFocus()
    return page.deciding


def press(tray: Deciding, key: Qt.Key, *, control: bool = False) -> None:
    modifier = Qt.KeyboardModifier.ControlModifier if control else Qt.KeyboardModifier.NoModifier
    focused = tray.window().focusWidget()
    assert focused is not None
    QTest.keyClick(focused, key, modifier)


def place(tray: Deciding) -> int:
    return tray.list.currentIndex().row()


def made(tray: Deciding) -> int:
    """How many rows were made since the list was last read."""
    return len(tray.list.drawn._drawn)


def test_it_is_gone_through_by_keys_and_only_what_is_looked_at_is_made(tray: Deciding) -> None:
    tray.window().grab()
    assert tray.list.rows.rowCount() == MANY
    for key, there in (
        (Qt.Key.Key_End, MANY - 1),
        (Qt.Key.Key_Up, MANY - 2),
        (Qt.Key.Key_Home, 0),
        (Qt.Key.Key_Down, 1),
    ):
        press(tray, key)
        assert place(tray) == there
        assert tray.sides is not None
        assert tray.sides.one.record in tray.list.key
    press(tray, Qt.Key.Key_PageDown)
    assert 3 < place(tray) < 30
    press(tray, Qt.Key.Key_Home)
    press(tray, Qt.Key.Key_Up, control=True)
    assert place(tray) == MANY - 1
    press(tray, Qt.Key.Key_Down, control=True)
    assert place(tray) == 0
    tray.window().grab()
    assert 0 < made(tray) < LOOKED_AT


def test_a_beginning_that_is_typed_finds_its_row_among_all(tray: Deciding) -> None:
    QTest.keyClicks(tray.list, "zon")
    assert tray.list.rows.at(place(tray)).title.startswith("Zone 2500")


def test_it_is_emptied_by_keys_one_after_the_other(tray: Deciding, workspace: Workspace) -> None:
    press(tray, Qt.Key.Key_End)
    for left in range(MANY - 1, MANY - 4, -1):
        assert tray.sides is not None
        one = tray.sides.one
        press(tray, Qt.Key.Key_2)
        press(tray, Qt.Key.Key_Return)
        assert tray.list.rows.rowCount() == workspace.undecided() == left
        assert place(tray) == left - 1
        assert one.record not in {row.record for row in workspace.contested()}
    assert made(tray) < LOOKED_AT
    assert workspace.undo()
    assert tray.list.rows.rowCount() == MANY - 2
