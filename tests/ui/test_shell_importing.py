"""A stakeholder list as city teams keep them comes in: columns matched, doubts shown, all or nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import openpyxl
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

import resources
from desktop_app.records import Membership, Organisation, Person
from ui.editors.codes import CodeCombo
from ui.importing import begin
from ui.importing.legend import Mark
from ui.importing.wizard import Wizard
from ui.main.window import Window
from ui.session import Session

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from desktop_app.workspace import Workspace
    from ui.main.opening import Opener

ROWS = (
    "Nom et prénom;Organisme;Type;Fonction;E-mail;Membre depuis",
    "BEN AMOR Salwa;Municipalité de Tunis;collectivité locale;Directrice;s.benamor@example.org;14/09/2015",
    "Trabelsi, Mohamed Ali;Association Terre d'asile;ONG;Président;pas d'adresse;sept. 2016",
)


@pytest.fixture
def wizard(qapp: QApplication, qtbot: QtBot, opener: Opener, empty_workspace: Workspace, tmp_path: Path) -> Wizard:
    """The wizard, on a list of two people."""
    path = tmp_path / "liste.csv"
    path.write_text("\n".join(ROWS), encoding="utf-8")
    window = Window(qapp, opener)
    qtbot.addWidget(window)
    window.resize(1280, 800)
    window.use(Session(empty_workspace, opener.settings))
    window.show()
    return opened(window, path, qtbot)


def opened(window: Window, path: Path, qtbot: QtBot) -> Wizard:
    assert window.session is not None
    begin(window, window.session, path)
    qtbot.waitUntil(lambda: window.findChild(Wizard) is not None, timeout=20_000)
    found = window.findChild(Wizard)
    assert found is not None
    return found


def idle(wizard: Wizard, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not wizard._session.jobs.running, timeout=20_000)


def rehearsed(wizard: Wizard, qtbot: QtBot) -> None:
    wizard.go_on.click()
    idle(wizard, qtbot)
    assert wizard._rows.model is not None
    QTest.qWait(10)  # it goes to the first doubtful cell when it has been painted
    assert wizard._rows.table.currentIndex().isValid()


def test_columns_are_matched_by_their_names(wizard: Wizard) -> None:
    assert [choice.currentData() for choice in wizard.columns.choices.values()] == [
        "person.name", "organisation.name", "organisation.type", "membership.function", "person.email",
        "membership.starts_on",
    ]  # fmt: skip


def test_a_column_taken_for_another_thing_is_taken_from_the_first(wizard: Wizard) -> None:
    choice = wizard.columns.choices[4]
    choice.setCurrentIndex(choice.findData("membership.starts_on"))
    choice.activated.emit(choice.currentIndex())
    assert wizard.columns.choices[5].currentData() == ""


def test_a_cell_that_cannot_be_is_marked_said_and_corrected_in_place(
    wizard: Wizard, qtbot: QtBot, empty_workspace: Workspace
) -> None:
    rehearsed(wizard, qtbot)
    model = wizard._rows.model
    assert model is not None
    column = model.slots.index("person.email") + 1
    index = model.index(1, column)
    assert model.remarks(index)
    wizard._rows.table.setCurrentIndex(index)
    assert wizard._rows._why.text() == " ".join(map(str, model.remarks(index)))
    assert model.setData(index, "ma.trabelsi@example.org")
    idle(wizard, qtbot)
    assert not model.remarks(model.index(1, column))
    assert wizard._rows.table.currentIndex().column() == column, "the place stays"
    assert empty_workspace.count(Person) == 0, "nothing is written before it is taken in"


def test_a_formula_without_its_result_can_be_left_empty(wizard: Wizard, qtbot: QtBot, tmp_path: Path) -> None:
    window = wizard.parent()
    assert isinstance(window, Window)
    wizard.reject()
    wizard.setParent(None)
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append(["Nom et prénom", "Organisme", "Type", "E-mail", "Téléphone", "Membre depuis"])
    book.active.append(["BEN AMOR Salwa", "Municipalité de Tunis", "collectivité locale", "s@a.org", "=A1&B1", "2016"])
    book.save(tmp_path / "formule.xlsx")
    found = opened(window, tmp_path / "formule.xlsx", qtbot)
    rehearsed(found, qtbot)
    rows = found._rows
    assert rows.model is not None
    index = rows.model.index(0, rows.model.slots.index("person.phone") + 1)
    rows.table.setCurrentIndex(index)
    assert rows.model.refused(index)
    assert not found.go_on.isEnabled()
    assert rows.empty.isVisible()
    rows.empty.click()
    idle(found, qtbot)
    assert found.go_on.isEnabled(), found._what.text()
    rows.table.setCurrentIndex(rows.model.index(0, 1))
    assert not rows.empty.isVisible()


def test_the_whole_list_is_taken_in_and_undone_in_one_step(
    wizard: Wizard, qtbot: QtBot, empty_workspace: Workspace
) -> None:
    rehearsed(wizard, qtbot)
    model = wizard._rows.model
    assert model is not None
    model.setData(model.index(1, model.slots.index("person.email") + 1), "")
    idle(wizard, qtbot)
    assert wizard.go_on.isEnabled(), wizard._what.text()
    wizard.go_on.click()
    idle(wizard, qtbot)
    assert not wizard.isVisible()
    assert [empty_workspace.count(kind) for kind in (Person, Organisation, Membership)] == [2, 2, 2]
    assert {person.family_name for person in empty_workspace.all(Person)} == {"Ben Amor", "Trabelsi"}
    assert empty_workspace.undo()
    assert empty_workspace.count(Person) == 0


def again(wizard: Wizard, qtbot: QtBot, path: Path, rows: tuple[str, ...]) -> Wizard:
    """The list was brought in; a month later it is brought in again as these rows."""
    window = wizard.parent()
    assert isinstance(window, Window)
    rehearsed(wizard, qtbot)
    model = wizard._rows.model
    assert model is not None
    model.setData(model.index(1, model.slots.index("person.email") + 1), "")
    idle(wizard, qtbot)
    wizard.go_on.click()
    idle(wizard, qtbot)
    wizard.setParent(None)
    path.write_text("\n".join(rows), encoding="utf-8")
    found = opened(window, path, qtbot)
    rehearsed(found, qtbot)
    return found


def test_what_differs_from_what_is_here_is_shown_and_only_taken_when_told(
    wizard: Wizard, qtbot: QtBot, tmp_path: Path, empty_workspace: Workspace
) -> None:
    changed = (ROWS[0], ROWS[1].replace("s.benamor@", "salwa@"), ROWS[2].replace("pas d'adresse", ""))
    found = again(wizard, qtbot, tmp_path / "liste2.csv", changed)
    rows = found._rows
    assert rows.model is not None
    assert [rows.model.data(rows.model.index(row, 0)) for row in (0, 1)] == ["already known, differs", "already known"]
    index = rows.model.index(0, rows.model.slots.index("person.email") + 1)
    qtbot.waitUntil(lambda: rows.table.currentIndex() == index)  # what is known already is no doubt, what differs is
    assert "s.benamor@example.org" in rows._why.text()
    assert not found.go_on.isEnabled(), "nothing would change"

    rows.take.click()
    idle(found, qtbot)
    rows.table.setCurrentIndex(index)
    assert rows.model.data(rows.model.index(0, 0)) == "changed"
    assert "replaces" in rows._why.text()
    rows.fine.click()
    idle(found, qtbot)
    assert not found.go_on.isEnabled()

    rows.table.setCurrentIndex(index)
    found.correct(found.corrections.replacing(rows.model.place(index)))
    idle(found, qtbot)
    found.go_on.click()
    idle(found, qtbot)
    assert {person.email for person in empty_workspace.all(Person)} == {"salwa@example.org", ""}
    assert empty_workspace.count(Person) == 2
    assert empty_workspace.undo()
    assert {person.email for person in empty_workspace.all(Person)} == {"s.benamor@example.org", ""}


def test_what_has_to_be_corrected_comes_before_what_is_worth_a_look(wizard: Wizard, qtbot: QtBot) -> None:
    rehearsed(wizard, qtbot)
    rows = wizard._rows
    assert rows.model is not None
    index = rows.model.index(1, rows.model.slots.index("person.email") + 1)
    qtbot.waitUntil(lambda: rows.table.currentIndex() == index)
    rows.go_to_next()
    assert rows.table.currentIndex() == index, "it is the only one"
    assert rows.next.text() == "Next cell to correct"
    shown = {mark for mark, entry in rows.legend._entries.items() if not entry.isHidden()}
    assert shown == rows.model.marks()
    assert Mark.REFUSED in shown


def test_a_code_is_chosen_from_its_labels(wizard: Wizard, qtbot: QtBot) -> None:
    rehearsed(wizard, qtbot)
    rows = wizard._rows
    assert rows.model is not None
    index = rows.model.index(1, rows.model.slots.index("organisation.type") + 1)
    rows.table.setCurrentIndex(index)
    rows.table.edit(index)
    (combo,) = rows.table.viewport().findChildren(CodeCombo)
    combo.setCurrentIndex(combo.findData("trade_union"))
    combo.chosen.emit()
    idle(wizard, qtbot)
    cell = rows.model.cell(index)
    assert cell is not None
    assert cell.value == "trade_union"


def test_a_row_is_left_out_and_taken_again(wizard: Wizard, qtbot: QtBot) -> None:
    rehearsed(wizard, qtbot)
    rows = wizard._rows
    assert rows.model is not None
    rows.table.setCurrentIndex(rows.model.index(0, 1))
    rows.leave.click()
    idle(wizard, qtbot)
    assert rows.model.data(rows.model.index(0, 0)) == "left out"
    assert rows.leave.text() == "Include the row"
    rows.leave.click()
    idle(wizard, qtbot)
    assert rows.model.data(rows.model.index(0, 0)) == "new"


def test_going_back_loses_nothing(wizard: Wizard, qtbot: QtBot) -> None:
    rehearsed(wizard, qtbot)
    wizard.back.click()
    assert wizard._steps.currentIndex() == 0
    rehearsed(wizard, qtbot)
    assert wizard._steps.currentIndex() == 1


def test_cancelling_writes_nothing(wizard: Wizard, qtbot: QtBot, empty_workspace: Workspace) -> None:
    rehearsed(wizard, qtbot)
    QTest.keyClick(wizard, Qt.Key.Key_Escape)
    assert not wizard.isVisible()
    assert empty_workspace.count(Person) == 0


def test_the_list_of_tunis_comes_in(wizard: Wizard, qtbot: QtBot, tmp_path: Path, empty_workspace: Workspace) -> None:
    window = wizard.parent()
    assert isinstance(window, Window)
    wizard.reject()
    wizard.setParent(None)
    path = tmp_path / "tunis.xlsx"
    path.write_bytes(resources.read_bytes("demo/liste_parties_prenantes_tunis.xlsx"))
    found = opened(window, path, qtbot)
    rehearsed(found, qtbot)
    assert "people" in found._what.text()
    assert next(found._rows.model.marked()).isValid()  # type: ignore[union-attr]


def test_a_file_that_is_no_list_is_a_sentence(wizard: Wizard, qtbot: QtBot, tmp_path: Path) -> None:
    window = wizard.parent()
    assert isinstance(window, Window)
    assert window.session is not None
    wizard.reject()
    path = tmp_path / "x.xlsx"
    path.write_bytes(b"PK\x03\x04 broken")
    begin(window, window.session, path)
    assert window.shell is not None
    bar = window.shell.notices
    qtbot.waitUntil(lambda: bar.isVisible(), timeout=20_000)
    assert "x.xlsx" in bar.words.text()


def test_looking_again_after_a_look_has_ended_is_no_trouble(wizard: Wizard, qtbot: QtBot) -> None:
    rehearsed(wizard, qtbot)
    qtbot.wait(1)  # what has ended is deleted when Qt comes to it
    wizard.rehearse()
    wizard.rehearse()
    idle(wizard, qtbot)
    assert wizard._rows.plan is not None


# columns whose empty cells mean what stands above

HEADINGS = ("Nom et prénom", "Organisation", "Type", "Fonction", "E-mail", "Membre depuis")


@pytest.fixture
def gapped(wizard: Wizard, qtbot: QtBot, tmp_path: Path) -> Wizard:
    """The wizard, on a workbook with the organisations in the first of their rows, one of them in merged cells."""
    window = wizard.parent()
    assert isinstance(window, Window)
    wizard.reject()
    wizard.setParent(None)
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    for row in (
        HEADINGS,
        ("BEN AMOR Salwa", "Municipalité de Tunis", "collectivité locale", "Directrice", "s@tunis.org", "2015"),
        ("TRABELSI Ali", None, None, "Chargé de mission", None, "2016"),
        ("GHARBI Hela", None, None, "Conseillère", None, "2016"),
        ("JEBALI Karim", "Association Amal", "ONG", "Président", "k@amal.org", "2016"),
        ("SFAR Leila", None, None, "Trésorière", None, "2016"),
    ):
        page.append(row)
    page.merge_cells("B5:B6")
    book.save(tmp_path / "cellules.xlsx")
    return opened(window, tmp_path / "cellules.xlsx", qtbot)


def shown_repeats(wizard: Wizard) -> list[str]:
    """The columns at which it is offered, in their order."""
    checks = wizard.columns.repeats
    return [column.name for column in wizard.columns.mapping.columns if checks[column.number].isVisible()]


def told_of(wizard: Wizard, row: int, slot: str) -> str:
    """What stands below the table when a cell is gone to."""
    rows = wizard._rows
    assert rows.model is not None
    rows.table.setCurrentIndex(rows.model.index(row, rows.model.slots.index(slot) + 1 if slot else 0))
    return rows._why.text()


def organisations(wizard: Wizard) -> list[str]:
    model = wizard._rows.model
    assert model is not None
    column = model.slots.index("organisation.name") + 1
    return [model.data(model.index(row, column)) for row in range(model.rowCount())]


def test_it_is_offered_where_cells_are_empty_below_others_and_not_for_what_is_ones_own(gapped: Wizard) -> None:
    assert shown_repeats(gapped) == ["Organisation", "Type"], "many addresses are empty, too"
    assert not any(check.isChecked() for check in gapped.columns.repeats.values())

    choice = gapped.columns.choices[1]
    choice.setCurrentIndex(choice.findData(""))
    choice.activated.emit(choice.currentIndex())
    assert shown_repeats(gapped) == ["Type"]


def test_a_list_without_such_cells_offers_nothing(wizard: Wizard) -> None:
    assert shown_repeats(wizard) == []


def test_empty_cells_mean_what_stands_above_once_it_is_ticked(
    gapped: Wizard, qtbot: QtBot, empty_workspace: Workspace
) -> None:
    rehearsed(gapped, qtbot)
    assert organisations(gapped) == ["Municipalité de Tunis", "", "", *["Association Amal"] * 2]
    gapped.back.click()

    check = gapped.columns.repeats[1]
    assert check.text() == "Empty cells mean the same as above"
    assert check.accessibleName() == "“Organisation”: empty cells mean the same as above"
    QTest.mouseClick(check, Qt.MouseButton.LeftButton, pos=QPoint(check.height() // 2, check.height() // 2))
    rehearsed(gapped, qtbot)
    assert organisations(gapped) == [*["Municipalité de Tunis"] * 3, *["Association Amal"] * 2]
    assert told_of(gapped, 2, "organisation.name").startswith(
        "This cell is empty in the list and means the same as in row 2."
    )
    assert "Taken from the rows above: Organisation: Name" in told_of(gapped, 1, "")
    assert "row 2" not in told_of(gapped, 0, "organisation.name")
    assert "above" not in told_of(gapped, 4, ""), "a merged cell is one cell"

    gapped.go_on.click()
    idle(gapped, qtbot)
    assert (empty_workspace.count(Organisation), empty_workspace.count(Membership)) == (2, 5)


def test_a_tick_is_taken_back_with_the_keyboard(gapped: Wizard, qtbot: QtBot) -> None:
    check = gapped.columns.repeats[1]
    check.setFocus()
    QTest.keyClick(check, Qt.Key.Key_Space)
    assert gapped.columns.mapping.repeats == {1}
    rehearsed(gapped, qtbot)
    gapped.back.click()
    assert check.isChecked(), "going back loses nothing"
    QTest.keyClick(check, Qt.Key.Key_Space)
    rehearsed(gapped, qtbot)
    assert organisations(gapped)[1] == ""


def test_a_column_that_becomes_another_is_asked_of_again(gapped: Wizard) -> None:
    QTest.keyClick(gapped.columns.repeats[1], Qt.Key.Key_Space)
    choice = gapped.columns.choices[1]
    choice.setCurrentIndex(choice.findData("membership.function"))
    choice.activated.emit(choice.currentIndex())
    assert gapped.columns.repeats[1].isVisible()
    assert not gapped.columns.repeats[1].isChecked()


def test_what_repeats_a_cell_follows_its_correction(gapped: Wizard, qtbot: QtBot) -> None:
    QTest.keyClick(gapped.columns.repeats[1], Qt.Key.Key_Space)
    rehearsed(gapped, qtbot)
    model = gapped._rows.model
    assert model is not None
    assert model.setData(model.index(0, model.slots.index("organisation.name") + 1), "Commune de Tunis")
    idle(gapped, qtbot)
    assert organisations(gapped)[:3] == ["Commune de Tunis"] * 3
