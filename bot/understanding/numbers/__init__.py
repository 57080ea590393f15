"""Numerals, and the money, counts, ages and durations they are."""
