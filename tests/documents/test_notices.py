"""The head of a document names every language but its own in which something stands in it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from desktop_app.documents.furniture import notices
from desktop_app.documents.wording import Wording
from desktop_app.language import language_name
from desktop_app.records import Audience, Dossier, Recommendation, Translated

LANGUAGES = ("en", "fr", "es", "ar", "it")
TEXTS = st.lists(st.sets(st.sampled_from(LANGUAGES), min_size=1), max_size=12)


@given(TEXTS, st.sampled_from(LANGUAGES[:4]))
def test_every_language_that_stands_in_it_is_named(texts: list[set[str]], language: str) -> None:
    records = [
        Recommendation(id=str(n), title=Translated(dict.fromkeys(codes, f"T{n}"))) for n, codes in enumerate(texts)
    ]
    wording = Wording.about(Dossier({}), language, Audience.INTERNAL, records)
    shown = {record.title.best(language, wording.original)[1] for record in records} - {language}
    said = "".join(run.text for block in notices(wording) for run in block.content)  # type: ignore[union-attr]
    for code in LANGUAGES:
        assert (language_name(code, language) in said) == (code in shown)
