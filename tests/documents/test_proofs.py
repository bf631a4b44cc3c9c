"""Versions of a document that are made quickly look as the document itself does."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pypdfium2
import pytest

from desktop_app.documents import pdf
from desktop_app.documents.blocks import Paragraph, rich
from desktop_app.documents.pdf.proofs import Proofs
from tests.documents.everything import WORDS, everything

if TYPE_CHECKING:
    from desktop_app.documents.blocks import Document


def pages(content: bytes) -> list[bytes]:
    """The pages as pictures."""
    opened = pypdfium2.PdfDocument(content)
    found = [bytes(page.render(scale=0.5).buffer) for page in opened]
    opened.close()
    return found


def versions(document: Document) -> list[Document]:
    """The document, with a text in its midst typed letter by letter, and as it was."""
    at = next(at for at, block in enumerate(document.blocks) if isinstance(block, Paragraph) and block.number)
    typed = [
        replace(
            document,
            blocks=(*document.blocks[:at], Paragraph(rich("word " * count), number="1."), *document.blocks[at + 1 :]),
        )
        for count in (1, 2, 400)
    ]
    return [document, *typed, document]


@pytest.mark.parametrize("language", WORDS)
def test_every_version_looks_as_the_document_does(language: str) -> None:
    proofs = Proofs(language)
    for version in versions(everything(language)):
        assert pages(proofs.proof(version).content) == pages(pdf.render(version))


def test_a_proof_says_where_each_block_begins() -> None:
    document = everything("en")
    proof = Proofs("en").proof(document)
    assert len(proof.starts) == len(document.blocks)
    assert list(proof.starts) == sorted(proof.starts)
    opened = pypdfium2.PdfDocument(proof.content)
    assert proof.starts[-1].page <= len(opened) - 1
    opened.close()
