"""A coordinator's day at the keys: rehearsing, merging, withdrawing, and seeing on a form what contradicts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLabel, QWidget

from desktop_app.exchange import bundle, cards, merge
from desktop_app.records import Audience, Membership, Organisation, Person
from desktop_app.workspace import How, Workspace
from tests.ui.two_writers import sent_back
from ui.dialogs.frame import Ask
from ui.exchange.overview import HERE
from ui.main.notices import NoticeBar
from ui.pages.exchange import PARTS, ExchangePage
from ui.words import dates

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from ui.main.shell import Shell
    from ui.main.window import Window
    from ui.pages.stakeholders import StakeholdersPage

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def page(shell: Shell) -> ExchangePage:
    """The page of the exchange."""
    made = shell.go("exchange")
    assert isinstance(made, ExchangePage)
    return made


@pytest.fixture
def merged(page: ExchangePage, workspace: Workspace, tmp_path: Path) -> ExchangePage:
    """The page after a merge that left three things to decide."""
    merge.apply(workspace, bundle.read(sent_back(workspace, tmp_path)))
    return page


def idle(page: ExchangePage, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not page.session.jobs.running, timeout=20_000)


def rehearsed(page: ExchangePage, path: Path, qtbot: QtBot) -> None:
    page.take_files([path])
    qtbot.waitUntil(lambda: page.coming.files.rows.total == 1, timeout=20_000)
    idle(page, qtbot)


def words(widget: QWidget) -> set[str]:
    return {label.text() for label in widget.findChildren(QLabel) if label.isVisible()}


def press(window: QWidget, key: Qt.Key) -> None:
    QTest.keyClick(window.window().focusWidget(), key)


def click_at(window: Window, place: QPoint) -> None:
    """Click whatever lies there, as a mouse does."""
    handle = window.windowHandle()
    QTest.mouseClick(handle, LEFT, pos=place)


# what takes something away


def test_enter_withdraws_nothing_until_somebody_goes_to_the_button_that_does(
    merged: ExchangePage, window: Window, workspace: Workspace, qtbot: QtBot
) -> None:
    merged.part("arrived")
    for keys, withdrawn in (((Qt.Key.Key_Return,), False), ((Qt.Key.Key_Tab, Qt.Key.Key_Return), True)):
        QTest.mouseClick(merged.arrived.withdraw, LEFT)
        qtbot.waitUntil(lambda: bool(window.findChildren(Ask)), timeout=20_000)
        question = window.findChildren(Ask)[-1]
        qtbot.waitUntil(question.isActiveWindow)
        assert {"Withdraw “from-sami.rtbundle”", "1 organisation"} <= words(question)
        for key in keys:
            press(question, key)
        qtbot.waitUntil(lambda: not window.findChildren(Ask), timeout=20_000)
        idle(merged, qtbot)
        assert workspace.imports()[0].withdrawn is withdrawn
        row = merged.arrived.list.rows.at(0)
        assert row.title.endswith("· from-sami.rtbundle")
        one = workspace.imports()[0]
        assert one.withdrawn_at >= one.at if withdrawn else not one.withdrawn_at
        gone = f"withdrawn · {dates.written_at(one.withdrawn_at)}" if withdrawn else dates.written_at(one.at)
        assert (row.gone, row.end) == (withdrawn, gone)


def test_a_notice_moves_nothing_and_its_cross_clicked_twice_hits_nothing_below(
    merged: ExchangePage, window: Window, shell: Shell, qtbot: QtBot
) -> None:
    merged.part("arrived")
    foot = merged.arrived.withdraw
    qtbot.waitUntil(lambda: not merged.session.jobs.running, timeout=20_000)
    window.grab()  # lays out what the end of the work changed
    before = foot.mapTo(window, QPoint())
    merged.session.notice(PARTS["arrived"])
    bar = shell.notices
    qtbot.waitUntil(bar.isVisible)
    assert foot.mapTo(window, QPoint()) == before
    assert not bar.rect().contains(bar.mapFromGlobal(foot.mapToGlobal(foot.rect().center())))
    cross = bar._close.mapTo(window, bar._close.rect().center())
    click_at(window, cross)
    assert not bar.isVisible()
    below = window.childAt(cross)
    assert below is not None
    assert not isinstance(below, NoticeBar)
    assert not merged.isAncestorOf(below), "a second click hits nothing"
    assert foot.mapTo(window, QPoint()) == before


# the rehearsal


def test_what_is_new_opens_and_the_kinds_are_counted(
    page: ExchangePage, workspace: Workspace, tmp_path: Path, qtbot: QtBot
) -> None:
    rabat = {"code": "MARBA", "name": {"fr": "Rabat"}, "country": "MA"}
    with Workspace.create(tmp_path / "rabat.roundtable", city=rabat, author="Claire", language="fr") as other:
        person = other.add(Person, {"given_name": "Driss", "family_name": "Alami", "email": "d@example.org"})
        body = other.add(Organisation, {"name": {"fr": "Médiation"}, "type": "civil_society_organisation"})
        seat = {"person": person, "organisation": body, "starts_on": "2017", "function": {"fr": "Médiateur"}}
        other.add(Membership, seat)
        path = bundle.write(other, tmp_path / "rabat.rtbundle", audience=Audience.NETWORK).path
    rehearsed(page, path, qtbot)
    chips = page.coming.shown.overview.chips
    assert [chips[kind].words for kind in ("", "city", "person")] == [
        "All: 4 new records", "Cities: 1 new", "People: 1 new · Memberships: 1 new",
    ]  # fmt: skip
    QTest.mouseClick(chips["person"], LEFT)
    rows = page.coming.shown.items.rows
    assert [rows.at(number).title for number in range(rows.rowCount())] == ["Driss Alami", "Driss Alami · Médiation"]
    qtbot.waitUntil(lambda: {"Driss", "Alami", "d@example.org"} <= words(page.coming.shown.opened))
    page.coming.shown.items.setFocus()
    press(page, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: {"Driss Alami", "Médiateur"} <= words(page.coming.shown.opened))  # names from the same file


def test_what_is_done_to_what_is_here_comes_before_what_is_new_and_can_be_seen_alone(
    page: ExchangePage, workspace: Workspace, tmp_path: Path, qtbot: QtBot
) -> None:
    rehearsed(page, sent_back(workspace, tmp_path), qtbot)
    rows = page.coming.shown.items.rows
    sorts = [rows.at(number).end for number in range(rows.rowCount())]
    assert {"contradicts", "field changed", "new"} <= set(sorts)
    assert sorts == sorted(sorts, key=["contradicts", "deleted", "field changed", "new"].index)
    chip = page.coming.shown.overview.chips[HERE]
    assert chip.words == "What is already here: 1 record changed, 3 contradictions", "a seat goes with its person"
    QTest.mouseClick(chip, LEFT)
    assert [rows.at(number).end for number in range(rows.rowCount())] == [sort for sort in sorts if sort != "new"]


def test_a_file_is_left_out_of_several(page: ExchangePage, workspace: Workspace, tmp_path: Path, qtbot: QtBot) -> None:
    coming = page.coming
    paths = [sent_back(workspace, tmp_path)]
    for code, name in (("MARBA", "Rabat"), ("FRLIO", "Lyon")):
        city = {"code": code, "name": {"fr": name}, "country": code[:2]}
        with Workspace.create(tmp_path / f"{code}.roundtable", city=city, author="Claire", language="fr") as other:
            paths.append(bundle.write(other, tmp_path / f"{code}.rtbundle", audience=Audience.NETWORK).path)
    page.take_files(paths)
    qtbot.waitUntil(lambda: coming.files.rows.total == 3, timeout=20_000)
    idle(page, qtbot)
    titles = {coming.files.rows.at(row).title for row in range(3)}
    lyon = next(coming.files.rows.at(row) for row in range(3) if coming.files.rows.at(row).title == "Lyon")
    coming.files.select(lyon.key)
    coming.files.setFocus()
    QTest.keyClick(coming.files, Qt.Key.Key_Delete)
    assert {coming.files.rows.at(row).title for row in range(coming.files.rows.total)} == titles - {"Lyon"}
    assert [action.text() for action in coming.files.actions()] == ["Leave this file out"], "by a right click too"
    rabat = next(coming.files.rows.at(row) for row in range(2) if coming.files.rows.at(row).title == "Rabat")
    coming.files.select(rabat.key)
    QTest.mouseClick(coming.shown.files.leave_out, LEFT)
    assert not coming.shown.files.leave_out.isVisible(), "of one file, Cancel says it"
    coming.shown.merge.click()
    qtbot.waitUntil(lambda: bool(workspace.imports()), timeout=20_000)
    idle(page, qtbot)
    assert [one.file for one in workspace.imports()] == ["from-sami.rtbundle"]


def test_what_contradicts_between_two_files_is_shown_before_they_are_merged(
    page: ExchangePage, workspace: Workspace, tmp_path: Path, qtbot: QtBot
) -> None:
    coming = page.coming
    body = workspace.all(Organisation)[0].id
    out = bundle.write(workspace, tmp_path / "out.rtbundle", audience=Audience.INTERNAL).path
    paths = []
    for author in ("Sami", "Claire"):
        with Workspace.create(tmp_path / f"{author}.roundtable", city=None, author=author, language="fr") as other:
            merge.apply(other, bundle.read(out))
            other.edit(body, {"acronym": author})
            other.add(Organisation, {"name": {"fr": author}, "type": "civil_society_organisation"})
            paths.append(bundle.write(other, tmp_path / f"{author}.rtbundle", audience=Audience.INTERNAL).path)
    page.take_files(paths)
    qtbot.waitUntil(lambda: coming.files.rows.total == 2, timeout=20_000)
    idle(page, qtbot)
    assert [coming.files.rows.at(row).detail for row in range(2)] == [
        "Coordinator · 1 new record, 1 record changed", "Coordinator · 1 new record, 1 contradiction",
    ]  # fmt: skip
    coming.files.select(coming.files.rows.at(1).key)
    assert coming.shown.items.rows.at(0).end == "contradicts"
    assert coming.shown.overview.chips[HERE].words == "What is already here or in a file above: 1 contradiction"
    assert coming.shown.together.text() == (
        "All 2 files, each compared with those above it: 2 new records, 1 record changed, 1 contradiction"
    )
    opened = coming.shown.opened
    assert {opened.ours.value.toPlainText(), opened.theirs.value.toPlainText()} == {"Sami", "Claire"}
    assert opened.ours.heading.text() == "Here now, or in a file above"
    coming.files.select(coming.files.rows.at(0).key)
    QTest.mouseClick(coming.shown.files.leave_out, LEFT)
    idle(page, qtbot)
    assert coming.files.rows.at(0).detail == "Coordinator · 1 new record, 1 record changed", (
        "nothing is left that it contradicts"
    )
    assert coming.shown.opened.ours.heading.text() == "Here now"


def test_a_record_that_a_file_deletes_is_said_to_be_deleted(
    page: ExchangePage, shell: Shell, workspace: Workspace, tmp_path: Path, qtbot: QtBot
) -> None:
    coming = page.coming
    body = workspace.all(Organisation)[0].id
    out = bundle.write(workspace, tmp_path / "out.rtbundle", audience=Audience.INTERNAL).path
    with Workspace.create(tmp_path / "sami.roundtable", city=None, author="Sami", language="fr") as other:
        merge.apply(other, bundle.read(out))
        other.delete(body)
        path = bundle.write(other, tmp_path / "gone.rtbundle", audience=Audience.INTERNAL).path
    rehearsed(page, path, qtbot)
    assert coming.shown.items.rows.at(0).end == "deleted"
    assert coming.shown.opened.ours.value.toPlainText() == "Still here"
    assert coming.shown.opened.theirs.value.toPlainText() == "Deleted it"
    assert coming.shown.opened.theirs.source.text().startswith("Sami")
    QTest.mouseClick(coming.shown.files.leave_out, LEFT)
    assert shell.notices.words.text() == "“gone.rtbundle” is left out. It was not changed."
    shell.notices.offer.click()
    idle(page, qtbot)
    assert coming.files.rows.total == 1


def test_a_rehearsal_is_worked_out_again_when_something_else_is_here(
    page: ExchangePage, shell: Shell, workspace: Workspace, tmp_path: Path, qtbot: QtBot
) -> None:
    rehearsed(page, sent_back(workspace, tmp_path), qtbot)
    assert "3 contradictions" in page.coming.files.rows.at(0).detail
    shell.go("stakeholders")
    workspace.delete(workspace.all(Membership)[0].person)
    page.coming.shown.merge.click()
    idle(page, qtbot)
    assert not workspace.imports(), "what was shown is not what it would do now"
    detail = page.coming.files.rows.at(0).detail
    assert "3 contradictions" not in detail
    shell.go("exchange")
    idle(page, qtbot)
    assert page.coming.files.rows.at(0).detail == detail
    page.coming.shown.merge.click()
    qtbot.waitUntil(lambda: bool(workspace.imports()), timeout=20_000)
    idle(page, qtbot)


def test_undo_takes_in_again_what_was_left_out_and_after_a_merge_says_where_it_is_withdrawn(
    page: ExchangePage, window: Window, shell: Shell, workspace: Workspace, tmp_path: Path, qtbot: QtBot
) -> None:
    coming = page.coming
    rabat = {"code": "MARBA", "name": {"fr": "Rabat"}, "country": "MA"}
    with Workspace.create(tmp_path / "rabat.roundtable", city=rabat, author="Claire", language="fr") as other:
        path = bundle.write(other, tmp_path / "rabat.rtbundle", audience=Audience.NETWORK).path
    page.take_files([sent_back(workspace, tmp_path), path])
    qtbot.waitUntil(lambda: coming.files.rows.total == 2, timeout=20_000)
    idle(page, qtbot)
    coming.files.select(coming.files.rows.at(0).key)
    coming.shown.files.leave_out.click()
    idle(page, qtbot)
    before = workspace.fingerprint()
    window.do("undo")
    idle(page, qtbot)
    assert {coming.files.rows.at(row).title for row in range(2)} == {"Rabat", "Tunis"}
    coming.shown.merge.click()
    qtbot.waitUntil(lambda: len(workspace.imports()) == 2, timeout=20_000)
    idle(page, qtbot)
    merged_ = workspace.fingerprint()
    window.do("undo")
    assert workspace.fingerprint() == merged_ != before
    assert "withdrawn under Received" in shell.notices.words.text()
    shell.notices.offer.click()
    assert page.arrived.list.isVisible()


def test_what_was_left_side_by_side_before_is_said_after_the_merge(
    page: ExchangePage, workspace: Workspace, tmp_path: Path, qtbot: QtBot
) -> None:
    path = sent_back(workspace, tmp_path)
    merge.apply(workspace, bundle.read(path))
    for one in workspace.disagreements():
        workspace.leave(one)
    workspace.withdraw(workspace.imports()[0].number)
    rehearsed(page, path, qtbot)
    assert "3 contradictions" in page.coming.files.rows.at(0).detail
    page.coming.shown.merge.click()
    qtbot.waitUntil(lambda: len(workspace.imports()) == 2, timeout=20_000)
    idle(page, qtbot)
    way = page.coming.done.ways["decide"]
    assert way.text() == "Nothing to decide"
    assert not way.isEnabled()
    assert page.coming.done.left.text() == "3 contradictions were left side by side before."
    assert page.coming.done.left.isVisible()


def test_the_keys_of_merging_ask_for_files(
    page: ExchangePage, window: Window, workspace: Workspace, tmp_path: Path, qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    path = sent_back(workspace, tmp_path)
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_args: ([str(path)], ""))
    QTest.keyClick(window, Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: page.coming.files.rows.total == 1, timeout=20_000)
    idle(page, qtbot)
    QTest.keyClick(window, Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier)
    assert page.coming.files.rows.total == 1
    assert page.coming.shown.merge.hasFocus(), "they are there; what is left is to merge them"
    QTest.keyClick(page.coming.shown.merge, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(workspace.imports()), timeout=20_000)
    idle(page, qtbot)
    QTest.keyClick(window, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    assert page.sending.to.hasFocus()


# who signed


def test_what_came_in_says_who_signed_it(merged: ExchangePage, workspace: Workspace, tmp_path: Path) -> None:
    rabat = {"code": "MARBA", "name": {"fr": "Rabat"}, "country": "MA"}
    with Workspace.create(tmp_path / "rabat.roundtable", city=rabat, author="Claire", language="fr") as other:
        sent = bundle.write(other, tmp_path / "rabat.rtbundle", audience=Audience.NETWORK)
        card = cards.own(other)
        merge.apply(workspace, bundle.read(sent.path))
        exported = other.exports()[0].fingerprint
    merged.part("arrived")
    rows = merged.arrived.list.rows
    assert "signed by Rabat, card never compared" in rows.at(0).detail
    assert exported in rows.at(0).detail, "what the sender sees of the file"
    assert "signed by this workspace" in rows.at(1).detail
    workspace.keyring.pin(card, How.CONFIRMED)
    merged.arrived.refresh()
    assert "signed by Rabat, card compared" in rows.at(0).detail
    workspace.keyring.unpin(card.holder)
    merged.arrived.refresh()
    assert "with a key that is not known here any more" in rows.at(0).detail


def test_whoever_sends_for_no_city_is_called_a_coordinator(
    page: ExchangePage, workspace: Workspace, tmp_path: Path, qtbot: QtBot
) -> None:
    with Workspace.create(tmp_path / "net.roundtable", city=None, author="Mouna", language="fr") as other:
        other.add(Organisation, {"name": {"fr": "Réseau"}, "type": "civil_society_organisation"})
        path = bundle.write(other, tmp_path / "net.rtbundle", audience=Audience.NETWORK).path
    rehearsed(page, path, qtbot)
    row = page.coming.files.rows.at(0)
    assert (row.title, row.detail) == ("Mouna", "Coordinator · 1 new record")
    merge.apply(workspace, bundle.read(path))
    page.part("arrived")
    assert page.arrived.list.rows.at(0).detail.startswith("Coordinator · signed by Mouna")


# sending


def test_all_cities_are_ticked_at_once(page: ExchangePage, workspace: Workspace, tmp_path: Path) -> None:
    for code, name in (("MARBA", "Rabat"), ("FRLIO", "Lyon")):
        city = {"code": code, "name": {"fr": name}, "country": code[:2]}
        with Workspace.create(tmp_path / f"{code}.roundtable", city=city, author="Claire", language="fr") as other:
            workspace.keyring.pin(cards.own(other), How.CONFIRMED)
    page.refresh(None)
    cities = page.sending.cities
    cities.every.setFocus()
    QTest.keyClick(cities.every, Qt.Key.Key_Space)
    assert len(cities.chosen) == 2
    assert cities.every.checkState() == Qt.CheckState.Checked
    QTest.keyClick(next(iter(cities.boxes.values())), Qt.Key.Key_Space)
    assert cities.every.checkState() == Qt.CheckState.PartiallyChecked
    QTest.keyClick(cities.every, Qt.Key.Key_Space)
    assert len(cities.chosen) == 2, "some, then all"
    QTest.keyClick(cities.every, Qt.Key.Key_Space)
    assert cities.chosen == []


# on a form


def test_a_form_says_what_contradicts_and_leads_to_it(merged: ExchangePage, shell: Shell, workspace: Workspace) -> None:
    member = workspace.all(Membership)[0]
    form: StakeholdersPage = shell.go("stakeholders")  # type: ignore[assignment]
    form.open(member.id)
    row = form.member.person.rows["phone"]
    assert row.beside is not None
    assert form.member.person.rows["email"].beside is None
    (button,) = row.beside.buttons
    assert button.text() == "2 values side by side, not decided. Look at them…"
    QTest.mouseClick(button, LEFT)
    assert shell.page is merged
    sides = merged.deciding.sides
    assert sides is not None
    assert (sides.one.record, sides.one.field) == (member.person, "phone")
    press(merged, Qt.Key.Key_0)
    press(merged, Qt.Key.Key_Return)
    shell.go("stakeholders").open(member.id)
    (button,) = row.beside.buttons
    assert button.text() == "2 values, left side by side. Look at them…"
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)
    assert merged.deciding.sides is not None
    assert merged.deciding.sides.one.field == "phone", "also what was left is laid out"
    merged.deciding.sides.keep(1)
    shell.go("stakeholders").open(member.id)
    assert row.beside.isHidden()
