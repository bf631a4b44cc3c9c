"""Lists of people and of other records, brought in from spreadsheets.

sheet = read(path)                                          # texts in rows and columns
mapping = match(sheet, target("person"), language="fr")     # which column is what; the person may decide otherwise
plan = rehearse(workspace, sheet, mapping)                  # what it would make, with every doubt; nothing written
plan = rehearse(workspace, sheet, mapping, plan.corrections.typing(place, text), previous=plan)
apply(workspace, plan)                                      # all of it or nothing, one step of undo
"""

from desktop_app.exchange.sheet.columns import Column, ColumnMapping, with_choices, with_repeats
from desktop_app.exchange.sheet.differences import Held
from desktop_app.exchange.sheet.matching import match, match_below
from desktop_app.exchange.sheet.plan import (
    NO_CORRECTIONS,
    Cell,
    Corrections,
    Fate,
    How,
    Line,
    Link,
    Make,
    Place,
    Ref,
    Remark,
    SheetPlan,
)
from desktop_app.exchange.sheet.reading import read
from desktop_app.exchange.sheet.rehearsal import Sentences, apply, rehearse
from desktop_app.exchange.sheet.rows import gaps
from desktop_app.exchange.sheet.table import MAX_ROWS, Sheet, column_name, row_name
from desktop_app.exchange.sheet.targets import ALTERNATE_NAME, FULL_NAME, Slot, Target, target

__all__ = [
    "ALTERNATE_NAME",
    "FULL_NAME",
    "MAX_ROWS",
    "NO_CORRECTIONS",
    "Cell",
    "Column",
    "ColumnMapping",
    "Corrections",
    "Fate",
    "Held",
    "How",
    "Line",
    "Link",
    "Make",
    "Place",
    "Ref",
    "Remark",
    "Sentences",
    "Sheet",
    "SheetPlan",
    "Slot",
    "Target",
    "apply",
    "column_name",
    "gaps",
    "match",
    "match_below",
    "read",
    "rehearse",
    "row_name",
    "target",
    "with_choices",
    "with_repeats",
]
