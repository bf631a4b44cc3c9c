"""The parts of the Exchange page: what is to be decided, making a file, taking files in, and what came in before."""
