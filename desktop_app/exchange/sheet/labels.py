"""Codes from what people write for them: a label in any language, a synonym, an abbreviation, a slip of the pen."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from rapidfuzz import fuzz

from desktop_app.exchange.sheet.folding import fold, squashed
from desktop_app.exchange.sheet.readings import Reading, read_as, refused
from desktop_app.exchange.sheet.words import synonyms
from desktop_app.language import LANGUAGES, Message, _, list_mark
from desktop_app.records import vocabulary

if TYPE_CHECKING:
    from collections.abc import Mapping

_NEAR: Final = 84.0
"""How alike, of 100, two texts must be for one to be taken for the other."""


class Labels(Message, frozen=True):
    """The labels of codes of the vocabulary ``source``, in the language of the sentence that they stand in."""

    codes: tuple[str, ...] = ()

    def __hash__(self) -> int:
        return hash((self.source, self.codes))

    def within(self, language: str) -> str:
        """The labels, with commas between them."""
        return list_mark(language).join(vocabulary(self.source).label(code, language) for code in self.codes)


def read_code(name: str, text: str) -> Reading:
    """The code of the vocabulary ``name`` that a text means; in doubt where it is not its very label."""
    return _read(name, text.strip())


@lru_cache(maxsize=8192)
def _read(name: str, text: str) -> Reading:
    exact = vocabulary(name).code_of(text)
    if exact is not None:
        return read_as(exact)
    folded, labels = fold(text), _labels(name)
    if folded in labels:
        return read_as(labels[folded])
    if (bare := squashed(text)) in _bare_labels(name):
        return read_as(_bare_labels(name)[bare])
    code, sure = synonyms(name).get(folded, ("", False))
    code = code or _abbreviated(folded, labels) or _contained(folded, labels) or _misspelt(folded, name, labels)
    if code:
        taken = _("“{text}” is read as “{label}”.", text=text[:80], label=Labels(name, codes=(code,)))
        return read_as(code, None if sure else taken)
    offered = Labels(name, codes=vocabulary(name).codes)
    return refused(_("“{text}” is none of these: {labels}.", text=text[:80], labels=offered))


@cache
def _labels(name: str) -> Mapping[str, str]:
    """The code of each folded label; a label of two codes (one of them in another language) is the first one's."""
    found: dict[str, str] = {}
    for code in vocabulary(name).codes:
        for language in LANGUAGES:
            found.setdefault(fold(vocabulary(name).label(code, language)), code)
    return found


@cache
def _bare_labels(name: str) -> Mapping[str, str]:
    """The code of each label without Arabic articles, where it is one code's only: *قطاع خاص* is *القطاع الخاص*."""
    found: dict[str, set[str]] = {}
    for label, code in _labels(name).items():
        found.setdefault(squashed(label), set()).add(code)
    return {label: code for label, codes in found.items() if (code := _only(codes))}


def _only(codes: set[str]) -> str:
    return codes.pop() if len(codes) == 1 else ""


def _abbreviated(folded: str, labels: Mapping[str, str]) -> str:
    """*Org. internationale* for *Organisation internationale*: each word begins one, in order."""
    words = folded.split()
    if len(folded) < 3:
        return ""
    return _only({code for label, code in labels.items() if _begin(words, label.split())})


def _begin(words: list[str], whole: list[str]) -> bool:
    return len(words) == len(whole) and all(full.startswith(word) for word, full in zip(words, whole, strict=True))


def _contained(folded: str, labels: Mapping[str, str]) -> str:
    """*Croix-Rouge* for *Croix-Rouge ou Croissant-Rouge*: all its words are in the labels of one code only."""
    words = set(folded.split())
    if len(folded) < 5:
        return ""
    return _only({code for label, code in labels.items() if words <= set(label.split())})


def _misspelt(folded: str, name: str, labels: Mapping[str, str]) -> str:
    """The code whose label or certain synonym is almost this text, and nothing else's is as near."""
    if len(folded) < 4:
        return ""
    likely = {text: code for text, (code, sure) in synonyms(name).items() if sure} | dict(labels)
    scores: dict[str, float] = {}
    for text, code in likely.items():
        scores[code] = max(scores.get(code, 0.0), fuzz.ratio(folded, text, score_cutoff=_NEAR))
    best = max(scores.values(), default=0.0)
    return _only({code for code, score in scores.items() if score == best}) if best else ""
