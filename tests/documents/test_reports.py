"""Reports are known by name, read what they need whole, and become files whole or not at all."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, TypeVar

import pytest
from msgspec.structs import replace

from desktop_app.documents import REPORTS, check_suffix, render, rendering
from desktop_app.documents.blocks import Contents, Heading, PageBreak, Paragraph, Table, Title
from desktop_app.errors import FileRefused, Foreign, NotForAudience, Unknown
from desktop_app.records import (
    Audience,
    City,
    Dossier,
    Meeting,
    MergedFile,
    Provenance,
    Recommendation,
    Record,
    city_id,
)
from tests.documents.changing import with_changes
from tests.documents.reading import all_words, plain
from tests.documents.sample import ON, named, sample_dossier

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from desktop_app.documents.blocks import Document
    from desktop_app.records import RecordId

R = TypeVar("R", bound=Record)


class Shelf:
    """A source that gives its whole dossier, and remembers what was asked of it."""

    def __init__(self, dossier: Dossier) -> None:
        self._dossier = dossier
        self.asked: list[set[RecordId]] = []

    def all(self, kind: type[R], /) -> list[R]:
        return self._dossier.all(kind)

    def dossier(self, about: Sequence[RecordId], /) -> Dossier:
        self.asked.append(set(about))
        return replace(self._dossier, about=tuple(about))

    def provenance(self) -> Provenance:
        return Provenance(
            "2345-6789-BCDF",
            (MergedFile("Tunis, 2018-01-05", "Mouna", "2018-01-09T10:00:00+00:00", 12, "tunis.rtbundle"),),
        )


def shelf() -> Shelf:
    return Shelf(sample_dossier()[0])


def test_minutes_read_the_meetings_around_them() -> None:
    source = shelf()
    dossier = REPORTS["minutes"].gather(source, [named("september")])
    assert source.asked == [{named("june"), named("september"), named("december"), named("commune")}]
    assert dossier.about == (named("september"),)


def test_recommendations_read_the_meetings_they_rest_on_whole() -> None:
    source = shelf()
    dossier = REPORTS["recommendations"].gather(source, [named("rec-school")])
    assert source.asked[-1] == {named("rec-school"), named("september"), named("commune")}
    assert dossier.about == (named("rec-school"),)


@pytest.mark.parametrize("name", ["minutes", "recommendations", "stakeholders", "handover"])
def test_the_authority_is_named_in_the_language_of_the_document(name: str) -> None:
    report = REPORTS[name]
    dossier = report.gather(shelf(), [named("september")] if name == "minutes" else ())
    for language, authority in (("fr", "Commune de Tanger"), ("ar", "جماعة طنجة")):
        head = report.build(dossier, language, audience=Audience.NETWORK, on=ON).letterhead
        assert head is not None
        assert head.authority == authority


@pytest.mark.parametrize(("name", "kind"), [("minutes", Meeting), ("recommendations", Recommendation)])
def test_where_none_is_chosen_a_report_is_about_all(name: str, kind: type[Record]) -> None:
    dossier = REPORTS[name].gather(shelf())
    assert set(dossier.about) == {record.id for record in dossier.all(kind)}


@pytest.mark.parametrize("name", REPORTS)
def test_every_report_is_made_in_every_language_from_what_it_gathers(name: str) -> None:
    for language in ("en", "fr", "es", "ar"):
        report = REPORTS[name]
        document = report.build(report.gather(shelf()), language, audience=Audience.NETWORK, on=ON)
        assert document.language == language
        assert document.title


@pytest.mark.parametrize("name", REPORTS)
def test_what_opens_a_table_stays_with_it(name: str) -> None:
    report = REPORTS[name]
    document = report.document(report.gather(shelf()), "en", audience=Audience.INTERNAL, on=ON, annex=True)
    for above, below in pairwise(document.blocks):
        if isinstance(above, Paragraph) and isinstance(below, Table):
            assert above.keep_with_next, plain(above.content)


def test_file_names_are_plain() -> None:
    report = REPORTS["minutes"]
    june = report.gather(shelf(), [named("june")])
    assert report.file_name(june, "fr", on=ON) == "Procès-verbal TNG-GPP-2017-2 2017-06-20"
    assert report.file_name(june, "ar", on=ON) == "محضر الاجتماع TNG-GPP-2017-2 2017-06-20"
    assert report.file_name(report.gather(shelf()), "fr", on=ON) == f"Procès-verbal TNG-GPP-2017 {ON.isoformat()}"
    dossier, meeting = sample_dossier()
    odd = with_changes(dossier, meeting, symbol="../../é\u202a".replace("\u202a", " ") + "x" * 200)
    name = report.file_name(report.gather(Shelf(odd), [meeting]), "ar", on=ON)
    assert name.startswith("محضر الاجتماع é x")
    assert not set(name) & set('\\/:*?"<>|.\u202a')
    assert len(name.encode()) < 200


def test_several_minutes_make_one_volume() -> None:
    report = REPORTS["minutes"]
    document = report.build(report.gather(shelf()), "en", audience=Audience.NETWORK, on=ON)
    assert document.title == "Minutes of 2 meetings"
    assert "1 meeting without a recorded agenda or attendance is left out." in all_words(document)
    assert sum(isinstance(block, Title) for block in document.blocks) == 1
    assert sum(isinstance(block, Contents) for block in document.blocks) == 1
    assert sum(isinstance(block, PageBreak) for block in document.blocks) == 2
    chapters = [plain(b.content) for b in document.blocks if isinstance(b, Heading) and b.level == 1]
    assert [chapter.split()[0] for chapter in chapters] == ["Deuxième", "Third"]


def test_a_volume_is_headed_as_its_chapters_are() -> None:
    source, report = shelf(), REPORTS["minutes"]
    heads = {
        report.build(report.gather(source, about), "es", audience=Audience.NETWORK, on=ON).letterhead
        for about in ((), (named("september"),))
    }
    assert len(heads) == 1


def test_a_volume_of_several_cities_says_whose_each_chapter_is() -> None:
    dossier, meeting = sample_dossier()
    tunis = City(id=city_id("TNTUN"), code="TNTUN", name=City.fields["name"].type.check({"en": "Tunis"}))
    both = replace(with_changes(dossier, meeting, city=tunis.id), about=())
    both = replace(both, records={**both.records, tunis.id: tunis})
    report = REPORTS["minutes"]
    document = report.build(report.gather(Shelf(both)), "en", audience=Audience.NETWORK, on=ON)
    chapters = [plain(b.content) for b in document.blocks if isinstance(b, Heading) and b.level == 1]
    assert [chapter.split(" · ")[0] for chapter in chapters] == ["Tangiers", "Tunis"]
    assert document.letterhead is not None


def test_a_volume_leaves_out_what_its_readers_may_not_see() -> None:
    dossier, meeting = sample_dossier()
    report = REPORTS["minutes"]
    closed = with_changes(dossier, meeting, confidentiality="internal")
    document = report.build(report.gather(Shelf(closed)), "en", audience=Audience.NETWORK, on=ON)
    assert document.title.startswith("Minutes: Deuxième")
    assert "Third meeting" not in all_words(document)
    with pytest.raises(NotForAudience):
        report.build(report.gather(Shelf(dossier), [named("june")]), "en", audience=Audience.PUBLIC, on=ON)
    with pytest.raises(Unknown):
        report.build(Dossier({}), "en", audience=Audience.PUBLIC, on=ON)


# files


@pytest.fixture
def document() -> Document:
    report = REPORTS["minutes"]
    return report.build(report.gather(shelf(), [named("september")]), "fr", audience=Audience.NETWORK, on=ON)


@pytest.mark.parametrize(("name", "beginning"), [("a.pdf", b"%PDF"), ("b.docx", b"PK"), ("C.DOCX", b"PK")])
def test_the_ending_says_what_is_made(document: Document, tmp_path: Path, name: str, beginning: bytes) -> None:
    render(document, tmp_path / name)
    assert (tmp_path / name).read_bytes().startswith(beginning)
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_other_endings_are_refused_before_any_work(document: Document, tmp_path: Path) -> None:
    with pytest.raises(Foreign):
        check_suffix(tmp_path / "minutes.odt")
    with pytest.raises(Foreign):
        render(document, tmp_path / "minutes")
    assert not list(tmp_path.iterdir())


def test_a_folder_that_is_not_there_is_refused_in_a_sentence(document: Document, tmp_path: Path) -> None:
    with pytest.raises(FileRefused):
        render(document, tmp_path / "nowhere" / "minutes.pdf")


def test_what_fails_leaves_the_old_file(document: Document, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "minutes.pdf"
    target.write_bytes(b"the old one")

    def broken(*_args: object) -> bytes:
        raise ValueError("broken")

    monkeypatch.setattr(rendering, "_rendered", broken)
    with pytest.raises(ValueError, match="broken"):
        render(document, target)
    assert target.read_bytes() == b"the old one"
    assert [path.name for path in tmp_path.iterdir()] == ["minutes.pdf"]
