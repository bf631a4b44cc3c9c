"""The parts of the Exchange page: making a file, taking files in, what is to be decided, and what passed before."""
