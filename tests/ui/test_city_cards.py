"""City cards in the window: our own, those of others, files for chosen cities, and who signed what came in."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from desktop_app.exchange import bundle, cards, merge
from desktop_app.progress import SILENT
from desktop_app.records import Audience, Organisation, Person
from desktop_app.workspace import How, Workspace
from tests.ui.conftest import CITY, SETTINGS
from ui.dialogs.frame import Ask
from ui.dialogs.join import Join
from ui.dialogs.trust import Trust
from ui.exchange.chosen import ChosenCities
from ui.pages.exchange import ExchangePage
from ui.words.reading import unbroken

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from ui.exchange.waiting import Waiting
    from ui.main.shell import Shell
    from ui.main.window import Window


@pytest.fixture
def page(shell: Shell, qtbot: QtBot) -> ExchangePage:
    """The page of the exchange."""
    found = shell.go("exchange")
    assert isinstance(found, ExchangePage)
    idle(found, qtbot)
    return found


def idle(page: ExchangePage, qtbot: QtBot) -> None:
    """Wait until no job runs."""
    qtbot.waitUntil(lambda: not page.session.jobs.running, timeout=20_000)


@pytest.fixture
def rabat(tmp_path: Path) -> Iterator[Workspace]:
    yield from opened(tmp_path / "rabat.roundtable")


@pytest.fixture
def impostor(tmp_path: Path) -> Iterator[Workspace]:
    """Somebody else who says that she is Rabat."""
    yield from opened(tmp_path / "impostor.roundtable")


def opened(path: Path) -> Iterator[Workspace]:
    city = {"code": "MARBA", "name": {"fr": "Rabat"}, "country": "MA"}
    with Workspace.create(path, city=city, author="Nadia", language="fr") as made:
        yield made


def card_of(workspace: Workspace) -> Path:
    path = workspace.path.with_suffix(".rtcard")
    cards.write(workspace, path)
    return path


def asked(window: Window) -> Trust:
    return window.findChildren(Trust)[-1]


def test_our_card_is_shown_to_be_read_out_and_saved(
    page: ExchangePage, workspace: Workspace, shell: Shell, tmp_path: Path
) -> None:
    page.part("cities")
    assert cards.own(workspace).fingerprint in page.cities.fingerprint.text()
    assert page.cities._pages.currentIndex() == 0
    page.cities.write(tmp_path / "ours")
    assert cards.read(tmp_path / "ours.rtcard") == cards.own(workspace)
    assert shell.notices.words.text().startswith("“ours.rtcard” was saved.")


def test_a_dropped_card_is_taken_when_its_fingerprint_is_the_same(
    page: ExchangePage, workspace: Workspace, rabat: Workspace, window: Window, qtbot: QtBot
) -> None:
    page.take_files([card_of(rabat)])
    question = asked(window)
    assert cards.own(rabat).fingerprint in question.fingerprint.text()
    question.do.click()
    idle(page, qtbot)
    assert workspace.keyring.pinned(rabat.city) == cards.own(rabat)
    row = page.cities.list.rows.at(0)
    assert row.title == "Rabat · MARBA"
    assert cards.own(rabat).fingerprint in row.detail
    assert "confirmed" in row.detail
    assert not page.cities.compare.isEnabled()


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Escape])
def test_a_card_that_nobody_compared_stays_to_be_compared(
    page: ExchangePage, workspace: Workspace, rabat: Workspace, window: Window, shell: Shell, qtbot: QtBot, key: Qt.Key
) -> None:
    page.take_files([card_of(rabat)])
    question = asked(window)
    qtbot.waitUntil(question.isActiveWindow)
    QTest.keyClick(question.focusWidget(), key)
    idle(page, qtbot)
    assert [(known.card, known.how) for known in workspace.keyring.cards()] == [(cards.own(rabat), How.SEEN)]
    assert "not compared yet" in shell.notices.words.text()
    assert page.cities.list.key == cards.own(rabat).holder
    page.cities.compare.click()
    asked(window).do.click()
    idle(page, qtbot)
    assert [known.how for known in workspace.keyring.cards()] == [How.CONFIRMED]


def test_a_card_whose_fingerprint_is_another_is_remembered_as_not_theirs(
    page: ExchangePage, workspace: Workspace, impostor: Workspace, rabat: Workspace, window: Window, shell: Shell,
    qtbot: QtBot,
) -> None:  # fmt: skip
    page.take_files([card_of(impostor)])
    asked(window).other.click()
    idle(page, qtbot)
    assert [(known.card, known.how) for known in workspace.keyring.cards()] == [(cards.own(impostor), How.REFUTED)]
    assert "is not accepted" in shell.notices.words.text()
    assert "not theirs: a different fingerprint was read out" in page.cities.list.rows.at(0).detail
    assert not ChosenCities(page.session).any_known, "nothing is encrypted to it"
    page.cities.compare.click()
    question = asked(window)
    question.do.click()
    assert question.refusal.startswith("That is not the fingerprint"), "they misheard only where it is typed"
    question.reject()
    page.take_files([card_of(rabat)])
    asked(window).do.click()
    idle(page, qtbot)
    assert [(known.card, known.how) for known in workspace.keyring.cards()] == [(cards.own(rabat), How.CONFIRMED)]


def test_a_file_whose_fingerprint_is_another_is_not_merged(
    page: ExchangePage, workspace: Workspace, impostor: Workspace, window: Window, shell: Shell, tmp_path: Path,
    qtbot: QtBot,
) -> None:  # fmt: skip
    lyon = {"code": "FRLIO", "name": {"fr": "Lyon"}, "country": "FR"}
    paths = [bundle.write(impostor, tmp_path / "rabat.rtbundle", audience=Audience.NETWORK).path]
    with Workspace.create(tmp_path / "lyon.roundtable", city=lyon, author="Claire", language="fr") as other:
        paths.append(bundle.write(other, tmp_path / "lyon.rtbundle", audience=Audience.NETWORK).path)
    page.take_files(paths)
    qtbot.waitUntil(lambda: page.coming.files.rows.total == 2, timeout=20_000)
    idle(page, qtbot)
    page.coming.files.select(page.coming.files.rows.at(0).key)
    page.coming.shown.signed.compare.click()
    asked(window).other.click()
    idle(page, qtbot)
    assert "no file signed with it is merged" in shell.notices.words.text()
    files = page.coming.files.rows
    assert [files.at(row).title for row in range(files.total)] == ["rabat.rtbundle", "Lyon"]
    page.take_files(paths[:1])
    idle(page, qtbot)
    assert [files.at(row).title for row in range(files.total)] == ["rabat.rtbundle", "Lyon"], "once, however often"
    assert "read out a different fingerprint" in page.coming.shown.away.why.text()
    page.coming.shown.merge.click()
    idle(page, qtbot)
    assert [one.label[:4] for one in workspace.imports()] == ["Lyon"]


def test_what_is_here_of_a_card_whose_fingerprint_is_another_is_said_and_led_to(
    page: ExchangePage, workspace: Workspace, impostor: Workspace, window: Window, shell: Shell, tmp_path: Path,
    qtbot: QtBot,
) -> None:  # fmt: skip
    impostor.add(Person, {"family_name": "Idrissi", "given_name": "Salma"})
    merge.apply(workspace, bundle.read(bundle.write(impostor, tmp_path / "r.rtbundle", audience=Audience.NETWORK).path))
    page.part("cities")
    page.cities.compare.click()
    asked(window).other.click()
    idle(page, qtbot)
    assert "2 records from files signed with it are here already" in shell.notices.words.text()
    shell.notices.offer.click()
    assert page.arrived.list.isVisible()
    assert page.arrived.list.key == str(workspace.imports()[0].number)
    assert page.arrived.withdraw.isEnabled()
    assert "signed as Rabat, who read out a different fingerprint" in page.arrived.list.rows.at(0).detail


def test_cities_stand_under_the_names_and_in_the_order_of_the_windows_language(
    page: ExchangePage, workspace: Workspace, rabat: Workspace, window: Window, tmp_path: Path
) -> None:
    amman = {"code": "JOAMM", "name": {"ar": "عمّان"}, "country": "JO"}
    with Workspace.create(tmp_path / "amman.roundtable", city=amman, author="Rania", language="ar") as other:
        workspace.keyring.pin(cards.own(other), How.SEEN)
    workspace.keyring.pin(cards.own(rabat), How.SEEN)
    page.part("cities")
    rows = page.cities.list.rows
    assert [rows.at(row).title for row in range(2)] == ["Amman · JOAMM", "Rabat · MARBA"]
    page.sending.cities.refresh()
    assert [box.text().partition(" · ")[0] for box in page.sending.cities.boxes.values()] == ["Amman", "Rabat"]
    page.cities.list.select(rows.at(0).key)
    page.cities.compare.click()
    assert asked(window).windowTitle() == "The card of Amman · JOAMM"


def test_another_key_is_taken_only_when_its_fingerprint_is_typed(
    page: ExchangePage, workspace: Workspace, rabat: Workspace, impostor: Workspace, window: Window, qtbot: QtBot
) -> None:
    workspace.keyring.pin(cards.own(rabat), How.CONFIRMED)
    page.take_files([card_of(impostor)])
    question = asked(window)
    for wrong in ("", cards.own(rabat).fingerprint):
        question.typed.setText(wrong)
        question.do.click()
        assert question.refusal.startswith("That is not the fingerprint")
    assert workspace.keyring.pinned(rabat.city) == cards.own(rabat)
    question.typed.setText(cards.own(impostor).fingerprint.lower().replace("-", " "))
    question.do.click()
    idle(page, qtbot)
    assert workspace.keyring.pinned(rabat.city) == cards.own(impostor)


def test_new_keys_are_made_after_a_question(
    page: ExchangePage, workspace: Workspace, shell: Shell, window: Window, qtbot: QtBot
) -> None:
    page.part("cities")
    before = workspace.keyring.own()
    page.cities.renew.click()
    window.findChildren(Ask)[-1].cancel.click()
    assert workspace.keyring.own() == before
    page.cities.renew.click()
    window.findChildren(Ask)[-1].do.click()
    idle(page, qtbot)
    assert workspace.keyring.own() != before
    assert cards.own(workspace).fingerprint in page.cities.fingerprint.text()
    assert "New keys were made." in shell.notices.words.text()


def test_what_waited_for_a_card_is_erased_off_the_windows_thread(
    page: ExchangePage, workspace: Workspace, rabat: Workspace, window: Window, qtbot: QtBot, tmp_path: Path
) -> None:
    """The file and each backup are written anew for it, which may take minutes."""
    person = rabat.add(Person, {"family_name": "Idrissi", "given_name": "Salma"})
    bundle.write(rabat, tmp_path / "rabat.rtbundle", audience=Audience.INTERNAL)
    merge.apply(workspace, bundle.read(tmp_path / "rabat.rtbundle"))
    rabat.erasures.erase(rabat.erasures.propose(person))
    bundle.write(rabat, tmp_path / "rabat.rtbundle", audience=Audience.INTERNAL)
    merge.apply(workspace, bundle.read(tmp_path / "rabat.rtbundle"))
    assert not workspace.is_erased(person)
    threads: list[threading.Thread] = []
    ended = workspace.listen(lambda _changed: threads.append(threading.current_thread()))
    page.take_files([card_of(rabat)])
    asked(window).do.click()
    idle(page, qtbot)
    ended()
    assert workspace.is_erased(person)
    assert threads
    assert threading.main_thread() not in threads


def test_several_cards_are_asked_about_one_after_the_other_and_what_is_none_is_said(
    page: ExchangePage, workspace: Workspace, rabat: Workspace, window: Window, shell: Shell, tmp_path: Path,
    qtbot: QtBot,
) -> None:  # fmt: skip
    broken = tmp_path / "broken.rtcard"
    broken.write_bytes(b"{}")
    page.take_files([broken, card_of(rabat)])
    assert "is not a city card" in shell.notices.words.text()
    asked(window).do.click()
    idle(page, qtbot)
    assert len(workspace.keyring.cards()) == 1


def test_a_card_is_removed_and_put_back(
    page: ExchangePage, workspace: Workspace, rabat: Workspace, shell: Shell, qtbot: QtBot
) -> None:
    workspace.keyring.pin(cards.own(rabat), How.CONFIRMED)
    page.part("cities")
    page.cities.remove.click()
    assert workspace.keyring.cards() == []
    shell.notices.offer.click()
    idle(page, qtbot)
    assert [pinned.how for pinned in workspace.keyring.cards()] == [How.CONFIRMED]


def test_a_file_for_chosen_cities_needs_no_passphrase(
    page: ExchangePage, workspace: Workspace, rabat: Workspace, tmp_path: Path, shell: Shell, qtbot: QtBot
) -> None:
    sending = page.sending
    assert not sending.cities.isVisibleTo(page)
    workspace.keyring.pin(cards.own(rabat), How.SEEN)
    page.refresh(None)
    idle(page, qtbot)
    assert sending.cities.isVisibleTo(page)
    (box,) = sending.cities.boxes.values()
    assert box.text() == "Rabat · MARBA · fingerprint never compared"
    box.click()
    assert sending.doubt.isVisibleTo(page)
    assert "Never compared by telephone: Rabat." in sending.doubt.text()
    box.click()
    assert not sending.doubt.isVisibleTo(page)
    workspace.keyring.pin(cards.own(rabat), How.CONFIRMED)
    page.refresh(None)
    idle(page, qtbot)
    (box,) = sending.cities.boxes.values()
    assert box.text() == "Rabat · MARBA"
    box.click()
    assert not sending._phrases.isVisibleTo(page)
    sending.write(tmp_path / "for-rabat", None)
    idle(page, qtbot)
    assert shell.notices.words.text() == "“for-rabat.rtbundle” was made. Only Rabat and you can open it."
    assert bundle.read(tmp_path / "for-rabat.rtbundle", keyring=rabat.keyring).signed
    assert workspace.exports()[0].recipient == "Rabat"
    assert sending.cities.chosen == [cards.own(rabat)], "the next file is locked as this one was"
    assert not sending._phrases.isVisibleTo(page)
    sending.choices[Audience.PUBLIC].click()
    idle(page, qtbot)
    assert not sending.cities.isVisibleTo(page)
    sending.write(tmp_path / "public", None)
    idle(page, qtbot)
    assert bundle.read(tmp_path / "public.rtbundle").header.to == ()


def test_the_citys_keys_go_to_colleagues_alone(
    page: ExchangePage, workspace: Workspace, tmp_path: Path, qtbot: QtBot
) -> None:
    assert not page.sending.keys_too.isVisibleTo(page)
    page.sending.choices[Audience.INTERNAL].click()
    idle(page, qtbot)
    assert page.sending.keys_too.isVisibleTo(page)
    page.sending.write(tmp_path / "team", "three little words")
    idle(page, qtbot)
    incoming = bundle.read(tmp_path / "team.rtbundle", passphrase="three little words")
    assert incoming.header.keys == workspace.keyring.own()


def test_the_rehearsal_says_who_signed_and_offers_to_compare(
    page: ExchangePage, workspace: Workspace, rabat: Workspace, tmp_path: Path, window: Window, qtbot: QtBot
) -> None:
    bundle.write(rabat, tmp_path / "rabat.rtbundle", audience=Audience.NETWORK)
    page.take_files([tmp_path / "rabat.rtbundle"])
    idle(page, qtbot)
    signed = page.coming.shown.signed
    assert "seen here for the first time" in signed.words.text()
    assert unbroken(cards.own(rabat).fingerprint) in signed.words.text()
    signed.compare.click()
    asked(window).do.click()
    idle(page, qtbot)
    assert signed.words.text() == "Signed by Rabat, whose card was confirmed."
    assert not signed.compare.isVisibleTo(page)


def test_a_card_that_is_compared_changes_the_list_of_files_once_and_leaves_the_chosen_one_chosen(
    page: ExchangePage, rabat: Workspace, tmp_path: Path, window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(3):
        rabat.add(Organisation, {"name": {"fr": f"Atelier {number}"}, "type": "civil_society_organisation"})
        bundle.write(rabat, tmp_path / f"rabat-{number}.rtbundle", audience=Audience.NETWORK)
    page.take_files([tmp_path / f"rabat-{number}.rtbundle" for number in range(3)])
    qtbot.waitUntil(lambda: page.coming.files.rows.total == 3, timeout=20_000)
    idle(page, qtbot)
    files = page.coming.files
    files.select(files.rows.at(1).key)
    chosen = files.key
    listed: list[str] = []
    show = page.coming.shown.show_files

    def note(waiting: Waiting) -> None:
        listed.append(files.key)
        show(waiting)

    monkeypatch.setattr(page.coming.shown, "show_files", note)
    page.coming.shown.signed.compare.click()
    asked(window).do.click()
    idle(page, qtbot)
    qtbot.waitUntil(lambda: not page.coming.shown.signed.compare.isVisibleTo(page), timeout=20_000)
    idle(page, qtbot)
    assert files.key == chosen
    assert len(listed) == 1


def test_a_changed_key_is_refused_loudly_and_the_next_file_is_still_read(
    page: ExchangePage, workspace: Workspace, rabat: Workspace, impostor: Workspace, tmp_path: Path, window: Window,
    qtbot: QtBot,
) -> None:  # fmt: skip
    workspace.keyring.pin(cards.own(rabat), How.CONFIRMED)
    paths = [tmp_path / "one.rtbundle", tmp_path / "two.rtbundle"]
    bundle.write(impostor, paths[0], audience=Audience.NETWORK)
    bundle.write(rabat, paths[1], audience=Audience.NETWORK)
    page.take_files(paths)
    idle(page, qtbot)
    qtbot.waitUntil(lambda: page.coming.files.rows.total == 2, timeout=20_000)
    shown, files = page.coming.shown, page.coming.files
    assert files.rows.at(0).title == "one.rtbundle"
    assert files.key == files.rows.at(0).key, "what wants a person is looked at first"
    assert "but not with the key" in shown.away.why.text()
    QTest.keyClick(files, Qt.Key.Key_Down)
    assert not shown.away.isVisible()
    assert shown.signed.words.text() == "Signed by Rabat, whose card was confirmed."
    QTest.keyClick(files, Qt.Key.Key_Up)
    assert "but not with the key" in shown.away.why.text(), "it can be read again"
    shown.away.compare.click()
    question = asked(window)
    QTest.keyClicks(question.typed, cards.own(impostor).fingerprint)
    question.do.click()
    idle(page, qtbot)
    assert [files.rows.at(row).title for row in range(files.rows.total)] == ["two.rtbundle", "Rabat"], "the new key"


@pytest.mark.parametrize("keys_too", [True, False])
def test_who_joins_sees_who_signed_and_whether_the_keys_come_with_it(
    workspace: Workspace, tmp_path: Path, window: Window, keys_too: bool
) -> None:
    path, phrase = tmp_path / "team.rtbundle", "three little words" if keys_too else None
    bundle.write(workspace, path, audience=Audience.INTERNAL, passphrase=phrase, keys_too=keys_too)
    incoming = bundle.read(path, passphrase=phrase)
    asked = Join(window, SETTINGS, incoming)
    said = "\n".join(label.text() for label in asked.findChildren(QLabel))
    assert cards.own(workspace).fingerprint in said
    assert "Signed by Tunis · TNTUN" in said
    assert ("The city’s keys come with the file" in said) is keys_too
    with Workspace.create(tmp_path / "joined.roundtable", city=CITY, author="Sami") as joined:
        asked.fill(joined, SILENT)
        assert (joined.keyring.own() == workspace.keyring.own()) is keys_too


def test_a_file_that_is_not_for_us_says_so(page: ExchangePage, rabat: Workspace, tmp_path: Path, qtbot: QtBot) -> None:
    bundle.write(rabat, tmp_path / "a.rtbundle", audience=Audience.NETWORK, recipients=[cards.own(rabat)])
    page.take_files([tmp_path / "a.rtbundle"])
    idle(page, qtbot)
    assert "is encrypted for others" in page.coming.shown.away.why.text()
    assert not page.coming.shown.merge.isEnabled()
