"""The words of a report as text: where sentences, statements and clauses end."""

from jushi.text.segment import (
    CLAUSE_STOPS,
    CLOSERS,
    LINK,
    OPENERS,
    SENTENCE_STOPS,
    STATEMENT_STOPS,
    Span,
    clause_spans,
    ends_sentence,
    enumerator_of,
    sentence_at,
    sentence_spans,
    span_at,
    split_sentences,
    statement_spans,
    stored_spans,
)

__all__ = [
    "CLAUSE_STOPS",
    "CLOSERS",
    "LINK",
    "OPENERS",
    "SENTENCE_STOPS",
    "STATEMENT_STOPS",
    "Span",
    "clause_spans",
    "ends_sentence",
    "enumerator_of",
    "sentence_at",
    "sentence_spans",
    "span_at",
    "split_sentences",
    "statement_spans",
    "stored_spans",
]
