"""Power cuts: what a run does to its files is recorded, and every disk that a cut could leave is opened again."""
