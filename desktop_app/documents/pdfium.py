"""PDFium, which draws pages, is not made for several threads: whoever calls it holds this lock.

Previews are drawn on threads of their own, charts for Word files on those of jobs.
"""

from __future__ import annotations

import threading
from typing import Final

ALONE: Final = threading.Lock()
