"""Numbers with decimals: figures of a profile, amounts of money."""

from __future__ import annotations

import re
from typing import ClassVar, Final

from desktop_app.errors import InvalidValue
from desktop_app.language import _, format_quantity
from desktop_app.records.types import FieldType

_QUANTITY: Final = r"-?[0-9]{1,15}(\.[0-9]{1,9})?"


class Quantity(FieldType[str]):
    """A number with decimals, exact as it was written: kept as text, so that 0.1 stays 0.1 on every machine."""

    empty: ClassVar[str] = ""

    def check(self, value: object) -> str:
        said = re.sub(r"[ \u00a0\u202f]", "", str(value)) if isinstance(value, str | int | float) else "?"
        if not said:
            return ""
        written = said.replace(",", ".")
        if isinstance(value, bool) or not re.fullmatch(_QUANTITY, written):
            raise InvalidValue(
                _("“{value}” is not a number. Write it like {form}.", value=str(value)[:80], form="12.5")
            )
        return written

    def show(self, value: str, language: str) -> str:
        return format_quantity(value, language) if value else ""
