"""A change is named by what it says."""

from __future__ import annotations

import hashlib
import struct
import uuid

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.workspace.changes.change import Change, canonical, is_sound, parsed, received, record_bytes, write

SITE = "2b8e6c1a-5d0e-4b52-9a3e-4c1d7e2fa901"
RECORD = "6a4fd0a3-7e0e-4a0e-8f2b-3f0d3c1b2a19"
TEXT = st.text(st.characters(codec="utf-8"), max_size=12)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=6,
)
CHANGES = st.builds(
    received,
    st.sampled_from(["entry", "a", "ab"]),
    st.uuids().map(str),
    st.sampled_from(["text", "b", "bc"]),
    st.sampled_from(["", "fr", "c"]),
    JSON.map(canonical),
    st.binary(min_size=16, max_size=16),
    TEXT,
    st.uuids().map(str),
    st.integers(1, 2**63 - 1),
    st.integers(0, 2**63 - 1),
    st.lists(st.binary(min_size=32, max_size=32), max_size=3, unique=True).map(lambda ids: tuple(sorted(ids))),
)


def with_(change: Change, **parts: object) -> Change:
    return msgspec.structs.replace(change, **parts)


def written() -> Change:
    return write(
        "entry", RECORD, "text", "fr", '"Décidé"',
        author="Amina", site=SITE, seq=7, at=1516010400000, parents=[b"\2" * 32, b"\1" * 32],
    )  # fmt: skip


def test_the_id_is_the_documented_hash() -> None:
    """Another program must find the same ids in fifty years, with the description alone."""
    change = written()
    content = b"roundtable change 1\0"
    for text in ("entry", "text", "fr"):
        content += struct.pack(">I", len(text.encode())) + text.encode()
    content += uuid.UUID(RECORD).bytes
    for text in ("Amina", SITE):
        content += struct.pack(">I", len(text.encode())) + text.encode()
    content += struct.pack(">QQQ", 7, 1516010400000, 2) + b"\1" * 32 + b"\2" * 32
    content += hashlib.sha256(change.salt + '"Décidé"'.encode()).digest()
    assert change.id == hashlib.sha256(content).digest()


def test_an_id_that_was_once_given_stays() -> None:
    change = received("entry", RECORD, "text", "fr", '"Décidé"', b"0" * 16, "Amina", SITE, 7, 1516010400000, ())
    assert change.id.hex() == "5b639515b03832fd0b4cb24b0f9627628e22d7f62f9a213dd5b5151b58dee8b9"


@given(CHANGES)
def test_a_change_can_be_verified_before_and_after_its_value_was_erased(change: Change) -> None:
    assert is_sound(change)
    assert change.is_genuine()
    erased = change.erased()
    assert (erased.value, erased.json) == (None, None)
    assert erased.id == change.id
    assert erased.is_genuine()
    assert is_sound(erased)
    assert erased.erased() == erased


@given(CHANGES, CHANGES)
def test_different_content_has_different_ids(one: Change, other: Change) -> None:
    assert (one.id == other.id) == (one == other)


@given(CHANGES, st.data())
def test_no_part_can_be_altered(change: Change, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from([field for field in Change.__struct_fields__ if field != "id"]))
    other = getattr(data.draw(CHANGES), name)
    forged = with_(change, **{name: other})
    assert forged.is_genuine() == (other == getattr(change, name))


def test_texts_cannot_flow_into_each_other() -> None:
    one = received("ab", RECORD, "c", "", "null", b"0" * 16, "x", SITE, 1, 1, ())
    other = received("a", RECORD, "bc", "", "null", b"0" * 16, "x", SITE, 1, 1, ())
    assert one.id != other.id


@given(JSON)
def test_a_value_has_one_form(value: object) -> None:
    text = canonical(value)  # type: ignore[arg-type]
    assert parsed(text) == value
    assert canonical(parsed(text)) == text


@pytest.mark.parametrize(
    "parts",
    [
        {"kind": ""}, {"kind": "entry'"}, {"field": "a" * 65}, {"language": "fr\0"}, {"record": RECORD.upper()},
        {"record": "x"}, {"site": "here"}, {"author": "a" * 501}, {"seq": 0}, {"seq": 1 << 63}, {"at": -1},
        {"at": 1 << 63}, {"salt": b""}, {"salt": b"0" * 32}, {"value": None}, {"value": '"\\ud800"'},
        {"value": "NaN"}, {"value": "[" * 100_000}, {"value": "[" * 65 + "]" * 65}, {"value": '{"b":1,"a":2}'},
        {"value": ' "a"'}, {"value": '"\\u00e9"'}, {"value": ""}, {"value": '{"a":1,"a":1}'},
        {"value": canonical("a" * (1 << 20))},
        {"parents": (b"\2" * 32, b"\1" * 32)}, {"parents": (b"\1" * 32, b"\1" * 32)}, {"parents": (b"\1" * 31,)},
        {"parents": tuple(number.to_bytes(32, "big") for number in range(4097))},
    ],
    ids=lambda parts: f"{next(iter(parts))}",
)  # fmt: skip
def test_what_the_format_does_not_allow_is_seen(parts: dict[str, object]) -> None:
    assert is_sound(written())
    assert not is_sound(with_(written(), **parts))


def test_kinds_and_fields_of_later_versions_are_sound() -> None:
    assert is_sound(with_(written(), kind="pilot_project", field="budget.2", language="zgh-Tfng", value="[1,[2]]"))


def test_two_writings_of_one_value_are_two_changes() -> None:
    assert written().id != written().id
    assert record_bytes(RECORD) == uuid.UUID(RECORD).bytes
