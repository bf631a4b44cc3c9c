"""Who sits in the stakeholder group."""

from __future__ import annotations

from desktop_app.language import _
from desktop_app.records.declare import (
    NameOf,
    Record,
    code,
    codes,
    email,
    integer,
    languages,
    line,
    link,
    links,
    moment,
    phone,
    prose,
    reference,
    translated,
    url,
)
from desktop_app.records.values import RecordId, Translated, When
from desktop_app.records.vocabulary import Audience

PLAYER_OF_TYPE = {
    "local_authority": "city",
    "state_service": "state",
    "parliamentarian": "state",
    "international_organisation": "international_organisation",
    "red_cross_crescent": "civil_society",
    "civil_society_organisation": "civil_society",
    "migrant_diaspora": "civil_society",
    "faith_based": "civil_society",
    "private_sector": "civil_society",
    "trade_union": "civil_society",
    "human_rights_institution": "state",
    "academia": "civil_society",
    "media": "civil_society",
}
"""The player that an organisation of each type most often is; a suggestion, never a rule."""


class Organisation(
    Record, kind="organisation", one=_("Organisation"), many=_("Organisations"), audience=Audience.PUBLIC
):
    """A body that is represented in the group, or that acts on a recommendation."""

    name: Translated = translated(
        _("Name"), required=True,
        also=("organisation", "organization", "institution", "structure", "organisme", "organización", "entidad",
              "association", "asociación", "المنظمة", "المؤسسة", "الجهة"),
    )  # fmt: skip
    acronym: str = line(_("Acronym"), also=("sigle", "sigla", "siglas", "abbreviation"))
    type: str = code(
        _("Type"), "organisation_type", required=True,
        also=("type of organisation", "catégorie", "type de structure", "tipo", "tipo de organización", "النوع"),
    )  # fmt: skip
    player: str = code(_("Player"), "player", also=("acteur", "actor"))
    level: str = code(_("Level"), "scope_level", also=("niveau", "nivel", "échelon"))
    sectors: tuple[str, ...] = codes(
        _("Sectors"), "topic", also=("sector", "secteur", "secteurs", "thème", "thématique", "ámbito", "القطاع")
    )
    based_in: str = line(_("Based in"), also=("city", "ville", "ciudad", "siège", "sede", "المدينة"))
    address: str = line(_("Address"), audience=Audience.NETWORK, also=("adresse", "dirección", "العنوان البريدي"))
    email: str = email(_("E-mail of the organisation"))
    phone: str = phone(_("Telephone of the organisation"))
    website: str = url(_("Website"), audience=Audience.PUBLIC, also=("site", "site web", "web", "sitio web"))
    influence: int | None = integer(_("Influence (1–5)"), 1, 5, audience=Audience.INTERNAL)
    interest: int | None = integer(_("Interest (1–5)"), 1, 5, audience=Audience.INTERNAL)
    same_as: RecordId = link(_("Same as"), "organisation")
    not_same_as: tuple[RecordId, ...] = links(_("Not the same as"), "organisation")


class Person(Record, kind="person", one=_("Person"), many=_("People")):
    """Someone who takes part. No nationality, religion or migration status is ever asked for."""

    family_name: str = line(
        _("Family name"), required=True, personal=True,
        also=("nom", "nom de famille", "surname", "last name", "apellido", "apellidos", "اللقب", "اسم العائلة"),
    )  # fmt: skip
    given_name: str = line(
        _("Given name"), required=True, personal=True,
        also=("prénom", "prénoms", "first name", "nombre", "nombre de pila", "الاسم", "الاسم الشخصي"),
    )  # fmt: skip
    honorific: str = line(
        _("Form of address"), personal=True, also=("civilité", "title", "titre", "tratamiento", "اللقب الشرفي")
    )
    email: str = email(
        _("E-mail"), personal=True,
        also=("email", "mail", "courriel", "adresse électronique", "correo", "correo electrónico",
              "البريد الإلكتروني"),
    )  # fmt: skip
    phone: str = phone(
        _("Telephone"), personal=True,
        also=("phone", "tel", "tél", "téléphone", "gsm", "mobile", "portable", "teléfono", "móvil", "الهاتف"),
    )  # fmt: skip
    languages: tuple[str, ...] = languages(
        _("Languages"), personal=True, also=("langues", "langue", "idiomas", "idioma", "اللغات")
    )
    gender: str = line(
        _("Gender (optional, as self-declared)"), personal=True, audience=Audience.INTERNAL,
        also=("gender", "genre", "sexe", "género", "sexo", "الجنس"),
    )  # fmt: skip
    notes: str = prose(
        _("Notes"), personal=True, audience=Audience.INTERNAL,
        also=("remarks", "remarques", "observations", "commentaires", "notas", "observaciones", "ملاحظات"),
    )  # fmt: skip
    same_as: RecordId = link(_("Same as"), "person")
    not_same_as: tuple[RecordId, ...] = links(_("Not the same as"), "person")

    def called(self, language: str, name_of: NameOf) -> str:
        return f"{self.given_name} {self.family_name}".strip()

    @property
    def filed_as(self) -> str:
        """By what a list puts the person in order."""
        return f"{self.family_name} {self.given_name}".strip()


class Membership(Record, kind="membership", one=_("Membership"), many=_("Memberships")):
    """That a person sits in the group for an organisation, in which role and since when."""

    person: RecordId = reference(_("Person"), "person", required=True, part_of=True, personal=True)
    organisation: RecordId = reference(_("Organisation"), "organisation", required=True)
    function: Translated = translated(
        _("Function"), personal=True,
        also=("fonction", "poste", "qualité", "job title", "position", "cargo", "función", "puesto",
              "الوظيفة", "الصفة"),
    )  # fmt: skip
    group_role: str = code(
        _("Role in the group"), "group_role", required=True, default="member",
        also=("role", "rôle", "rôle dans le groupe", "statut", "rol", "papel", "الدور"),
    )  # fmt: skip
    starts_on: When = moment(
        _("Member since"), required=True,
        also=("since", "depuis", "membre depuis", "date d'entrée", "date", "desde", "miembro desde", "منذ",
              "تاريخ الانضمام"),
    )  # fmt: skip
    ends_on: When = moment(_("Member until"), also=("jusqu'au", "date de fin", "hasta", "حتى"))
    alternate_of: RecordId = reference(_("Alternate of"), "person")

    def holds_on(self, day: When) -> bool:
        """Whether it holds on a day; of a date what is known counts, and one that is not known is no bound."""
        begun = self.starts_on <= day[: len(self.starts_on)]
        return begun and (not self.ends_on or self.ends_on >= day[: len(self.ends_on)])

    @property
    def is_expected(self) -> bool:
        """Whether who has it is expected at the meetings of the group: observers are not."""
        return self.group_role != "observer"

    def called(self, language: str, name_of: NameOf) -> str:
        return " · ".join(filter(None, (name_of(self.person), name_of(self.organisation))))


class ProcessingBasis(
    Record, kind="processing_basis", one=_("Basis for processing"), many=_("Bases for processing"),
    audience=Audience.INTERNAL,
):  # fmt: skip
    """Why the city may keep a person's data, and what the person was told."""

    person: RecordId = reference(_("Person"), "person", required=True, part_of=True, personal=True)
    purpose: str = line(_("Purpose"), required=True)
    legal_basis: str = code(_("Legal basis"), "legal_basis", required=True, default="public_task")
    notice_version: str = line(_("Version of the privacy notice"))
    date: When = moment(_("Date"), required=True)
    method: str = line(_("How it was given"))
    withdrawn_on: When = moment(_("Withdrawn on"), audience=Audience.INTERNAL)

    def called(self, language: str, name_of: NameOf) -> str:
        return " · ".join(filter(None, (name_of(self.person), self.purpose)))
