"""Sending, taking in, deciding: what leaves is said, what comes in is seen first, both sides stand side by side."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from desktop_app.errors import PassphraseNeeded, WrongPassphrase
from desktop_app.exchange import bundle, merge
from desktop_app.language import _
from desktop_app.records import Audience, City, Meeting, Organisation, Person
from desktop_app.workspace import Workspace
from tests.ui.two_writers import sent_back
from ui.dialogs.passphrase import AskPassphrase
from ui.exchange.waiting import Rehearsed
from ui.pages.exchange import PARTS, ExchangePage
from ui.words.called import called

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop_app.progress import Progress
    from desktop_app.workspace import Keyring
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


def texts(page: ExchangePage) -> str:
    from PySide6.QtWidgets import QLabel

    return "\n".join(label.text() for label in page.sending.findChildren(QLabel))


# sending


def test_every_name_that_would_leave_is_shown_before_anything_does(page: ExchangePage, qtbot: QtBot) -> None:
    assert page.sending.audience is Audience.NETWORK
    said = texts(page)
    assert "8 records of people" in said
    assert "فاطمة الزهراء" in said
    page.sending.choices[Audience.PUBLIC].click()
    idle(page, qtbot)
    assert "No names" in texts(page)


def test_a_file_is_made_with_a_passphrase_typed_twice(
    page: ExchangePage, shell: Shell, tmp_path: Path, qtbot: QtBot
) -> None:
    sending = page.sending
    QTest.keyClicks(sending.to, "The coordination")
    QTest.keyClicks(sending.passphrase, "three little words")
    QTest.keyClicks(sending.again, "three little wordz")
    sending.make.click()
    assert sending._refusal.text() == "The two passphrases are not the same. Type them again."
    path = tmp_path / "tunis"
    sending.write(path, "three little words")
    idle(page, qtbot)
    assert shell.notices.words.text() == "“tunis.rtbundle” was made, protected by its passphrase."
    assert sending.passphrase.text() == ""
    assert bundle.read(tmp_path / "tunis.rtbundle", passphrase="three little words").count


def test_what_is_for_the_team_alone_needs_a_passphrase(page: ExchangePage, qtbot: QtBot) -> None:
    page.sending.choices[Audience.INTERNAL].click()
    idle(page, qtbot)
    QTest.keyClicks(page.sending.to, "Sami")
    page.sending.make.click()
    assert page.sending._refusal.text() == "What is for your own team only needs a passphrase."


def test_who_is_to_get_it_is_asked(page: ExchangePage, window: Window) -> None:
    page.sending.make.click()
    assert page.sending._refusal.text() == "Enter the recipient. It is kept in the list of sent files."
    assert window.focusWidget() is page.sending.to


def test_what_is_wrong_is_said_beneath_its_field_and_the_button_is_always_in_view(
    page: ExchangePage, window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    sending = page.sending
    window.resize(1024, 560)
    assert sending.make.visibleRegion().boundingRect() == sending.make.rect()
    QTest.mouseClick(sending.make, Qt.MouseButton.LeftButton)
    refusal = sending._refusal
    qtbot.waitUntil(lambda: not refusal.visibleRegion().isEmpty())
    gap = (
        refusal.mapTo(sending, refusal.rect().topLeft()).y()
        - sending.to.mapTo(sending, sending.to.rect().bottomLeft()).y()
    )
    assert 0 <= gap < sending.to.height()
    QTest.keyClicks(sending.to, "Sami")
    QTest.keyClicks(sending.passphrase, "three little words")
    QTest.mouseClick(sending.make, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not refusal.visibleRegion().isEmpty())
    assert refusal.parentWidget() is sending.again.parentWidget()
    QTest.keyClicks(sending.again, "three little words")
    asked: list[str] = []

    def ask(_parent: object, _title: str, proposed: str, _kinds: str) -> tuple[str, str]:
        asked.append(proposed)
        return "", ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", ask)
    QTest.mouseClick(sending.make, Qt.MouseButton.LeftButton)
    assert [Path(path).name for path in asked] == [f"Tunis {date.today():%Y-%m-%d}.rtbundle"]
    assert not refusal.isVisible()


def test_what_went_out_is_listed_with_who_got_it(page: ExchangePage, tmp_path: Path, qtbot: QtBot) -> None:
    page.part("departed")
    assert page.departed._pages.currentIndex() == 0
    page.part("send")
    idle(page, qtbot)
    QTest.keyClicks(page.sending.to, "The coordination")
    page.sending.write(tmp_path / "tunis", None)
    idle(page, qtbot)
    assert page.sending.to.text() == ""
    page.part("departed")
    row = page.departed.list.rows.at(0)
    assert row.title == "The coordination"
    assert row.detail.startswith(
        "For the network · not protected · tunis.rtbundle · 8 names of people, each spelling counted · "
    )


def test_nothing_leaves_before_what_leaves_was_shown(page: ExchangePage, qtbot: QtBot) -> None:
    page.sending.choices[Audience.PUBLIC].click()
    assert not page.sending.make.isEnabled()
    (job,) = page.session.jobs.running
    job.cancel()
    idle(page, qtbot)
    if not page.sending.make.isEnabled():  # it was stopped before it had ended
        assert "What would leave has not been checked yet." in texts(page)
        page.sending.look()
        idle(page, qtbot)
    assert page.sending.make.isEnabled()


def test_who_is_named_in_texts_is_said_in_front(page: ExchangePage, workspace: Workspace, qtbot: QtBot) -> None:
    person = workspace.all(Person)[0]
    title = {"fr": f"Hommage à Mme {person.family_name}"}
    workspace.add(
        Meeting, {"title": title, "starts_at": "2018-01-15", "kind": "stakeholder_group", "confidentiality": "public"}
    )
    page.sending.choices[Audience.PUBLIC].click()
    idle(page, qtbot)
    assert "1 person is probably named in a text in the file" in texts(page)
    assert person.called("", lambda _other: "") in texts(page)


def test_a_folder_that_is_not_there_is_a_sentence(
    page: ExchangePage, shell: Shell, tmp_path: Path, qtbot: QtBot
) -> None:
    page.sending.write(tmp_path / "nowhere" / "x.rtbundle", None)
    idle(page, qtbot)
    assert "There is no folder" in shell.notices.words.text()


# taking in


def items(page: ExchangePage) -> list[tuple[str, str]]:
    rows = page.coming.shown.items.rows
    return [(rows.at(number).title, rows.at(number).end) for number in range(rows.rowCount())]


def test_a_file_that_builds_on_another_says_so(
    page: ExchangePage, workspace: Workspace, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "second.rtbundle"
    city = {"code": "TNTUN", "name": {"en": "Tunis"}, "country": "TN"}
    with Workspace.create(tmp_path / "other.roundtable", city=city, author="Sami", language="fr") as other:
        other.add(Organisation, {"name": {"fr": "Maison"}, "type": "civil_society_organisation"})
        bundle.write(other, path, audience=Audience.NETWORK)
    incoming = bundle.read(path)
    with_gap = replace(merge.rehearse(workspace, incoming), awaited=2)
    page.coming._waiting.add(Rehearsed(incoming, with_gap))
    page.coming._refresh()
    assert page.coming.shown.summary.text().endswith(
        "It builds on 2 changes that are not here yet: another file has them, and may come later."
    )
    assert page.coming.files.rows.at(0).detail.endswith("another file is awaited")


def test_a_merge_is_rehearsed_done_and_decided(
    page: ExchangePage, shell: Shell, workspace: Workspace, tmp_path: Path, qtbot: QtBot
) -> None:
    path = sent_back(workspace, tmp_path)
    before = workspace.fingerprint()
    page.take_files([path])
    qtbot.waitUntil(lambda: page.coming.files.rows.total == 1, timeout=20_000)
    idle(page, qtbot)
    assert workspace.fingerprint() == before, "a rehearsal writes nothing"
    assert ("Maison du droit et des migrations", "new") in items(page)
    assert ("Leïla Ben Salah", "contradicts") in items(page)
    counted = page.coming.files.rows.at(0).detail
    page.coming.shown.merge.click()
    qtbot.waitUntil(lambda: bool(workspace.imports()), timeout=20_000)
    idle(page, qtbot)
    assert workspace.fingerprint() != before
    assert page.coming.done._counts.text() == counted, "the same as was rehearsed"
    assert page.tabs.tabText(list(PARTS).index("decide")) == "To decide (3)"
    assert page.tabs.currentIndex() == list(PARTS).index("receive"), "it ends where it began"
    assert page.coming.done.ways["decide"].text() == "Decide 3 contradictions"
    QTest.keyClick(page.window().focusWidget(), Qt.Key.Key_Return)
    assert page.tabs.currentIndex() == list(PARTS).index("decide")
    page.part("receive")
    assert page.coming._pages.currentIndex() == 0, "what was done is over"
    assert shell.sidebar.pages.rows.at(4).end == "3"


def test_a_protected_file_asks_for_its_passphrase_until_it_fits(
    page: ExchangePage,
    window: Window,
    workspace: Workspace,
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    whole = bundle.read(sent_back(workspace, tmp_path))

    def read(_path: Path, *, passphrase: str | None, keyring: Keyring, progress: Progress) -> bundle.Incoming:
        """As for a protected file, without its costly key."""
        if passphrase is None:
            raise PassphraseNeeded(_("It is protected."))
        if passphrase != "three little words":
            raise WrongPassphrase(_("That is not it."))
        return whole

    monkeypatch.setattr(bundle, "read", read)
    page.take_files([whole.path])
    qtbot.waitUntil(lambda: window.findChild(AskPassphrase) is not None)
    asked = window.findChild(AskPassphrase)
    assert asked is not None
    QTest.keyClicks(asked.line, "wrong")
    asked.do.click()
    qtbot.waitUntil(lambda: asked.refusal == "That is not it.")
    QTest.keyClicks(asked.line, "three little words")
    asked.do.click()
    qtbot.waitUntil(lambda: page.coming.files.rows.total == 1, timeout=20_000)
    idle(page, qtbot)


def test_a_file_that_is_no_bundle_is_refused_in_a_sentence_that_stays(
    page: ExchangePage, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "song.rtbundle"
    path.write_bytes(b"ID3 not a bundle")
    page.take_files([path])
    idle(page, qtbot)
    assert page.coming.files.rows.at(0).title == "song.rtbundle"
    assert "song.rtbundle" in page.coming.shown.away.why.text()
    path.unlink()
    page.coming.shown.away.retry.click()
    idle(page, qtbot)
    assert page.coming.files.rows.total == 1
    page.coming.files.setFocus()
    QTest.keyClick(page.coming.files, Qt.Key.Key_Delete)
    assert not page.coming.shown.isVisible(), "nothing is left to be looked at"


# deciding


@pytest.fixture
def merged(page: ExchangePage, workspace: Workspace, tmp_path: Path) -> ExchangePage:
    """The page after a merge that left three things to decide."""
    merge.apply(workspace, bundle.read(sent_back(workspace, tmp_path)))
    page.part("decide")
    return page


def test_when_all_is_decided_the_tray_says_so(merged: ExchangePage, workspace: Workspace) -> None:
    for one in workspace.disagreements():
        workspace.resolve(one.record, one.field, language=one.language, keep=one.alternatives[0].change)
    assert merged.deciding._pages.currentIndex() == 0
    assert merged.tabs.tabText(list(PARTS).index("decide")) == "To decide"
    merged.part("arrived")
    assert merged.arrived.list.rows.total == 1


def test_the_file_that_came_in_last_is_the_one_that_is_chosen(
    merged: ExchangePage, workspace: Workspace, tmp_path: Path
) -> None:
    merged.part("arrived")
    first = merged.arrived.list.key
    again = workspace.imports()[0].label
    workspace.absorb([], label=again, digest="0" * 64, sender="Sami Trabelsi, Tunis")
    merged.part("send")
    merged.part("arrived")
    assert merged.arrived.list.rows.total == 2
    assert merged.arrived.list.key == merged.arrived.list.rows.at(0).key != first
    merged.arrived.list.select(first)
    merged.arrived.refresh()
    assert merged.arrived.list.key == first


def test_a_city_is_called_as_the_window_calls_it(workspace: Workspace) -> None:
    assert called(workspace, "عمّان") == "Amman"
    assert called(workspace, "Sfax") == "Sfax"
    workspace.add(City, {"code": "TNSFA", "name": {"ar": "صفاقس", "en": "Sfax"}, "country": "TN"})
    assert called(workspace, "صفاقس") == "Sfax"
    workspace.add(City, {"code": "LBKYE", "name": {"en": "Tripoli", "ar": "طرابلس"}, "country": "LB"})
    workspace.add(City, {"code": "LYTIP", "name": {"en": "Tripoli of Libya", "ar": "طرابلس"}, "country": "LY"})
    assert called(workspace, "طرابلس") == "طرابلس", "which of the two is not known"


def test_two_files_of_one_sender_are_told_apart_by_their_names(
    page: ExchangePage, workspace: Workspace, tmp_path: Path, qtbot: QtBot
) -> None:
    first = bundle.write(workspace, tmp_path / "first.rtbundle", audience=Audience.NETWORK).path
    page.take_files([first])
    qtbot.waitUntil(lambda: page.coming.files.rows.total == 1, timeout=20_000)
    assert page.coming.files.rows.at(0).title == "Tunis"
    workspace.edit(workspace.all(Person)[0].id, {"notes": "Another"})
    second = bundle.write(workspace, tmp_path / "second.rtbundle", audience=Audience.INTERNAL).path
    page.take_files([second])
    qtbot.waitUntil(lambda: page.coming.files.rows.total == 2, timeout=20_000)
    titles = {page.coming.files.rows.at(row).title for row in range(2)}
    assert titles == {"Tunis · first.rtbundle", "Tunis · second.rtbundle"}


def test_an_item_opens_to_both_sides_and_contradictions_come_first(
    page: ExchangePage, workspace: Workspace, tmp_path: Path, qtbot: QtBot
) -> None:
    page.take_files([sent_back(workspace, tmp_path)])
    qtbot.waitUntil(lambda: page.coming.files.rows.total == 1, timeout=20_000)
    idle(page, qtbot)
    sorts = [sort for _title, sort in items(page)]
    assert sorts == sorted(sorts, key=lambda sort: sort != "contradicts")
    rows = page.coming.shown.items.rows
    new = [rows.at(row).detail for row in range(rows.rowCount()) if rows.at(row).end == "new"]
    assert new == sorted(new, key=new.index), "kind by kind"
    coming = page.coming
    number = next(n for n in range(rows.rowCount()) if "Function (French)" in rows.at(n).detail)
    coming.shown.items.select(str(number))
    opened = coming.shown.opened
    assert opened.isVisible()
    assert opened.ours.value.toPlainText() == "Directrice générale des affaires sociales"
    assert "[only here: " in opened.theirs.value.accessibleName()
    assert opened.theirs.source.text().startswith("Sami Trabelsi · ")
    gone = next(n for n in range(rows.rowCount()) if "Sami Trabelsi deleted it on " in rows.at(n).detail)
    assert "; Leïla Ben Salah went on writing on " in rows.at(gone).detail
    coming.shown.items.select(str(gone))
    assert {opened.ours.value.toPlainText(), opened.theirs.value.toPlainText()} == {"Went on writing", "Deleted it"}
