"""Periods: what a heading or cell says of time."""
