"""Forgetting a person: in the log, in what is shown and found, in texts, in the bytes of file and backups."""

from __future__ import annotations

import shutil
import uuid
from typing import TYPE_CHECKING, Final

import pytest

from desktop_app.errors import InvalidValue, Unknown
from desktop_app.records import Meeting, Membership, Organisation, Person, Translated
from desktop_app.workspace import Card, How, Obstacle, Workspace
from desktop_app.workspace.changes.change import PARENT_LIMIT, canonical, write
from desktop_app.workspace.changes.change import is_sound as is_sound_change
from desktop_app.workspace.kept.erasure import is_sound
from desktop_app.workspace.privacy import forgetting
from desktop_app.workspace.privacy.names import Spellings
from tests.workspace.plain_files import bytes_beside, plain_files
from tests.workspace.workspace_files import TUNIS, copied, merged

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SAID: Final = ("Benchérif", "bencherif", "BENCHERIF", "Leïla", "leila", "Quizzical", "quizzical", "555 333", "zanzi")
"""What of her stands somewhere in the file, as written and as folded for search."""


class Group:
    """A workspace with one person who is named all over it."""

    def __init__(self, place: Workspace) -> None:
        self.place = place
        self.organisation = place.add(Organisation, {"name": {"fr": "Commune"}, "type": "local_authority"})
        self.person = place.add(Person, {"family_name": "Benchérif", "given_name": "Leïla", "email": "l@zanzi.org"})
        place.edit(self.person, {"phone": "+216 71 555 333"})
        self.membership = place.add(
            Membership,
            {"person": self.person, "organisation": self.organisation, "starts_on": "2015",
             "function": {"fr": "Directrice Quizzical"}},
        )  # fmt: skip
        self.meeting = place.draft(
            Meeting, {"title": {"fr": "Séance avec Mme Leila BENCHERIF et autres"}, "chair": self.person}
        )
        self.other = place.draft(Meeting, {"title": {"fr": "Cherifiens"}})


def erase(place: Workspace, person: str) -> None:
    proposal = place.erasures.propose(person)
    place.erasures.erase(proposal, proposal.mentions)


@pytest.fixture
def group(tunis: Workspace) -> Group:
    return Group(tunis)


@pytest.fixture
def plain(folder: Path) -> Iterator[Group]:
    """The same in a file that is not encrypted."""
    with plain_files(), Workspace.create(folder / "t.roundtable", city=TUNIS, author="Amina", language="fr") as place:
        yield Group(place)


def card_of(place: Workspace) -> Card:
    return Card(place.city, "TNTUN", "Tunis", place.keyring.verify_key, "age1", "2018-01-01T00:00:00+00:00")


def test_what_is_said_of_a_person_goes_and_the_place_stays(group: Group) -> None:
    place = group.place
    proposal = place.erasures.propose(group.person)
    assert {(part.record, part.field, part.values) for part in proposal.parts} == {
        (group.person, "", 4),
        (group.membership, "function", 1),
    }
    (mention,) = proposal.mentions
    assert (mention.record, mention.sure, mention.shown) == (group.meeting, True, True)
    assert [mention.context[start:end] for start, end in mention.spans] == ["Leila BENCHERIF"]
    place.erasures.erase(proposal, proposal.mentions)
    assert place.find(Person, group.person) == Person(id=group.person, city=place.city, confidentiality="network")
    membership = place.find(Membership, group.membership)
    assert membership is not None
    assert (membership.person, membership.function, membership.group_role) == (group.person, Translated(), "member")
    meeting = place.find(Meeting, group.meeting)
    assert meeting is not None
    assert (meeting.title["fr"], meeting.chair) == ("Séance avec Mme […] et autres", group.person)
    assert {item.value for item in place.history(group.person) if item.is_erased} == {None}
    assert place.search("bencherif") == []
    assert (place.can_undo, place.can_redo) == (False, False)
    assert not place.check().problems
    assert all(known.done for known in place.erasures.all())
    assert place.is_erased(group.person)
    assert not place.is_erased(group.meeting)


def test_no_byte_of_it_is_left_in_the_file_nor_in_its_backups(plain: Group) -> None:
    place = plain.place
    for number in range(300):
        place.edit(plain.person, {"notes": f"Quizzical remark {number} " + "x" * number})
    place.backup("before")
    place.search("bencherif")
    was = bytes_beside(place.path)
    assert all(any(said.encode() in content for content in was.values()) for said in ("Benchérif", "quizzical"))
    place.edit(plain.other, {"title": "Autre"})
    erase(place, plain.person)
    for name, content in bytes_beside(place.path).items():
        assert not [said for said in SAID if said.encode() in content], name
    place.rebuild()
    assert not place.check().problems


def test_a_backup_that_is_put_back_is_erased_and_stays_so(group: Group) -> None:
    place = group.place
    place.backup("before")
    old = list(place.changes())
    erase(place, group.person)
    (made,) = place.backups()
    place.close()
    Workspace.restore_backup(made, place.path)
    with Workspace.open(place.path) as back:
        assert back.get(group.person) == Person(id=group.person, city=back.city, confidentiality="network")
        assert not back.check().problems
        back.absorb(old, label="old", digest="", sender="")
        assert back.get(group.person) == Person(id=group.person, city=back.city, confidentiality="network")
        assert not back.check().problems


def test_a_backup_that_cannot_be_opened_is_named(group: Group) -> None:
    made = group.place.backup("before")
    made.write_bytes(b"\x01" * 8192)
    proposal = group.place.erasures.propose(group.person)
    scrubbed = group.place.erasures.erase(proposal).scrubbed
    assert (scrubbed.backups, scrubbed.failed) == (0, (made,))


def test_what_a_sudden_end_left_in_the_pages_is_made_up_for(plain: Group, monkeypatch: pytest.MonkeyPatch) -> None:
    place = plain.place
    place.backup("before")

    def end(*_args: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(forgetting.Forgetting, "scrub", end)
        with pytest.raises(KeyboardInterrupt):
            erase(place, plain.person)
    place.close()
    assert any(b"Quizzical" in content for content in bytes_beside(place.path).values())
    Workspace.open(place.path).close()
    for content in bytes_beside(place.path).values():
        assert not [said for said in SAID if said.encode() in content]


def test_an_old_file_brings_nobody_back(group: Group, template: Path, folder: Path) -> None:
    place = group.place
    with copied(template, folder, "old.roundtable") as old:
        old.keyring.adopt(place.keyring.own())
        merged(place, old)
        old.edit(group.person, {"phone": "+216 71 999 999"})  # nobody here has seen this one
        erase(place, group.person)
        merged(old, place)
        assert place.get(group.person) == Person(id=group.person, city=place.city, confidentiality="network")
        assert not place.check().problems
        old.absorb(place.changes(), erasures=place._erasing.travelling(), label="", digest="", sender="")
        assert old.get(group.person) == place.get(group.person)
        assert old.fingerprint() == place.fingerprint()


def test_it_takes_effect_where_the_card_of_its_city_is_known(group: Group, network: Workspace) -> None:
    place = group.place
    merged(place, network)
    erase(place, group.person)
    network.absorb(place.changes(), erasures=place._erasing.travelling(), label="", digest="", sender="")
    assert {known.obstacle for known in network.erasures.all()} == {Obstacle.NO_CARD}
    assert network.fingerprint() == place.fingerprint()
    assert [person.family_name for person in network.all(Person)] == ["Benchérif"]
    network.keyring.pin(card_of(place), How.CONFIRMED)
    assert [person.family_name for person in network.all(Person)] == [""]
    assert all(known.done for known in network.erasures.all())
    assert not network.check().problems


def test_a_held_one_may_be_carried_out_by_hand(group: Group, network: Workspace) -> None:
    place = group.place
    merged(place, network)
    erase(place, group.person)
    network.absorb((), erasures=place._erasing.travelling(), label="", digest="", sender="")
    network.erasures.carry_out([known.erasure.id for known in network.erasures.all()])
    assert [person.family_name for person in network.all(Person)] == [""]
    assert {known.obstacle for known in network.erasures.all()} == {None}
    assert {str(known.said) for known in network.erasures.all()} == {"erased in this workspace only"}
    assert network.erasures.any_here_alone
    network.keyring.pin(card_of(place), How.CONFIRMED)
    assert {str(known.said) for known in network.erasures.all()} == {"erased"}, "now it would have gone by itself"
    assert not network.erasures.any_here_alone


def test_another_citys_record_is_erased_for_this_workspace_alone(group: Group, network: Workspace) -> None:
    merged(group.place, network)
    was = network.fingerprint()
    proposal = network.erasures.propose(group.person)
    assert not any(part.ours for part in proposal.parts)
    erased = network.erasures.erase(proposal)
    assert erased.here_alone == len(erased.erasures) > 0
    assert network.fingerprint() == was
    merged(group.place, network)
    assert [person.family_name for person in network.all(Person)] == [""]
    assert network._erasing.travelling() == []
    merged(network, group.place)
    assert [person.family_name for person in group.place.all(Person)] == ["Benchérif"]


def test_a_text_of_another_city_is_masked_here_and_can_be_written_on(group: Group, network: Workspace) -> None:
    merged(group.place, network)
    erase(network, group.person)
    assert network.get(group.meeting).called("fr", str) == "Séance avec Mme […] et autres"
    merged(group.place, network)
    assert not network.disagreements()
    merged(network, group.place)
    group.place.edit(group.meeting, {"title": {"fr": "Séance du mois"}})
    group.place.edit(group.meeting, {"title": {"fr": "Séance du trimestre"}})
    merged(group.place, network)
    assert network.get(group.meeting).called("fr", str) == "Séance du trimestre"


def test_what_was_erased_for_himself_comes_back_with_the_full_file_elsewhere(
    group: Group, network: Workspace, empty: Path, folder: Path
) -> None:
    merged(group.place, network)
    erase(network, group.person)
    with copied(empty, folder, "third.roundtable") as third:
        merged(network, third)
        assert [person.family_name for person in third.all(Person)] == [""]
        merged(group.place, third)
        assert [person.family_name for person in third.all(Person)] == ["Benchérif"]
        assert [hit.record for hit in third.search("quizzical")] == [group.membership]
        assert not third.check().problems


def test_nothing_is_written_again_where_a_person_was_erased(group: Group) -> None:
    erase(group.place, group.person)
    with pytest.raises(InvalidValue, match="erased"):
        group.place.edit(group.person, {"family_name": "Benchérif"})
    group.place.edit(group.membership, {"ends_on": "2018"})
    with pytest.raises(InvalidValue):
        group.place.edit(group.membership, {"function": {"ar": "مديرة"}})
    group.place.delete(group.person)
    group.place.restore(group.person)


def test_a_text_that_was_masked_can_be_written_on(group: Group, template: Path, folder: Path) -> None:
    place = group.place
    with copied(template, folder, "colleague.roundtable") as colleague:
        colleague.keyring.adopt(place.keyring.own())
        erase(place, group.person)
        colleague.absorb(place.changes(), erasures=place._erasing.travelling(), label="", digest="", sender="")
        for writer in (place, colleague, place):
            writer.edit(group.meeting, {"title": {"fr": f"Séance de {writer.path.stem}", "ar": "جلسة"}})
            for reader, source in ((place, colleague), (colleague, place)):
                reader.absorb(source.changes(), erasures=(), label="", digest="", sender="")
        assert place.get(group.meeting) == colleague.get(group.meeting)
        assert place.get(group.meeting).called("fr", str) == "Séance de tunis"
        assert place.get(group.meeting).called("ar", str) == "جلسة"
        assert not place.check().problems


def test_a_masked_text_in_a_deleted_record_leaves_it_deleted(group: Group) -> None:
    group.place.delete(group.meeting)
    erase(group.place, group.person)
    assert group.place.find(Meeting, group.meeting) is None
    assert not group.place.disagreements()
    group.place.restore(group.meeting)
    assert group.place.get(group.meeting).called("fr", str) == "Séance avec Mme […] et autres"


def test_both_sides_of_a_contradiction_are_masked_and_stay(group: Group, template: Path, folder: Path) -> None:
    place = group.place
    with copied(template, folder, "colleague.roundtable") as colleague:
        colleague.keyring.adopt(place.keyring.own())
        merged(place, colleague)
        place.edit(group.meeting, {"title": {"fr": "Réunion, Mme Benchérif"}})
        colleague.edit(group.meeting, {"title": {"fr": "Sans elle"}})
        merged(colleague, place)
        erase(place, group.person)
        (one,) = place.disagreements()
        assert {other.value for other in one.alternatives} == {"Réunion, Mme […]", "Sans elle"}


def test_more_texts_side_by_side_than_an_erasure_can_name_are_masked_and_stay(group: Group, network: Workspace) -> None:
    """Only a hostile file brings so many; what is erased then is an erasure that others take, in whichever order."""
    place, count = group.place, PARENT_LIMIT + 10
    there = str(uuid.UUID(int=7))
    flood = [
        write("meeting", group.meeting, "title", "fr", canonical(f"{n} Benchérif" if n % 2 else f"{n}"), author="x",
              site=there, seq=n + 1, at=n)
        for n in range(count)
    ]  # fmt: skip
    place.absorb(flood, label="", digest="", sender="")
    before = {head.value for one in place.disagreements() for head in one.alternatives}
    old = list(place.changes())
    erase(place, group.person)
    (one,) = place.disagreements()
    said = {head.value for head in one.alternatives}
    assert len(said) == len(before) == count + 1
    assert not [text for text in said if Spellings(("Benchérif",), ()).found_in(str(text))]
    made = [known.erasure for known in place.erasures.all()]
    assert all(is_sound(erasure) for erasure in made)
    assert not place.check().problems
    network.keyring.pin(card_of(place), How.CONFIRMED)
    for changes in (list(place.changes()), old):
        network.absorb(changes, erasures=made, label="", digest="", sender="")
    assert {head.value for one in network.disagreements() for head in one.alternatives} == said
    assert network.fingerprint() == place.fingerprint()
    place.edit(group.meeting, {"title": {"fr": "Séance"}})
    assert place.title(group.meeting, "fr").startswith("Séance")
    assert all(is_sound_change(change) for change in place.changes())


def test_an_earlier_version_of_a_text_goes_although_the_present_one_is_clean(group: Group) -> None:
    group.place.edit(group.meeting, {"title": {"fr": "Séance"}})
    proposal = group.place.erasures.propose(group.person)
    assert [mention.shown for mention in proposal.mentions] == [False]
    group.place.erasures.erase(proposal, proposal.mentions)
    assert group.place.get(group.meeting).called("fr", str) == "Séance"
    assert [item.value for item in group.place.history(group.meeting) if item.field == "title"] == ["Séance", None]


def test_one_field_alone(group: Group) -> None:
    proposal = group.place.erasures.propose(group.person, field="phone")
    assert (proposal.values, proposal.mentions) == (1, ())
    group.place.erasures.erase(proposal)
    person = group.place.find(Person, group.person)
    assert person is not None
    assert (person.phone, person.family_name) == ("", "Benchérif")
    for wrong in ("city", "deleted", "nothing"):
        with pytest.raises(Unknown):
            group.place.erasures.propose(group.person, field=wrong)


def test_who_wrote_is_told_to_stay(group: Group) -> None:
    group.place._pen.author.name = "Leïla Benchérif"
    group.place.draft(Meeting, {"title": {"fr": "x"}})
    assert group.place.erasures.propose(group.person).authors == ("Leïla Benchérif",)


def test_a_copy_of_the_file_is_the_same_city(group: Group, folder: Path) -> None:
    erase(group.place, group.person)
    group.place.close()
    with Workspace.open(shutil.copyfile(group.place.path, folder / "copy.roundtable")) as copy:
        assert all(known.done for known in copy.erasures.all())
        erase(copy, group.meeting)
        assert all(known.done for known in copy.erasures.all())


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Mme Ben-Ali, puis LEÏLA BEN ALI.", "Mme […], puis […]."),
        ("Alice Benali; benalien; Ali", "Alice Benali; benalien; Ali"),
        ("ben ali leila", "[…]"),
        ("قالت ليلى بن علي، ولبن علي", "قالت […]، […]"),
        ("والبنعلي", "والبنعلي"),
        ("write to leila@example.org, now", "write to […], now"),
        ("", ""),
    ],
)
def test_names_are_found_as_words_however_they_are_written(text: str, masked: str) -> None:
    spellings = Spellings(["Ben Ali", "بن علي"], ["Leïla", "ليلى"], ["leila@example.org"])
    assert spellings.masked(text) == masked
    assert spellings.may_be_in(text) or masked == text


def test_a_coordinator_erases_for_herself_alone(tmp_path: Path) -> None:
    with Workspace.create(tmp_path / "c.roundtable", city=None, author="Coordinator") as place:
        person = place.add(Person, {"family_name": "Sow", "given_name": "Awa"})
        proposal = place.erasures.propose(person)
        assert proposal.warnings
        place.erasures.erase(proposal)
        assert place.is_erased(person)
        assert place.erasures.travelling() == []
