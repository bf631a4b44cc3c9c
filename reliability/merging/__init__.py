"""Merging: generated histories over several sites against a model of the rules, and bugs planted to try the tests."""
