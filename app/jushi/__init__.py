"""Jushi 据实: drafts official reports in which every number is proven against the source data."""
