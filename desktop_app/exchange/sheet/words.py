"""Words that people use in their lists, in the languages of the network: read once from the resources, folded.

They are data: a city that misses one adds a line to `resources/lists`.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import resources
from desktop_app.exchange.sheet.folding import fold

if TYPE_CHECKING:
    from collections.abc import Mapping


@cache
def meaning(use: str) -> Mapping[str, str]:
    """What each folded word or phrase of a use means: ``meaning("month")["sept"]`` is ``"9"``.

    The uses: honorific, particle, month, placeholder, mailbox, total, job, organisation (gives a type), same (gives
    the word that stands for its like), filler, header (gives a slot), order, about, since.
    """
    return {fold(row["text"]): row["means"] for row in resources.read_table("lists/words.csv") if row["use"] == use}


@cache
def headers() -> Mapping[str, frozenset[str]]:
    """By slot, further names of its column, folded; one name may belong to several slots."""
    found: dict[str, set[str]] = {}
    for row in resources.read_table("lists/words.csv"):
        if row["use"] == "header":
            found.setdefault(row["means"], set()).add(fold(row["text"]))
    return {slot: frozenset(names) for slot, names in found.items()}


@cache
def given_names() -> frozenset[str]:
    """Common given names around the Mediterranean, folded; those of several words with blanks between them."""
    return frozenset(fold(row["name"]) for row in resources.read_table("lists/given_names.csv"))


@cache
def synonyms(vocabulary: str) -> Mapping[str, tuple[str, bool]]:
    """By folded text, the code of a vocabulary that people mean by it, and whether that is certain."""
    return {
        fold(row["text"]): (row["code"], row["sure"] == "yes")
        for row in resources.read_table("lists/synonyms.csv")
        if row["vocabulary"] == vocabulary
    }
