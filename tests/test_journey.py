"""From the first start to both documents and a merged bundle, in the real window, with a mouse and a keyboard."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import docx
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel

import resources
from desktop_app import settings as kept
from desktop_app.exchange import bundle, merge
from desktop_app.progress import SILENT
from desktop_app.records import (
    AgendaItem,
    Attendance,
    Commitment,
    Entry,
    Evidence,
    Meeting,
    Membership,
    Organisation,
    Person,
    Recommendation,
)
from desktop_app.settings import Settings
from desktop_app.workspace import Workspace
from tests.hands import Hands
from ui import report
from ui.app import dress
from ui.main.opening import Opener
from ui.main.window import Window

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

Key = Qt.Key
PHRASE = "sept moulins au bord du lac"
NOTED = "Les inscriptions restent fermées aux enfants sans titre de séjour"
DECIDED = "Le groupe demande une circulaire"
DONE = "Envoyer la liste des écoles"
TITLE = "Chaque enfant à l'école"
TEXT = "Les villes inscrivent chaque enfant sans demander de titre de séjour."
COMMITTED = "Ouvre un guichet dans chaque arrondissement"


@pytest.fixture(autouse=True)
def _machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A machine on which the program never ran; a bug that is reported fails the test."""
    monkeypatch.setenv("ROUNDTABLE_SETTINGS", str(tmp_path / "settings"))
    report.forget()
    yield
    told = report.told()
    report.forget()
    assert not told, told


def start(qapp: QApplication, qtbot: QtBot) -> tuple[Window, Hands]:
    """What the program does when it is started, as `ui.app.main` does it."""
    settings = kept.load()
    dress(qapp, Settings(language=settings.language or "en", appearance="light"))
    opener = Opener(settings)
    window = Window(qapp, opener)
    qtbot.addWidget(window)
    window.resize(1280, 800)
    opener.begin(window, None)
    with qtbot.waitActive(window):
        window.show()
    return window, Hands(qtbot, window)


def test_a_city_from_first_start_to_a_merged_bundle(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    city, sent = tmp_path / "Tunis.roundtable", tmp_path / "Tunis.rtbundle"
    window, hands = start(qapp, qtbot)
    begin_city(hands, city)
    bring_in_list(hands, tmp_path / "liste_parties_prenantes_tunis.xlsx", monkeypatch)
    hold_meeting(hands)
    call_roll(hands)
    take_minutes(hands)
    write_recommendation(hands)
    make_documents(hands, tmp_path)
    make_bundle(hands, sent, monkeypatch)
    merge_bundle(hands, tmp_path / "Network.roundtable", sent, monkeypatch)
    window.close()
    minutes, asked = tmp_path / "proces-verbal.pdf", tmp_path / "recommandation.pdf"
    assert_same_in_both(minutes, minutes.with_suffix(".docx"), "Douzième réunion", NOTED, DECIDED, DONE, "Pilar Núñez")
    assert_same_in_both(asked, asked.with_suffix(".docx"), TITLE, TEXT, COMMITTED, NOTED)
    assert_city(city)
    assert_merged(tmp_path)


def test_closing_in_the_middle_of_a_word_loses_nothing(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "Tunis.roundtable"
    window, hands = start(qapp, qtbot)
    begin_city(hands, path)
    hold_meeting(hands)
    hands.turn_to("Minutes")
    hands.write("Ouverture")
    hands.key(Key.Key_Return)
    hands.write("La présidente ouvre la séa")
    window.close()
    with Workspace.open(path) as workspace:
        assert [one.text["fr"] for one in workspace.all(Entry)] == ["La présidente ouvre la séa"]
    window, hands = start(qapp, qtbot)
    hands.row("Meetings")
    hands.turn_to("Details")
    hands.retype("Salle des fê", "Place, or online")
    window.close()
    with Workspace.open(path) as workspace:
        assert [one.place for one in workspace.all(Meeting)] == ["Salle des fê"]


def test_the_first_choices_show_their_words_whole(qapp: QApplication, qtbot: QtBot) -> None:
    window, hands = start(qapp, qtbot)
    for label in window.findChildren(QLabel):
        assert label.height() >= label.heightForWidth(label.width()), label.text()
    hands.press("Start a workspace for my city")
    dialog = QApplication.activeModalWidget()
    assert dialog is not None
    for label in dialog.findChildren(QLabel):
        assert not label.isVisible() or label.height() >= label.heightForWidth(label.width()), label.text()
    hands.press("Cancel")


# what the person does


def begin_city(hands: Hands, path: Path) -> None:
    """The first start has three choices; one is a workspace for my city."""
    assert hands.choices() == ["Start a workspace for my city", "Join with a file that I was sent", "Open the demo"]
    hands.press("Start a workspace for my city")
    hands.write("Tunis", "City")
    hands.key(Key.Key_Return)
    hands.wait_to_read("TNTUN", "Code of the city")
    hands.retype("Salwa Ben Amor", "Your name")
    hands.pick("Français", "Language in which you write")
    hands.retype(str(path), "File")
    hands.press("Start")
    hands.wait_for_title("Tunis")


def bring_in_list(hands: Hands, sheet: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The list that the city has; what is refused in it is corrected, what it does not want is left out."""
    sheet.write_bytes(resources.read_bytes(f"demo/{sheet.name}"))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (str(sheet), ""))
    hands.menu("File", "Import a spreadsheet…")
    hands.press("Go on")
    hands.wait_to_see("3 cells must be corrected")
    for column, text, left in (
        ("E-mail", "pilar.nunez@example.org", "2 cells must"),
        ("Telephone", "71 000 109", "1 cell must"),
        ("Member since", "28/02/2017", "worth checking"),
    ):
        hands.cell("Pilar", column)
        hands.write(text)
        hands.key(Key.Key_Return)
        hands.wait_to_see(left)
    hands.cell("Karim", "Family name")
    hands.press("Leave the row out")
    hands.press("Import")
    hands.wait_to_see("Imported:")


def hold_meeting(hands: Hands) -> None:
    """A meeting with its date and place."""
    hands.row("Meetings")
    hands.press("Record a meeting")
    hands.write("Douzième réunion")
    hands.retype("15/1/2018 10:00", "Starts")
    hands.write("Hôtel de ville", "Place, or online")
    hands.wait_to_see("Douzième réunion")


def call_roll(hands: Hands) -> None:
    """Attendance by the keys 1 to 4, one person after the other."""
    hands.turn_to("Attendance")
    for digit in (Key.Key_1, Key.Key_1, Key.Key_2, Key.Key_3):
        hands.key(digit)
    hands.wait_to_see("2 people present · 1 person excused · 1 person absent")


def take_minutes(hands: Hands) -> None:
    """Entries one after the other with Enter; a key says what each is; a person by ``@`` and a day by its words."""
    hands.turn_to("Minutes")
    hands.write("Accès à l'école")
    hands.key(Key.Key_Return)
    hands.write("@salwa")
    hands.key(Key.Key_Return)
    hands.write(NOTED)
    hands.key(Key.Key_Return)
    hands.write(DECIDED)
    hands.key(Key.Key_2, ctrl=True)
    hands.key(Key.Key_Return)
    hands.key(Key.Key_3, ctrl=True)
    hands.write(f"{DONE} @pilar")
    hands.key(Key.Key_Return)
    hands.write("avant le 2/2/2018")
    hands.key(Key.Key_Tab)


def write_recommendation(hands: Hands) -> None:
    """Title, text, who commits to what, and a place in the minutes on which it rests."""
    hands.row("Recommendations")
    hands.press("Write a recommendation")
    hands.write(TITLE, "Title, Français")
    hands.write(TEXT, "Text, Français")
    hands.write(COMMITTED, "City – Commits to")
    hands.write("titre séjour", "Search all minutes for evidence; Enter attaches")
    hands.key(Key.Key_Return)
    hands.wait_to_see(NOTED)


def make_documents(hands: Hands, folder: Path) -> None:
    """Both documents in French, in Word and in PDF."""
    hands.row("Documents")
    hands.pick("Français", "Language")
    for document, name in (("Minutes", "proces-verbal"), ("Recommendation document", "recommandation")):
        hands.pick(document, "Report")
        for words, suffix in (("Save as Word…", ".docx"), ("Save as PDF…", ".pdf")):
            hands.press(words)
            hands.save_as(folder / f"{name}{suffix}")
            hands.wait_to_see(f"“{name}{suffix}” was saved.")


def make_bundle(hands: Hands, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file for the network, with a passphrase; who leaves with it is shown before."""
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(path), ""))
    hands.row("Exchange")
    hands.turn_to("Send")
    hands.wait_to_see("Written by 1 person")
    hands.write("Coordination", "Recipient")
    hands.write(PHRASE, "Passphrase")
    hands.write(PHRASE, "Passphrase again")
    hands.press("Make the file…")
    hands.wait_to_see("“Tunis.rtbundle” was made, protected by its passphrase.")


def merge_bundle(hands: Hands, network: Path, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The coordinator opens their workspace, sees what the file would do, and merges it."""
    Workspace.create(network, city=None, author="Coordination", language="en").close()
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (str(network), ""))
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_args: ([str(path)], ""))
    hands.menu("File", "Open…")
    hands.wait_for_title("Network")
    hands.row("Exchange")
    hands.turn_to("Receive")
    hands.press("Choose files…")
    hands.write("sept moulins", "Passphrase")
    hands.press("Open")
    hands.wait_to_see("does not open")
    hands.retype(PHRASE, "Passphrase")
    hands.press("Open")
    hands.row("Douzième réunion")
    assert hands.sees("Nothing is written yet.")
    hands.press("Merge")
    hands.wait_to_see("1 file was merged")


# what other programs say of the files


def assert_same_in_both(pdf: Path, word: Path, *sentences: str) -> None:
    """A reader of PDF and one of Word find what was typed."""
    told = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], capture_output=True, check=True, timeout=60)
    document = docx.Document(str(word))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    written = " ".join([paragraph.text for paragraph in document.paragraphs] + cells)
    for sentence in sentences:
        assert plain(sentence) in plain(written), word
        assert plain(sentence) in plain(told.stdout.decode()), pdf


def plain(text: str) -> str:
    """Words alone: a document hyphenates and sets its own spaces and apostrophes."""
    return "".join(letter for letter in text.replace("-\n", "") if letter.isalnum())


def assert_city(path: Path) -> None:
    """The city's workspace holds what was typed, each thing where it belongs."""
    with Workspace.open(path) as city:
        (meeting,) = city.all(Meeting)
        assert (meeting.title["fr"], meeting.starts_at, meeting.place) == (
            "Douzième réunion", "2018-01-15T10:00", "Hôtel de ville",
        )  # fmt: skip
        note, decision, action = city.all(Entry)
        assert [one.kind for one in (note, decision, action)] == ["note", "decision", "action"]
        assert [one.text["fr"] for one in (note, decision)] == [NOTED, DECIDED]
        assert action.text["fr"].startswith(DONE)
        assert (city.title(note.speaker, "fr"), city.title(action.owner, "fr")) == (
            "Salwa Ben Amor",
            "Pilar Núñez Ibáñez",
        )
        assert action.due_on == "2018-02-02"
        (recommendation,) = city.all(Recommendation)
        assert (recommendation.title["fr"], recommendation.text["fr"]) == (TITLE, TEXT)
        (commitment,) = city.all(Commitment)
        assert (commitment.player, commitment.aspect, commitment.text["fr"]) == ("city", "commits", COMMITTED)
        (evidence,) = city.all(Evidence)
        assert (evidence.target, evidence.quote["fr"]) == (note.id, NOTED)
        people = {(one.given_name, one.email) for one in city.all(Person)}
        assert ("Pilar", "pilar.nunez@example.org") in people
        assert not any(name == "Karim" for name, _email in people)
        assert city.check(SILENT).problems == []


def assert_merged(folder: Path) -> None:
    """The coordinator's workspace is what the same file makes of an empty one without any window."""
    kinds = (Meeting, AgendaItem, Attendance, Entry, Recommendation, Commitment, Evidence, Person, Organisation,
             Membership)  # fmt: skip
    with (
        Workspace.open(folder / "Tunis.roundtable") as city,
        Workspace.open(folder / "Network.roundtable") as network,
        Workspace.create(folder / "Again.roundtable", city=None, author="Somebody else") as again,
    ):
        merge.apply(again, bundle.read(folder / "Tunis.rtbundle", passphrase=PHRASE))
        assert network.fingerprint() == again.fingerprint()
        for kind in kinds:
            assert network.all(kind) == again.all(kind)
            assert {one.id for one in network.all(kind)} == {one.id for one in city.all(kind)}
        assert network.all(Entry) == city.all(Entry)
        assert network.all(Recommendation) == city.all(Recommendation)
        assert any(one.notes for one in city.all(Person))
        assert not any(one.notes for one in network.all(Person))
        assert network.check(SILENT).problems == []
