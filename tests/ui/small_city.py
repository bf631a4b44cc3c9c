"""A small city for the window's tests: a few people and organisations, made through the workspace's own doors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop_app.records import Membership, Organisation, Person

if TYPE_CHECKING:
    from desktop_app.workspace import Workspace

ORGANISATIONS = (
    ({"fr": "Ville de Tunis", "ar": "بلدية تونس"}, "", "local_authority", "city"),
    ({"fr": "Association Al Amal", "en": "Al Amal Association"}, "", "migrant_diaspora", "civil_society"),
    ({"en": "International Organization for Migration"}, "IOM", "international_organisation",
     "international_organisation"),
    ({"fr": "Institut national du travail et des études sociales"}, "INTES", "academia", "civil_society"),
    ({"ar": "الهلال الأحمر التونسي", "fr": "Croissant-Rouge tunisien"}, "", "red_cross_crescent", "civil_society"),
)  # fmt: skip

PEOPLE = (
    ("Leïla", "Ben Salah", 0, "focal_point", "2016-11-28", "Directrice des affaires sociales"),
    ("Amina", "El Idrissi", 1, "chair", "2016-11-03", "Présidente"),
    ("Youssef", "Benali", 2, "observer", "2017-02", "Programme officer"),
    ("Claire", "Dubois", 3, "rapporteur", "2017", "Maîtresse de conférences"),
    ("فاطمة", "الزهراء", 4, "member", "2017-03-15", "منسقة"),
    ("Hans-Joachim", "Freiherr von Oertzen-Schwarzenberg", 2, "member", "2017-05-02", "Senior adviser"),
    ("Ana", "Silva", 1, "alternate", "2017-09-12", "Trésorière"),
    ("Jordi", "Puig", 0, "secretary", "2016-11-28", "Secrétaire"),
)


def small_city(workspace: Workspace) -> list[str]:
    """Fill a workspace; returns the ids of the memberships, in the order of `PEOPLE`."""
    bodies = [
        workspace.add(Organisation, {"name": name, "acronym": acronym, "type": kind, "player": player})
        for name, acronym, kind, player in ORGANISATIONS
    ]
    members: list[str] = []
    for given, family, body, role, since, function in PEOPLE:
        person = workspace.add(
            Person,
            {"given_name": given, "family_name": family, "email": f"p{len(members)}@example.org",
             "languages": ["ar", "fr"]},
        )  # fmt: skip
        members.append(
            workspace.add(
                Membership,
                {
                    "person": person,
                    "organisation": bodies[body],
                    "group_role": role,
                    "starts_on": since,
                    "function": {"fr": function},
                },
            )
        )
    return members
