"""Bundles: the files in which cities send each other their changes.

``age( gzip( JSON lines ) )``, or the same without age for what needs no protection. `envelope` is the outside, `edges`
and `lines` are the inside, `reading` checks one whole, `writing` makes one of what an audience may see.
"""

from desktop_app.exchange.bundle.edges import Header
from desktop_app.exchange.bundle.reading import Incoming, read
from desktop_app.exchange.bundle.survey import Leaving
from desktop_app.exchange.bundle.writing import SUFFIX, Sent, preview, write

__all__ = ["SUFFIX", "Header", "Incoming", "Leaving", "Sent", "preview", "read", "write"]
