"""A document with every block there is, in four languages and both directions."""

from __future__ import annotations

import io
from typing import Final

from PIL import Image

from desktop_app.documents.blocks import (
    Box,
    Cell,
    Column,
    Contents,
    Definitions,
    Document,
    Furniture,
    Heading,
    Letterhead,
    Listing,
    PageBreak,
    Paragraph,
    Picture,
    Run,
    Signature,
    Signatures,
    Style,
    Table,
    Title,
    Tone,
    cell,
    rich,
)

WORDS: Final = {
    "en": {
        "authority": "City of Tangier",
        "title": "Access to rights and services",
        "short": "Decision",
        "sentence": "The municipality and ICMPD agree on 4 measures (see annex).",
        "page": "Page {page} of {pages}",
        "draft": "DRAFT",
        "contents": "Contents",
    },
    "fr": {
        "authority": "Commune de Tanger",
        "title": "L’accès aux droits et aux services",
        "short": "Décision",
        "sentence": "La commune et جمعية الأمل (AMAL) conviennent de 4 mesures.",
        "page": "Page {page} sur {pages}",
        "draft": "PROJET",
        "contents": "Sommaire",
    },
    "es": {
        "authority": "Ciudad de Tánger",
        "title": "El acceso a los derechos y a los servicios",
        "short": "Decisión",
        "sentence": "El municipio y la asociación acuerdan 4 medidas: ¿cuándo?",
        "page": "Página {page} de {pages}",
        "draft": "BORRADOR",
        "contents": "Índice",
    },
    "ar": {
        "authority": "جماعة طنجة",
        "title": "الولوج إلى الحقوق والخدمات",
        "short": "القرار",
        "sentence": "اتفقت الجماعة وICMPD على 4 إجراءات (انظر الملحق).",
        "page": "صفحة {page} من {pages}",
        "draft": "مسودة",
        "contents": "المحتويات",
    },
}


def picture(kind: str = "PNG", size: tuple[int, int] = (60, 30)) -> bytes:
    """A small picture."""
    target = io.BytesIO()
    Image.new("RGB", size, "#1D5FB4").save(target, kind)
    return target.getvalue()


def everything(language: str, *, draft: bool = True) -> Document:
    """The document in that language."""
    say = WORDS[language]
    short, sentence, title = rich(say["short"]), rich(say["sentence"]), rich(say["title"])
    return Document(
        title=say["title"],
        language=language,
        subject=say["authority"],
        tags=("migration", "2017"),
        letterhead=Letterhead(say["authority"], say["short"], picture("JPEG")),
        furniture=Furniture(
            say["title"], "TNG/REC/2017/4", say["page"], say["draft"] if draft else "", say["sentence"]
        ),
        blocks=(
            Title(title, above=short, below=rich("2017")),
            Paragraph(sentence, Style.LEAD),
            Definitions(((short, sentence), (short, rich(Run("Jürgen Großkopf", bold=True), " (Wien)")))),
            Contents(rich(say["contents"]), 2),
            PageBreak(),
            Heading(1, title, "I."),
            Paragraph(sentence, number="1."),
            Paragraph(rich(Run(say["sentence"], note=sentence), Run(say["short"], italic=True)), number="2."),
            Paragraph(sentence, Style.QUOTE),
            Paragraph(sentence, Style.SMALL, align="end"),
            Paragraph(sentence, Style.LABEL, keep_with_next=True),
            Paragraph(sentence, align="centre", direction="rtl"),
            Heading(2, title, "A."),
            Listing((sentence, sentence)),
            Listing((sentence, sentence), ("(a)", "(b)")),
            Heading(3, title),
            Paragraph(tuple(Run(say["short"] + " ", tone=tone) for tone in Tone)),
            *(Box(short, (Paragraph(sentence), Listing((sentence,))), tone) for tone in Tone),
            Box((), (Heading(2, title), _table(say), Box(short, (Paragraph(sentence),)))),
            Heading(1, short),
            _table(say),
            Picture(picture(), say["sentence"], 300, sentence),
            Picture(b"not a picture", say["sentence"], 300),
            Signatures(tuple(Signature(rich(f"{say['short']} {n}"), short) for n in range(4)), sentence),
        ),
    )


def saying(text: str, language: str) -> Document:
    """A document in which every block, every note, every number and the furniture say one text."""
    content = rich(text)
    return Document(
        title=text or "x",
        language=language,
        subject=text,
        tags=(text, "2017"),
        letterhead=Letterhead(text, text),
        furniture=Furniture(text, text, text, text, text),
        blocks=(
            Title(content, content, content),
            Contents(content, 3),
            Heading(1, content, text[:40]),
            Paragraph((Run(text, note=(Run(text),), language="x-y", tone=Tone.ACTION),), number=text[:40]),
            Listing((content, content), (text[:40],)),
            Definitions(((content, content),)),
            Table((Column(0),), (cell(text),), [(cell(text), cell(text))], text, content),
            Box(content, (Paragraph(content),)),
            Picture(picture(), text, 100, content),
            Signatures((Signature(content, content),), content),
        ),
    )


def _table(say: dict[str, str]) -> Table:
    header = tuple(cell(say["short"]) for _ in range(4))
    rows = [
        (
            cell(f"A{number}"),
            Cell((rich(say["sentence"]), rich(say["short"]))),
            cell("2017", align="figures"),
            cell(say["short"], tone=tone),
        )
        for number, tone in enumerate(Tone)
    ]
    columns = (Column(1), Column(4), Column(1), Column(2))
    return Table(columns, header, rows, say["sentence"], rich(say["title"]), first_column_is_header=True)
