"""1,000 recommendations of 80 words with their commitments, beside what else makes Word files and PDFs.

    python benchmarks/typesetters.py [--rounds 5] [--count 1000]

Beside python-docx's plain interface and docxtpl for Word; beside typst (PDF/UA-1, the same fonts), WeasyPrint and
reportlab's Paragraph for PDF; in English, in Arabic, and in Arabic with Latin names and numbers. Then ten times as
many, and the memory that takes. What is not installed (``pip install typst docxtpl weasyprint``) is left out. Each
figure is the middle of several rounds in which all take their turn; building the tree of blocks is not counted, nor
are imports.
"""

from __future__ import annotations

import argparse
import importlib.util
import io
import resource
import statistics
import subprocess
import sys
from functools import cache
from html import escape
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parent.parent))

from docx.oxml.ns import qn

from benchmarks.documents import plain_pdf, plain_word, sentence
from desktop_app.documents import pdf, word
from desktop_app.documents.blocks import Column, Document, Furniture, Heading, Paragraph, Table, cell, rich
from desktop_app.documents.word.direction import Span, pieces
from tests.documents.reading import plain

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop_app.documents.blocks import Block

PLAYERS = {
    "en": ("City", "Region", "State", "Civil society", "International organisation"),
    "ar": ("المدينة", "الإقليم", "الدولة", "المجتمع المدني", "المنظمات الدولية"),
}
ARABIC_TEXT = (
    "تتفق البلدية والمندوبية الإقليمية على ألا يتوقف التسجيل في المدرسة على نظامية"
    " الإقامة وأن يرافق وسطاء يتقنون لغتين أولياء الأمور خلال الأسابيع الأولى بعد الوصول"
)
ARABIC = ARABIC_TEXT.split(" ")
LATIN = ("Barcelona", "UNHCR", "2017", "MC2CM", "(45 %)", "Tanger", "12/03/2018", "ICMPD")


def arabic(start: int, count: int, *, mixed: bool) -> str:
    """So many Arabic words; every sixth in Latin letters or digits where they are mixed."""
    words = [ARABIC[(start * 7 + n * (1 + start % 3)) % len(ARABIC)] for n in range(count)]
    if mixed:
        words[3::6] = [LATIN[(start + n) % len(LATIN)] for n in range(len(words[3::6]))]
    return " ".join(words) + "."


def document(language: str, count: int) -> Document:
    """The recommendations: a title, 80 words, and a table of what each player does, commits to and needs."""
    code = "en" if language == "en" else "ar"

    def said(start: int, words: int) -> str:
        return sentence(start, words) if code == "en" else arabic(start, words, mixed=language == "mixed")

    blocks: list[Block] = []
    for number in range(1, count + 1):
        blocks.append(Heading(2, rich(said(number, 8)), f"REC/{number}"))
        blocks.append(Paragraph(rich(said(number, 80)), number=f"{number}."))
        rows = [
            (cell(player), cell(said(number + place, 6)), cell(said(number * 2 + place, 5)))
            for place, player in enumerate(PLAYERS[code][:2])
        ]
        blocks.append(Table((Column(1), Column(2), Column(2)), (cell("1"), cell("2"), cell("3")), rows, "Commitments"))
    return Document("Recommendations", code, tuple(blocks), None, Furniture("", "", "{page}"))


# the others


def with_docxtpl(made: Document) -> bytes:
    """A template with a loop over the recommendations, each with a table of its own, filled as its guide shows.

    What is the same in every paragraph, a template says once: the styles, the direction and language of the document,
    the head of each table and that it is repeated. So nothing but texts is filled in. What no template can say is left
    out here: the width of columns after their words, and the direction of each stretch of a text.
    """
    return _filled(made, _values(made), "{{")


def with_docxtpl_directed(made: Document) -> bytes:
    """The same as `RichText`, each stretch of a text in its direction: with this, the content is equal to ours.

    The stretches are found by our own algorithm, as docxtpl has none.
    """
    values = [{name: _directed(value) for name, value in one.items()} for one in _values(made)]
    return _filled(made, values, "{{r")


def _filled(made: Document, values: list[dict[str, object]], opening: str) -> bytes:
    from docxtpl import DocxTemplate

    source = io.BytesIO(_template(made.direction == "rtl", opening))
    filled = DocxTemplate(source)
    filled.render({"recommendations": values}, autoescape=True)
    target = io.BytesIO()
    filled.save(target)
    return target.getvalue()


@cache
def _template(rtl: bool, opening: str) -> bytes:
    import docx
    from docx.enum.table import WD_TABLE_DIRECTION
    from docx.oxml import OxmlElement

    template = docx.Document()
    template.add_paragraph("{%p for r in recommendations %}")
    template.add_heading("{{ r.number }}\t", 2).add_run(f"{opening} r.title }}}}")
    template.add_paragraph("{{ r.mark }}\t").add_run(f"{opening} r.text }}}}")
    table = template.add_table(1, 3)
    for place in range(3):
        table.rows[0].cells[place].text = f"{opening} r.head[{place}] }}}}"
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    table.add_row().cells[0].text = "{%tr for c in r.rows %}"
    row = table.add_row()
    for place in range(3):
        row.cells[place].text = f"{opening} c[{place}] }}}}"
    table.add_row().cells[0].text = "{%tr endfor %}"
    template.add_paragraph()
    template.add_paragraph("{%p endfor %}")
    if rtl:
        table.table_direction = WD_TABLE_DIRECTION.RTL
        for paragraph in template.element.body.iter(qn("w:p")):
            paragraph.get_or_add_pPr().append(OxmlElement("w:bidi"))
        for run in template.element.body.iter(qn("w:r")):
            run.get_or_add_rPr().append(OxmlElement("w:rtl"))
    source = io.BytesIO()
    template.save(source)
    return source.getvalue()


def _directed(value: object) -> object:
    """The texts as RichText."""
    from docxtpl import RichText

    if isinstance(value, list):
        return [_directed(one) for one in value]
    text = str(value)
    made = RichText()
    for piece in pieces(text, "rtl"):
        assert isinstance(piece, Span), "nothing here is nested"
        made.add(text[piece.start : piece.end], rtl=piece.rtl)
    return made


def _values(made: Document) -> list[dict[str, object]]:
    found: list[dict[str, object]] = []
    for block in made.blocks:
        if isinstance(block, Heading):
            found.append({"number": block.number, "title": plain(block.content)})
        elif isinstance(block, Paragraph):
            found[-1] |= {"mark": block.number, "text": plain(block.content)}
        elif isinstance(block, Table):
            found[-1]["head"] = [plain(c.paragraphs[0]) for c in block.header]
            found[-1]["rows"] = [[plain(c.paragraphs[0]) for c in row] for row in block.rows]
    return found


def with_typst(made: Document) -> bytes:
    """The same in typst, tagged, in the same fonts."""
    import typst

    folders = [
        str(Path(spec.submodule_search_locations[0]))
        for name in ("fontpkg_ibm_plex_sans", "fontpkg_ibm_plex_sans_arabic", "fontpkg_arimo")
        if (spec := importlib.util.find_spec(name)) and spec.submodule_search_locations
    ]
    result: bytes = typst.compile(
        typst_source(made).encode(), format="pdf", font_paths=folders, pdf_standards=["ua-1"], ignore_system_fonts=True
    )
    return result


def typst_source(made: Document) -> str:
    """Every text as a string of typst's own, so that nothing in it is markup."""
    rtl = made.language == "ar"
    lines = [
        f'#set document(title: "{made.title}")',
        f'#set text(font: ("IBM Plex Sans", "IBM Plex Sans Arabic", "Arimo"), size: 10.5pt, lang: "{made.language}",'
        f" dir: {'rtl' if rtl else 'ltr'})",
        '#set page(paper: "a4", margin: 25mm, numbering: "1")',
        f"= #{_string(made.title)}",
    ]
    for block in made.blocks:
        if isinstance(block, Heading):
            lines.append(f"== #{_string(f'{block.number} {plain(block.content)}')}")
        elif isinstance(block, Paragraph):
            lines.append(f"#par[#{_string(f'{block.number} {plain(block.content)}')}]")
        elif isinstance(block, Table):
            head = ", ".join(f"[#{_string(plain(c.paragraphs[0]))}]" for c in block.header)
            body = ", ".join(f"[#{_string(plain(c.paragraphs[0]))}]" for row in block.rows for c in row)
            lines.append(f"#table(columns: (1fr, 2fr, 2fr), table.header({head}), {body})")
    return "\n".join(lines)


def _string(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def with_weasyprint(made: Document) -> bytes:
    """The same as HTML."""
    import weasyprint

    parts = []
    for one in _values(made):
        rows = "".join(
            "<tr>" + "".join(f"<td>{escape(str(c))}</td>" for c in row) + "</tr>"
            for row in (one["head"], *one["rows"])  # type: ignore[misc,attr-defined]
        )
        title, text = (escape(f"{one[number]} {one[said]}") for number, said in (("number", "title"), ("mark", "text")))
        parts.append(f"<h2>{title}</h2><p>{text}</p><table>{rows}</table>")
    direction = "rtl" if made.language == "ar" else "ltr"
    html = f'<html lang="{made.language}" dir="{direction}"><title>R</title><body>{"".join(parts)}</body></html>'
    result: bytes = weasyprint.HTML(string=html).write_pdf(pdf_variant="pdf/ua-1")
    return result


def installed(name: str) -> bool:
    """Whether a package is there and can be loaded."""
    if importlib.util.find_spec(name) is None:
        return False
    code = [sys.executable, "-c", f"import {name}"]
    return subprocess.run(code, capture_output=True, check=False).returncode == 0


# measuring


def medians(ways: dict[str, Callable[[Document], bytes]], made: Document, rounds: int) -> dict[str, tuple[float, int]]:
    """The middle time of each and the size of what it made, taken in turn; the slow ones once."""
    few = document(made.language, 3)
    for way in ways.values():  # what is read once, such as fonts, is not counted
        way(few)
    times: dict[str, list[float]] = {name: [] for name in ways}
    sizes: dict[str, int] = {}
    for turn in range(rounds):
        for name, way in ways.items():
            if turn and times[name][0] > 8:
                continue
            begun = perf_counter()
            sizes[name] = len(way(made))
            times[name].append(perf_counter() - begun)
    return {name: (statistics.median(found), sizes[name]) for name, found in times.items()}


def say(found: dict[str, tuple[float, int]]) -> None:
    """Each beside ours, which is the first."""
    ours = next(iter(found.values()))[0]
    for name, (took, size) in found.items():
        print(f"    {name:22} {took:8.3f} s  {size / 1e6:6.2f} MB   {took / ours:6.2f} times ours")


def growth(language: str, count: int, format_: str) -> None:
    """Twice and ten times as many, each in a process of its own, and the memory that it takes."""
    for times in (1, 2, 10):
        code = [sys.executable, __file__, "--only", format_, "--language", language, "--count", str(count * times)]
        print(f"    {times:2} times: ", subprocess.run(code, capture_output=True, text=True, check=True).stdout.strip())


def one(language: str, count: int, format_: str) -> None:
    """One rendering in this process: its time and the process's memory."""
    made = document(language, count)
    render = word.render if format_ == "word" else pdf.render
    render(document(language, 5))
    before = peak()
    begun = perf_counter()
    size = len(render(made))
    took = perf_counter() - begun
    print(f"{count} in {took:.2f} s, {size / 1e6:.1f} MB, peak {peak():.0f} MB ({before:.0f} MB before)")


def peak() -> float:
    """The most memory that this process has had, in MB. On Linux ``getrusage`` would count its parent's in."""
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    (line,) = [line for line in status.read_text(encoding="ascii").splitlines() if line.startswith("VmHWM")]
    return int(line.split()[1]) / 1024


def main() -> None:
    """Everything, or one rendering."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--rounds", type=int, default=5)
    asked.add_argument("--count", type=int, default=1_000)
    asked.add_argument("--language", default="en", choices=("en", "ar", "mixed"))
    asked.add_argument("--only", choices=("word", "pdf"))
    said = asked.parse_args()
    if said.only:
        one(said.language, said.count, said.only)
        return
    words: dict[str, Callable[[Document], bytes]] = {"ours": word.render, "python-docx": plain_word}
    pdfs: dict[str, Callable[[Document], bytes]] = {"ours": pdf.render, "reportlab Paragraph": plain_pdf}
    if installed("docxtpl"):
        words["docxtpl"] = with_docxtpl
        words["docxtpl, directed"] = with_docxtpl_directed
    if installed("typst"):
        pdfs["typst, ua-1"] = with_typst
    if installed("weasyprint"):
        pdfs["WeasyPrint, ua-1"] = with_weasyprint
    for language in ("en", "ar", "mixed"):
        made = document(language, said.count)
        print(f"{said.count} recommendations, {language}")
        print("  Word")
        several = {name: way for name, way in words.items() if language != "en" or name != "docxtpl, directed"}
        say(medians(several, made, said.rounds))
        print("  PDF")
        say(medians({name: way for name, way in pdfs.items() if language == "en" or name != "reportlab Paragraph"},
                    made, said.rounds))  # fmt: skip
    for format_ in ("word", "pdf"):
        print(f"growth, {format_}, en")
        growth("en", said.count, format_)


if __name__ == "__main__":
    main()
