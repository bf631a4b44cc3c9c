"""What the documents' colours mean: the sRGB colour space (IEC 61966-2-1) as a profile (ICC.1:2001-04).

A file for archives has to say it (ISO 19005-2, 6.2.4.3), and the profile is small enough to be made here.
"""

from __future__ import annotations

import struct
from functools import cache
from typing import Final

_NAME: Final = "sRGB IEC61966-2.1"
_WHITE: Final = (0.9642, 1.0, 0.8249)
_PRIMARIES: Final = {
    "rXYZ": (0.43607, 0.22249, 0.01392),
    "gXYZ": (0.38515, 0.71687, 0.09708),
    "bXYZ": (0.14307, 0.06061, 0.7141),
}
"""Red, green and blue as seen under the profiles' own white, D50."""
_STEPS: Final = 1024


@cache
def srgb_profile() -> bytes:
    """The profile; always the same bytes."""
    curve = _curve()
    tags = {
        "desc": _description(_NAME),
        "cprt": b"text\0\0\0\0No copyright, use freely\0",
        "wtpt": _xyz(_WHITE),
        **{name: _xyz(colour) for name, colour in _PRIMARIES.items()},
        "rTRC": curve,
        "gTRC": curve,
        "bTRC": curve,
    }
    places: dict[bytes, int] = {}
    index, content = bytearray(), bytearray()
    start = 128 + 4 + 12 * len(tags)
    for name, data in tags.items():
        if data not in places:
            places[data] = start + len(content)
            content += data + b"\0" * (-len(data) % 4)
        index += name.encode() + struct.pack(">II", places[data], len(data))
    body = struct.pack(">I", len(tags)) + bytes(index + content)
    return _header(128 + len(body)) + body


def _header(size: int) -> bytes:
    made = struct.pack(">6H", 2018, 1, 1, 0, 0, 0)
    illuminant = struct.pack(">3i", *(round(value * 65536) for value in _WHITE))
    head = struct.pack(">I4xI", size, 0x02100000) + b"mntrRGB XYZ " + made + b"acsp" + b"\0" * 28 + illuminant
    return head.ljust(128, b"\0")


def _xyz(colour: tuple[float, float, float]) -> bytes:
    return b"XYZ \0\0\0\0" + struct.pack(">3i", *(round(value * 65536) for value in colour))


def _description(text: str) -> bytes:
    return b"desc\0\0\0\0" + struct.pack(">I", len(text) + 1) + text.encode() + b"\0" + b"\0" * 78


def _curve() -> bytes:
    """From what is written to the light that is meant."""
    values = (_light(step / (_STEPS - 1)) for step in range(_STEPS))
    return b"curv\0\0\0\0" + struct.pack(f">I{_STEPS}H", _STEPS, *(round(value * 65535) for value in values))


def _light(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
