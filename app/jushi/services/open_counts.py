"""What is open in a report, counted by kinds and told in one line."""

from dataclasses import asdict, dataclass

from jushi.messages import Language, render


@dataclass(frozen=True, slots=True)
class OpenCounts:
    """How many things of a report wait for a person; what was decided on is not among them."""

    errors: int = 0
    """Numbers and findings that are wrong."""
    numbers: int = 0
    """Numbers at review."""
    findings: int = 0
    """Findings and remarks on usage at review."""
    carried: int = 0
    """Sentences that only last year's report, or nothing, vouches for."""
    gaps: int = 0
    """Sentences that say that something is lacking: 【待补】."""
    stale: int = 0
    """Sentences whose figure has changed since."""

    @property
    def places(self) -> int:
        """All but wrong numbers and numbers at review."""
        return self.findings + self.carried + self.gaps + self.stale

    @property
    def total(self) -> int:
        return self.errors + self.numbers + self.places


def open_text(counts: OpenCounts, language: Language, *, code: str = "page.open_line") -> str:
    """What is open, kind by kind, in the line that `code` names; empty where nothing is."""
    told = [render(f"page.open_{name}", language, n=n) for name, n in asdict(counts).items() if n]
    kinds = render("page.state_and", language).join(told)
    return render(code, language, kinds=kinds) if told else ""


def open_note(counts: OpenCounts, language: Language) -> str:
    """The line in the head of an exported file; empty where nothing is open."""
    return open_text(counts, language, code="services.open_at_export")
