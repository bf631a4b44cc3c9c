"""The command line as a person or a program uses it: a process, its output, its exit code."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

import pytest

from desktop_app.__main__ import main
from tests.exchange.test_amendments import edited, said

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT: Final = Path(__file__).parent.parent.parent
AMINA: Final = {"family_name": "El Idrissi", "given_name": "Amina", "email": "amina@example.org"}


class Said(NamedTuple):
    """What a command answered."""

    code: int
    out: str
    err: str


@pytest.fixture
def roundtable(
    capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Callable[..., Said]:
    monkeypatch.setenv("ROUNDTABLE_SETTINGS", str(tmp_path / "settings"))
    monkeypatch.setenv("LC_ALL", "C.UTF-8")

    def run(*words: object, stdin: str | bytes = "") -> Said:
        given = stdin.encode() if isinstance(stdin, str) else stdin
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(given), encoding="utf-8"))
        code = main([str(word) for word in words])
        out, err = capfdbinary.readouterr()
        return Said(code, out.decode(), err.decode())

    return run


@pytest.fixture
def file(roundtable: Callable[..., Said], tmp_path: Path) -> Path:
    path = tmp_path / "tunis.roundtable"
    made = roundtable(
        "new", path, "--city", "TNTUN", "--name", "Tunis", "--country", "TN", "--author", "Mouna", "--language", "fr"
    )  # fmt: skip
    assert made.code == 0, made.err
    return path


def lines(*records: object) -> str:
    return "\n".join(json.dumps(record) for record in records)


def test_records_go_in_and_come_out(roundtable: Callable[..., Said], file: Path) -> None:
    added = roundtable("add", "person", file, stdin=lines(AMINA, {"family_name": "Benali", "given_name": "Youssef"}))
    assert added.code == 0, added.err
    ids = added.out.split()
    assert len(ids) == 2
    assert roundtable("set", file, ids[0], "honorific=Mme", "languages=français; ar").code == 0
    shown = json.loads(roundtable("show", file, ids[0], "--json").out)
    assert shown["id"] == ids[0]
    assert (shown["honorific"], shown["languages"]) == ("Mme", ["fr", "ar"])
    listed = json.loads(roundtable("list", "person", file, "--json").out)
    assert {person["family_name"] for person in listed} == {"El Idrissi", "Benali"}
    assert "El Idrissi" in roundtable("list", "person", file).out


def test_a_text_of_several_languages(roundtable: Callable[..., Said], file: Path) -> None:
    meeting = roundtable("add", "meeting", file, stdin=lines({"title": "Réunion", "starts_at": "2018-01-15T10:00"}))
    id_ = meeting.out.strip()
    assert roundtable("set", file, id_, "title.ar=اجتماع").code == 0
    assert json.loads(roundtable("show", file, id_, "--json").out)["title"] == {"fr": "Réunion", "ar": "اجتماع"}
    assert roundtable("set", file, id_, "title.ar=").code == 0
    assert json.loads(roundtable("show", file, id_, "--json").out)["title"] == {"fr": "Réunion"}
    history = json.loads(roundtable("show", file, id_, "--json", "--history").out)["history"]
    assert [(item["field"], item["value"]) for item in history if item["language"] == "ar"] == [
        ("title", ""), ("title", "اجتماع"),
    ]  # fmt: skip


def test_search_folds_accents_and_takes_beginnings(roundtable: Callable[..., Said], file: Path) -> None:
    roundtable("add", "organisation", file, stdin=lines({"name": "Réseau des écoles", "type": "academia"}))
    found = json.loads(roundtable("search", file, "ecol", "--json").out)
    assert [hit["title"] for hit in found] == ["Réseau des écoles"]
    assert found[0]["snippet"][slice(*found[0]["spans"][0])].startswith("écol")


@pytest.mark.parametrize(
    ("kind", "stdin", "why"),
    [
        ("person", '{"family_name": "A"}', "Given name"),
        ("person", lines(AMINA) + "\n{", "Line 2 is not a JSON object"),
        ("person", '["a"]', "Line 1 is not a JSON object"),
        ("person", '{"family_name": NaN}', "Line 1 is not a JSON object"),
        ("person", '{"surname": "A"}', "has no field"),
        ("person", lines({**AMINA, "notes": "a\x00b"}), "control character"),
        ("person", '{"family_name": "\\ud800", "given_name": "x"}', "Line 1"),
        ("person", lines({**AMINA, "family_name": "x" * 1_000_000}), "too long"),
        ("person", lines({**AMINA, "given_name": "\u202eanimA"}), "reverses"),
        ("meeting", lines({"title": "x", "starts_at": "2018-02-30"}), "not a date"),
        ("meeting", lines({"title": "x", "starts_at": "2018-02-03", "status": "done"}), "not one of"),
        ("table; drop", "", "no kind of record"),
    ],
)
def test_bad_input_is_refused_in_a_sentence_and_adds_nothing(
    roundtable: Callable[..., Said], file: Path, kind: str, stdin: str, why: str
) -> None:
    before = roundtable("fingerprint", file).out
    said = roundtable("add", kind, file, stdin=stdin)
    assert said.code == 1
    assert why in said.err
    assert len(said.err.strip().splitlines()) == 1
    assert "Traceback" not in said.err
    assert roundtable("fingerprint", file).out == before


def test_wrong_use_is_not_a_refusal(roundtable: Callable[..., Said], file: Path) -> None:
    assert roundtable("add").code == 2
    assert roundtable("report", "minutes", file, "--language", "xx", "--to", "a.pdf").code == 2
    assert roundtable("resolve", file, "x", "y").code == 2


def test_files_that_cannot_be_used(roundtable: Callable[..., Said], tmp_path: Path) -> None:
    foreign = tmp_path / "foreign.roundtable"
    foreign.write_bytes(b"%PDF-1.7 " * 1000)
    for path in (tmp_path / "none.roundtable", foreign, tmp_path):
        said = roundtable("list", "person", path)
        assert said.code == 1, path
        assert len(said.err.strip().splitlines()) == 1, said.err


def test_a_workspace_is_not_overwritten(roundtable: Callable[..., Said], file: Path) -> None:
    again = roundtable("new", file, "--city", "FRLIO", "--name", "Lyon", "--country", "FR", "--author", "B")
    assert again.code == 1
    assert [city["code"] for city in json.loads(roundtable("list", "city", file, "--json").out)] == ["TNTUN"]


def test_a_protected_workspace_opens_with_its_passphrase_alone(roundtable: Callable[..., Said], tmp_path: Path) -> None:
    path = tmp_path / "lyon.roundtable"
    right, wrong, none = tmp_path / "right", tmp_path / "wrong", tmp_path / "none"
    right.write_text("une phrase à retenir\nand more\n", encoding="utf-8")
    wrong.write_text("another\n", encoding="utf-8")
    none.write_bytes(b"\xff\xfe")
    made = roundtable(
        "new", path, "--city", "FRLIO", "--name", "Lyon", "--country", "FR", "--author", "H", "--passphrase-file", right
    )  # fmt: skip
    assert made.code == 0, made.err
    assert roundtable("fingerprint", path, "--unlock", right).code == 0
    for words in (["--unlock", wrong], ["--unlock", none], []):
        said = roundtable("fingerprint", path, *words)
        assert said.code == 1
        assert len(said.err.strip().splitlines()) == 1, said.err


def test_two_cities_merge_and_settle_what_they_disagree_about(
    roundtable: Callable[..., Said], file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "lyon.roundtable"
    roundtable("new", other, "--city", "FRLIO", "--name", "Lyon", "--country", "FR", "--author", "Hélène")
    id_ = roundtable(
        "add", "recommendation", file, stdin=lines({"topic": "health", "title": "Un", "text": "Un", "symbol": "A"})
    ).out.strip()  # fmt: skip
    phrase = tmp_path / "phrase"
    phrase.write_text("secret enough\n", encoding="utf-8")
    there, back = tmp_path / "there.rtbundle", tmp_path / "back.rtbundle"
    assert roundtable("export", file, there, "--passphrase-file", phrase).code == 0
    assert roundtable("merge", other, there).code == 1
    assert roundtable("merge", other, there, "--passphrase-file", phrase).code == 0
    roundtable("set", file, id_, "symbol=TUN/1")
    roundtable("set", other, id_, "symbol=LYO/1")
    assert roundtable("export", other, back, "--audience", "network").code == 0
    rehearsed = json.loads(roundtable("merge", file, back, "--rehearse", "--json").out)
    assert rehearsed["bundles"][0]["contradicts"] == 1
    twice = json.loads(roundtable("merge", file, back, back, "--rehearse", "--json").out)["bundles"]
    assert [one["contradicts"] for one in twice] == [1, 0], "the second is compared with what the first brings"
    assert json.loads(roundtable("conflicts", file, "--json").out) == []
    assert roundtable("merge", file, back).code == 0
    (conflict,) = json.loads(roundtable("conflicts", file, "--json").out)
    assert {a["value"] for a in conflict["alternatives"]} == {"TUN/1", "LYO/1"}
    assert roundtable("resolve", file, id_, "symbol", "--leave").code == 0
    assert "symbol (left side by side)" in roundtable("conflicts", file).out
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    assert "symbol (valeurs laissées côte à côte)" in roundtable("conflicts", file).out
    assert "Recommandation\u202f: " in roundtable("show", file, id_).out
    keep = next(a["change"] for a in conflict["alternatives"] if a["value"] == "LYO/1")
    assert roundtable("resolve", file, id_, "symbol", "--keep", keep[:10]).code == 0
    assert json.loads(roundtable("conflicts", file, "--json").out) == []
    assert json.loads(roundtable("show", file, id_, "--json").out)["symbol"] == "LYO/1"
    assert roundtable("check", file).code == 0


def test_reports_in_both_formats(roundtable: Callable[..., Said], file: Path, tmp_path: Path) -> None:
    roundtable("add", "recommendation", file, stdin=lines({"topic": "health", "title": "Soins", "text": "Pour tous."}))
    word, pdf = tmp_path / "r.docx", tmp_path / "r.pdf"
    said = roundtable("report", "recommendations", file, "--language", "fr", "--to", word, "--to", pdf)
    assert said.code == 0, said.err
    assert word.read_bytes()[:2] == b"PK"
    assert pdf.read_bytes()[:5] == b"%PDF-"
    assert roundtable("report", "horoscope", file, "--language", "fr", "--to", pdf).code == 1
    assert roundtable("report", "minutes", file, "--language", "fr", "--to", tmp_path / "r.xyz").code == 1


def test_the_program_is_a_process_that_says_its_code(tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "ROUNDTABLE_SETTINGS": str(tmp_path)}
    command = [sys.executable, "-m", "desktop_app"]
    for words, code in ((["--version"], 0), (["kinds"], 0), (["kinds", "nothing"], 1), (["--nothing"], 2)):
        ended = subprocess.run([*command, *words], env=environment, capture_output=True, check=False, cwd=tmp_path)
        assert ended.returncode == code, ended.stderr


def test_a_word_file_that_came_back_is_shown_and_taken(
    roundtable: Callable[..., Said], file: Path, tmp_path: Path
) -> None:
    wording = {"title": {"fr": "Un guichet"}, "topic": "education", "text": {"fr": "La ville ouvre un guichet."}}
    roundtable("add", "recommendation", file, stdin=lines(wording))
    path = tmp_path / "r.docx"
    assert roundtable("report", "recommendations", file, "--language", "fr", "--to", path).code == 0
    assert roundtable("amendments", file, path).out.strip() == "0 proposals."
    edited(path, lambda root: said(root, "un guichet.", "deux guichets."))
    shown = roundtable("amendments", file, path)
    assert "[-un guichet-]" in shown.out
    assert "{+deux guichets+}" in shown.out
    (one,) = json.loads(roundtable("amendments", file, path, "--json").out)["proposals"]
    assert one["theirs"] == "La ville ouvre deux guichets."
    refused = roundtable("amendments", file, path, "--take", 2)
    assert refused.code == 1
    assert "Nothing was accepted" in refused.err
    assert "1 proposal accepted." in roundtable("amendments", file, path, "--take", 1).out
    (kept,) = json.loads(roundtable("list", "recommendation", file, "--json").out)
    assert "deux guichets" in json.dumps(kept, ensure_ascii=False)


def test_a_list_brought_in_again_says_what_it_says_otherwise_and_replaces_it_when_told(
    roundtable: Callable[..., Said], file: Path, tmp_path: Path
) -> None:
    header = "Nom et prénom;Organisation;Type;Tél.;Membre depuis\n"
    listed = tmp_path / "liste.csv"
    listed.write_text(header + "Karim Jebali;Association Amal;ONG;71 111 111;2016\n", encoding="utf-8")
    assert roundtable("import", file, listed, "--kind", "person").code == 0

    listed.write_text(header + "Karim Jebali;Association Amal;ONG;98 333 333;2016\n", encoding="utf-8")
    looked = roundtable("import", file, listed, "--kind", "person", "--rehearse")
    assert "“71 111 111” here, “98 333 333” in the list" in looked.out, looked
    left = roundtable("import", file, listed, "--kind", "person")
    assert "1 value that differs in the list stayed as it was." in left.out
    taken = roundtable("import", file, listed, "--kind", "person", "--replace", "--json")
    (replaced,) = json.loads(taken.out)["replaced"].values()
    assert replaced == {"phone": "98 333 333"}
    assert "98 333 333" in roundtable("list", "person", file, "--json").out


def test_empty_cells_of_a_column_mean_what_stands_above_when_told(
    roundtable: Callable[..., Said], file: Path, tmp_path: Path
) -> None:
    listed = tmp_path / "liste.csv"
    listed.write_text(
        "Nom et prénom;Organisation;Type;E-mail;Membre depuis\n"
        "Karim Jebali;Association Amal;ONG;k@amal.org;2016\nHela Gharbi;;;;\nSalwa Sfar;;;;\n",
        encoding="utf-8",
    )
    command = ("import", file, listed, "--kind", "person")
    unknown = roundtable(*command, "--as-above", "Couleur")
    assert unknown.code == 1
    assert "There is no column “Couleur”." in unknown.err
    own = roundtable(*command, "--as-above", "E-mail")
    assert own.code == 1
    assert "Column “E-mail” is about each person alone" in own.err
    left_out = roundtable(*command, "--map", "Organisation=", "--as-above", "Organisation")
    assert left_out.code == 1
    assert "Column “Organisation” is left out." in left_out.err

    told = ("--as-above", "Organisation", "--as-above", "5")
    looked = roundtable(*command, *told, "--rehearse")
    assert "Column “Organisation”: 2 empty cells are read as what stands above them." in looked.out
    columns = json.loads(roundtable(*command, *told, "--rehearse", "--json").out)["columns"]
    assert [column["column"] for column in columns if column["as_above"]] == ["Organisation", "Membre depuis"]
    assert roundtable(*command, *told).code == 0
    seats = json.loads(roundtable("list", "membership", file, "--json").out)
    assert [seat["starts_on"] for seat in seats] == ["2016"] * 3
    assert len({seat["organisation"] for seat in seats}) == 1
