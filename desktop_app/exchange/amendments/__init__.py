"""The way back: a Word file that a partner edited, read as proposed amendments."""

from desktop_app.exchange.amendments.proposals import Proposal, accept, proposals
from desktop_app.exchange.amendments.reading import Returned, read

__all__ = ["Proposal", "Returned", "accept", "proposals", "read"]
