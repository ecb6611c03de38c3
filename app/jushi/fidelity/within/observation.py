"""What is seen of a text when it is held against itself, and the words for it."""

from dataclasses import dataclass
from functools import cache

from jushi.fidelity.verdict import Code, Finding, status_of
from jushi.messages import render
from jushi.resources import lexicon_rows


@dataclass(frozen=True, slots=True)
class Observation:
    """Two places of a text that agree or do not; `text[start:end]` is the one to look at."""

    code: Code
    start: int
    end: int
    reason: str
    """Key of its sentence in `messages/verdicts.tsv`."""
    params: tuple[tuple[str, str], ...]

    def explain(self, language: str) -> str:
        """Give one sentence that a clerk understands."""
        return render(f"verdicts.{self.reason}", language, **dict(self.params))

    def as_finding(self, language: str) -> Finding:
        """Give it as a finding at its place."""
        return Finding(
            self.code,
            status_of(self.code),
            (),
            self.explain(language),
            self.start,
            self.end,
            basis=(self.reason, *(value for _, value in self.params)),
        )


@cache
def within_words(kind: str) -> tuple[str, ...]:
    """The words of one kind in `within_words.tsv`, longest first."""
    rows = lexicon_rows("within_words.tsv")
    return tuple(sorted((word for name, word in rows if name == kind), key=len, reverse=True))
