"""The words of date phrases in English, French, Spanish and Arabic, folded when they are looked up.

Arabic months are written in three ways around the Mediterranean — after the French in Algeria and Tunisia, after the
Latin in Morocco and Egypt, and in the Levant's own names — and each is understood.
"""

from __future__ import annotations

from typing import Final

from ui.minutes.folding import fold


def _numbered(rows: str, first: int = 1) -> dict[str, int]:
    """Words by number: a line each, synonyms in it separated by commas."""
    lines = [line for line in rows.strip().splitlines() if line.strip()]
    return {fold(word.strip()): number for number, line in enumerate(lines, first) for word in line.split(",")}


NUMBERS: Final = _numbered(
    """
    one, a, an, un, une, uno, una
    two, deux, dos
    three, trois, tres, ثلاثة, ثلاث
    four, quatre, cuatro, أربعة, أربع
    five, cinq, cinco, خمسة, خمس
    six, seis, ستة, ست
    seven, sept, siete, سبعة, سبع
    eight, huit, ocho, ثمانية, ثماني
    nine, neuf, nueve, تسعة, تسع
    ten, dix, diez, عشرة, عشر
    eleven, onze, once
    twelve, douze, doce
    """
) | {fold("quinze"): 15, fold("quince"): 15, fold("fifteen"): 15}

UNITS: Final = {
    fold(word): unit
    for unit, words in {
        "day": "day days jour jours día días يوم أيام يوما اليوم",
        "week": "week weeks semaine semaines semana semanas أسبوع أسابيع أسبوعا الأسبوع",
        "month": "month months mois mes meses شهر أشهر شهور شهرا الشهر",
        "year": "year years an ans année années año años سنة سنوات عام أعوام السنة العام",
    }.items()
    for word in words.split()
}

SINGLE_UNITS: Final = {
    fold(word): (count, unit)
    for (count, unit), words in {
        (1, "day"): "يوم",
        (2, "day"): "يومين",
        (1, "week"): "أسبوع",
        (2, "week"): "أسبوعين, a fortnight, quinzaine",
        (1, "month"): "شهر",
        (2, "month"): "شهرين",
        (1, "year"): "سنة, عام",
        (2, "year"): "سنتين, عامين",
    }.items()
    for word in words.split(", ")
}
"""One or two of a unit said in a word: Arabic has a dual."""

RELATIVE: Final = ("in", "within", "dans", "d'ici", "sous", "en", "dentro de", "بعد", "خلال", "في غضون")

DEADLINES: Final = (
    "by", "by the", "before", "before the", "until", "due", "no later than",
    "avant", "avant le", "avant la", "d'ici", "d'ici le", "d'ici à", "d'ici la", "au plus tard", "au plus tard le",
    "jusqu'au", "antes del", "antes de", "hasta el", "a más tardar el",
    "قبل", "قبل يوم", "قبل شهر", "حتى", "في أجل أقصاه",
)  # fmt: skip
"""Words after which a date is one until which something has to be done."""

OCCASIONS: Final = ("for", "for the", "pour", "pour le", "pour la", "para", "para el", "para la")
"""Words after which it may as well be the date of something else: “book the room for next Friday”."""

LEAD_INS: Final = (*DEADLINES, *OCCASIONS, "on", "on the", "la", "le", "el", "يوم", "في")
"""Words that lead in to a date and go with it."""

TIES: Final = frozenset(map(fold, (
    "of", "the", "from", "since", "and", "or", "de", "du", "des", "d", "depuis", "dès", "et", "ou", "del",
    "desde", "y", "o", "من", "منذ", "و", "أو",
)))  # fmt: skip
"""Words that tie a date to what stands before it: “the meeting of 2 February” says nothing of when it is due."""

NEXT_BEFORE: Final = ("next", "la próxima", "el próximo", "próxima", "próximo")

NEXT_AFTER: Final = (
    "prochain", "prochaine", "la semaine prochaine", "que viene", "próximo", "próxima",
    "القادم", "القادمة", "المقبل", "المقبلة",
)  # fmt: skip

ENDS_OF: Final = (
    "end of", "the end of", "fin", "la fin de", "fin de", "la fin", "fines de", "finales de", "final de", "نهاية",
    "أواخر", "متم",
)  # fmt: skip

THIS_MONTH: Final = ("the month", "this month", "du mois", "de mois", "mes", "الشهر", "هذا الشهر")

MONTHS: Final = _numbered(
    """
    january, jan, janvier, janv, enero, ene, يناير, جانفي, كانون الثاني
    february, feb, février, févr, fév, febrero, فبراير, فيفري, شباط
    march, mar, mars, marzo, مارس, آذار
    april, apr, avril, avr, abril, abr, أبريل, أفريل, إبريل, نيسان
    may, mai, mayo, ماي, مايو, أيار
    june, jun, juin, junio, يونيو, جوان, حزيران
    july, jul, juillet, juil, julio, يوليو, يوليوز, جويلية, تموز
    august, aug, août, agosto, ago, أغسطس, غشت, أوت, آب
    september, sept, sep, septembre, septiembre, سبتمبر, شتنبر, أيلول
    october, oct, octobre, octubre, أكتوبر, تشرين الأول
    november, nov, novembre, noviembre, نوفمبر, نونبر, تشرين الثاني
    december, dec, décembre, déc, diciembre, dic, ديسمبر, دجنبر, كانون الأول
    """
)

WEEKDAYS: Final = _numbered(
    """
    monday, lundi, lunes, الاثنين, الإثنين
    tuesday, mardi, martes, الثلاثاء
    wednesday, mercredi, miércoles, الأربعاء
    thursday, jeudi, jueves, الخميس
    friday, vendredi, viernes, الجمعة
    saturday, samedi, sábado, السبت
    sunday, dimanche, domingo, الأحد
    """,
    first=0,
)

NAMED_DAYS: Final = {
    fold(word): days
    for days, words in {
        0: "today, aujourd'hui, hoy, اليوم",
        1: "tomorrow, demain, mañana, غدا",
        2: "the day after tomorrow, après-demain, pasado mañana, بعد غد",
    }.items()
    for word in words.split(", ")
}
