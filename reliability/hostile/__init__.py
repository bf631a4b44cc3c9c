"""Hostile files: what is refused is refused in a sentence, in bounded time and memory, and nothing is changed."""
