"""The keys of a workspace and the cards that it pins."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pyrage
import pytest
from msgspec.structs import replace
from nacl.signing import SigningKey, VerifyKey

from desktop_app.errors import OtherKey
from desktop_app.records import city_id
from desktop_app.workspace import Card, How, Keys, Workspace

if TYPE_CHECKING:
    from pathlib import Path

RABAT = city_id("MARBA")


def card(seed: int = 1, city: str = RABAT, name: str = "Rabat") -> Card:
    """The card of somebody with keys that follow from a number, but for the recipient."""
    recipient = f"age1{seed:058d}"
    key = bytes(SigningKey(bytes([seed]) * 32).verify_key)
    return Card(city, "MARBA" if city else "", name, key, recipient, "2018-01-15T09:30:00Z")


def forget_keys(workspace: Workspace) -> None:
    """As a file of an earlier version has none."""
    workspace._store.run("delete from own_key")


def test_keys_are_made_with_the_workspace_and_once(tunis: Workspace) -> None:
    ring = tunis.keyring
    (keys,) = ring.all_own()
    assert ring.own() == keys
    assert bytes(keys.signing_key.verify_key) == ring.verify_key
    assert VerifyKey(ring.verify_key).verify(b"for this\0that", ring.sign(b"for this\0that"))
    identity = pyrage.x25519.Identity.from_str(ring.own().identity)
    recipient = pyrage.x25519.Recipient.from_str(keys.recipient)
    assert pyrage.decrypt(pyrage.encrypt(b"words", [recipient]), [identity]) == b"words"


def test_it_is_known_whether_others_may_know_the_keys(tunis: Workspace) -> None:
    before = tunis.keyring.has_signed
    tunis.keyring.sign(b"a bundle")
    assert (before, tunis.keyring.has_signed) == (False, True)


def test_a_file_of_an_earlier_version_gets_keys_when_they_are_needed(tunis: Workspace) -> None:
    forget_keys(tunis)
    assert tunis.keyring.all_own() == []
    made = tunis.keyring.own()
    assert tunis.keyring.all_own() == [made]


def test_a_copy_of_the_file_is_the_same_city_and_another_workspace_is_not(
    tunis: Workspace, network: Workspace, folder: Path
) -> None:
    keys = tunis.keyring.own()
    path = tunis.path
    site = tunis.site
    tunis.close()
    with Workspace.open(shutil.copyfile(path, folder / "copy.roundtable")) as copy:
        assert copy.site != site
        assert copy.keyring.own() == keys
    assert network.keyring.own() != keys


def test_keys_taken_back_with_their_transaction_are_not_used(tunis: Workspace) -> None:
    made: list[Keys] = []
    forget_keys(tunis)

    def stopped_half_way() -> None:
        with tunis.together():
            made.append(tunis.keyring.own())
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stopped_half_way()
    assert tunis.keyring.all_own() == []
    assert tunis.keyring.own() not in made


def test_two_colleagues_who_take_in_each_others_keys_sign_with_the_same(tunis: Workspace, network: Workspace) -> None:
    mine = tunis.keyring.own()
    tunis.keyring.sign(b"a bundle")
    earlier = Keys(bytes(32), str(pyrage.x25519.Identity.generate()), "2018-01-15T09:30:00Z")
    network.keyring.adopt(earlier)
    assert network.keyring.all_own() == [earlier]
    network.keyring.sign(b"a bundle")
    tunis.keyring.adopt(earlier)
    network.keyring.adopt(mine)
    for ring in (tunis.keyring, network.keyring):
        ring.adopt(earlier)
        assert ring.own() == earlier
        assert ring.all_own() == [earlier, mine]


def test_secrets_are_not_in_what_is_shown(tunis: Workspace) -> None:
    keys = tunis.keyring.own()
    assert keys.identity not in repr(keys)
    assert repr(keys.seed) not in repr(keys)


def test_a_card_is_pinned_and_confirmed_and_stays_so(tunis: Workspace) -> None:
    ring = tunis.keyring
    assert ring.pinned(RABAT) is None
    ring.pin(card(), How.SEEN)
    assert ring.pinned(RABAT) == card()
    assert [pinned.how for pinned in ring.cards()] == [How.SEEN]
    tunis._store.run("update card set at = 1000")
    ring.pin(card(), How.SEEN)
    assert [pinned.at[:4] for pinned in ring.cards()] == ["1970"]
    ring.pin(card(), How.CONFIRMED)
    ring.pin(card(name="Ville de Rabat"), How.SEEN)
    (pinned,) = ring.cards()
    assert (pinned.card.name, pinned.how) == ("Ville de Rabat", How.CONFIRMED)
    assert pinned.at > "2018"


@pytest.mark.parametrize("other", [card(2), replace(card(), recipient=card(3).recipient)])
def test_other_keys_take_the_place_only_of_a_named_fingerprint(tunis: Workspace, other: Card) -> None:
    ring = tunis.keyring
    ring.pin(card(), How.CONFIRMED)
    for said in ("", card().fingerprint, "BBBB-BBBB-BBBB"):
        with pytest.raises(OtherKey, match=other.fingerprint):
            ring.pin(other, How.CONFIRMED, replace=said)
    assert ring.pinned(RABAT) == card()
    ring.pin(other, How.CONFIRMED, replace=other.fingerprint)
    assert ring.pinned(RABAT) == other


@pytest.mark.parametrize("twin", [card(1, city_id("TNTUN"), "Tunis"), card(1, "", "Coordination")])
def test_the_keys_of_one_city_are_not_taken_as_those_of_another(tunis: Workspace, twin: Card) -> None:
    tunis.keyring.pin(card(), How.CONFIRMED)
    for its in (twin, replace(twin, recipient=card(2).recipient), replace(twin, verify_key=card(2).verify_key)):
        with pytest.raises(OtherKey, match="with the key of Rabat"):
            tunis.keyring.pin(its, How.CONFIRMED, replace=its.fingerprint)
    assert [pinned.card for pinned in tunis.keyring.cards()] == [card()]


def test_one_card_for_each_city_and_for_each_coordinator(tunis: Workspace) -> None:
    ring = tunis.keyring
    first, second = card(4, "", "Coordination"), card(2, "", "Coordination")
    for one in (card(3), first, second):
        ring.pin(one, How.SEEN)
    assert [pinned.card for pinned in ring.cards()] == [*sorted((first, second), key=lambda c: c.holder), card(3)]
    ring.unpin(first.holder)
    assert ring.pinned(first.holder) is None
    assert ring.pinned(second.holder) == second


def test_our_own_city_has_our_own_key(tunis: Workspace) -> None:
    assert tunis.keyring.is_own(tunis.city)
    assert tunis.keyring.verify_key in tunis.keyring.own_verify_keys()


def test_the_fingerprint_stands_for_holder_and_keys_alone() -> None:
    mine = card()
    assert len(mine.fingerprint) == 14
    assert mine.fingerprint == replace(mine, name="Other", code="", made_at="").fingerprint
    others = [card(2), replace(mine, city=city_id("TNTUN")), replace(mine, recipient=card(2).recipient)]
    assert len({mine.fingerprint, *(other.fingerprint for other in others)}) == 4


def test_keys_and_cards_are_in_the_backup(tunis: Workspace) -> None:
    keys = tunis.keyring.own()
    tunis.keyring.pin(card(), How.CONFIRMED)
    with Workspace.open(tunis.backup("by hand")) as copy:
        assert copy.keyring.own() == keys
        assert copy.keyring.pinned(RABAT) == card()
