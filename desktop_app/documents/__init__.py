"""Records -> a tree of blocks -> Word or PDF. Receives records, never opens a workspace."""

from desktop_app.documents.rendering import check_suffix, render
from desktop_app.documents.reports import REPORTS, Report, report_named

__all__ = ["REPORTS", "Report", "check_suffix", "render", "report_named"]
