"""Small pictures that travel with a record: the logo of a city."""

from __future__ import annotations

import base64
from typing import ClassVar, Final

from desktop_app.errors import InvalidValue
from desktop_app.language import _
from desktop_app.records.types import FieldType

PICTURE_LIMIT: Final = 300_000
"""Bytes of a picture that a record holds."""

_PICTURES: Final = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")


class Picture(FieldType[str]):
    """A small picture in PNG or JPEG, as base64 (RFC 4648): it travels with the record, and never as a path."""

    empty: ClassVar[str] = ""

    def check(self, value: object) -> str:
        if value == "":
            return ""
        try:
            content = base64.b64decode(str(value), validate=True)
        except ValueError:
            content = b""
        if not content.startswith(_PICTURES):
            raise InvalidValue(_("This is not a PNG or JPEG picture."))
        if len(content) > PICTURE_LIMIT:
            raise InvalidValue(
                _("This picture is too large: at most {limit} kB fit here.", limit=PICTURE_LIMIT // 1000)
            )
        return base64.b64encode(content).decode()

    def show(self, value: str, language: str) -> str:
        return _("a picture").within(language) if value else ""
