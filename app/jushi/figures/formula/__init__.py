"""Formulas of figures: parsed, then evaluated."""
