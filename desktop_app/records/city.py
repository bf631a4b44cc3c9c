"""The city itself."""

from __future__ import annotations

import uuid
from typing import Final

from desktop_app.language import _
from desktop_app.records import declare
from desktop_app.records.declare import NameOf, Record, line, picture, translated
from desktop_app.records.values import RecordId, Translated
from desktop_app.records.vocabulary import Audience

_NAMESPACE: Final = uuid.UUID("6f0f4f0e-5a0c-5d7e-9b1f-2c1d6d1a7c21")


class City(Record, kind="city", one=_("City"), many=_("Cities"), audience=Audience.PUBLIC):
    """A city of the network and the authority that speaks for it."""

    code: str = line(_("Code (UN/LOCODE)"), required=True)
    name: Translated = translated(_("Name"), required=True)
    country: str = declare.country(_("Country"), required=True)
    authority: str = line(_("Authority"))
    territory_level: str = declare.code(_("Level of territory"), "territory_level")
    logo: str = picture(_("Logo"))
    disclaimer: Translated = translated(_("Disclaimer"), lines=True)
    donors: Translated = translated(_("With the support of"), lines=True)
    donor_logo: str = picture(_("Logos of donors"))

    def called(self, language: str, name_of: NameOf) -> str:
        return self.name.within(language) or self.code


def city_id(code: str) -> RecordId:
    """The identity of a city, the same on every machine, so that two files that name it mean one record.

    Args:
        code: its UN/LOCODE, five characters, with or without the space.
    """
    return str(uuid.uuid5(_NAMESPACE, code.replace(" ", "").upper()))
