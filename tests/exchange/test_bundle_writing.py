"""A bundle going out: what is in it, what is not, and how it gets to its place."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import os
import subprocess
from typing import TYPE_CHECKING, Any, Final

import pytest
from nacl.signing import VerifyKey

from desktop_app.errors import AlreadyThere, FileRefused, InvalidValue, NotFound, TooLarge
from desktop_app.exchange import bundle, merge, strict
from desktop_app.exchange.bundle import envelope
from desktop_app.progress import Cancelled
from desktop_app.records import (
    AgendaItem,
    Attendance,
    Audience,
    City,
    Entry,
    Meeting,
    Membership,
    Organisation,
    Person,
    ProcessingBasis,
    Recommendation,
)
from desktop_app.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desktop_app.language import Message

TANGIER: Final = {"code": "MATNG", "name": {"fr": "Tanger"}, "country": "MA"}
PASSPHRASE: Final = "detroit-2018"


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Workspace]:
    with Workspace.create(tmp_path / "tanger.roundtable", city=TANGIER, author="Salma Idrissi", language="fr") as made:
        fill(made)
        yield made


def fill(here: Workspace) -> None:
    body = here.add(Organisation, {"name": "Association Al Wahda", "type": "migrant_diaspora", "influence": 4,
                                   "phone": "+212 539 000 111"})  # fmt: skip
    amal = here.add(Person, {"family_name": "Benali", "given_name": "Amal", "email": "amal@example.org",
                             "gender": "f", "notes": "preferably by telephone"})  # fmt: skip
    here.edit(amal, {"family_name": "Bennani"})
    closed = here.add(Person, {"family_name": "Confidentiel", "given_name": "Driss", "confidentiality": "internal"})
    here.add(Membership, {"person": amal, "organisation": body, "starts_on": "2016-11", "function": "Présidente"})
    here.add(ProcessingBasis, {"person": amal, "purpose": "invitations", "date": "2016"})
    open_ = here.add(Meeting, {"title": "Troisième séance", "starts_at": "2017-03-01T10:00", "chair": amal})
    item = here.add(AgendaItem, {"meeting": open_, "title": "Accès à la santé"})
    here.add(Entry, {"agenda_item": item, "text": "Un guichet unique est proposé.", "speaker": amal})
    here.add(Attendance, {"meeting": open_, "guest_name": "Karim Visiteur"})
    rule = here.add(Meeting, {"title": "À huis ouvert", "starts_at": "2017-04", "chair": closed,
                              "attribution": "chatham_house"})  # fmt: skip
    quiet = here.add(AgendaItem, {"meeting": rule, "title": "Sans noms"})
    here.add(Entry, {"agenda_item": quiet, "text": "Il faut en parler.", "speaker": amal})
    here.add(Attendance, {"meeting": rule, "guest_name": "Nadia Discrète", "capacity": "ministère"})
    secret = here.add(Meeting, {"title": "Réunion fermée", "starts_at": "2017-05", "confidentiality": "internal"})
    inner = here.add(AgendaItem, {"meeting": secret, "title": "Entre nous"})
    here.add(Entry, {"agenda_item": inner, "text": "Le maire hésite."})
    here.add(Recommendation, {"topic": "health", "title": "Un guichet unique", "text": "Ouvrir un guichet unique."})
    gone = here.add(Organisation, {"name": "Doublon", "type": "media"})
    here.delete(gone)


def rows(path: Path) -> list[list[Any]]:
    """The changes of a plain bundle, by the standard library alone, which checks the trailer on the way."""
    content = gzip.decompress(path.read_bytes())
    *body, last = content.splitlines(keepends=True)
    trailer = json.loads(last)
    assert trailer["count"] == len(body) - 1
    assert trailer["sha256"] == hashlib.sha256(b"".join(body)).hexdigest()
    return [json.loads(line) for line in body[1:]]


def identity(row: list[Any]) -> bytes:
    """The id of a change by the page that says how it is made, with nothing of the program."""
    record, kind, field, language, author, site, seq, at, parents, salt, value = row
    spelled = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()
    raw = base64.b64decode(salt)
    parts = [b"roundtable change 1\0"]
    parts += [len(text.encode()).to_bytes(4, "big") + text.encode() for text in (kind, field, language)]
    parts.append(bytes.fromhex(record.replace("-", "")))
    parts += [len(text.encode()).to_bytes(4, "big") + text.encode() for text in (author, site)]
    parts += [number.to_bytes(8, "big") for number in (seq, at, len(parents))]
    parts += [base64.b64decode(parent) for parent in parents]
    parts.append(raw if len(raw) == 32 else hashlib.sha256(raw + spelled).digest())
    return hashlib.sha256(b"".join(parts)).digest()


def test_the_standard_library_reads_a_plain_bundle_and_finds_every_change(here: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "tanger.rtbundle"
    sent = bundle.write(here, path, audience=Audience.INTERNAL)
    found = rows(path)
    changes = list(here.changes())
    assert [identity(row) for row in found] == [change.id for change in changes]
    assert [row[10] for row in found] == [change.json for change in changes]
    assert sent.leaving.changes == len(changes)
    assert sent.leaving.held_back == 0
    assert sent.size == path.stat().st_size
    assert not sent.protected
    header = json.loads(gzip.decompress(path.read_bytes()).splitlines()[0])
    assert header["format"] == "roundtable bundle"
    card = header["card"]
    assert (card["city"], card["name"], header["author"]) == (here.city, "Tanger", "Salma Idrissi")
    assert (header["site"], header["audience"], header["to"]) == (here.site, "internal", [])
    trailer = json.loads(gzip.decompress(path.read_bytes()).splitlines()[-1])
    signed = b"roundtable bundle 2\0" + bytes.fromhex(sent.digest)
    VerifyKey(base64.b64decode(card["key"])).verify(signed, base64.b64decode(trailer["signature"]))


def test_gunzip_reads_it_too(here: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "tanger.rtbundle"
    bundle.write(here, path, audience=Audience.INTERNAL)
    told = subprocess.run(["gunzip", "-c", str(path)], check=True, capture_output=True).stdout
    assert told == gzip.decompress(path.read_bytes())


@pytest.mark.parametrize("passphrase", [None, PASSPHRASE])
def test_a_bundle_comes_in_as_it_went_out(here: Workspace, tmp_path: Path, passphrase: str | None) -> None:
    path = tmp_path / "tanger.rtbundle"
    sent = bundle.write(here, path, audience=Audience.INTERNAL, passphrase=passphrase)
    incoming = bundle.read(path, passphrase=passphrase)
    assert list(incoming.changes()) == list(here.changes())
    assert incoming.digest == sent.digest
    assert sum(incoming.records.values()) == sum(sent.leaving.records.values()) + sent.leaving.deleted
    assert incoming.count == sent.leaving.changes
    assert incoming.header.city_name == "Tanger"


HIDDEN: Final[dict[Audience, tuple[str, ...]]] = {
    Audience.PUBLIC: (
        "Benali", "Bennani", "Amal", "amal@example.org", "preferably", "Présidente", "invitations", "+212",
        "Troisième", "guichet unique est proposé", "Karim", "Nadia", "Driss", "Confidentiel", "maire", "Entre nous",
    ),
    Audience.NETWORK: ("preferably", '"f"', "invitations", "Nadia", "ministère", "Driss", "Confidentiel", "maire",
                       "Entre nous", "Réunion fermée"),
    Audience.INTERNAL: (),
}  # fmt: skip
SEEN: Final[dict[Audience, tuple[str, ...]]] = {
    Audience.PUBLIC: ("Al Wahda", "Ouvrir un guichet", "Doublon"),
    Audience.NETWORK: ("Benali", "Bennani", "amal@example.org", "Présidente", "+212", "Troisième", "Karim",
                       "Sans noms", "Il faut en parler."),
    Audience.INTERNAL: ("preferably", "Driss", "Nadia", "Le maire hésite."),
}  # fmt: skip


@pytest.mark.parametrize("audience", Audience)
def test_nothing_of_what_an_audience_may_not_see_is_in_its_bytes(
    here: Workspace, tmp_path: Path, audience: Audience
) -> None:
    path = tmp_path / "tanger.rtbundle"
    sent = bundle.write(here, path, audience=audience)
    text = gzip.decompress(path.read_bytes()).decode()
    assert [value for value in HIDDEN[audience] if value in text] == []
    assert [value for value in SEEN[audience] if value not in text] == []
    assert (sent.leaving.held_back > 0) is (audience is not Audience.INTERNAL)


@pytest.mark.parametrize("audience", [Audience.PUBLIC, Audience.NETWORK])
def test_not_even_the_salt_of_what_is_held_back_leaves(here: Workspace, tmp_path: Path, audience: Audience) -> None:
    path = tmp_path / "tanger.rtbundle"
    bundle.write(here, path, audience=audience)
    left = {change.id for change in bundle.read(path).changes()}
    content = gzip.decompress(path.read_bytes())
    for change in here.changes():
        assert (base64.b64encode(change.salt) in content) is (change.id in left)


def test_in_a_meeting_under_the_chatham_house_rule_nobody_speaks(here: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "tanger.rtbundle"
    bundle.write(here, path, audience=Audience.NETWORK)
    with Workspace.create(tmp_path / "away.roundtable", city=None, author="Coordination") as away:
        merge.apply(away, bundle.read(path))
        said = {entry.text.within("fr"): entry.speaker for entry in away.all(Entry)}
        assert said["Il faut en parler."] == ""
        assert said["Un guichet unique est proposé."]
        assert [one.guest_name for one in away.all(Attendance)] == ["Karim Visiteur"]
        assert {one.title.within("fr"): bool(one.chair) for one in away.all(Meeting)} == {
            "Troisième séance": True, "À huis ouvert": False,
        }  # fmt: skip
        assert not away.check().problems


def test_every_name_is_told_before_it_leaves(here: Workspace, tmp_path: Path) -> None:
    public = bundle.preview(here, Audience.PUBLIC)
    assert public.names == ()
    assert public.authors == ("Salma Idrissi",)
    assert public.personal == {}
    assert public.records == {"city": 1, "organisation": 1, "recommendation": 1}
    assert public.deleted == 1, "an organisation: it is not counted with those that are there"
    assert public.records["organisation"] == here.count(Organisation)
    network = bundle.preview(here, Audience.NETWORK)
    assert network.names == ("Amal Bennani", "Benali", "Karim Visiteur")
    assert network.people == ("Amal Bennani",), "as many as it counts"
    assert network.other_names == ("Benali", "Karim Visiteur"), "what she was called before, and a guest"
    assert len(network.people) == network.records["person"]
    assert network.personal["person", "email"] == 1
    assert ("person", "notes") not in network.personal
    internal = bundle.preview(here, Audience.INTERNAL)
    assert {"Driss Confidentiel", "Nadia Discrète"} <= set(internal.names)
    assert internal.personal["person", "family_name"] == 2
    assert bundle.write(here, tmp_path / "a.rtbundle", audience=Audience.NETWORK).leaving == network


def test_a_name_that_stands_in_a_text_is_told_where_its_owner_stays(here: Workspace) -> None:
    (body,) = here.all(Organisation)
    (ask,) = here.all(Recommendation)
    assert bundle.preview(here, Audience.PUBLIC).mentioned == ()
    here.edit(ask.id, {"rationale": "Madame BÉNNANI l’a demandé, et M. Petit."})
    here.add(Person, {"family_name": "Petit Jean", "given_name": "Luc"})
    assert bundle.preview(here, Audience.PUBLIC).mentioned == ("Amal Bennani",)
    assert bundle.preview(here, Audience.NETWORK).mentioned == ()
    here.edit(body.id, {"name": "Fondation Petit-Jean"})
    assert bundle.preview(here, Audience.PUBLIC).mentioned == ("Amal Bennani", "Luc Petit Jean")


def test_a_name_in_the_minutes_of_a_meeting_without_names_is_told(here: Workspace) -> None:
    quiet = next(entry for entry in here.all(Entry) if entry.text.within("fr") == "Il faut en parler.")
    here.edit(quiet.id, {"text": "Il faut en parler, dit Mme Bennani."})
    assert bundle.preview(here, Audience.NETWORK).mentioned == ("Amal Bennani",)
    assert bundle.preview(here, Audience.INTERNAL).mentioned == ()


def test_an_arabic_name_is_found_with_its_article_and_without_its_marks(here: Workspace) -> None:
    here.add(Person, {"family_name": "الإدريسي", "given_name": "سلمى"})
    here.add(Recommendation, {"topic": "health", "title": {"ar": "طلب"}, "text": {"ar": "قالت السيدة ادريسي نعم"}})
    assert bundle.preview(here, Audience.PUBLIC).mentioned == ("سلمى الإدريسي",)


def test_a_name_that_disagrees_is_told_in_both_spellings(here: Workspace, tmp_path: Path) -> None:
    (person,) = (one for one in here.all(Person) if one.given_name == "Amal")
    path = tmp_path / "a.rtbundle"
    bundle.write(here, path, audience=Audience.INTERNAL)
    with Workspace.create(tmp_path / "b.roundtable", city=None, author="B") as other:
        merge.apply(other, bundle.read(path))
        other.edit(person.id, {"given_name": "Amale"})
        here.edit(person.id, {"given_name": "Amaal"})
        bundle.write(other, path, audience=Audience.INTERNAL)
        merge.apply(here, bundle.read(path))
    names = " ".join(bundle.preview(here, Audience.NETWORK).names)
    assert "Amale" in names
    assert "Amaal" in names


def test_equal_workspaces_make_equal_bundles(here: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(strict, "moment", lambda: "2018-01-15T09:30:00Z")
    for name in "ab":
        bundle.write(here, tmp_path / name, audience=Audience.NETWORK)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


class Impatient:
    """Cancels after so many steps."""

    def __init__(self, steps: int) -> None:
        self.steps = steps

    def step(self, done: int, total: int | None = None, doing: Message | None = None) -> None:
        self.steps -= 1
        if self.steps < 0:
            raise Cancelled


def test_what_is_stopped_or_refused_leaves_the_old_file_and_no_other(here: Workspace, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    path = folder / "tanger.rtbundle"
    old = gzip.compress(b"the one of last week")
    path.write_bytes(old)
    with pytest.raises(Cancelled):
        bundle.write(here, path, audience=Audience.NETWORK, progress=Impatient(0))
    with pytest.raises(InvalidValue):
        bundle.write(here, path, audience=Audience.NETWORK, passphrase="")
    assert path.read_bytes() == old
    assert list(folder.iterdir()) == [path]
    bundle.write(here, path, audience=Audience.NETWORK)
    assert list(folder.iterdir()) == [path]
    assert bundle.read(path).count


def test_no_folder_a_folder_in_its_place_and_too_much(
    here: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(NotFound, match="no folder"):
        bundle.write(here, tmp_path / "nowhere" / "a.rtbundle", audience=Audience.NETWORK)
    (tmp_path / "folder.rtbundle").mkdir()
    with pytest.raises(FileRefused):
        bundle.write(here, tmp_path / "folder.rtbundle", audience=Audience.NETWORK)
    assert not list(tmp_path.glob("*.part"))
    monkeypatch.setattr(envelope, "MAX_LINES", 10)
    with pytest.raises(TooLarge):
        bundle.write(here, tmp_path / "a.rtbundle", audience=Audience.NETWORK)
    assert not (tmp_path / "a.rtbundle").exists()


def test_nothing_but_a_bundle_is_ever_replaced(here: Workspace, tmp_path: Path) -> None:
    letter = tmp_path / "letter.docx"
    letter.write_bytes(b"PK\x03\x04")
    was = here.path.read_bytes()
    for path in (letter, here.path):
        with pytest.raises(AlreadyThere):
            bundle.write(here, path, audience=Audience.NETWORK)
    assert letter.read_bytes() == b"PK\x03\x04"
    assert here.path.read_bytes() == was
    for begun in (b"", gzip.compress(b""), b"age-encryption.org/v1\n"):
        (tmp_path / "a.rtbundle").write_bytes(begun)
        bundle.write(here, tmp_path / "a.rtbundle", audience=Audience.NETWORK)


def test_a_full_disk_is_said(here: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(FileRefused, match="disk is full"):
        bundle.write(here, tmp_path / "a.rtbundle", audience=Audience.NETWORK)
    assert not list(tmp_path.glob("*.part"))
    assert not (tmp_path / "a.rtbundle").exists()


def test_the_list_of_exports_says_who_got_what(here: Workspace, tmp_path: Path) -> None:
    was = here.fingerprint()
    assert here.exports() == []
    bundle.write(here, tmp_path / "a.rtbundle", audience=Audience.PUBLIC)
    sent = bundle.write(here, tmp_path / "b.rtbundle", audience=Audience.NETWORK, to="Lyon; 'drop table export'")
    latest, first = here.exports()
    assert (latest.file, latest.recipient, latest.author) == ("b.rtbundle", "Lyon; 'drop table export'", here.author)
    assert (latest.audience, latest.digest, latest.protected) == (Audience.NETWORK, sent.digest, False)
    assert (latest.changes, latest.names) == (sent.leaving.changes, 3)
    assert latest.records == sent.leaving.records
    assert (first.file, first.recipient, first.audience) == ("a.rtbundle", "", Audience.PUBLIC)
    assert here.fingerprint() == was
    assert "Lyon" not in gzip.decompress((tmp_path / "b.rtbundle").read_bytes()).decode()
    with pytest.raises(FileRefused):
        bundle.write(here, tmp_path, audience=Audience.NETWORK)
    assert len(here.exports()) == 2


def test_a_workspace_without_a_city_sends_too(tmp_path: Path) -> None:
    with Workspace.create(tmp_path / "c.roundtable", city=None, author="Coordination") as coordinator:
        bundle.write(coordinator, tmp_path / "c.rtbundle", audience=Audience.NETWORK)
        incoming = bundle.read(tmp_path / "c.rtbundle")
    assert (incoming.header.city, incoming.header.city_name) == ("", "")
    assert incoming.label.startswith("Coordination, ")


def test_a_city_that_is_not_here_any_more_is_called_by_who_writes_for_it(here: Workspace, tmp_path: Path) -> None:
    assert here.find(City, here.city)
    here.delete(here.city)
    bundle.write(here, tmp_path / "a.rtbundle", audience=Audience.NETWORK)
    assert bundle.read(tmp_path / "a.rtbundle").header.city_name == here.author
