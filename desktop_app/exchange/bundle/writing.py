"""A bundle out: what an audience may see, packed, sealed, and put in its place all at once."""

from __future__ import annotations

import hashlib
import os
import secrets
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Final

from desktop_app.errors import NotFound, TooLarge, refusing
from desktop_app.exchange.audience import Gate
from desktop_app.exchange.bundle import edges, envelope, lines
from desktop_app.exchange.bundle.survey import Survey
from desktop_app.language import _
from desktop_app.progress import SILENT
from desktop_app.records import Audience, City

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from nacl.signing import SigningKey

    from desktop_app.exchange.bundle.survey import Leaving
    from desktop_app.progress import Progress
    from desktop_app.workspace import Change, Workspace

_EVERY: Final = 256
