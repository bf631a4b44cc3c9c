"""Bundles of the demo's cities, taken in in many orders: whatever comes when and how often, all end alike."""
