"""Who signed a bundle, for whom it was encrypted, and what is refused because of either."""

from __future__ import annotations

import gzip
import hashlib
import re
from typing import TYPE_CHECKING, Any, Final

import pyrage
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.errors import Damaged, FileRefused, InvalidValue, NotForUs, OtherKey, RoundtableError, TooLarge
from desktop_app.exchange import bundle, cards, merge, trust
from desktop_app.exchange.bundle import envelope, lock
from desktop_app.exchange.trust import Standing
from desktop_app.progress import Cancelled
from desktop_app.records import Audience, Person, city_id
from desktop_app.workspace import How, Keys, Pinned, Workspace
from desktop_app.workspace.kept import erasure
from desktop_app.workspace.merging.withdrawing import Signed
from tests.exchange import bundle_sample as sample
from tests.exchange import cards_sample as by_hand

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from desktop_app.workspace import Card

CHANGES: Final = sample.ordered([sample.change(1), sample.change(2, seq=2)])
CITIES: Final = {"MATNG": "Tanger", "MARBA": "Rabat", "TNTUN": "Tunis"}


@pytest.fixture
def city(tmp_path: Path) -> Iterator[Callable[..., Workspace]]:
    """Opens a workspace of a city; several of one city are different installations."""
    made: list[Workspace] = []

    def make(code: str = "", author: str = "Salma") -> Workspace:
        own = {"code": code, "name": {"fr": CITIES[code]}, "country": code[:2]} if code else None
        made.append(Workspace.create(tmp_path / f"{len(made)}.roundtable", city=own, author=author, language="fr"))
        return made[-1]

    yield make
    for workspace in made:
        workspace.close()


def sent(by: Workspace, folder: Path, *to: Card, **more: Any) -> Path:
    path = folder / f"{by.path.stem}.rtbundle"
    bundle.write(by, path, audience=more.pop("audience", Audience.NETWORK), recipients=to, **more)
    return path


def taken(path: Path, by: Workspace) -> bundle.Incoming:
    return bundle.read(path, keyring=by.keyring)


def put(folder: Path, content: bytes) -> bundle.Incoming:
    return bundle.read(sample.put(folder, content))


# signatures


def test_every_bundle_is_signed_and_its_sender_is_pinned_when_it_is_merged(city: Any, tmp_path: Path) -> None:
    tangier, centre = city("MATNG"), city()
    incoming = taken(sent(tangier, tmp_path), centre)
    assert incoming.signed
    plan = merge.rehearse(centre, incoming)
    assert plan.standing is Standing.NEW
    assert cards.own(tangier).fingerprint in str(trust.said(plan.standing, incoming))
    assert centre.keyring.cards() == []
    merge.apply(centre, incoming)
    (pinned,) = centre.keyring.cards()
    assert (pinned.card, pinned.how) == (cards.own(tangier), How.SEEN)
    assert merge.rehearse(centre, incoming).standing is Standing.SEEN
    centre.keyring.pin(cards.own(tangier), How.CONFIRMED)
    assert merge.rehearse(centre, incoming).standing is Standing.CONFIRMED
    assert merge.rehearse(tangier, incoming).standing is Standing.OWN


def test_a_changed_key_is_refused_until_the_fingerprint_is_confirmed(city: Any, tmp_path: Path) -> None:
    tangier, impostor, centre = city("MATNG"), city("MATNG", "Mallory"), city()
    merge.apply(centre, taken(sent(tangier, tmp_path), centre))
    incoming = taken(sent(impostor, tmp_path), centre)
    before = centre.fingerprint()
    for attempt in (merge.rehearse, merge.apply):
        with pytest.raises(OtherKey, match=cards.own(impostor).fingerprint):
            attempt(centre, incoming)
    assert centre.fingerprint() == before
    centre.keyring.pin(cards.own(impostor), How.CONFIRMED, replace=cards.own(impostor).fingerprint)
    merge.apply(centre, incoming)
    with pytest.raises(OtherKey):
        merge.rehearse(centre, taken(sent(tangier, tmp_path), centre))


def test_what_is_signed_with_a_key_that_its_city_did_not_read_out_is_refused(city: Any, tmp_path: Path) -> None:
    impostor, tangier, centre = city("MATNG", "Mallory"), city("MATNG"), city()
    incoming = taken(sent(impostor, tmp_path), centre)
    merge.apply(centre, incoming)
    card, before = cards.own(impostor), centre.fingerprint()
    centre.keyring.pin(card, How.REFUTED)
    assert trust.standing_of(centre, centre.imports()[0]) is Standing.REFUTED
    assert centre.withdrawing.signed_with(card.verify_key).imports == (centre.imports()[0].number,)
    for attempt in (merge.rehearse, merge.apply):
        with pytest.raises(OtherKey, match="read out a different fingerprint"):
            attempt(centre, incoming)
    with pytest.raises(OtherKey):
        centre.keyring.pin(card, How.CONFIRMED)
    assert centre.fingerprint() == before
    centre.withdraw(centre.imports()[0].number)
    assert centre.withdrawing.signed_with(card.verify_key) == Signed((), 0)
    merge.apply(centre, taken(sent(tangier, tmp_path), centre))
    centre.keyring.pin(card, How.REFUTED)
    assert centre.keyring.found(card.holder) == Pinned(cards.own(tangier), centre.keyring.cards()[0].at, How.SEEN)
    with pytest.raises(OtherKey, match="not with the key that is known"):
        merge.rehearse(centre, incoming)


def test_who_misheard_takes_a_card_by_typing_its_fingerprint(city: Any) -> None:
    card, centre = cards.own(city("MATNG")), city()
    centre.keyring.pin(card, How.CONFIRMED)
    centre.keyring.pin(card, How.REFUTED)
    centre.keyring.pin(card, How.CONFIRMED, replace=card.fingerprint)
    assert [(one.card, one.how) for one in centre.keyring.cards()] == [(card, How.CONFIRMED)]


def test_of_two_strangers_who_say_they_are_one_city_the_second_is_refused_at_the_merge(
    city: Any, tmp_path: Path
) -> None:
    centre = city()
    both = [taken(sent(city("MATNG"), tmp_path), centre) for _ in range(2)]
    assert [merge.rehearse(centre, one).standing for one in both] == [Standing.NEW, Standing.NEW]
    with pytest.raises(OtherKey):
        merge.apply_all(centre, both)
    assert len(centre.imports()) == 1


def test_what_is_not_signed_is_taken_with_a_remark_unless_its_sender_signs(city: Any, tmp_path: Path) -> None:
    centre = city()
    incoming = put(tmp_path, sample.packed(sample.of(CHANGES)))
    plan = merge.rehearse(centre, incoming)
    assert plan.standing is Standing.UNSIGNED
    assert str(trust.said(plan.standing, incoming)).startswith("Not signed")
    merge.apply(centre, incoming)
    assert centre.keyring.cards() == []
    merge.apply(centre, put(tmp_path, by_hand.signed(CHANGES)))
    with pytest.raises(OtherKey, match="no signature"):
        merge.rehearse(centre, incoming)


def test_our_own_city_unsigned_or_by_another_key(city: Any, tmp_path: Path) -> None:
    mine, colleague = city("MATNG"), city("MATNG", "Sami")
    unsigned = put(tmp_path, sample.packed(sample.of(CHANGES, city=mine.city)))
    assert merge.rehearse(mine, unsigned).standing is Standing.UNSIGNED
    sent(mine, tmp_path)
    with pytest.raises(OtherKey):
        merge.rehearse(mine, unsigned)
    incoming = taken(sent(colleague, tmp_path), mine)
    with pytest.raises(OtherKey, match="your own city"):
        merge.rehearse(mine, incoming)
    mine.keyring.pin(cards.own(colleague), How.CONFIRMED)
    assert merge.rehearse(mine, incoming).standing is Standing.CONFIRMED


def other_signature() -> str:
    """A right signature by the same key, of another bundle."""
    _lines, trailer = by_hand.parts(by_hand.signed(CHANGES[:1]))
    return str(trailer["signature"])


def swapped(**instead: Any) -> bytes:
    """A signed bundle with another header, and a trailer that fits it but for the signature."""
    lines, trailer = by_hand.parts(by_hand.signed(CHANGES))
    return sample.packed([sample.compact(by_hand.header(**instead)), *lines[1:]], signature=trailer["signature"])


def unsigned_with(**trailer: object) -> bytes:
    lines, _trailer = by_hand.parts(by_hand.signed(CHANGES))
    return sample.packed(lines, **trailer)


ME: Final = str(by_hand.identity(1).to_public())
OTHER: Final = str(by_hand.identity(2).to_public())
HANDED: Final = {"seed": by_hand.b64(bytes([1]) * 32), "identity": str(by_hand.identity(1)),
                 "made_at": "2018-01-15T09:30:00Z"}  # fmt: skip
FORGED: Final[dict[str, bytes]] = {
    "no signature": unsigned_with(),
    "a signature of zeros": unsigned_with(signature=by_hand.NEVER),
    "half a signature": unsigned_with(signature=by_hand.b64(bytes(32))),
    "the signature of another bundle": unsigned_with(signature=other_signature()),
    "signed by a stranger": by_hand.signed(CHANGES, signer=by_hand.key(2)),
    "another author": swapped(author="Mallory"),
    "another audience": swapped(audience="public"),
    "another day": swapped(made_at="2018-01-16T09:30:00Z"),
    "another site": swapped(site="00000000-0000-0000-0000-000000000008"),
    "another card": swapped(card=by_hand.card(2)),
    "the card of another city": swapped(card=by_hand.card(city=city_id("MARBA"))),
    "other recipients": swapped(to=sorted([ME, OTHER])),
    "a card signed by another": by_hand.signed(CHANGES, card=by_hand.card(1, by_hand.key(2))),
    "a card that was changed": by_hand.signed(CHANGES, card=by_hand.card() | {"name": "Rabat"}),
    "a card of a later version": by_hand.signed(CHANGES, card=by_hand.card(version=2)),
    "a card that is none": by_hand.signed(CHANGES, card={}),
    "no card": by_hand.signed(CHANGES, card=None),
    "a card with another order of names": by_hand.signed(CHANGES, card=dict(reversed(by_hand.card().items()))),
    "recipients without the sender": by_hand.signed(CHANGES, to=[OTHER]),
    "recipients twice": by_hand.signed(CHANGES, to=[ME, ME]),
    "recipients out of order": by_hand.signed(CHANGES, to=sorted([ME, OTHER], reverse=True)),
    "recipients that are none": by_hand.signed(CHANGES, to=[ME, "age1"]),
    "a recipient that is a number": by_hand.signed(CHANGES, to=[1]),
    "far too many recipients": by_hand.signed(CHANGES, to=[ME] * 101),
    "keys that are not the card's": by_hand.signed(CHANGES, keys=HANDED | {"seed": by_hand.b64(bytes(32))}),
    "an identity that is not the card's": by_hand.signed(CHANGES, keys=HANDED | {"identity": str(by_hand.identity(2))}),
    "an identity that is none": by_hand.signed(CHANGES, keys=HANDED | {"identity": "AGE-SECRET-KEY-1"}),
    "half a seed": by_hand.signed(CHANGES, keys=HANDED | {"seed": by_hand.b64(bytes(16))}),
    "a signature in version 1": sample.packed(sample.of(CHANGES), signature=other_signature()),
}


@pytest.mark.parametrize("content", FORGED.values(), ids=FORGED)
def test_a_forged_signature_is_refused_with_one_sentence(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(Damaged) as refused:
        put(tmp_path, content)
    sentence = str(refused.value)
    assert sentence.startswith("“Tanger.rtbundle”")
    assert sentence.endswith("Nothing was changed.")
    assert "\n" not in sentence


SIGNED, TRAILER = by_hand.parts(by_hand.signed(CHANGES, to=sorted([ME, OTHER])))
BODY: Final = b"".join(line + b"\n" for line in SIGNED)


@settings(deadline=None)
@given(st.integers(0, len(BODY) - 1), st.integers(1, 255))
def test_no_byte_of_a_signed_bundle_can_be_changed_even_with_a_mended_end(
    tmp_path_factory: pytest.TempPathFactory, at: int, flip: int
) -> None:
    changed = BODY[:at] + bytes([BODY[at] ^ flip]) + BODY[at + 1 :]
    content = sample.packed(changed.split(b"\n")[:-1], signature=TRAILER["signature"])
    with pytest.raises(FileRefused):
        put(tmp_path_factory.mktemp("flipped"), content)


def test_a_bundle_signed_by_hand_is_read(tmp_path: Path) -> None:
    for more in ({}, {"to": [ME]}, {"to": sorted([ME, OTHER])}, {"keys": HANDED}):
        incoming = put(tmp_path, by_hand.signed(CHANGES, **more))
        assert incoming.signed
        assert list(incoming.changes()) == CHANGES
        assert incoming.sender == "Salma Idrissi, Tanger"


def test_a_city_that_signs_as_another_is_found_out(city: Any, tmp_path: Path) -> None:
    """Whoever is known may not pass as somebody who is not known yet, even though the card is signed."""
    centre = city()
    merge.apply(centre, put(tmp_path, by_hand.signed(CHANGES)))
    for other in (city_id("MARBA"), ""):
        with pytest.raises(OtherKey, match="with the key of Tanger"):
            merge.rehearse(centre, put(tmp_path, by_hand.signed(CHANGES, card=by_hand.card(city=other, name="Rabat"))))


# recipients


def test_the_recipients_open_it_the_sender_too_and_nobody_else(city: Any, tmp_path: Path) -> None:
    tangier, rabat, tunis = city("MATNG"), city("MARBA"), city("TNTUN")
    path = sent(tangier, tmp_path, cards.own(rabat))
    assert b"roundtable" not in path.read_bytes()
    for reader in (tangier, rabat):
        assert taken(path, reader).digest == taken(path, tangier).digest
    for stranger in (tunis.keyring, city().keyring, None):
        with pytest.raises(NotForUs) as refused:
            bundle.read(path, keyring=stranger)
        assert "encrypted for others" in str(refused.value)
    identity = pyrage.x25519.Identity.from_str(rabat.keyring.own().identity)
    assert b"roundtable bundle" in gzip.decompress(pyrage.decrypt(path.read_bytes(), [identity]))


def test_several_recipients_see_who_else_got_it(city: Any, tmp_path: Path) -> None:
    tangier, rabat, tunis = city("MATNG"), city("MARBA"), city("TNTUN")
    path = sent(tangier, tmp_path, cards.own(rabat), cards.own(tunis))
    known = {cards.own(one).recipient for one in (tangier, rabat, tunis)}
    assert set(taken(path, tunis).header.to) == known
    assert taken(path, rabat).header.to == tuple(sorted(known))


def test_what_somebody_passes_on_to_us_is_not_taken_as_sent_to_us(city: Any, tmp_path: Path) -> None:
    """Rabat may read it, and encrypt the very same lines to Tunis: Tangier never sent them there."""
    tangier, rabat, tunis = city("MATNG"), city("MARBA"), city("TNTUN")
    opened = taken(sent(tangier, tmp_path, cards.own(rabat)), rabat)
    for content in (opened.packed, envelope.sealed(opened.packed, None, [cards.own(tunis).recipient])):
        path = sample.put(tmp_path, content)
        incoming = taken(path, tunis)
        with pytest.raises(NotForUs, match="passed it on"):
            merge.rehearse(tunis, incoming)
        with pytest.raises(NotForUs):
            merge.apply(tunis, incoming)
        assert merge.rehearse(rabat, taken(path, rabat) if content is opened.packed else incoming).arriving


def test_protection_is_one_thing_or_the_other(city: Any, tmp_path: Path) -> None:
    tangier, rabat = city("MATNG"), city("MARBA")
    with pytest.raises(InvalidValue):
        sent(tangier, tmp_path, cards.own(rabat), passphrase="three little words")
    with pytest.raises(InvalidValue):
        sent(tangier, tmp_path, *[cards.own(rabat)] * 100)
    assert not list(tmp_path.glob("*.rtbundle"))
    made = bundle.write(tangier, tmp_path / "a.rtbundle", audience=Audience.NETWORK, recipients=[cards.own(rabat)])
    assert made.protected
    assert not bundle.write(tangier, tmp_path / "a.rtbundle", audience=Audience.NETWORK).protected


def test_with_a_hundred_recipients_it_is_still_read(city: Any, tmp_path: Path) -> None:
    tangier = city("MATNG")
    own = cards.own(tangier)
    keys = [str(pyrage.x25519.Identity.generate().to_public()) for _ in range(99)]
    content = envelope.sealed(b"\x1f\x8bwords", None, [own.recipient, *keys])
    path = sample.put(tmp_path, content)
    assert envelope.read_packed(path, None, [tangier.keyring.own().identity]) == b"\x1f\x8bwords"


# hostile headers


def stanza(number: int) -> bytes:
    share = by_hand.b64(hashlib.sha256(b"%d" % number).digest()).rstrip("=").encode()
    return b"-> X25519 " + share + b"\n" + b"A" * 43 + b"\n"


def age(*stanzas: bytes) -> bytes:
    return b"age-encryption.org/v1\n" + b"".join(stanzas) + b"--- " + b"A" * 43 + b"\n" + bytes(80)


ONE: Final = stanza(1)
SCRYPT: Final = b"-> scrypt " + b"A" * 22 + b" 18\n" + b"A" * 43 + b"\n"
HEADERS: Final[dict[str, tuple[bytes, type[RoundtableError]]]] = {
    "not to us": (age(ONE), NotForUs),
    "with a stanza of no meaning": (age(ONE, b"-> x-grease a b c\n" + b"A" * 64 + b"\nAA\n"), NotForUs),
    "10,000 stanzas": (age(*map(stanza, range(10_000))), TooLarge),
    "a stanza too many": (age(*map(stanza, range(lock.MAX_STANZAS + 1))), TooLarge),
    "an endless stanza": (age(b"-> X25519 AAAA\n" + (b"A" * 64 + b"\n") * 10_000), TooLarge),
    "an endless line": (age(b"-> X25519 " + b"A" * 2**20 + b"\n"), TooLarge),
    "endless arguments": (age(b"-> X25519" + b" A" * 2**20 + b"\n"), TooLarge),
    "many empty stanzas": (age(b"-> a\n\n" * 5000), TooLarge),
    "no stanza": (age(), FileRefused),
    "a stanza without a body": (age(b"-> X25519 " + b"A" * 43 + b"\n"), Damaged),
    "a short share": (age(ONE.replace(b" X25519 ", b" X25519 A").replace(b"AA\n", b"A\n")), Damaged),
    "two shares": (age(ONE.replace(b"\n", b" " + b"A" * 43 + b"\n", 1)), Damaged),
    "a longer body": (age(ONE[:-1] + b"A" * 21 + b"\nAA\n"), Damaged),
    "a share of order 8": (age(b"-> X25519 " + b"A" * 43 + b"\n" + b"A" * 43 + b"\n"), Damaged),
    "X25519 in small letters": (age(ONE.replace(b"X25519", b"x25519")), FileRefused),
    "a passphrase and a recipient": (age(SCRYPT, ONE), Damaged),
    "a recipient and a passphrase": (age(ONE, SCRYPT), Damaged),
    "two passphrases": (age(SCRYPT, SCRYPT), Damaged),
    "a dear passphrase": (age(SCRYPT.replace(b" 18", b" 63")), TooLarge),
    "a carriage return": (age(ONE).replace(b"\n", b"\r\n"), FileRefused),
    "two spaces": (age(ONE.replace(b"-> X", b"->  X")), Damaged),
    "an empty line": (age(b"\n", ONE), Damaged),
    "letters that are none": (age(ONE.replace(b"X25519 ", b"X25519 \xff")), Damaged),
    "no end": (age(ONE).replace(b"---", b"-- "), Damaged),
    "no end in a megabyte": (b"age-encryption.org/v1\n" + ONE * 10_000, TooLarge),
    "a short end": (age(ONE).replace(b"--- A", b"--- "), Damaged),
    "a version alone": (b"age-encryption.org/v1\n", Damaged),
    "half a version": (b"age-encryption.org/v", Damaged),
    "a later version": (age(ONE).replace(b"/v1", b"/v2"), FileRefused),
    "armoured": (b"-----BEGIN AGE ENCRYPTED FILE-----\n", FileRefused),
}


@pytest.mark.parametrize(("content", "refused"), HEADERS.values(), ids=HEADERS)
def test_a_hostile_header_is_refused_in_one_sentence(
    tmp_path: Path, content: bytes, refused: type[RoundtableError]
) -> None:
    path = sample.put(tmp_path, content)
    with pytest.raises(refused) as caught:
        envelope.read_packed(path, None, [str(by_hand.identity())])
    assert "\n" not in str(caught.value)
    assert "Nothing was changed" in str(caught.value)


def test_what_is_locked_to_us_and_broken_is_damaged(city: Any, tmp_path: Path) -> None:
    tangier, rabat = city("MATNG"), city("MARBA")
    content = sent(tangier, tmp_path, cards.own(rabat)).read_bytes()
    first = re.search(rb"\n--- (.)", content)
    assert first is not None
    place = first.start(1)
    mac = content[:place] + (b"B" if first[1] == b"A" else b"A") + content[place + 1 :]
    for broken in (content[:-1], content[:-200], content[:-5] + bytes([content[-5] ^ 1]) + content[-4:], mac):
        with pytest.raises(Damaged):
            taken(sample.put(tmp_path, broken), rabat)


# colleagues of one city


def test_a_colleague_who_begins_with_a_file_of_the_team_signs_for_the_same_city(city: Any, tmp_path: Path) -> None:
    mine, centre = city("MATNG"), city()
    mine.add(Person, {"family_name": "Bennani", "given_name": "Amal"})
    phrase = "three little words"
    path = tmp_path / "team.rtbundle"
    bundle.write(mine, path, audience=Audience.INTERNAL, passphrase=phrase, keys_too=True)
    merge.apply(centre, taken(sent(mine, tmp_path), centre))
    colleague = city("MATNG", "Sami")
    incoming = bundle.read(path, passphrase=phrase)
    assert trust.brings_keys(colleague, incoming)
    assert not trust.brings_keys(centre, incoming)
    merge.apply(colleague, incoming)
    assert colleague.keyring.own() == mine.keyring.own()
    back = sent(colleague, tmp_path)
    assert merge.rehearse(mine, taken(back, mine)).standing is Standing.OWN
    assert merge.rehearse(centre, taken(back, centre)).standing is Standing.SEEN
    merge.apply(centre, incoming)
    assert centre.keyring.own() != mine.keyring.own()


def test_colleagues_with_keys_of_their_own_confirm_each_other_and_come_to_the_same(city: Any, tmp_path: Path) -> None:
    mine, colleague = city("MATNG"), city("MATNG", "Sami")
    earlier = Keys(bytes(32), str(pyrage.x25519.Identity.generate()), "2018-01-15T09:30:00Z")
    colleague.keyring.adopt(earlier)
    sent(mine, tmp_path)
    before = mine.keyring.own()
    phrase = "three little words"
    path = sent(colleague, tmp_path, audience=Audience.INTERNAL, passphrase=phrase, keys_too=True)
    incoming = bundle.read(path, passphrase=phrase)
    with pytest.raises(OtherKey):
        merge.apply(mine, incoming)
    mine.keyring.pin(cards.own(colleague), How.CONFIRMED)
    merge.apply(mine, incoming)
    assert mine.keyring.all_own() == [earlier, before]
    assert merge.rehearse(mine, incoming).standing is Standing.OWN


# keys that others may have


def test_new_keys_are_refused_until_the_new_card_is_confirmed_and_the_old_ones_after(city: Any, tmp_path: Path) -> None:
    tangier, rabat = city("MATNG"), city("MARBA")
    rabat.keyring.pin(cards.own(tangier), How.CONFIRMED)
    old_card, for_us = cards.own(tangier), sent(rabat, tmp_path, cards.own(tangier))
    old = sent(tangier, tmp_path).rename(tmp_path / "old.rtbundle")
    tangier.keyring.renew()
    new, card = sent(tangier, tmp_path), cards.own(tangier)
    assert card.keys != old_card.keys
    assert card.fingerprint != old_card.fingerprint
    with pytest.raises(OtherKey):
        merge.apply(rabat, taken(new, rabat))
    rabat.keyring.pin(card, How.CONFIRMED, replace=card.fingerprint)
    merge.apply(rabat, taken(new, rabat))
    for place in (rabat, tangier):
        with pytest.raises(OtherKey) as caught:
            merge.rehearse(place, taken(old, place))
        assert "Nothing was changed" in str(caught.value)
    assert merge.rehearse(tangier, taken(new, tangier)).standing is Standing.OWN
    assert merge.rehearse(tangier, taken(for_us, tangier)).standing is Standing.NEW, "old keys open what was on its way"
    with pytest.raises(OtherKey):
        tangier.keyring.pin(old_card, How.CONFIRMED)


def test_what_was_erased_stays_erased_for_whoever_knows_the_new_card_alone(city: Any, tmp_path: Path) -> None:
    tangier, fresh, thief = city("MATNG"), city("MARBA"), city()
    first, second = (
        tangier.add(Person, {"family_name": name, "given_name": "Amal"}) for name in ("Bennani", "Idrissi")
    )
    whole = sent(tangier, tmp_path, audience=Audience.INTERNAL).rename(tmp_path / "whole.rtbundle")
    merge.apply(thief, taken(whole, thief))
    thief.keyring.adopt(tangier.keyring.own())
    tangier.erasures.erase(tangier.erasures.propose(first))
    (before,) = tangier.erasures.all()
    fingerprint = tangier.fingerprint()
    tangier.keyring.renew()
    assert len(tangier.erasures.all()) == 2
    assert all(known.done for known in tangier.erasures.all())
    assert tangier.fingerprint() != fingerprint
    parts = (second, "", "", tangier.city, thief.site, 1)
    key = thief.keyring.verify_key
    forged = erasure.received(*parts, (), key, thief.keyring.sign(erasure.content(*parts, (), key)))
    fresh.keyring.pin(cards.own(tangier), How.CONFIRMED)
    merge.apply(fresh, taken(sent(tangier, tmp_path, audience=Audience.INTERNAL), fresh))
    for place in (tangier, fresh):
        place.absorb(thief.changes(), erasures=[forged, before.erasure], label="", digest="", sender="")
        assert place.is_erased(first)
        assert not place.is_erased(second)
        assert {str(known.said) for known in place.erasures.all() if known.erasure.key == key and not known.done} <= {
            "held: it is not signed by the key of that city’s card"
        }
        assert not place.check().problems
    assert fresh.title(second, "fr")


def test_a_colleague_gets_the_new_keys_and_gives_the_old_ones_up(city: Any, tmp_path: Path) -> None:
    mine, colleague = city("MATNG"), city("MATNG", "Sami")
    colleague.keyring.adopt(mine.keyring.own())
    person = colleague.add(Person, {"family_name": "Bennani", "given_name": "Amal"})
    colleague.erasures.erase(colleague.erasures.propose(person))
    old = mine.keyring.own()
    new = mine.keyring.renew()
    path = tmp_path / "team.rtbundle"
    bundle.write(mine, path, audience=Audience.INTERNAL, passphrase="three little words", keys_too=True)
    incoming = bundle.read(path, passphrase="three little words")
    assert incoming.header.given_up == (bytes(old.signing_key.verify_key),)
    with pytest.raises(OtherKey):
        merge.apply(colleague, incoming)
    colleague.keyring.pin(cards.own(mine), How.CONFIRMED)
    merge.apply(colleague, incoming)
    assert colleague.keyring.own() == new
    assert colleague.keyring.all_own() == [new, old]
    merge.apply(mine, taken(sent(colleague, tmp_path, audience=Audience.INTERNAL), mine))
    assert mine.is_erased(person), "hers is signed again, too"
    assert mine.fingerprint() == colleague.fingerprint()
    mine.keyring.adopt(old)
    assert mine.keyring.own() == new, "what was given up stays so"


def test_new_keys_are_made_whole_or_not_at_all(city: Any) -> None:
    tangier = city("MATNG")
    before = tangier.keyring.all_own()

    class Stopping:
        def step(self, done: int, total: int | None = None, doing: object = None) -> None:
            raise Cancelled

    with pytest.raises(Cancelled):
        tangier.keyring.renew(Stopping())
    assert tangier.keyring.all_own() == before


@pytest.mark.parametrize(
    "given_up", [["x"], [by_hand.b64(b"a" * 31)], [by_hand.b64(b"b" * 32), by_hand.b64(b"a" * 32)]]
)
def test_keys_given_up_are_keys_in_order_or_the_file_is_refused(tmp_path: Path, given_up: list[str]) -> None:
    with pytest.raises(Damaged):
        put(tmp_path, by_hand.signed(CHANGES, keys={**HANDED, "given_up": given_up}))
    in_order = {**HANDED, "given_up": [by_hand.b64(b"a" * 32)]}
    assert put(tmp_path, by_hand.signed(CHANGES, keys=in_order)).header.given_up == (b"a" * 32,)


@pytest.mark.parametrize("more", [{}, {"audience": Audience.INTERNAL}, {"passphrase": "three little words"}])
def test_keys_leave_only_for_the_team_and_under_a_passphrase(
    city: Any, tmp_path: Path, more: dict[str, object]
) -> None:
    tangier = city("MATNG")
    with pytest.raises(InvalidValue):
        sent(tangier, tmp_path, keys_too=True, **more)


def test_no_secret_is_in_a_bundle_unless_it_is_handed_over(city: Any, tmp_path: Path) -> None:
    tangier = city("MATNG")
    content = gzip.decompress(sent(tangier, tmp_path, audience=Audience.INTERNAL).read_bytes())
    assert tangier.keyring.own().identity.encode() not in content
    assert by_hand.b64(tangier.keyring.own().seed).encode() not in content


def test_a_report_of_a_mistake_shows_no_secret(tmp_path: Path) -> None:
    incoming = put(tmp_path, by_hand.signed(CHANGES, keys=HANDED))
    assert str(by_hand.identity(1)) not in repr(incoming)
    assert repr(bytes([1]) * 32) not in repr(incoming)
