"""What a team writes down: one declared class per kind of record. Knows no database, no file and no screen."""

from desktop_app.records.city import City, city_id
from desktop_app.records.declare import KINDS, Field, NameOf, Record, Value, field_named, kind_named
from desktop_app.records.dossier import (
    Alternative,
    Contested,
    Disagreement,
    Dossier,
    MergedFile,
    Provenance,
    Revision,
    Stale,
)
from desktop_app.records.meeting import AgendaItem, Attendance, Entry, Meeting
from desktop_app.records.people import Membership, Organisation, Person, ProcessingBasis
from desktop_app.records.profile import IndicatorValue, Initiative, Priority, Profile, ProfileSection
from desktop_app.records.recommendation import Commitment, Evidence, Recommendation, Support
from desktop_app.records.values import Json, Precision, RecordId, Translated, When
from desktop_app.records.vocabulary import Audience, Vocabulary, vocabulary

__all__ = [
    "KINDS",
    "AgendaItem",
    "Alternative",
    "Attendance",
    "Audience",
    "City",
    "Commitment",
    "Contested",
    "Disagreement",
    "Dossier",
    "Entry",
    "Evidence",
    "Field",
    "IndicatorValue",
    "Initiative",
    "Json",
    "Meeting",
    "Membership",
    "MergedFile",
    "NameOf",
    "Organisation",
    "Person",
    "Precision",
    "Priority",
    "ProcessingBasis",
    "Profile",
    "ProfileSection",
    "Provenance",
    "Recommendation",
    "Record",
    "RecordId",
    "Revision",
    "Stale",
    "Support",
    "Translated",
    "Value",
    "Vocabulary",
    "When",
    "city_id",
    "field_named",
    "kind_named",
    "vocabulary",
]
