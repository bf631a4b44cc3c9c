"""A Word file goes out, a partner edits it, and what it proposes comes back text by text."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import docx
import pytest
from lxml import etree

from desktop_app.documents import REPORTS, render
from desktop_app.errors import Damaged, FileRefused, Foreign, InvalidValue, TooLarge
from desktop_app.exchange.amendments import accept, proposals, read, reading
from desktop_app.records import Audience, Recommendation
from desktop_app.records.origin import Origin
from tests.documents.sample import ON

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from desktop_app.records import RecordId
    from desktop_app.workspace import Workspace

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TEXT = "Les villes nomment un point focal par quartier.\n\nElles le disent aux habitants."
REASONS = "Un nom se retient mieux qu’un numéro."


@pytest.fixture
def recommendation(workspace: Workspace) -> RecordId:
    return workspace.add(
        Recommendation,
        {
            "symbol": "TNG/REC/2017/1", "topic": "education", "title": {"fr": "Un point focal par quartier"},
            "text": {"fr": TEXT, "ar": "تعيّن المدن نقطة اتصال في كل حي."}, "rationale": {"fr": REASONS},
            "language": "fr",
        },
    )  # fmt: skip


def sent(workspace: Workspace, path: Path, language: str = "fr") -> Path:
    """The recommendation document in Word."""
    report = REPORTS["recommendations"]
    render(report.build(report.gather(workspace), language, audience=Audience.NETWORK, on=ON), path)
    return path


def edited(path: Path, change: Callable[[etree._Element], None]) -> Path:
    """The same file after somebody changed its main part."""
    content = io.BytesIO(path.read_bytes())
    with zipfile.ZipFile(content) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "word/document.xml":
                root = etree.fromstring(data)
                change(root)
                data = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
            new.writestr(name, data)
    return path


def run_with(root: etree._Element, words: str) -> etree._Element:
    (found,) = [run for run in root.iter(f"{W}r") if words in "".join(t.text or "" for t in run.iter(f"{W}t"))]
    return found


def said(root: etree._Element, old: str, new: str) -> None:
    for text in run_with(root, old).iter(f"{W}t"):
        text.text = (text.text or "").replace(old, new)


def test_what_nobody_touched_proposes_nothing(workspace: Workspace, recommendation: RecordId, tmp_path: Path) -> None:
    for language in ("en", "fr", "es", "ar"):
        returned = read(sent(workspace, tmp_path / "r.docx", language))
        assert {one.origin.field for one in returned} == {"title", "text", "rationale"}
        assert proposals(workspace, returned, "fr") == []


def test_an_edited_sentence_is_proposed_and_can_be_accepted_and_undone(
    workspace: Workspace, recommendation: RecordId, tmp_path: Path
) -> None:
    path = edited(sent(workspace, tmp_path / "r.docx"), lambda root: said(root, "par quartier.", "par arrondissement."))
    (one,) = proposals(workspace, read(path), "fr")
    assert (one.record, one.field, one.language) == (recommendation, "text", "fr")
    assert one.title == "Un point focal par quartier"
    assert one.theirs == TEXT.replace("par quartier.", "par arrondissement.")
    assert not one.overtaken
    accept(workspace, one)
    assert workspace.all(Recommendation)[0].text.get("fr") == one.theirs
    assert workspace.all(Recommendation)[0].text.get("ar")
    assert proposals(workspace, read(path), "fr") == []
    assert workspace.undo()
    assert workspace.all(Recommendation)[0].text.get("fr") == TEXT


def test_tracked_changes_are_read_as_accepted_with_their_authors(
    workspace: Workspace, recommendation: RecordId, tmp_path: Path
) -> None:
    def track(root: etree._Element) -> None:
        run = run_with(root, "aux habitants")
        parent = run.getparent()
        assert parent is not None
        gone = etree.Element(f"{W}del", {f"{W}id": "901", f"{W}author": "Ms Novák"})
        parent.replace(run, gone)
        gone.append(run)
        for text in run.iter(f"{W}t"):
            text.tag = f"{W}delText"
        new = etree.SubElement(parent, f"{W}ins", {f"{W}id": "902", f"{W}author": "M. Brun"})
        etree.SubElement(etree.SubElement(new, f"{W}r"), f"{W}t").text = "Elles l’affichent."

    (one,) = proposals(workspace, read(edited(sent(workspace, tmp_path / "r.docx"), track)), "fr")
    assert one.theirs == "Les villes nomment un point focal par quartier.\n\nElles l’affichent."
    assert one.authors == ("Ms Novák", "M. Brun")


def test_a_paragraph_more_and_a_paragraph_less(workspace: Workspace, recommendation: RecordId, tmp_path: Path) -> None:
    def split(root: etree._Element) -> None:
        run = run_with(root, REASONS)
        paragraph = next(run.iterancestors(f"{W}p"))
        more = etree.Element(f"{W}p")
        etree.SubElement(etree.SubElement(more, f"{W}r"), f"{W}t").text = "Et un visage, mieux qu’un nom."
        paragraph.addnext(more)
        second = next(run_with(root, "aux habitants").iterancestors(f"{W}p"))
        parent = second.getparent()
        assert parent is not None
        parent.remove(second)

    found = {
        one.field: one for one in proposals(workspace, read(edited(sent(workspace, tmp_path / "r.docx"), split)), "fr")
    }
    assert found["rationale"].theirs == f"{REASONS}\n\nEt un visage, mieux qu’un nom."
    assert found["text"].theirs == "Les villes nomment un point focal par quartier."


def test_what_was_changed_here_meanwhile_is_said(
    workspace: Workspace, recommendation: RecordId, tmp_path: Path
) -> None:
    path = sent(workspace, tmp_path / "r.docx")
    workspace.edit(recommendation, {"text": {"fr": "Autre texte."}})
    assert proposals(workspace, read(path), "fr") == []
    edited(path, lambda root: said(root, "par quartier.", "par rue."))
    (one,) = proposals(workspace, read(path), "fr")
    assert one.overtaken
    workspace.edit(recommendation, {"text": {"fr": "Encore autre."}})
    with pytest.raises(InvalidValue):
        accept(workspace, one)
    workspace.delete(recommendation)
    assert proposals(workspace, read(path), "fr") == []


def test_the_number_of_a_paragraph_and_the_remark_on_its_language_are_no_part_of_it(
    workspace: Workspace, recommendation: RecordId, tmp_path: Path
) -> None:
    for one in read(sent(workspace, tmp_path / "r.docx", "en")):
        declared: str = getattr(workspace.all(Recommendation)[0], one.origin.field).get(one.origin.language)
        assert one.text == declared


def test_foreign_and_damaged_files_are_refused_in_a_sentence(
    workspace: Workspace, recommendation: RecordId, tmp_path: Path
) -> None:
    path = sent(workspace, tmp_path / "r.docx")
    whole = path.read_bytes()
    for size in (0, 3, 100, len(whole) // 2, len(whole) - 10):
        path.write_bytes(whole[:size])
        with pytest.raises(FileRefused):
            read(path)
    for content in (b"%PDF-1.7", b"\xd0\xcf\x11\xe0" + bytes(600), b"Text", b"PK\x03\x04" + bytes(900)):
        path.write_bytes(content)
        with pytest.raises(FileRefused):
            read(path)
    with pytest.raises(FileRefused):
        read(tmp_path)
    with pytest.raises(FileRefused):
        read(tmp_path / "nowhere.docx")


def packed(path: Path, main: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", main)
    return path


def test_bombs_and_entities_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "b.docx"
    with pytest.raises(TooLarge):
        read(packed(path, bytes(reading.MAX_TEXT + 1)))
    with pytest.raises(Damaged):
        read(packed(path, b'<!DOCTYPE d [<!ENTITY e SYSTEM "file:///etc/passwd">]><d>&e;</d>'))
    deep = b"<a>" * 5_000 + b"</a>" * 5_000
    with pytest.raises(FileRefused):
        read(packed(path, deep))
    with pytest.raises(Foreign):
        read(packed(path, f'<w:document xmlns:w="{W[1:-1]}"><w:body/></w:document>'.encode()))


@pytest.mark.parametrize("mark", ["", "_rt", "_Toc100000001", f"_rt{'a' * 26}zfr_abcde00", f"_rt{'a' * 60}", "x" * 90])
def test_a_mark_of_somebody_else_is_none(mark: str) -> None:
    assert Origin.read(mark) is None


def test_a_mark_fits_into_the_name_of_a_bookmark(recommendation: RecordId) -> None:
    for language in ("fr", "ber"):
        origin = Origin.of(recommendation, "rationale", language, "text")
        assert len(origin.mark(7)) == 40
        assert Origin.read(origin.mark(7)) == (origin, 7)
    assert Origin.of(recommendation, "text", "zh-Hant", "text").mark(0) == ""
    assert Origin.of(recommendation, "notes", "fr", "text").mark(0) == ""


def test_two_paragraphs_that_were_joined_are_one(
    workspace: Workspace, recommendation: RecordId, tmp_path: Path
) -> None:
    def join(root: etree._Element) -> None:
        one = next(run_with(root, "nomment un point focal").iterancestors(f"{W}p"))
        other = next(run_with(root, "aux habitants").iterancestors(f"{W}p"))
        for child in list(other):
            if child.tag != f"{W}pPr":
                one.append(child)
        parent = other.getparent()
        assert parent is not None
        parent.remove(other)

    (one,) = proposals(workspace, read(edited(sent(workspace, tmp_path / "r.docx"), join)), "fr")
    assert one.theirs == TEXT.replace("\n\n", "")


def test_every_program_that_reads_paragraphs_reads_the_texts(
    workspace: Workspace, recommendation: RecordId, tmp_path: Path
) -> None:
    opened = docx.Document(str(sent(workspace, tmp_path / "r.docx")))
    written = [paragraph.text for paragraph in opened.paragraphs]
    assert any(REASONS in text for text in written)
