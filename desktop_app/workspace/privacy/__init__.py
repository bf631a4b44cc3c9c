"""Forgetting people: what is proposed, what is done, and for how long data are kept."""
