"""Recommendations: texts by language, the matrix that writes as one types, and evidence found in the minutes."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QToolButton, QWidget

from desktop_app.records import Commitment, Evidence, Organisation, Recommendation, Support
from tests.hands import strike
from ui.editors import PickSeveral, RecordPicker
from ui.forms.citation import CitationCard
from ui.forms.matrix import ASPECTS, PLAYERS
from ui.forms.recommendation_rows import in_order
from ui.pages.recommendations import RecommendationsPage
from ui.symbols import first_symbol, next_symbol
from ui.widgets.chip import Chip

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop_app.workspace import Workspace
    from tests.ui.meeting_room import Room
    from ui.forms.commitment import CommitmentEdit
    from ui.session import Notice, Session

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def recommendation(workspace: Workspace) -> str:
    values = {
        "symbol": "TNG/REC/2018/4",
        "topic": "education",
        "title": {"en": "Every child in school"},
        "text": {"en": "Cities ensure that enrolment does not depend on a residence permit."},
        "language": "en",
    }
    return workspace.add(Recommendation, values)


@pytest.fixture
def page(session: Session, recommendation: str, qtbot: QtBot) -> RecommendationsPage:
    made = RecommendationsPage(session)
    qtbot.addWidget(made)
    made.resize(1000, 800)
    with qtbot.waitActive(made):
        made.show()
    return made


def cell(page: RecommendationsPage, player: str, aspect: str, at: int = 0) -> CommitmentEdit:
    return page.form.matrix.cells[player, aspect].editors[at]


def commitments(page: RecommendationsPage) -> list[tuple[str, str, str]]:
    found = page.session.workspace.all(Commitment, recommendation=page.current)
    return [(one.player, one.aspect, one.text.within("en")) for one in found]


def write(editor: CommitmentEdit, text: str) -> None:
    editor.setFocus()
    QTest.keyClicks(editor, text)


# texts


def test_words_are_counted_and_too_many_are_said(page: RecommendationsPage) -> None:
    title = page.form.versions["title"]
    assert title.count.text() == "4 of 12 words"
    title.editor.setFocus()
    QTest.keyClick(title.editor, Key.Key_End)
    QTest.keyClicks(title.editor, " whatever the papers of the parents may say about them")
    assert title.count.text() == "14 of 12 words"
    assert title.count.property("role") == "refusal"
    page.session.settle()
    found = page.form.found
    assert found is not None
    assert len(found.title.within("en").split()) == 14


def test_a_space_typed_before_the_pause_is_still_there_after_it(page: RecommendationsPage) -> None:
    title = page.form.versions["title"].editor
    title.setFocus()
    QTest.keyClick(title, Key.Key_End)
    QTest.keyClicks(title, " and ")
    page.session.settle()
    QTest.keyClicks(title, "home")
    page.session.settle()
    assert page.form.found is not None
    assert page.form.found.title.within("en") == "Every child in school and home"


def test_one_switch_turns_all_texts_to_another_language(page: RecommendationsPage) -> None:
    write(cell(page, "city", "doing"), "Applies the circular.")
    page.form.switch.use("fr")
    title = page.form.versions["title"].editor
    assert title.toPlainText() == ""
    assert "Applies the circular." in cell(page, "city", "doing").quiet.text()
    title.setFocus()
    QTest.keyClicks(title, "Chaque enfant")
    assert page.form.versions["title"].original.text() == "English · Every child in school"
    assert not page.form.versions["title"].original.isHidden()
    write(cell(page, "city", "doing"), "Applique la circulaire.")
    page.session.settle()
    found = page.form.found
    assert found is not None
    assert dict(found.title) == {"en": "Every child in school", "fr": "Chaque enfant"}
    (kept,) = page.session.workspace.all(Commitment, recommendation=found.id)
    assert dict(kept.text) == {"en": "Applies the circular.", "fr": "Applique la circulaire."}


def test_a_translation_older_than_its_original_says_so(
    page: RecommendationsPage, recommendation: str, qtbot: QtBot
) -> None:
    workspace = page.session.workspace
    workspace.edit(recommendation, {"title": {"fr": "Chaque enfant à l’école"}})
    page.form.switch.use("fr")
    stale = page.form.versions["title"].stale
    assert stale.isHidden()
    workspace.edit(recommendation, {"title": {"en": "Every child at school"}})
    qtbot.waitUntil(lambda: not stale.isHidden())
    assert stale.text() == "The text in English was changed after this translation."
    workspace.edit(recommendation, {"title": {"fr": "Chaque enfant va à l’école"}})
    qtbot.waitUntil(stale.isHidden)


def test_a_validated_text_says_what_a_correction_is(page: RecommendationsPage, recommendation: str) -> None:
    assert page.form.frozen.isHidden()
    page.session.workspace.edit(recommendation, {"status": "validated"})
    assert not page.form.frozen.isHidden()


def test_a_text_is_validated_and_adopted_where_it_is_read_and_shows_its_revision(
    page: RecommendationsPage, recommendation: str
) -> None:
    def status() -> str:
        assert page.form.found is not None
        return page.form.found.status

    QTest.mouseClick(page._validate, Qt.MouseButton.LeftButton)
    assert status() == "validated"
    assert page._validate.isHidden()
    assert "Rev" not in page._header._title.text()
    page.session.workspace.edit(recommendation, {"text": {"en": "Another text altogether."}})
    assert page._header._title.text().endswith("/Rev.1")
    assert "changed since it was settled" in page.form.frozen.text()
    names = [str(command.name) for command in page.commands()]
    assert names[:2] == ["Mark as adopted by a political body", "Withdraw the validation"]
    page.adopt()
    assert status() == "adopted"
    assert page.form.frozen.text().startswith("Adopted")
    page.withdraw_validation()
    assert status() == "draft"
    assert page._validate.isVisible()


def type_(widget: QWidget, text: str) -> None:
    for letter in text:
        strike(widget, letter)


def test_arabic_letters_turn_the_form_to_arabic(page: RecommendationsPage) -> None:
    page.new()
    title = page.form.versions["title"]
    type_(title.editor, "كل طفل في المدرسة")
    page.session.settle()
    assert page.form.switch.language == "ar"
    assert (title.editor.toPlainText(), title.editor.hasFocus()) == ("كل طفل في المدرسة", True)
    found = page.form.found
    assert found is not None
    assert (dict(found.title), found.language) == ({"ar": "كل طفل في المدرسة"}, "ar")
    (button,) = title.tongue.findChildren(QPushButton)
    button.click()
    page.session.settle()
    assert page.form.switch.language == "en"
    found = page.form.found
    assert found is not None
    assert dict(found.title) == {"en": "كل طفل في المدرسة"}


def test_a_commitment_in_arabic_letters_is_kept_as_arabic(page: RecommendationsPage) -> None:
    editor = cell(page, "city", "doing")
    editor.setFocus()
    heard: list[Notice] = []
    page.session.noticed.connect(heard.append)
    type_(editor, "تطبّق المدينة المنشور")
    page.session.settle()
    (kept,) = page.session.workspace.all(Commitment)
    assert dict(kept.text) == {"ar": "تطبّق المدينة المنشور"}
    assert page.form.switch.language == "ar"
    assert cell(page, "city", "doing").hasFocus()
    (notice,) = heard
    assert (str(notice.sentence), str(notice.offer)) == ("Saved as العربية, judging by its letters.", "It is English")
    assert notice.taken is not None
    notice.taken()
    (kept,) = page.session.workspace.all(Commitment)
    assert dict(kept.text) == {"en": "تطبّق المدينة المنشور"}
    assert page.form.switch.language == "en"


# the matrix


def test_cells_are_named_by_player_and_aspect(page: RecommendationsPage) -> None:
    assert len(page.form.matrix.cells) == len(PLAYERS) * len(ASPECTS) == 15
    assert cell(page, "civil_society", "commits").accessibleName() == "Civil society – Commits to"


def test_a_commitment_is_made_by_its_first_text_and_goes_with_its_last(page: RecommendationsPage) -> None:
    editor = cell(page, "region", "needs")
    write(editor, "Data on enrolment ")
    assert commitments(page) == []
    page.session.settle()
    assert commitments(page) == [("region", "needs", "Data on enrolment")]
    QTest.keyClicks(editor, "by district")
    page.session.settle()
    assert cell(page, "region", "needs") is editor
    assert editor.hasFocus()
    assert commitments(page) == [("region", "needs", "Data on enrolment by district")]
    editor.selectAll()
    QTest.keyClick(editor, Key.Key_Backspace)
    page.session.settle()
    assert commitments(page) == []
    assert editor.hasFocus()
    page.session.undo()
    assert commitments(page) == [("region", "needs", "Data on enrolment by district")]
    assert cell(page, "region", "needs").value() == "Data on enrolment by district"


def test_several_commitments_stand_one_under_another(page: RecommendationsPage) -> None:
    write(cell(page, "city", "commits"), "Name a focal point")
    QTest.keyClick(cell(page, "city", "commits"), Key.Key_Return, CTRL)
    second = cell(page, "city", "commits", 1)
    assert second.hasFocus()
    assert second.accessibleName() == "City – Commits to, 2 of 2"
    write(second, "Open two classes")
    page.session.settle()
    assert commitments(page) == [("city", "commits", "Name a focal point"), ("city", "commits", "Open two classes")]
    first = cell(page, "city", "commits")
    first.setFocus()
    first.selectAll()
    QTest.keyClick(first, Key.Key_Delete)
    page.session.settle()
    assert commitments(page) == [("city", "commits", "Open two classes")]


def test_one_more_that_is_left_empty_goes(page: RecommendationsPage, qtbot: QtBot) -> None:
    write(cell(page, "city", "commits"), "Name a focal point")
    page.session.settle()
    page.form.matrix.begin_another()
    assert len(page.form.matrix.cells["city", "commits"].editors) == 2
    cell(page, "state", "doing").setFocus()
    qtbot.waitUntil(lambda: len(page.form.matrix.cells["city", "commits"].editors) == 1)


def test_somebody_elses_commitment_appears_and_typing_stays(page: RecommendationsPage, recommendation: str) -> None:
    write(cell(page, "city", "doing"), "Typed and not")
    values = {"recommendation": recommendation, "player": "state", "aspect": "needs", "text": {"en": "A law"}}
    made = page.session.workspace.add(Commitment, values)
    assert cell(page, "state", "needs").value() == "A law"
    assert cell(page, "city", "doing").value() == "Typed and not"
    page.session.workspace.delete(made)
    assert cell(page, "state", "needs").value() == ""
    page.session.settle()
    assert commitments(page) == [("city", "doing", "Typed and not")]


def test_rows_of_the_matrix_have_one_height(page: RecommendationsPage, qtbot: QtBot) -> None:
    write(cell(page, "city", "doing"), "Applies the circular of 2013 in all municipal schools and kindergartens. " * 3)
    qtbot.waitUntil(lambda: cell(page, "city", "doing").height() > cell(page, "region", "doing").height())
    heights = {cell(page, "city", aspect).height() for aspect in ASPECTS}
    assert len(heights) == 1


def test_tab_goes_along_a_row(page: RecommendationsPage) -> None:
    cell(page, "civil_society", "doing").setFocus()
    for player, aspect in (("civil_society", "commits"), ("civil_society", "needs"),
                           ("international_organisation", "doing")):  # fmt: skip
        QTest.keyClick(page.window().focusWidget(), Key.Key_Tab)
        assert cell(page, player, aspect).hasFocus()


def test_tab_goes_along_a_row_whatever_was_shown_before(
    page: RecommendationsPage, recommendation: str, qtbot: QtBot
) -> None:
    for player, aspect in (("city", "doing"), ("civil_society", "commits"), ("state", "needs")):
        write(cell(page, player, aspect), "Typed")
    page.session.settle()
    QTest.keyClick(cell(page, "city", "doing"), Key.Key_Return, CTRL)
    write(cell(page, "city", "doing", 1), "Second")
    page.new()
    assert page.open(recommendation)
    page.form.versions["rationale"].setFocus()
    order = [editor for place in page.form.matrix.cells.values() for editor in place.editors]
    assert len(order) == 16
    qtbot.waitUntil(lambda: all(editor.isVisible() for editor in order))
    for editor in order:
        QTest.keyClick(focused(page), Key.Key_Tab)
        assert editor.hasFocus(), editor.accessibleName()


def test_typing_is_written_before_another_recommendation_is_shown(page: RecommendationsPage) -> None:
    first = page.current
    write(cell(page, "city", "doing"), "Typed")
    page.new()
    assert [one.text.within("en") for one in page.session.workspace.all(Commitment)] == ["Typed"]
    assert cell(page, "city", "doing").value() == ""
    assert page.open(first)
    assert cell(page, "city", "doing").value() == "Typed"


# evidence


def search(page: RecommendationsPage, text: str, qtbot: QtBot) -> None:
    line = page.form.evidence.search
    line.setFocus()
    QTest.keyClicks(line, text)
    qtbot.waitUntil(lambda: not page.form.evidence.hits.isHidden())


def test_evidence_is_found_by_typing_and_attached_with_enter(
    page: RecommendationsPage, room: Room, qtbot: QtBot
) -> None:
    search(page, "412 child", qtbot)
    QTest.keyClick(page.form.evidence.search, Key.Key_Return)
    (one,) = page.session.workspace.all(Evidence, recommendation=page.current)
    assert one.target == room.entries[2]
    assert one.quote.within("en") == "The regional office reported 412 children."
    QTest.keyClick(page.form.evidence.search, Key.Key_Return)
    assert page.session.workspace.count(Evidence) == 1, "the same place twice"
    assert page.list.rows.at(0).end == "1"


def test_down_chooses_another_place(page: RecommendationsPage, room: Room, qtbot: QtBot) -> None:
    search(page, "re", qtbot)
    QTest.keyClick(page.form.evidence.search, Key.Key_Down)
    wanted = page.form.evidence.hits.rows.at(1).key
    QTest.keyClick(page.form.evidence.search, Key.Key_Return)
    assert [one.target for one in page.session.workspace.all(Evidence)] == [wanted]


def test_words_that_are_nowhere_say_so(page: RecommendationsPage, qtbot: QtBot) -> None:
    search(page, "zebra", qtbot)
    assert page.form.evidence.hits.rows.at(0).title == "Nothing in the minutes contains these words."
    QTest.keyClick(page.form.evidence.search, Key.Key_Return)
    assert page.session.workspace.count(Evidence) == 0


def test_evidence_says_where_it_stands_opens_and_is_removed(
    page: RecommendationsPage, room: Room, qtbot: QtBot
) -> None:
    page.form.evidence.attach(room.entries[3])
    words = page.form.evidence.cards()
    assert words == [
        ("Enrolment shall not depend on a residence permit.", "12th meeting · 15 Jan 2018 · Access to schooling")
    ]
    opener, remover = page.form.evidence.findChildren(QToolButton)[:2]
    with qtbot.waitSignal(page.session.navigated, check_params_cb=lambda record: record == room.entries[3]):
        opener.click()
    remover.click()
    assert page.session.workspace.count(Evidence) == 0
    page.session.undo()
    assert page.form.evidence.cards() == words


def test_a_quotation_stays_as_it_was_when_the_minutes_change(page: RecommendationsPage, room: Room) -> None:
    page.form.evidence.attach(room.entries[3])
    page.session.workspace.edit(room.entries[3], {"text": {"en": "Corrected."}})
    assert page.form.evidence.cards()[0][0] == "Enrolment shall not depend on a residence permit."


# the page


def test_a_new_recommendation_counts_on_and_begins_with_its_title(page: RecommendationsPage) -> None:
    page.new()
    assert page.form.found is not None
    assert page.form.found.symbol == f"TNG/REC/{date.today().year}/1"
    assert page.form.found.confidentiality == "network"
    assert page.form.versions["title"].editor.hasFocus()
    QTest.keyClicks(page.form.versions["title"].editor, "Housing for all")
    page.session.settle()
    assert page.form.found.title.within("en") == "Housing for all"


def test_symbols_are_counted_within_their_series() -> None:
    found = ("A/2017/9", "A/2018/1", "A/2018/2", "free text")
    assert next_symbol(found, 2018) == "A/2018/3"
    assert next_symbol(found, 2026) == "A/2026/1"
    assert next_symbol((*found, "A/2026/10"), 2026) == "A/2026/11"
    assert next_symbol(["R 7"], 2026) == "R 8"
    assert next_symbol([], 2026) == ""
    assert first_symbol("MA TNG", "REC", 2026) == "TNG/REC/2026/1"
    assert first_symbol("", "REC", 2026) == ""


def test_symbols_are_sorted_by_their_numbers() -> None:
    symbols = ["A/REC/2018/10", "", "A/REC/2018/9", "A/REC/2017/11", "B"]
    found = in_order(Recommendation(symbol=symbol) for symbol in symbols)
    assert [one.symbol for one in found] == ["A/REC/2017/11", "A/REC/2018/9", "A/REC/2018/10", "B", ""]


def test_the_list_follows_what_changes(page: RecommendationsPage, recommendation: str, room: Room) -> None:
    workspace = page.session.workspace
    workspace.edit(recommendation, {"title": {"en": "Renamed"}, "status": "adopted"})
    assert page.list.rows.at(0).title == "Renamed"
    assert page.list.rows.at(0).detail == "TNG/REC/2018/4 · Adopted"
    made = workspace.add(Evidence, {"recommendation": recommendation, "target": room.entries[0]})
    assert page.list.rows.at(0).end == "1"
    workspace.delete(made)
    assert page.list.rows.at(0).end == ""
    workspace.delete(recommendation)
    assert page.list.rows.rowCount() == 0
    workspace.undo()
    assert page.list.rows.keys == [recommendation]


def test_a_commitment_opens_its_recommendation(page: RecommendationsPage, recommendation: str) -> None:
    write(cell(page, "city", "doing"), "Typed")
    page.session.settle()
    (one,) = page.session.workspace.all(Commitment)
    page.new()
    assert page.open(one.id)
    assert page.current == recommendation


# what is known of a commitment


def one_commitment(page: RecommendationsPage) -> Commitment:
    (found,) = page.session.workspace.all(Commitment, recommendation=page.current)
    return found


def test_a_commitment_is_told_of_by_keyboard_alone_and_back(page: RecommendationsPage) -> None:
    editor = cell(page, "city", "commits")
    write(editor, "Name a focal point")
    QTest.keyClick(editor, Key.Key_Return, Qt.KeyboardModifier.AltModifier)
    details = page.form.details
    rows = details.binding.rows
    assert rows["due_on"].editor.hasFocus()
    assert details.title.text() == "City – Commits to: Name a focal point"
    QTest.keyClicks(rows["due_on"].editor, "30/6/2018")
    QTest.keyClick(rows["due_on"].editor, Key.Key_Tab)
    assert rows["implementation"].editor.hasFocus()
    QTest.keyClick(rows["implementation"].editor, Key.Key_Down)
    QTest.keyClick(rows["implementation"].editor, Key.Key_Tab)
    QTest.keyClick(rows["response"].editor, Key.Key_Down)
    QTest.keyClick(rows["response"].editor, Key.Key_Tab)
    QTest.keyClicks(rows["response_reason"].editor, "By the council")
    QTest.keyClick(rows["response_reason"].editor, Key.Key_Escape)
    assert editor.hasFocus()
    page.session.settle()
    kept = one_commitment(page)
    assert (kept.due_on, kept.implementation, kept.response, kept.response_reason) == (
        "2018-06-30", "in_progress", "accepted", "By the council",
    )  # fmt: skip
    assert editor.quiet.text() == "30 Jun 2018 · Accepted · In progress"
    assert editor.quiet.property("role") == "refusal", "it is long overdue"


def test_the_details_follow_the_cell_and_say_so_where_nothing_is_written(page: RecommendationsPage) -> None:
    write(cell(page, "city", "commits"), "Name a focal point")
    QTest.keyClick(cell(page, "city", "commits"), Key.Key_Return, CTRL)
    write(cell(page, "city", "commits", 1), "Open two classes")
    page.session.settle()
    details = page.form.details
    assert details.title.text() == "City – Commits to, 2 of 2: Open two classes"
    cell(page, "city", "commits").setFocus()
    assert details.title.text() == "City – Commits to, 1 of 2: Name a focal point"
    assert details.binding.rows["needs_type"].isHidden()
    cell(page, "state", "needs").setFocus()
    assert not details.binding.is_shown
    assert not details.begin()


def test_what_is_needed_is_asked_of_a_need(page: RecommendationsPage) -> None:
    write(cell(page, "region", "needs"), "Data on enrolment")
    page.session.settle()
    assert not page.form.details.binding.rows["needs_type"].isHidden()
    page.form.switch.use("fr")
    page.form.details.measure.setFocus()
    QTest.keyClicks(focused(page), "Part des enfants inscrits")
    page.session.settle()
    assert dict(one_commitment(page).measure) == {"fr": "Part des enfants inscrits"}


def test_a_commitment_that_is_emptied_leaves_no_details(page: RecommendationsPage) -> None:
    editor = cell(page, "city", "commits")
    write(editor, "Name")
    page.session.settle()
    assert page.form.details.binding.is_shown
    editor.selectAll()
    QTest.keyClick(editor, Key.Key_Delete)
    page.session.settle()
    assert not page.form.details.binding.is_shown


# citations


def focused(page: RecommendationsPage) -> QWidget:
    found = page.window().focusWidget()
    assert found is not None
    return found


def test_a_citation_is_written_where_it_stands(page: RecommendationsPage, qtbot: QtBot) -> None:
    evidence = page.form.evidence
    evidence.cite.click()
    QTest.keyClicks(focused(page), "Half of the families move within a year.")
    while focused(page).accessibleName() != "Citation":
        QTest.keyClick(focused(page), Key.Key_Tab)
    QTest.keyClicks(focused(page), "ICMPD, City Migration Profile, p. 12")
    page.session.settle()
    (one,) = page.session.workspace.all(Evidence, recommendation=page.current)
    assert (one.quote.within("en"), one.citation, one.target) == (
        "Half of the families move within a year.", "ICMPD, City Migration Profile, p. 12", "",
    )  # fmt: skip
    (card,) = page.form.evidence.findChildren(CitationCard)
    card.remove()
    assert page.session.workspace.count(Evidence) == 0
    page.session.undo()
    assert page.form.evidence.cards()[0][0] == "Half of the families move within a year."


def test_a_citation_that_is_left_empty_goes(page: RecommendationsPage, qtbot: QtBot) -> None:
    page.form.evidence.cite.click()
    assert page.session.workspace.count(Evidence) == 1
    page.form.evidence.search.setFocus()
    qtbot.waitUntil(lambda: page.session.workspace.count(Evidence) == 0)


# positions


def test_who_stands_behind_it_is_written_where_it_stands(page: RecommendationsPage, qtbot: QtBot) -> None:
    workspace = page.session.workspace
    school = workspace.add(Organisation, {"name": {"en": "School board"}, "type": "local_authority"})
    panel = page.form.positions
    panel.another.click()
    (card,) = panel.cards.values()
    assert card.isAncestorOf(focused(page))
    card.binding.rows["party"].bound.set_value(school)
    card.binding.rows["party"].bound.chosen.emit()
    words = card.binding.rows["reservation"]
    assert not words.isVisibleTo(card)
    card.binding.rows["position"].bound.set_value("reservation")
    card.binding.rows["position"].bound.chosen.emit()
    assert words.isVisibleTo(card)
    (one,) = workspace.all(Support, recommendation=page.current)
    assert (one.party, one.position) == (school, "reservation")
    assert page.open(one.id)
    card.remove()
    assert workspace.count(Support) == 0
    assert not panel.cards
    page.session.undo()
    assert list(panel.cards) == [one.id]


def test_a_position_of_nobody_goes(page: RecommendationsPage, qtbot: QtBot) -> None:
    page.form.positions.another.click()
    assert page.session.workspace.count(Support) == 1
    page.form.evidence.search.setFocus()
    qtbot.waitUntil(lambda: page.session.workspace.count(Support) == 0)


# what it is


def test_it_is_merged_into_another_only_where_it_was_merged(page: RecommendationsPage, recommendation: str) -> None:
    workspace = page.session.workspace
    page.new()
    other = page.current
    workspace.edit(other, {"title": {"en": "Housing for all"}})
    assert page.open(recommendation)
    rows = page.form.binding.rows
    assert rows["merged_into"].isHidden()
    workspace.edit(recommendation, {"status": "merged"})
    assert not rows["merged_into"].isHidden()
    picker = rows["merged_into"].editor
    assert isinstance(picker, RecordPicker)
    picker.search("")
    assert [picker._found.at(at).title for at in range(picker._found.rowCount())] == ["Housing for all"], "not itself"
    picker._take(picker._found.at(0))
    found = page.form.found
    assert found is not None
    assert found.merged_into == other


def test_frameworks_are_pressed_down_and_sources_are_found(page: RecommendationsPage, recommendation: str) -> None:
    page.new()
    rows = page.form.binding.rows
    chips = rows["frameworks"].editor.findChildren(Chip)
    chips[1].click()
    sources = rows["sources"].editor
    assert isinstance(sources, PickSeveral)
    sources._search.search("every")
    sources._add(sources._search._found.at(0))
    found = page.form.found
    assert found is not None
    assert (found.frameworks, found.sources) == (("new_urban_agenda",), (recommendation,))
