"""Columns in which an empty cell means what stands above it: offered where there are such, taken only when told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.errors import InvalidValue, Unknown
from desktop_app.exchange import sheet
from desktop_app.exchange.sheet import Fate, Place
from tests.exchange import sheet_sample as sample
from tests.exchange.sheet_sample import Memory, person, plan, rows

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

NAME = "organisation.name"
ORGANISATION, TYPE, MAIL, SINCE = 1, 2, 4, 6


def as_above(mapping: sheet.ColumnMapping) -> sheet.ColumnMapping:
    return mapping.repeating(ORGANISATION)


def organisations(found: sheet.SheetPlan) -> list[str]:
    """What each line says of its organisation."""
    return [line.cells[NAME].text if NAME in line.cells else "" for line in found.lines]


def somebody(name: str, organisation: str = "", **more: str) -> tuple[str, ...]:
    return person(name, organisation, "", **more)


def offered(listed: sheet.Sheet) -> frozenset[int]:
    return sheet.gaps(listed, sheet.match(listed, sheet.target("person"), language="fr"))


# where it is offered


def test_it_is_offered_for_what_several_rows_share_where_cells_are_empty_below_others() -> None:
    listed = rows(
        person("Karim Jebali", "Amal", "", mail="k@amal.org"), person("Hela Gharbi", "", ""), person("A. Sfar", "", "")
    )
    mapping = sheet.match(listed, sheet.target("person"), language="fr")

    assert sheet.gaps(listed, mapping) == {ORGANISATION}, "an address is somebody's own; of a type nothing is said"
    assert sheet.gaps(listed, mapping.assigned(ORGANISATION, "")) == frozenset()
    assert not mapping.repeats, "nobody has said so yet"


def test_rows_that_are_no_entries_offer_nothing() -> None:
    assert offered(rows(person("Karim Jebali"), (), ("Total : 1",))) == frozenset()


@pytest.mark.parametrize("merged", [(), ("B2:B4",)])
def test_cells_merged_over_rows_say_it_already(tmp_path: Path, merged: Sequence[str]) -> None:
    path = tmp_path / "liste.xlsx"
    lines = [sample.HEADER, person("Karim Jebali"), somebody("Hela Gharbi"), somebody("Salwa Ben Amor")]
    path.write_bytes(sample.workbook([[text or None for text in line] for line in lines], merged=merged))
    listed = sheet.read(path)

    assert (ORGANISATION in offered(listed)) is not bool(merged)
    assert plan(listed).counts["membership"] == (3 if merged else 1)
    assert plan(listed, change=as_above).counts["membership"] == 3


@pytest.mark.parametrize("column", ["E-mail", "Nom et prénom"])
def test_what_is_somebodys_own_is_never_taken_from_the_row_above(column: str) -> None:
    mapping = sheet.match(rows(person("Karim Jebali")), sheet.target("person"), language="fr")
    with pytest.raises(InvalidValue, match="about each person alone"):
        sheet.with_repeats(mapping, [column])


def test_a_column_that_is_left_out_or_not_there_is_refused() -> None:
    mapping = sheet.match(rows(person("Karim Jebali")), sheet.target("person"), language="fr")
    with pytest.raises(InvalidValue, match="“Organisation” is left out"):
        sheet.with_repeats(mapping.assigned(ORGANISATION, ""), ["Organisation"])
    with pytest.raises(Unknown, match="no column “Couleur”"):
        sheet.with_repeats(mapping, ["Couleur"])


def test_what_empty_cells_mean_is_asked_again_when_a_column_holds_something_else() -> None:
    mapping = sheet.match(rows(person("Karim Jebali")), sheet.target("person"), language="fr")
    said = sheet.with_repeats(mapping, ["Organisation", "Type"])

    assert said.repeats == {ORGANISATION, TYPE}
    assert said.assigned(ORGANISATION, NAME).repeats == {ORGANISATION, TYPE}
    assert said.assigned(ORGANISATION, "membership.function").repeats == {TYPE}
    assert said.repeating(TYPE, on=False).repeats == {ORGANISATION}


def test_of_other_records_every_column_can_repeat() -> None:
    listed = sample.plain(
        ("Title", "Place", "Date"), ("Première", "Salle A", "2016-05-02"), ("Deuxième", "", "2016-06-02")
    )
    found = plan(listed, kind="meeting", change=lambda mapping: mapping.repeating(1))

    assert [line.cells["meeting.place"].value for line in found.lines] == ["Salle A"] * 2


# what is read


def test_nothing_of_the_header_or_above_it_is_what_stands_above_the_first_row() -> None:
    first, second, third = somebody("Karim Jebali"), somebody("Hela Gharbi", "Amal"), somebody("A. Sfar")
    found = plan(sample.plain(("", "Ligue de Tunis"), sample.HEADER, first, second, third), change=as_above)

    assert organisations(found) == ["", "Amal", "Amal"]
    assert [found.repeated(line, NAME) for line in found.lines] == [None, None, 3]


def test_a_blank_row_and_a_header_on_the_next_page_stand_between_and_end_nothing() -> None:
    listed = rows(somebody("Karim Jebali", "Amal"), (), sample.HEADER, somebody("Hela Gharbi"))

    assert organisations(plan(listed, change=as_above)) == ["Amal", "Amal"]


@pytest.mark.parametrize("ends", [("", "Société civile"), ("Secteur privé",), ("Total : 1",), ("", "Total", "7")])
def test_nothing_is_repeated_past_a_total_or_the_heading_of_a_kind(ends: tuple[str, ...]) -> None:
    found = plan(rows(somebody("Karim Jebali", "Amal"), ends, somebody("Hela Gharbi")), change=as_above)

    assert found.lines[1].fate is Fate.LEFT_OUT
    assert NAME not in found.lines[2].cells


def test_a_heading_in_the_column_that_names_an_organisation_is_what_stands_above() -> None:
    found = plan(rows(("", "Association Amal"), somebody("Karim Jebali"), somebody("Hela Gharbi")), change=as_above)

    assert found.lines[0].fate is Fate.LEFT_OUT
    assert (found.counts["organisation"], found.counts["membership"]) == (1, 2)


def test_a_row_that_is_left_out_still_stands_above() -> None:
    listed = rows(somebody("Karim Jebali", "Amal"), somebody("Hela Gharbi"))
    found = plan(listed, change=as_above)
    without = plan(listed, corrections=found.corrections.leaving_out(1), change=as_above)

    assert (without.counts["person"], without.counts["membership"]) == (1, 1)


def test_a_formula_without_its_result_is_not_empty() -> None:
    listed = rows(somebody("Karim Jebali", "Amal"), somebody("Hela Gharbi"), somebody("A. Sfar"))
    listed = sheet.Sheet(listed.path, "", (), listed.rows, uncomputed=frozenset({(2, ORGANISATION)}))
    found = plan(listed, change=as_above)
    typed = plan(listed, corrections=found.corrections.typing(Place(2, NAME), "Union"), change=as_above)

    assert [line.cells[NAME].refusal is None for line in found.lines] == [True, False, False]
    assert organisations(typed) == ["Amal", "Union", "Union"]


def test_a_correction_holds_for_what_repeats_it_until_that_is_corrected_itself() -> None:
    listed = rows(somebody("Karim Jebali", "Amal", since="bientôt"), somebody("Hela Gharbi", since=""))
    found = plan(listed, change=lambda mapping: as_above(mapping).repeating(SINCE))
    assert [remark.place.row for remark in found.remarks() if remark.place.slot == "membership.starts_on"] == [1, 2]

    typed = found.corrections.typing(Place(1, "membership.starts_on"), "2016").typing(Place(1, NAME), "Union Amal")
    corrected = sheet.rehearse(Memory(), listed, found.mapping, typed, previous=found, today=sample.TODAY)
    assert not any(remark.place.slot == "membership.starts_on" for remark in corrected.remarks())
    assert organisations(corrected) == ["Union Amal"] * 2
    assert corrected.repeated(corrected.lines[1], NAME) == 1

    own = sheet.rehearse(
        Memory(), listed, found.mapping, typed.typing(Place(2, NAME), "Ligue"), previous=corrected, today=sample.TODAY
    )
    assert organisations(own) == ["Union Amal", "Ligue"]
    assert own.repeated(own.lines[1], NAME) is None


def test_a_cell_that_means_the_same_can_be_left_empty_after_all() -> None:
    listed = rows(somebody("Karim Jebali", "Amal"), somebody("Hela Gharbi"))
    found = plan(listed, change=as_above)
    without = plan(listed, corrections=found.corrections.typing(Place(2, NAME), ""), change=as_above)

    assert organisations(without) == ["Amal", ""]


def test_the_list_says_how_many_cells_are_read_so() -> None:
    found = plan(rows(somebody("Karim Jebali", "Amal"), somebody("A. Sfar"), somebody("H. Gharbi")), change=as_above)

    assert "Column “Organisation”: 2 empty cells are read as what stands above them." in map(str, found.notes)


ROWS = st.lists(
    st.sampled_from(
        [
            somebody("Karim Jebali", "Amal"),
            somebody("Hela Gharbi"),
            somebody("Hela Gharbi", "Ligue"),
            person("Salwa Sfar", "", "ONG"),
            ("", "Association Amal"),
            ("", "ONG"),
            ("Total",),
            sample.HEADER,
            (),
        ]
    ),
    max_size=8,
)


@settings(deadline=None)
@given(ROWS)
def test_it_is_offered_exactly_where_it_makes_a_difference(lines: list[tuple[str, ...]]) -> None:
    listed = rows(person("Anne Roy", "", ""), *lines)
    without, found = plan(listed), plan(listed, change=as_above)

    assert (ORGANISATION in offered(listed)) == (without.lines != found.lines)
    assert (ORGANISATION in offered(listed)) == any(found.repeated(line, NAME) is not None for line in found.lines)


@settings(deadline=None)
@given(ROWS, st.data())
def test_a_list_that_repeats_is_read_again_after_a_correction_as_if_anew(
    lines: list[tuple[str, ...]], data: st.DataObject
) -> None:
    listed, workspace = rows(*lines, somebody("Anne Roy")), Memory()
    found = plan(listed, workspace, change=as_above)
    for _step in range(data.draw(st.integers(1, 4))):
        row, text = data.draw(st.integers(1, len(lines) + 1)), data.draw(st.sampled_from(["", "Union", "Amal"]))
        c = found.corrections
        corrected = data.draw(
            st.sampled_from([c.typing(Place(row, NAME), text), c.taking(row), c.leaving_out(row)])
        )  # a row that is taken after all stands above others
        found = sheet.rehearse(workspace, listed, found.mapping, corrected, previous=found, today=sample.TODAY)

    anew = sheet.rehearse(workspace, listed, found.mapping, found.corrections, today=sample.TODAY)
    assert (found.lines, found.makes) == (anew.lines, anew.makes)
