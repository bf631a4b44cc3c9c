"""Whole names taken apart: ``BEN AMOR Salwa``, ``Trabelsi, Mohamed Ali``, ``Mme Hela Gharbi``, ``سلمى بن عمر``.

Nobody can do this with certainty. What is certain is said without a doubt: a comma after the family name, a family
name in capitals, a particle (`Ben`, `van der`, `de la`), a well-known given name at one end. Everything else is the
more likely of two readings, with a doubt that says which was taken.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

from desktop_app.exchange.sheet.folding import fold, is_arabic, tidy
from desktop_app.exchange.sheet.spelling import capitalised, is_capitals
from desktop_app.exchange.sheet.words import given_names, meaning
from desktop_app.language import Message, _

_IN_BRACKETS: Final = re.compile(r"\s*[(\[（]([^()\[\]]*)[)\]）]\s*")
_NUMBERING: Final = re.compile(r"^\s*(?:\d{1,3}\s*[.)°-]\s*|[-–•*·]\s+)")
_LONGEST: Final = 7
"""Words that a name may have before it is doubted."""
_BINDS_GIVEN: Final = frozenset(("abd", "abdel", "abdul", "abdoul", "عبد"))
"""Words that make one given name with the next."""


@dataclass(frozen=True, slots=True)
class PersonName:
    """A name in its parts, each as it would be written."""

    given: str = ""
    family: str = ""
    honorific: str = ""
    aside: str = ""
    """What stood in brackets or after the name: a function, a role."""
    doubts: tuple[Message, ...] = ()


def split_name(text: str, *, family_first: bool = False) -> PersonName:
    """The parts of one person's name.

    Args:
        text: the name as the list has it, of one person.
        family_first: what to take where nothing else tells, because the header says *Nom et prénom*.
    """
    plain, aside = _without_asides(_NUMBERING.sub("", tidy(text).replace("\n", " ")))
    words, honorific = _without_honorifics(plain)
    name = _by_comma(words) or _by_capitals(words) or _by_words(words, family_first=family_first)
    titles = [honorific, name.honorific]
    if is_honorific(aside):
        titles, aside = [*titles, aside], ""
    honorific = " ".join(filter(None, titles))
    unlikely = _unlikely(words)
    doubts = name.doubts if unlikely is None else (unlikely,)
    return replace(name, honorific=honorific, aside=", ".join(filter(None, (aside, name.aside))), doubts=doubts)


def looks_like_name(text: str) -> bool:
    """Whether a text may be one person's whole name: two to six words, no figures, no signs."""
    words, _honorific = _without_honorifics(_without_asides(tidy(text))[0])
    return 2 <= len(words) <= 6 and _unlikely(words) is None


def _without_asides(text: str) -> tuple[str, str]:
    if "(" not in text and "[" not in text and "（" not in text:
        return text, ""
    asides = [found.strip() for found in _IN_BRACKETS.findall(text)]
    return _IN_BRACKETS.sub(" ", text).strip(), ", ".join(filter(None, asides))


def _without_honorifics(text: str) -> tuple[list[str], str]:
    """The words of a name, and the forms of address before or after them."""
    words = text.split()
    before = 0
    while before < len(words) - 1 and _is_honorific(words, before):
        before += 1
    after = len(words)
    while after - before > 1 and len(words[after - 1]) > 2 and words[after - 2].endswith(","):
        if not _is_honorific(words, after - 1):
            break
        after -= 1
    kept = [*words[before : after - 1], words[after - 1].rstrip(",")] if after < len(words) else words[before:after]
    return kept, " ".join((*words[:before], *words[after:]))


def _is_honorific(words: list[str], at: int) -> bool:
    folded = fold(words[at])
    if folded not in meaning("honorific"):
        return False
    # A lone letter is an initial unless it stands first and is one that shortens a form of address: M. or د.
    return len(folded) > 1 or at == 0 or words[at - 1].endswith(".")


def _by_comma(words: list[str]) -> PersonName | None:
    """``Trabelsi, Mohamed Ali``; what follows a comma may also be a function: ``Karim Jebali, président``."""
    pieces = [piece.split() for piece in re.split(r"[,،]", " ".join(words)) if piece.strip()]
    if len(pieces) < 2:
        return None
    before, after, *more = pieces
    if _is_function(after):
        name = _by_capitals(before) or _by_words(before, family_first=False)
        return replace(name, aside=", ".join(" ".join(piece) for piece in (after, *more)))
    rest, honorific = _without_honorifics(" ".join(after))
    doubts: tuple[Message, ...] = ()
    if len(before) > 1 and fold(before[0]) in given_names() and fold(rest[0]) not in given_names():
        doubts = (_("What comes before the comma is read as the family name."),)
    return PersonName(_spelt(rest), _spelt(before), honorific, ", ".join(map(" ".join, more)), doubts)


def _is_function(words: list[str]) -> bool:
    return words[0][:1].islower() or any(fold(word) in meaning("job") for word in words[:2])


def _by_capitals(words: list[str]) -> PersonName | None:
    """``BEN AMOR Salwa`` and ``Salwa BEN AMOR``: the words in capitals are the family name."""
    shouted = [is_capitals(word) for word in words]
    if all(shouted) or not any(len(word) > 1 and loud for word, loud in zip(words, shouted, strict=True)):
        return None
    first = shouted.index(True)
    last = len(words) - shouted[::-1].index(True)
    while first and _is_particle(words[first - 1]) and first > 1:
        first -= 1  # Salwa de la TOUR
    family, given = words[first:last], [*words[:first], *words[last:]]
    if not given or (first and last < len(words)):
        return None
    name = PersonName(_spelt(given), _spelt(family))
    swapped = _given_at(family, 0) == len(family) and not _given_at(given, 0)
    return _guessed(name) if swapped else name


def _by_words(words: list[str], *, family_first: bool) -> PersonName:
    if len(words) < 2:
        return PersonName(family=_spelt(words))
    if is_arabic(" ".join(words)):
        return _arabic(words)
    given, family, sure = _by_particle(words) or _by_known_names(words) or _by_habit(words, family_first=family_first)
    name = PersonName(_spelt(given), _spelt(family))
    return name if sure else _guessed(name)


_Parts = tuple[list[str], list[str], bool]
"""The words of the given name, those of the family name, and whether that is certain."""


def _by_particle(words: list[str]) -> _Parts | None:
    """``Karim Ben Salah``, ``Anna van der Berg``; ``Ben Amor Salwa`` and ``El Amrani Fatima Zahra``."""
    at = next((i for i, word in enumerate(words) if _is_particle(word) and i < len(words) - 1), None)
    if at is None:
        return None
    leading = _given_at(words, 0)
    if leading:  # also with a particle within: María del Carmen, Abd El Kader
        return (words[:leading], words[leading:], True) if leading < len(words) else None
    tail = _past_particles(words, at) + 1
    if tail < len(words) and (at == 0 or _given_at(words, tail) == len(words) - tail):
        return words[tail:], words[:tail], _given_at(words, tail) > 0  # Ben Amor Salwa, Trabelsi Ben Ali Karim
    if at == 0:
        return [], words, True
    return words[:at], words[at:], at == 1


def _by_known_names(words: list[str]) -> _Parts | None:
    """The words at one end that are well-known given names, where those at the other are not."""
    leading = _given_at(words, 0)
    trailing = next((i for i in range(1, len(words)) if _given_at(words, i) == len(words) - i), len(words))
    if 0 < leading < len(words) and trailing == len(words):
        return words[:leading], words[leading:], True
    if not leading and trailing < len(words):
        return words[trailing:], words[:trailing], len(words) - trailing < len(words)
    if 0 < leading < len(words):  # known at both ends: Thomas Martin-like, the usual order is the more likely
        return words[:leading], words[leading:], False
    return None


def _by_habit(words: list[str], *, family_first: bool) -> _Parts:
    if family_first:
        return words[1:], words[:1], False
    return words[:-1], words[-1:], False


def _arabic(words: list[str]) -> PersonName:
    """Arabic names begin with the given name; a particle or an article begins the family name."""
    given = max(_given_at(words, 0), 1)
    if given == 1 and fold(words[0]) in _BINDS_GIVEN and len(words) > 2:
        given = 2
    marked = next((i for i in range(given, len(words)) if _opens_family(words, i)), None)
    if marked is not None:
        return PersonName(_spelt(words[:marked]), _spelt(words[marked:]))
    given = min(given, len(words) - 1)
    name = PersonName(_spelt(words[:given]), _spelt(words[given:]))
    return name if len(words) - given == 1 else _guessed(name)


def _opens_family(words: list[str], at: int) -> bool:
    folded = fold(words[at])
    return folded in meaning("particle") or (folded.startswith("ال") and len(folded) > 4)


def _given_at(words: list[str], start: int) -> int:
    """How many words from ``start`` on are well-known given names, compounds such as *Fatima Zahra* among them."""
    known, at = given_names(), start
    while at < len(words):
        folded = [fold(word) for word in words[at : at + 4]]
        size = next((n for n in (4, 3, 2) if len(folded) >= n and " ".join(folded[:n]) in known), 0)
        if not size and folded[0] in _BINDS_GIVEN and len(folded) > 1:
            size = 2
        if not size and (folded[0] in known or _is_initial(words[at]) or _all_known(folded[0], known)):
            size = 1
        if not size:
            break
        at += size
    return at - start


def is_given_name(text: str) -> bool:
    """Whether a text is a well-known given name and nothing else."""
    words = text.split()
    return bool(words) and _given_at(words, 0) == len(words)


def is_honorific(text: str) -> bool:
    """Whether a text is a form of address and nothing else: ``Mme``, ``Prof. Dr.``."""
    return bool(text) and all(fold(word) in meaning("honorific") for word in text.split())


def _all_known(folded: str, known: frozenset[str]) -> bool:
    """Whether a compound such as *Jean-Baptiste* is made of given names."""
    return " " in folded and all(part in known for part in folded.split())


def _is_initial(word: str) -> bool:
    return len(word) == 2 and word[0].isupper() and word[1] == "."


def _is_particle(word: str) -> bool:
    return fold(word) in meaning("particle") and not word.endswith(".")


def _past_particles(words: list[str], at: int) -> int:
    """The first word from ``at`` on that is no particle."""
    while at < len(words) - 1 and _is_particle(words[at]):
        at += 1
    return at


def _spelt(words: list[str]) -> str:
    return capitalised(" ".join(words).strip(" ,;،"))


def _guessed(name: PersonName) -> PersonName:
    doubt = _(
        "Read as given name “{given}” and family name “{family}”; it may be the other way round.",
        given=name.given,
        family=name.family,
    )
    return replace(name, doubts=(doubt,))


def _unlikely(words: list[str]) -> Message | None:
    text = " ".join(words)
    begins_small = bool(words) and words[0].islower() and not _is_particle(words[0])
    if len(words) > _LONGEST or begins_small or any(c.isdigit() or c in "@:;?!=+&_|/\\<>" for c in text):
        return _("“{text}” does not look like the name of one person.", text=text[:80])
    return None
