"""What is asked of merging and of the file, far beyond what the tests ask: `python -m reliability` runs all of it.

Each part is generated or simulated by the thousand, and says what it tried and what it found. The tests run a reduced
form of each; the figures of long runs are in `docs/reliability.md`.
"""
