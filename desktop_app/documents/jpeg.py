"""A JPEG without what cameras and programs write into it: place, owner, thumbnail, what comes after its end."""

from __future__ import annotations

import re
from typing import Final

_END: Final = 0xD9
_SCAN: Final = 0xDA
_APPLICATION: Final = range(0xE0, 0xF0)
_KEPT: Final = frozenset({0xE0, 0xEE})
"""JFIF's own segment and Adobe's, which says how colours are meant."""
_PROFILE: Final = frozenset({0xE2})
"""The profile of its colours."""
_COMMENT: Final = 0xFE
_AFTER_SCAN: Final = re.compile(rb"\xff+[^\x00\xd0-\xd7\xff]")
"""The next marker in compressed data, where 0xFF is followed by zero or by a restart marker."""


def bare(data: bytes, *, profile: bool = False) -> bytes | None:
    """The same picture, pixel for pixel, with only what is needed to show it; None if its segments make no sense.

    ``profile`` keeps the profile of its colours, where nothing around the picture says what colours mean.
    """
    needed = _KEPT | _PROFILE if profile else _KEPT
    if data[:2] != b"\xff\xd8":
        return None
    kept = bytearray(data[:2])
    at = 2
    while at + 4 <= len(data) or data[at : at + 2] == b"\xff\xd9":
        if data[at] != 0xFF:
            return None
        marker = data[at + 1]
        if marker == 0xFF:
            at += 1
            continue
        if marker == _END:
            return bytes(kept + b"\xff\xd9")
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        if marker == _SCAN:
            following = _AFTER_SCAN.search(data, end)
            if following is None:
                return None
            end = following.end() - 2
        if marker != _COMMENT and (marker not in _APPLICATION or marker in needed):
            kept += data[at:end]
        at = end
    return None
