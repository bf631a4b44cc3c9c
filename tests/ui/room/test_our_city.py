"""What stands at the head of the documents can be written, and a logo chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from desktop_app.records import City
from tests.exchange.test_pictures import drawn
from ui.dialogs.our_city import OurCity
from ui.editors import RecordPicker
from ui.editors.picture import PictureEdit

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from ui.session import Session


def test_the_city_is_written_as_it_is_typed(session: Session, tmp_path: Path, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    dialog = OurCity(window, session)
    dialog.open()
    workspace = session.workspace
    authority = dialog.city.rows["authority"]
    authority.setFocus()
    QTest.keyClicks(dialog.focusWidget(), "Commune")
    logo = dialog.city.rows["logo"].editor
    assert isinstance(logo, PictureEdit)
    logo.take(drawn(tmp_path / "logo.png"))
    session.settle()
    city = workspace.get(workspace.city)
    assert isinstance(city, City)
    assert city.authority == "Commune"
    assert city.logo
    assert logo.shown.isVisibleTo(dialog)
    logo.remove.click()
    city = workspace.get(workspace.city)
    assert isinstance(city, City)
    assert not city.logo


def test_the_country_is_shown_and_found_by_its_name(session: Session, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    dialog = OurCity(window, session)
    dialog.open()
    country = dialog.city.rows["country"].editor
    assert isinstance(country, RecordPicker)
    assert country.text() == "Morocco"
    country.setFocus()
    country.selectAll()
    QTest.keyClicks(country, "leban")
    qtbot.waitUntil(country._popup.isVisible)
    with qtbot.waitSignal(country.chosen):
        QTest.keyClick(country._popup, Qt.Key.Key_Return)
    session.settle()
    city = session.workspace.get(session.workspace.city)
    assert isinstance(city, City)
    assert city.country == "LB"
    assert country.text() == "Lebanon"


def test_what_is_no_picture_is_said_and_changes_nothing(session: Session, tmp_path: Path, qtbot: QtBot) -> None:
    edit = PictureEdit()
    qtbot.addWidget(edit)
    path = tmp_path / "logo.png"
    path.write_text("none", encoding="ascii")
    with qtbot.waitSignal(edit.refused) as said:
        edit.take(path)
    assert said.args is not None
    assert "not a PNG or JPEG picture" in str(said.args[0])
    assert edit.value() == ""
