"""A word slantwise behind the page, in the shape that Word's own watermarks have and can be removed as."""

from __future__ import annotations

from typing import Final

from desktop_app.documents.blocks import Run
from desktop_app.documents.palette import WATERMARK
from desktop_app.documents.word.markup import Markup, element
from desktop_app.documents.word.measuring import width_of
from desktop_app.documents.word.runs import plain_text

_LENGTH: Final = 500.0
_TALLEST: Final = 130.0
_LONGEST: Final = 40
_OWN_SHAPES: Final = 2048
"""Where the numbers of the shapes in headers begin."""


def watermark(word: str, number: int) -> Markup:
    """The word behind the page, as a run of a header; each header's has a number of its own."""
    word = plain_text((Run(word),))[:_LONGEST]
    ratio = width_of(word, 1.0, bold=True) or 1.0
    height = min(_LENGTH / ratio, _TALLEST)
    style = (
        f"position:absolute;margin-left:0;margin-top:0;width:{ratio * height:.0f}pt;height:{height:.0f}pt;"
        "rotation:315;z-index:-251658752;mso-position-horizontal:center;mso-position-horizontal-relative:margin;"
        "mso-position-vertical:center;mso-position-vertical-relative:margin"
    )
    shape = element(
        "v:shape",
        element("v:textpath", style='font-family:"Arial";font-size:1pt;font-weight:bold', string=word),
        id=f"PowerPlusWaterMarkObject{number}",
        o_spid=f"_x0000_s{_OWN_SHAPES + number}",
        type="#_x0000_t136",
        alt="",
        style=style,
        o_allowincell="f",
        fillcolor=f"#{WATERMARK}",
        stroked="f",
    )
    return element("w:r", element("w:rPr", element("w:noProof")), element("w:pict", _TEXT_PATH, shape))


_FORMULAS: Final = (
    "sum #0 0 10800", "prod #0 2 1", "sum 21600 0 @1", "sum 0 0 @2", "sum 21600 0 @3", "if @0 @3 0", "if @0 21600 @1",
    "if @0 0 @2", "if @0 @4 21600", "mid @5 @6", "mid @8 @5", "mid @7 @8", "mid @6 @7", "sum @6 0 @5",
)  # fmt: skip
_TEXT_PATH: Final = element(
    "v:shapetype",
    element("v:formulas", *(element("v:f", eqn=formula) for formula in _FORMULAS)),
    element(
        "v:path",
        textpathok="t",
        o_connecttype="custom",
        o_connectlocs="@9,0;@10,10800;@11,21600;@12,10800",
        o_connectangles="270,180,90,0",
    ),
    element("v:textpath", on="t", fitshape="t"),
    element("v:handles", element("v:h", position="#0,bottomRight", xrange="6629,14971")),
    element("o:lock", v_ext="edit", text="t", shapetype="t"),
    id="_x0000_t136",
    coordsize="21600,21600",
    o_spt="136",
    adj="10800",
    path="m@7,l@8,m@5,21600l@6,21600e",
)
"""The shape whose text follows a line; Word knows it as number 136 of its own."""
