"""Versions of a document that are made quickly look as the document itself does."""

from __future__ import annotations

import random
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
    from desktop_app.documents.pdf.proofs import Proof


def pages(content: bytes) -> list[bytes]:
    """The pages as pictures."""
    opened = pypdfium2.PdfDocument(content)
    found = [bytes(page.render(scale=0.5).buffer) for page in opened]
    opened.close()
    return found


def looks(proof: Proof) -> list[bytes]:
    """What draws the pages of the last version."""
    found = [proof.look(page) for page in range(len(proof))]
    assert None not in found
    return [look for look in found if look is not None]


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
        proof = proofs.proof(version)
        assert pages(proofs.pdf(looks(proof))) == pages(pdf.render(version))


def test_one_page_looks_as_it_does_among_the_others() -> None:
    document = everything("en")
    proofs = Proofs("en")
    proof = proofs.proof(document)
    whole = pages(pdf.render(document))
    for page, look in enumerate(looks(proof)):
        assert pages(proofs.pdf([look])) == [whole[page]]


@pytest.mark.parametrize("change", [*range(12)])
def test_whatever_becomes_of_blocks_the_pages_are_those_of_the_document(change: int) -> None:
    """Blocks come, go and change places, headings and the numbers before paragraphs among them."""
    some = random.Random(change)
    document = everything("en")
    proofs = Proofs("en")
    proofs.proof(document)
    for _ in range(4):
        blocks = list(document.blocks)
        at, other = some.randrange(len(blocks)), some.randrange(len(blocks))
        if some.random() < 0.4:
            del blocks[at]
        elif some.random() < 0.5:
            blocks[at], blocks[other] = blocks[other], blocks[at]
        else:
            blocks.insert(at, blocks[other])
        document = replace(document, blocks=tuple(blocks))
        proof = proofs.proof(document)
        assert pages(proofs.pdf(looks(proof))) == pages(pdf.render(document))


def test_pages_that_did_not_change_are_known_by_what_draws_them() -> None:
    document = everything("en")
    proofs = Proofs("en")
    before = looks(proofs.proof(document))
    assert looks(proofs.proof(document)) == before
    at = len(document.blocks) - 1
    typed = Paragraph(rich("typed"), number="1.")
    after = looks(proofs.proof(replace(document, blocks=(*document.blocks[:at], typed, document.blocks[at]))))
    assert after[0] == before[0]
    assert after != before


def test_a_version_that_was_replaced_is_not_drawn_any_more() -> None:
    proofs = Proofs("en")
    first = proofs.proof(everything("en"))
    second = proofs.proof(everything("en"))
    assert first.look(0) is None
    assert second.look(0)


def test_a_proof_says_where_each_block_begins() -> None:
    document = everything("en")
    proof = Proofs("en").proof(document)
    assert len(proof.starts) == len(document.blocks)
    assert list(proof.starts) == sorted(proof.starts)
    assert proof.starts[-1].page <= len(proof) - 1
