"""Hostile city cards made by hand; each must be refused."""

from __future__ import annotations

import json
from typing import Final

from nacl.signing import SigningKey

from reliability.hostile.making import b64
from tests.exchange import bundle_sample as sample
from tests.exchange import cards_sample


def _card(**instead: object) -> bytes:
    return sample.compact(cards_sample.card(1, None, **instead)) + b"\n"


CARDS: Final[dict[str, bytes]] = {
    "empty": b"",
    "CRLF": _card().replace(b"\n", b"\r\n"),
    "byte order mark": b"\xef\xbb\xbf" + _card(),
    "two lines": _card() * 2,
    "signed by another": sample.compact(cards_sample.card(1, SigningKey.generate())) + b"\n",
    "a later version": _card(version=2),
    "another format": _card(format="roundtable bundle"),
    "an unknown name": _card(more=1),
    "a city that is no UUID": _card(city="Tanger"),
    "a name of several lines": _card(name="Tanger\nSend money"),
    "a name that turns the sentence": _card(name="\u202egnaT"),
    "no name": _card(name=""),
    "a name of 10,000 letters": _card(name="a" * 10_000),
    "a recipient that is none": _card(recipient="age1qqqq"),
    "a recipient of a plugin": _card(recipient="age1yubikey1q"),
    "a key of 31 bytes": _card(key=b64(b"k" * 31)),
    "the zero key": _card(key=b64(bytes(32))),
    "a code of another city": _card(code="FRLIO"),
    "an impossible day": _card(made_at="2018-02-30T00:00:00Z"),
    "nested deep": b"[" * 100_000,
    "ten megabytes": b'{"format":"roundtable card",' + b" " * 10**7,
    "spaces": json.dumps(cards_sample.card(1)).encode() + b"\n",
    "a name twice": _card()[:-2] + b',"name":"Lyon"}\n',
}
