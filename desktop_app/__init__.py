"""Everything of Roundtable that is true without a screen."""

import sys
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from types import ModuleType

if "typing_extensions" not in sys.modules:
    # msgspec asks it for names that `typing` has, and takes them there where it is missing. Reading it takes 4 ms of
    # each start, so it is missing (a ``None`` says so to ``import``) while msgspec is first imported.
    sys.modules["typing_extensions"] = cast("ModuleType", None)
    try:
        import msgspec as _msgspec  # noqa: F401
    finally:
        del sys.modules["typing_extensions"]

__version__ = "0.1.0"
