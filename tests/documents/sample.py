"""A dossier with a little of everything: the autumn meeting of a city's stakeholder group, and what came out of it.

Its people and organisations are fictional. It holds French, Arabic and English content, a vote, decisions, actions
(one without an owner, one overdue), a guest, people excused and absent, a value that two machines disagree about,
an earlier and a later meeting, and three recommendations of which one rests on nothing.
"""

from __future__ import annotations

import uuid
from datetime import date
from typing import TYPE_CHECKING, Final, TypeVar

from desktop_app.records import (
    AgendaItem,
    Alternative,
    Attendance,
    City,
    Commitment,
    Disagreement,
    Dossier,
    Entry,
    Evidence,
    IndicatorValue,
    Initiative,
    Meeting,
    Membership,
    Organisation,
    Person,
    Priority,
    Profile,
    ProfileSection,
    Recommendation,
    Record,
    Translated,
    When,
    city_id,
)
from desktop_app.records.position import spread

if TYPE_CHECKING:
    from desktop_app.records import RecordId

ON: Final = date(2017, 11, 20)
"""The day on which the documents of the sample are made."""

TANGIER: Final = city_id("MATNG")
_NAMESPACE: Final = uuid.UUID("0d3f0c2c-93f5-4f0f-8a55-0f1f1f0b5a11")

R = TypeVar("R", bound=Record)


def named(name: str) -> RecordId:
    """The identity of the sample's record of that name."""
    return str(uuid.uuid5(_NAMESPACE, name))


class Shelf:
    """Records in the making, each checked by its own fields."""

    def __init__(self) -> None:
        self.records: dict[RecordId, Record] = {}

    def put(self, kind: type[R], key: str, /, **values: object) -> RecordId:
        """Add a record under a key; a text for a translated field is in French."""
        checked = {field: kind.fields[field].type.check(_meant(kind, field, value)) for field, value in values.items()}
        id_ = TANGIER if kind is City else named(key)
        self.records[id_] = kind(**{"id": id_, "city": TANGIER, **checked})
        return id_


def _meant(kind: type[Record], field: str, value: object) -> object:
    return {"fr": value} if kind.fields[field].translated and isinstance(value, str) else value


def sample_dossier() -> tuple[Dossier, RecordId]:
    """The dossier, and the meeting that its minutes are about. Its three recommendations are its other subjects."""
    shelf = Shelf()
    _city(shelf)
    _organisations(shelf)
    _people(shelf)
    _earlier_meeting(shelf)
    meeting = _meeting(shelf)
    _attendance(shelf)
    _first_items(shelf)
    _last_items(shelf)
    subjects = _recommendations(shelf)
    _commitments(shelf)
    _profile(shelf)
    return Dossier(shelf.records, (meeting, *subjects), _disagreements()), meeting


def _city(shelf: Shelf) -> None:
    shelf.put(
        City, "city", code="MATNG", country="MA", authority="Commune de Tanger", territory_level="municipality",
        name={"en": "Tangiers", "fr": "Tanger", "es": "Tánger", "ar": "طنجة"},
        disclaimer={
            "en": "The people and organisations named here are fictional.",
            "fr": "Les personnes et organisations citées ici sont fictives.",
            "es": "Las personas y organizaciones citadas aquí son ficticias.",
            "ar": "الأشخاص والمنظمات المذكورة هنا خيالية.",
        },
    )  # fmt: skip


def _organisations(shelf: Shelf) -> None:
    put = shelf.put
    put(
        Organisation, "commune", type="local_authority", player="city", level="local",
        name={"fr": "Commune de Tanger", "ar": "جماعة طنجة"},
    )  # fmt: skip
    put(
        Organisation, "entraide", type="state_service", player="state", level="regional",
        name="Délégation régionale de l’action sociale",
    )  # fmt: skip
    put(
        Organisation, "iom", type="international_organisation", player="international_organisation",
        name={"en": "International Office for Mobility", "fr": "Bureau international de la mobilité"}, acronym="BIM",
    )  # fmt: skip
    put(
        Organisation, "passerelles", type="civil_society_organisation", player="civil_society",
        name="Association Passerelles du Détroit", acronym="APD",
    )  # fmt: skip
    put(
        Organisation, "amal", type="migrant_diaspora", player="civil_society",
        name={"ar": "جمعية الأمل للمهاجرين", "fr": "Association Al Amal des migrants"},
    )  # fmt: skip
    put(Organisation, "ecole", type="academia", player="civil_society", name="École normale du Nord")


def _people(shelf: Shelf) -> None:
    for key, honorific, given, family, organisation, function, role, since, until in (
        ("benali", "Mme", "Salma", "Benali", "commune",
         {"fr": "Vice-présidente chargée des affaires sociales", "ar": "نائبة الرئيس المكلفة بالشؤون الاجتماعية"},
         "chair", "2016-02-01", ""),
        ("idrissi", "M.", "Karim", "El Idrissi", "commune",
         {"fr": "Point focal migration"}, "secretary", "2016-02-01", ""),
        ("tazi", "Mme", "Nadia", "Tazi", "ecole",
         {"fr": "Professeure de sociologie"}, "rapporteur", "2016-05", ""),
        ("haddad", "", "ليلى", "الحداد", "amal", {"ar": "رئيسة الجمعية"}, "member", "2016", ""),
        ("okafor", "M.", "Emmanuel", "Okafor", "passerelles",
         {"fr": "Coordinateur de l’accueil"}, "member", "2016-02-01", "2017-10-31"),
        ("lindqvist", "Ms", "Astrid", "Lindqvist", "iom",
         {"en": "Head of office"}, "observer", "2016-02-01", ""),
        ("alaoui", "M.", "Mehdi", "Alaoui", "entraide",
         {"fr": "Délégué régional"}, "member", "2016-02-01", ""),
        ("chraibi", "Mme", "Hind", "Chraïbi", "entraide",
         {"fr": "Cheffe du service de l’inclusion"}, "alternate", "2017-01-09", ""),
        ("sow", "Mme", "Aïssatou", "Sow", "passerelles", {"fr": "Médiatrice"}, "member", "2017-03-15", ""),
        ("rami", "M.", "Youssef", "Rami", "commune",
         {"fr": "Chef de la division de l’urbanisme"}, "member", "2016-02-01", ""),
    ):  # fmt: skip
        person = shelf.put(Person, key, honorific=honorific, given_name=given, family_name=family)
        shelf.put(
            Membership, f"{key}-membership", person=person, organisation=named(organisation), function=function,
            group_role=role, starts_on=since, ends_on=until,
        )  # fmt: skip
    shelf.put(
        Membership, "okafor-later", person=named("okafor"), organisation=named("iom"), group_role="observer",
        function={"en": "Programme officer"}, starts_on="2017-11-01",
    )  # fmt: skip


def _earlier_meeting(shelf: Shelf) -> None:
    shelf.put(
        Meeting, "june", symbol="TNG/GPP/2017/2", title="Deuxième réunion du groupe en 2017",
        starts_at="2017-06-20T10:00", ends_at="2017-06-20T12:00", place="Maison des associations",
        chair=named("benali"), secretary=named("idrissi"), status="approved",
    )  # fmt: skip
    shelf.put(AgendaItem, "june-1", meeting=named("june"), position="h", title="Cartographie des services")
    shelf.put(
        Entry, "june-a1", agenda_item=named("june-1"), position="h", kind="action",
        text="Compléter la cartographie des services d’accueil avec les horaires et les langues parlées.",
        owner=named("okafor"), due_on="2017-09-01", implementation="in_progress",
    )  # fmt: skip
    shelf.put(
        Entry, "june-a2", agenda_item=named("june-1"), position="i", kind="action",
        text="Traduire le guide du nouvel arrivant en arabe.", owner=named("amal"), due_on="2017-10",
        implementation="completed", closed_on="2017-09-29",
    )  # fmt: skip
    shelf.put(
        Entry, "june-a3", agenda_item=named("june-1"), position="j", kind="action",
        text="Réserver la salle du conseil.", owner=named("idrissi"), due_on="2017-09-10",
        implementation="completed", closed_on="2017-09-05",
    )  # fmt: skip


def _meeting(shelf: Shelf) -> RecordId:
    shelf.put(
        Meeting, "december", symbol="TNG/GPP/2017/4", title="Quatrième réunion du groupe en 2017",
        starts_at="2017-12-07T10:00", place="Hôtel de Ville, salle du conseil", previous=named("september"),
    )  # fmt: skip
    return shelf.put(
        Meeting, "september", symbol="TNG/GPP/2017/3",
        title={"fr": "Troisième réunion du groupe en 2017", "en": "Third meeting of the group in 2017",
               "es": "Tercera reunión del grupo en 2017", "ar": "الاجتماع الثالث للمجموعة سنة 2017"},
        topics=["education", "social_inclusion"], starts_at="2017-09-14T09:30", ends_at="2017-09-14T12:15",
        place="Hôtel de Ville, salle du conseil", chair=named("benali"), rapporteur=named("tazi"),
        secretary=named("idrissi"), status="draft", previous=named("june"), confidentiality="public",
    )  # fmt: skip


def _attendance(shelf: Shelf) -> None:
    for key, status, more in (
        ("lindqvist", "present", {"arrived_at": "2017-09-14T10:05"}),
        ("okafor", "present", {}),
        ("haddad", "present", {}),
        ("idrissi", "present", {}),
        ("tazi", "present", {"left_at": "2017-09-14T11:45"}),
        ("benali", "present", {}),
        ("chraibi", "present", {}),
        ("alaoui", "represented", {"represented_by": named("chraibi")}),
        ("sow", "excused", {}),
        ("rami", "absent", {}),
    ):
        shelf.put(Attendance, f"{key}-there", meeting=named("september"), person=named(key), status=status, **more)
    shelf.put(
        Attendance, "guest", meeting=named("september"), guest_name="Jürgen Großkopf-Überhuber", status="present",
        capacity="Experte invité, Stadt Wien",
    )  # fmt: skip


def _first_items(shelf: Shelf) -> None:
    places = spread(5)
    shelf.put(
        AgendaItem, "item-1", meeting=named("september"), position=places[0],
        title={"fr": "Adoption de l’ordre du jour", "en": "Adoption of the agenda",
               "es": "Aprobación del orden del día", "ar": "إقرار جدول الأعمال"},
    )  # fmt: skip
    shelf.put(
        Entry, "agenda-adopted", agenda_item=named("item-1"), position="h", kind="decision",
        text={"fr": "L’ordre du jour est adopté sans modification.", "en": "The agenda is adopted without changes.",
              "es": "Se aprueba el orden del día sin modificaciones.", "ar": "اعتُمد جدول الأعمال دون تعديل."},
    )  # fmt: skip
    shelf.put(
        AgendaItem, "item-2", meeting=named("september"), position=places[1], presenter=named("okafor"),
        starts_at="2017-09-14T09:45",
        title={"fr": "Accès des enfants migrants à l’école", "en": "Access of migrant children to school",
               "es": "Acceso de los niños migrantes a la escuela", "ar": "ولوج الأطفال المهاجرين إلى المدرسة"},
        conclusion="Le groupe retient un guichet unique d’inscription, à titre d’essai pour un an.",
    )  # fmt: skip
    for key, position, speaker, text in (
        ("school-note", "b", "okafor",
         "Sur les 214 demandes d’inscription suivies depuis janvier, 61 sont restées sans suite, le plus souvent "
         "faute d’acte de naissance traduit.\n\nTrois écoles acceptent déjà une inscription provisoire."),
        ("amal-note", "c", "haddad",
         {"ar": "طلبت الجمعية أن تُقبل شهادة مؤقتة تسلّمها المصالح الجماعية، وأن تُترجم الاستمارات إلى العربية "
                "والفرنسية والإنجليزية (النموذج APD-2) قبل بداية سنة 2018."}),
        ("iom-note", "d", "lindqvist",
         {"en": "The office can lend two cultural mediators for one school year, under the same terms as in Turin."}),
    ):  # fmt: skip
        shelf.put(
            Entry, key, agenda_item=named("item-2"), position=position, kind="note", speaker=named(speaker), text=text
        )
    shelf.put(
        Entry, "one-stop", agenda_item=named("item-2"), position="e", kind="decision", number="2017/7",
        votes_for=5, votes_against=1, votes_abstaining=1,
        text={"fr": "Un guichet unique d’inscription scolaire est ouvert à l’Hôtel de Ville pour la rentrée 2018.",
              "en": "A single desk for school enrolment opens in the City Hall for the school year 2018.",
              "ar": "يُفتح شباك موحد للتسجيل المدرسي في مقر الجماعة ابتداءً من الدخول المدرسي 2018."},
    )  # fmt: skip
    for key, position, text, more in (
        ("a1", "f", "Rédiger le protocole du guichet unique avec la délégation régionale.",
         {"owner": named("idrissi"), "due_on": "2017-10-31", "implementation": "in_progress"}),
        ("a2", "g", "Chiffrer la traduction des actes de naissance.", {"owner": named("commune")}),
        ("a3", "h", "Proposer deux médiateurs culturels.", {"due_on": "2018-01"}),
    ):  # fmt: skip
        shelf.put(Entry, key, agenda_item=named("item-2"), position=position, kind="action", text=text, **more)


def _last_items(shelf: Shelf) -> None:
    places = spread(5)
    shelf.put(
        AgendaItem, "item-3", meeting=named("september"), position=places[2],
        title="Préparation de la conférence de Beyrouth",
    )  # fmt: skip
    shelf.put(
        Entry, "beirut", agenda_item=named("item-3"), position="h", kind="note",
        text="Le groupe prend note du projet d’ordre du jour [à confirmer par les organisateurs].",
    )  # fmt: skip
    shelf.put(
        Entry, "mandate", agenda_item=named("item-3"), position="i", kind="decision",
        votes_for=7, votes_against=0, votes_abstaining=0,
        text="La présidente porte à Beyrouth les recommandations adoptées par le groupe.",
    )  # fmt: skip
    shelf.put(AgendaItem, "item-4", meeting=named("september"), position=places[3], title="Questions diverses")


def _recommendations(shelf: Shelf) -> list[RecordId]:
    first = shelf.put(
        Recommendation, "rec-school", symbol="TNG/REC/2017/1", topic="education", status="validated", language="fr",
        scope_level="local", addressees=["city", "state"],
        title={"fr": "Inscrire chaque enfant à l’école sans attendre ses papiers",
               "en": "Enrol every child at school without waiting for papers",
               "ar": "تسجيل كل طفل في المدرسة دون انتظار وثائقه"},
        text={"fr": "Que les autorités scolaires acceptent une attestation provisoire de la commune jusqu’à la remise "
                    "des actes traduits, et qu’aucune rentrée ne soit perdue pour ce motif.",
              "en": "That school authorities accept a provisional certificate of the city until translated papers are "
                    "handed in, and that no school year be lost for this reason.",
              "ar": "أن تقبل السلطات المدرسية شهادة مؤقتة تسلّمها الجماعة إلى حين تسليم الوثائق المترجمة، وألا تضيع "
                    "أي سنة دراسية لهذا السبب."},
        rationale="En 2017, 61 demandes sur 214 sont restées sans suite faute d’un document.",
    )  # fmt: skip
    second = shelf.put(
        Recommendation, "rec-mediators", symbol="TNG/REC/2017/2", topic="education", status="discussed",
        language="fr", addressees=["international_organisation"],
        title="Partager des médiateurs culturels entre villes",
        text="Que les villes du réseau [et leurs partenaires] mettent en commun des médiateurs culturels formés.",
    )  # fmt: skip
    third = shelf.put(
        Recommendation, "rec-voice", topic="social_inclusion", status="draft", language="ar", addressees=["city"],
        title={"ar": "إشراك جمعيات المهاجرين في مجالس الأحياء"},
        text={"ar": "أن تُخصَّص مقاعد لجمعيات المهاجرين في مجالس الأحياء بصفة مراقب."},
    )  # fmt: skip
    for key, recommendation, target, quote in (
        ("ev-1", first, "school-note", "61 sont restées sans suite"),
        ("ev-2", first, "one-stop", ""),
        ("ev-3", second, "iom-note", {"en": "two cultural mediators for one school year"}),
    ):
        shelf.put(Evidence, key, recommendation=recommendation, target=named(target), quote=quote)
    shelf.put(
        Evidence, "ev-4", recommendation=first,
        citation="Convention relative aux droits de l’enfant, article 28.",
    )  # fmt: skip
    return [first, second, third]


def _commitments(shelf: Shelf) -> None:
    school, mediators = named("rec-school"), named("rec-mediators")
    for key, recommendation, player, aspect, text, more in (
        ("c1", school, "city", "doing", "Oriente les familles vers trois écoles volontaires.",
         {"organisation": named("commune"), "implementation": "completed"}),
        ("c2", school, "city", "commits", "Ouvre un guichet unique d’inscription.",
         {"organisation": named("commune"), "due_on": "2018-09-03", "response": "accepted",
          "measure": "Nombre d’enfants inscrits en moins de 30 jours", "implementation": "in_progress"}),
        ("c3", school, "city", "needs", "Deux postes de médiation.", {"needs_type": "resources"}),
        ("c4", school, "state", "commits", "Reconnaît l’attestation provisoire.",
         {"organisation": named("entraide"), "due_on": "2017-10", "response": "partially",
          "response_reason": "Sous réserve d’une circulaire ministérielle."}),
        ("c5", school, "civil_society", "doing",
         {"ar": "ترافق الجمعية الأسر أثناء التسجيل."}, {"organisation": named("amal")}),
        ("c6", mediators, "international_organisation", "commits",
         {"en": "Lends two mediators for a year."}, {"organisation": named("iom"), "response": "rejected"}),
    ):  # fmt: skip
        shelf.put(Commitment, key, recommendation=recommendation, player=player, aspect=aspect, text=text, **more)


def _profile(shelf: Shelf) -> None:
    put = shelf.put
    put(
        Profile, "profile", edition="2017", date="2017-11", authors="Karim El Idrissi", status="reviewed",
        confidentiality="public",
    )  # fmt: skip
    for section, text in (
        ("background", {"fr": "On arrive à Tanger, et on en part.", "ar": "يصل الناس إلى طنجة ويغادرونها."}),
        ("services", {"fr": "Un guichet informe en sept langues."}),
    ):
        put(ProfileSection, f"profile-{section}", profile=named("profile"), section=section, text=text)
    for key, indicator, sex, value, unit, standing in (
        ("all", "foreign_residents", "", "11800", "", "recorded"),
        ("women", "foreign_residents", "women", "5700", "", "recorded"),
        ("share", "foreign_share", "", "1.2", "%", "estimated"),
        ("pupils", "pupils", "", "", "", "not_available"),
    ):
        put(
            IndicatorValue, f"figure-{key}", profile=named("profile"), indicator=indicator, sex=sex, value=value,
            unit=unit, standing=standing, year=2016, source="Registre municipal",
        )  # fmt: skip
    put(
        Initiative, "guide", kind="case_study", title="Un guide des cent premiers jours", topic="social_inclusion",
        lead=named("passerelles"), starts_on="2016-03", ends_on="2017-06", budget="12500.50", currency="EUR",
        objective="On trouve en un lieu ce qu’il faut.", outcomes="Trois personnes sur quatre l’ont utilisé.",
    )  # fmt: skip
    put(Priority, "first", rank=1, topic="education", text="Une place à l’école.", agreed_in=named("june"))


def _disagreements() -> tuple[Disagreement, ...]:
    """The due date of the first action, about which two machines disagree, and the text of a decision."""
    return (
        Disagreement(
            named("a1"), "entry", "due_on", "",
            (
                Alternative(When("2017-10-31"), "Karim El Idrissi", TANGIER, "2017-09-15T08:12:00Z", True, "aa" * 32),
                Alternative(When("2017-11-30"), "Nadia Tazi", TANGIER, "2017-09-18T16:40:00Z", False, "bb" * 32),
            ),
        ),
        Disagreement(
            named("mandate"), "entry", "text", "fr",
            (
                Alternative(
                    Translated(fr="La présidente porte à Beyrouth les recommandations adoptées par le groupe."),
                    "Karim El Idrissi", TANGIER, "2017-09-15T08:20:00Z", True, "cc" * 32,
                ),
                Alternative(
                    Translated(fr="La présidente et la rapporteure portent à Beyrouth les recommandations adoptées."),
                    "Nadia Tazi", TANGIER, "2017-09-18T16:45:00Z", False, "dd" * 32,
                ),
            ),
        ),
    )  # fmt: skip
