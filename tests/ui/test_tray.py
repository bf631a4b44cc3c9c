"""The tray of contradictions, as a coordinator empties it: by mouse, by keys alone, and with each step taken back."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from desktop_app.exchange import bundle, merge
from desktop_app.exchange.merge import What
from desktop_app.language import language_name
from desktop_app.records import Audience, Meeting, Membership, Person
from desktop_app.workspace import Workspace
from desktop_app.workspace.changes.change import canonical, write
from tests.ui.two_writers import sent_back
from ui.dialogs.decided import DecidedLately
from ui.dialogs.history import HistoryWindow
from ui.exchange.stated import what_happened
from ui.pages.exchange import PARTS, ExchangePage

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop_app.workspace import Change
    from ui.exchange.deciding import Deciding
    from ui.exchange.sides import Sides
    from ui.main.shell import Shell
    from ui.main.window import Window

FUNCTION = "Function (French)"


@pytest.fixture
def tray(shell: Shell, workspace: Workspace, tmp_path: Path) -> Deciding:
    """The tray after a merge that left three things to decide, with the focus in its list."""
    merge.apply(workspace, bundle.read(sent_back(workspace, tmp_path)))
    page = shell.go("exchange")
    assert isinstance(page, ExchangePage)
    page.part("decide")
    page.deciding.list.setFocus()
    return page.deciding


def sides(tray: Deciding, label: str) -> Sides:
    """The contradiction whose second line ends so."""
    number = next(n for n in range(tray.list.rows.rowCount()) if tray.list.rows.at(n).detail.endswith(label))
    tray.list.select(tray.list.rows.at(number).key)
    assert tray.sides is not None
    return tray.sides


def member(workspace: Workspace) -> Membership:
    return workspace.all(Membership)[0]


def press(tray: Deciding, key: Qt.Key, *, control: bool = False) -> None:
    modifier = Qt.KeyboardModifier.ControlModifier if control else Qt.KeyboardModifier.NoModifier
    QTest.keyClick(tray.window().focusWidget(), key, modifier)


def words(widget: Sides) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel))


def test_every_value_says_who_when_for_which_city_and_in_which_file(tray: Deciding) -> None:
    found = sides(tray, FUNCTION)
    said = {card.alternative.author: "\n".join(label.text() for label in card.findChildren(QLabel))
            for card in found.cards}  # fmt: skip
    assert set(said) == {"Leïla Ben Salah", "Sami Trabelsi"}
    assert "Tunis" in said["Sami Trabelsi"]
    assert "came with “from-sami.rtbundle”" in said["Sami Trabelsi"]
    assert "written here" in said["Leïla Ben Salah"]
    assert sum("shown for the time being" in text for text in said.values()) == 1
    described = {card.alternative.author: card.button.accessibleDescription() for card in found.cards}
    assert described["Sami Trabelsi"].endswith("It is from Sami Trabelsi · Tunis.")
    assert described["Sami Trabelsi"].startswith("Value ")


def test_a_long_text_is_marked_by_lines_and_not_by_colour_alone(tray: Deciding) -> None:
    found = sides(tray, FUNCTION)
    (marked,) = (card for card in found.cards if card.marked)
    cursor = marked.value.textCursor()
    formats: dict[str, str] = {}
    document = marked.value.document()
    for place in range(document.characterCount() - 1):
        cursor.setPosition(place + 1)
        form = cursor.charFormat()
        kind = "new" if form.fontUnderline() else "gone" if form.fontStrikeOut() else "same"
        formats[kind] = formats.get(kind, "") + document.toPlainText()[place]
    assert set(formats) == {"new", "gone", "same"}
    assert "[only here: " in marked.value.accessibleName()
    assert "[without: " in marked.value.accessibleName()
    assert "Underlined: only in this one." in words(found)


def test_one_is_kept_with_a_click(tray: Deciding, shell: Shell, workspace: Workspace) -> None:
    found = sides(tray, "Telephone")
    {card.alternative.author: card for card in found.cards}["Sami Trabelsi"].button.click()
    assert workspace.get(member(workspace).person).phone == "+216 71 000 001"  # type: ignore[attr-defined]
    assert len(workspace.disagreements()) == 2
    assert shell.notices.offer.text() == "Undo"
    assert shell.notices.words.text() == (
        "Telephone of “Leïla Ben Salah”: “+216 71 000 001”. The other values stay in the history."
    )


def test_the_tray_is_emptied_by_keys_alone(tray: Deciding, shell: Shell, workspace: Workspace) -> None:
    for left in (2, 1, 0):
        assert tray.sides is not None
        chosen = tray.sides.cards[1].alternative
        press(tray, Qt.Key.Key_2)
        assert tray.sides.cards[1].property("chosen")
        assert len(workspace.disagreements()) == left + 1, "a digit chooses, and decides nothing"
        press(tray, Qt.Key.Key_Return)
        assert workspace.undecided() == left
        assert not [one for one in workspace.disagreements() for head in one.alternatives if head == chosen]
    assert tray._pages.currentIndex() == 0
    assert shell.sidebar.pages.rows.at(shell.sidebar.pages.rows.row_of("exchange")).end == ""


def test_keys_of_a_french_keyboard_choose_too(tray: Deciding) -> None:
    QTest.keyClick(tray.list, Qt.Key.Key_Eacute)
    assert tray.sides is not None
    assert tray.sides.chosen == 2


def test_left_side_by_side_empties_the_tray_and_decides_nothing(
    tray: Deciding, shell: Shell, workspace: Workspace
) -> None:
    before = workspace.fingerprint()
    for _time in range(3):
        press(tray, Qt.Key.Key_0)
        press(tray, Qt.Key.Key_Return)
    assert tray._pages.currentIndex() == 0
    assert shell.sidebar.pages.rows.at(shell.sidebar.pages.rows.row_of("exchange")).end == ""
    assert len(workspace.disagreements()) == 3
    assert workspace.fingerprint() == before
    tray.with_left.setChecked(True)
    assert tray.list.rows.rowCount() == 3
    assert tray.sides is not None
    tray.sides.leaving.click()
    assert workspace.undecided() == 1
    shell.session.undo()
    assert workspace.undecided() == 0


def test_what_was_decided_can_be_looked_at_and_decided_again(
    tray: Deciding, window: Window, shell: Shell, workspace: Workspace
) -> None:
    assert not workspace.decided()
    found = sides(tray, "Telephone")
    place = next(card.place for card in found.cards if card.alternative.author == "Sami Trabelsi")
    found.keep(place)
    tray.lately.click()
    told = window.findChild(DecidedLately)
    assert told is not None
    (key,) = told.list.rows.keys
    row = told.list.rows.at(0)
    assert row.title == "Leïla Ben Salah"
    assert "Telephone: +216 71 000 001" in row.detail
    told.again.click()
    history = told.findChild(HistoryWindow)
    assert history is not None
    values = [history.list.rows.at(number) for number in range(history.list.rows.rowCount())]
    history.list.select(next(one.key for one in values if "+216 98 765 432" in one.title and one.key != key))
    history.again.click()
    assert workspace.get(member(workspace).person).phone == "+216 98 765 432"  # type: ignore[attr-defined]
    history.reject()
    told.reject()
    shell.session.undo()
    shell.session.undo()
    assert not workspace.decided(), "what was taken back is no decision"


def test_each_step_is_taken_back(tray: Deciding, shell: Shell, workspace: Workspace) -> None:
    press(tray, Qt.Key.Key_1)
    press(tray, Qt.Key.Key_Return)
    press(tray, Qt.Key.Key_0)
    press(tray, Qt.Key.Key_Return)
    assert workspace.undecided() == 1
    shell.session.undo()
    assert workspace.undecided() == 2
    shell.session.undo()
    assert workspace.undecided() == 3
    shell.session.redo()
    shell.session.redo()
    assert workspace.undecided() == 1


def test_next_and_previous_go_round(tray: Deciding) -> None:
    first = tray.list.key
    press(tray, Qt.Key.Key_Down, control=True)
    assert tray.list.key != first
    press(tray, Qt.Key.Key_Up, control=True)
    press(tray, Qt.Key.Key_Up, control=True)
    assert tray.list.currentIndex().row() == 2
    press(tray, Qt.Key.Key_Down, control=True)
    assert tray.list.key == first


def test_digits_typed_into_the_editor_are_text(tray: Deciding, workspace: Workspace) -> None:
    found = sides(tray, "Telephone")
    assert found.combining is not None
    editor = found.combining.editor
    editor.setFocus()
    editor.selectAll()  # type: ignore[attr-defined]
    QTest.keyClicks(editor, "+216 71 222 333")
    assert found.chosen is None
    QTest.keyClick(editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert workspace.get(member(workspace).person).phone == "+216 71 222 333"  # type: ignore[attr-defined]
    assert len(workspace.disagreements()) == 2


def test_a_text_is_put_together_from_the_passages_of_both(tray: Deciding, workspace: Workspace) -> None:
    found = sides(tray, FUNCTION)
    assert found.combining is not None
    combining = found.combining
    shown = combining._bound.value()
    assert combining.pieces
    for piece in combining.pieces:
        piece.click()
    other = next(head.value for head in found.one.alternatives if not head.shown)
    assert combining._bound.value() == other
    for piece in combining.pieces:
        piece.click()
    assert combining._bound.value() == shown
    combining.pieces[0].click()
    QTest.keyClick(combining.editor, Qt.Key.Key_End)
    QTest.keyClicks(combining.editor, " (ad interim)")
    combining.use.click()
    assert member(workspace).function["fr"].endswith("(ad interim)")
    assert len(workspace.disagreements()) == 2


def test_the_same_words_of_two_cities_are_offered_once_with_whose_they_are_and_taken_once(
    tray: Deciding, workspace: Workspace
) -> None:
    said = "The city opens its doors to everybody."
    texts = {
        "Lyon": said,
        "Turin": "The city opens its doors & windows to everybody who comes.",
        "Madrid": "The city opens its doors & windows to everybody.",
    }
    workspace.absorb(_written_apart(texts), label="Lyon", digest="", sender="Luc")
    combining = sides(tray, "Name (English)").combining
    assert combining is not None
    combining._bound.set_value(said)
    shared = [piece for piece in combining.pieces if "windows" in piece.text()]
    assert [piece.text() for piece in shared] == ["Turin, Madrid: with “&& windows”"]
    assert all(piece.text().startswith("Turin") for piece in combining.pieces)
    for piece in combining.pieces:
        piece.click()
    assert combining._bound.value() == texts["Turin"]
    combining._bound.set_value("By hand: & windows. ")
    for _time in range(2):
        shared[0].click()
    assert str(combining._bound.value()).count("windows") == 1


def _written_apart(texts: dict[str, str]) -> Iterator[Change]:
    """The name of one organisation, as each of several people wrote it; the first of them is shown."""
    for number, (who, text) in enumerate(texts.items()):
        yield write(
            "organisation", str(uuid.UUID(int=7)), "name", "en", canonical(text), author=who,
            site=str(uuid.UUID(int=number + 1)), seq=1, at=1_500_000_000_000 - number,
        )  # fmt: skip


def test_a_passage_joins_what_was_typed_by_hand(tray: Deciding) -> None:
    found = sides(tray, FUNCTION)
    assert found.combining is not None
    editor = found.combining.editor
    editor.setText("Toute autre chose : ")  # type: ignore[attr-defined]
    piece = next(piece for piece in found.combining.pieces if piece.passage.new)
    piece.click()
    assert found.combining._bound.value() == f"Toute autre chose : {piece.passage.new}".rstrip()


def test_a_deletion_that_others_contradict_is_said_plainly_and_decided_either_way(
    tray: Deciding, shell: Shell, workspace: Workspace
) -> None:
    found = sides(tray, "delete or keep?")
    assert "The record stays, in lists and in documents." in words(found)
    assert "All values stay" not in words(found)
    name = shell.session.title(found.one.record)
    assert "Sami Trabelsi (Tunis) deleted this on " in words(found)
    assert "Leïla Ben Salah (you) had not seen that" in words(found)
    texts = [card.value.toPlainText() for card in found.cards]
    assert texts == ["Deleted it", "Went on writing. Notes: Rappeler après la réunion de mars."]
    assert found.combining is None
    buttons = {card.button.text(): card.button for card in found.cards}
    assert set(buttons) == {"Delete it", "Keep the record"}
    count = workspace.count(Person)
    buttons["Delete it"].click()
    assert workspace.count(Person) == count - 1
    assert shell.notices.words.text() == f"“{name}” was deleted. What was written in it stays in the history."
    shell.session.undo()
    assert shell.notices.words.text() == f"Undone: whether “{name}” is deleted is to be decided again."
    sides(tray, "delete or keep?").leave()
    assert shell.notices.words.text() == f"“{name}” is left undecided. The record stays until somebody decides."


def test_a_word_that_a_field_does_not_take_is_refused_beside_it(tray: Deciding, workspace: Workspace) -> None:
    found = sides(tray, "Telephone")
    assert found.combining is not None
    found.combining.editor.selectAll()  # type: ignore[attr-defined]
    QTest.keyClicks(found.combining.editor, "none")
    found.combining.use.click()
    assert "is not a telephone number" in found.combining.refusal
    assert len(workspace.disagreements()) == 3


def test_the_count_stands_in_the_sidebar_and_on_the_tab(tray: Deciding, shell: Shell) -> None:
    page = shell.go("exchange")
    assert isinstance(page, ExchangePage)
    assert page.tabs.tabText(list(PARTS).index("decide")) == "To decide (3)"
    assert shell.sidebar.pages.rows.at(shell.sidebar.pages.rows.row_of("exchange")).end == "3"


def test_a_decision_undone_leaves_each_value_with_who_wrote_it(
    tray: Deciding, shell: Shell, workspace: Workspace
) -> None:
    before = {card.alternative.author for card in sides(tray, "Telephone").cards}
    sides(tray, "Telephone").keep(2)
    assert shell.notices.isVisible()
    tray.list.select(tray.list.rows.at(1).key)
    shell.session.undo()
    assert not shell.notices.offer.isVisible(), "what it offered was done"
    assert tray.list.rows.at(tray.list.currentIndex().row()).detail.endswith("Telephone"), "it is the one shown again"
    assert {card.alternative.author for card in sides(tray, "Telephone").cards} == before == {
        "Leïla Ben Salah", "Sami Trabelsi"
    }  # fmt: skip


def test_the_keys_of_the_history_tell_where_the_contradiction_shown_is_from(tray: Deciding, window: Window) -> None:
    sides(tray, FUNCTION)
    window.do("history")
    told = window.findChild(HistoryWindow)
    assert told is not None
    assert told.fields.currentText().endswith("Function")
    told.reject()


def test_what_is_shown_follows_the_language_of_the_window(tray: Deciding, window: Window) -> None:
    sides(tray, FUNCTION)
    window.do("language:fr")
    assert tray.sides is not None
    assert "Fonction (français)" in words(tray.sides)
    assert "Garder celle-ci" in {card.button.text() for card in tray.sides.cards}
    window.do("language:en")


def test_who_clicks_the_tab_decides_with_the_keys_at_once(tray: Deciding, shell: Shell, qtbot: QtBot) -> None:
    page = shell.page
    assert isinstance(page, ExchangePage)
    page.part("cities")
    place = page.tabs.tabRect(list(PARTS).index("decide")).center()
    QTest.mouseClick(page.tabs, Qt.MouseButton.LeftButton, pos=place)
    qtbot.waitUntil(tray.list.hasFocus)
    press(tray, Qt.Key.Key_2)
    assert tray.sides is not None
    assert tray.sides.chosen == 2


def test_each_contradiction_opens_on_its_own_history_by_a_button_and_by_keys_wherever_the_focus_is(
    tray: Deciding, window: Window, shell: Shell, qtbot: QtBot
) -> None:
    page = shell.page
    assert isinstance(page, ExchangePage)
    fields = []
    for number in range(tray.list.rows.rowCount()):
        tray.list.select(tray.list.rows.at(number).key)
        assert tray.sides is not None
        one = tray.sides.one
        page.tabs.setFocus()
        for by_keys in (True, False):
            window.activateWindow()  # as a screen does when the other window closes
            qtbot.waitUntil(window.isActiveWindow)
            if by_keys:
                QTest.keyClick(window, Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier)
            else:
                tray.sides.history.click()
            qtbot.waitUntil(lambda: bool(window.findChildren(HistoryWindow)))
            (shown,) = window.findChildren(HistoryWindow)
            assert shown.fields.currentData() == f"{one.record} {one.field}"
            if one.language:
                assert (
                    f"({language_name(one.language, 'en')})"
                    in shown.list.rows.at(shown.list.currentIndex().row()).title
                )
            fields.append(shown.fields.currentData())
            shown.close()
            qtbot.waitUntil(lambda: not window.findChildren(HistoryWindow))
    assert len(set(fields)) == 3


def test_one_author_who_wrote_twice_is_not_people_who_did_not_know_of_each_other(
    tray: Deciding, workspace: Workspace
) -> None:
    found = sides(tray, FUNCTION)
    assert "by people who had not seen each other’s" in words(found)
    alone = msgspec.structs.replace(
        found.one,
        alternatives=tuple(msgspec.structs.replace(one, author="Sami", city="") for one in found.one.alternatives),
    )
    said = str(what_happened(tray._session, alone))
    assert said == "Function (French): Sami wrote different values (2), each without seeing the others."


def test_a_deletion_names_what_would_go_with_the_record(tray: Deciding, shell: Shell, workspace: Workspace) -> None:
    found = sides(tray, "delete or keep?")
    assert "What would be deleted" in words(found)
    gone = workspace.gone_with(found.one.record)
    assert gone
    for part in gone:
        assert part.called("en", shell.session.title) in words(found)
    {card.button.text(): card.button for card in found.cards}["Keep the record"].click()
    assert all(workspace.get(part.id) for part in gone)
    shell.session.undo()
    assert shell.notices.words.text().endswith("is to be decided again."), "its parts are not more records"


@pytest.mark.parametrize("button", ["Delete it", "Keep the record"])
def test_a_decided_deletion_is_listed_and_taken_back_to_what_it_was(
    tray: Deciding, window: Window, workspace: Workspace, button: str
) -> None:
    found = sides(tray, "delete or keep?")
    before, title = words(found), found._called
    {card.button.text(): card.button for card in found.cards}[button].click()
    tray.lately.click()
    told = window.findChild(DecidedLately)
    assert told is not None
    row = told.list.rows.at(0)
    assert row.title == title
    assert "Leïla Ben Salah" in row.detail
    assert ("deleted" if button == "Delete it" else "kept, although") in row.detail
    assert not told.again.isEnabled()
    QTest.keyClick(told.back, Qt.Key.Key_Space)
    again = sides(tray, "delete or keep?")
    assert words(again) == before, "who deleted it, when and in which file is as it was"
    assert not workspace.decided()


def test_what_was_left_is_listed_and_asked_again(
    tray: Deciding, shell: Shell, window: Window, workspace: Workspace
) -> None:
    sides(tray, "Telephone").leave()
    tray.lately.click()
    told = window.findChild(DecidedLately)
    assert told is not None
    assert "Telephone: left side by side" in told.list.rows.at(0).detail
    told.back.click()
    assert not shell.notices.isVisible(), "what it said is so no more"
    assert workspace.undecided() == 3
    assert tray.sides is not None
    assert tray.sides.one.field == "phone"


def test_a_text_is_told_by_its_title_in_its_own_language(tray: Deciding, workspace: Workspace) -> None:
    meeting = str(uuid.UUID(int=9))
    for number, title in enumerate(("Le logement", "Le logement pour tous")):
        workspace.absorb(
            [write("meeting", meeting, "title", "fr", canonical(title), author="A", site=str(uuid.UUID(int=7 + number)),
                   seq=1, at=1_500_000_000_000 - number),
             write("meeting", meeting, "title", "en", canonical("Housing"), author="A",
                   site=str(uuid.UUID(int=80 + number)), seq=1, at=1_500_000_000_000)],
            label="Lyon", digest=str(number), sender="A",
        )  # fmt: skip
    found = sides(tray, "Title (French)")
    assert found._called == "Le logement"
    assert tray.list.rows.at(tray.list.currentIndex().row()).title == "Le logement"


def test_the_history_of_a_deletion_says_who_did_it_and_that_it_is_undecided(tray: Deciding, window: Window) -> None:
    found = sides(tray, "delete or keep?")
    found.history.click()
    shown = window.findChild(HistoryWindow)
    assert shown is not None
    assert shown.list.rows.at(0).title == "Sami Trabelsi deleted it; undecided, the record stays"
    assert shown._what.text() == shown.list.rows.at(0).title
    assert not shown.said.isVisible()
    assert "shown now" not in shown.source.text()
    found._session.workspace.resolve(found.one.record, "deleted", value=False)
    shown._read_all()
    shown._filter()
    titles = {shown.list.rows.at(number).title for number in range(shown.list.rows.rowCount())}
    assert titles == {"Sami Trabelsi deleted it; decided otherwise since", "Leïla Ben Salah (you) restored it"}
    shown.close()


def test_what_several_wrote_alike_is_one_value_with_all_of_them(
    tray: Deciding, shell: Shell, workspace: Workspace, tmp_path: Path
) -> None:
    person = member(workspace).person
    for author, phone in (("Rim Jaziri", "+216 71 000 001"), ("Aziz Ferchichi", "+216 55 000 002")):
        alone = write("person", person, "phone", "", canonical(phone), author=author, site=str(uuid.uuid4()), seq=1,
                      at=1_500_000_000_000)  # fmt: skip
        workspace.absorb([alone], label=author, digest=author, sender=author)
    found = sides(tray, "Telephone")
    assert tray.list.rows.at(tray.list.currentIndex().row()).end == "3"
    assert "3 different values were written" in words(found)
    said = {card.value.toPlainText(): "\n".join(label.text() for label in card.findChildren(QLabel))
            for card in found.cards}  # fmt: skip
    assert len(said) == 3
    assert "Rim Jaziri" in said["+216 71 000 001"]
    assert "Sami Trabelsi" in said["+216 71 000 001"]
    found.keep(1)
    assert not [one for one in workspace.disagreements() if one.field == "phone"]


def test_a_contested_deletion_says_which_meeting_whose_and_what_it_was_called(
    shell: Shell, workspace: Workspace, tmp_path: Path
) -> None:
    meeting = workspace.add(
        Meeting, {"title": {"fr": "Services de base"}, "starts_at": "2016-11-28", "place": "Vienne",
                  "symbol": "NET/1", "status": "approved"}
    )  # fmt: skip
    workspace.edit(meeting, {"city": ""})
    out = bundle.write(workspace, tmp_path / "there.rtbundle", audience=Audience.INTERNAL)
    city = {"code": "LBBEY", "name": {"en": "Beirut"}, "country": "LB"}
    with Workspace.create(tmp_path / "b.roundtable", city=city, author="Rana", language="fr") as other:
        merge.apply(other, bundle.read(out.path))
        other.delete(meeting)
        back = bundle.write(other, tmp_path / "back.rtbundle", audience=Audience.INTERNAL)
    workspace.edit(meeting, {"title": {"fr": "Travail domestique"}})
    plan = merge.rehearse(workspace, bundle.read(back.path))
    assert [item.what for item in plan.contradicts] == [What.CONTRADICTS]
    merge.apply(workspace, plan)
    page = shell.go("exchange")
    assert isinstance(page, ExchangePage)
    page.part("decide")
    said = words(sides(page.deciding, "delete or keep?"))
    settled, before = "Approved. It is no draft any more.", "Before that it was called “Services de base”."
    for expected in ("NET/1", "28 November 2016", "Vienne", settled, before, "the network. Rana (Beirut) deleted it"):
        assert expected in said
