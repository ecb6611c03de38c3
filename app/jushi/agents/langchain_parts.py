"""Parts for chains and agents of LangChain: a retriever, a check, and a guard over both."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.messages import BaseMessage
from langchain_core.retrievers import BaseRetriever
from langchain_core.runnables import Runnable, RunnableLambda
from pydantic import ConfigDict

from jushi.api import PathLike, check
from jushi.errors import ConflictError, DocumentError
from jushi.fidelity import CheckResult, Status
from jushi.figures import FigureTable
from jushi.knowledge import Filters, Knowledge
from jushi.messages import Language

_QUOTED = 5
"""Wrong numbers that an error quotes."""


class UnprovenTextError(ConflictError):
    """A text with a number that figures contradict: it goes no further."""


@dataclass(frozen=True, slots=True)
class CheckedText:
    """A text with what the check says of it."""

    text: str
    result: CheckResult | None
    """Verdicts in text order, and findings; None for a text that has no number to be checked."""

    @property
    def is_proven(self) -> bool:
        """Whether nothing is wrong and nothing waits for a person."""
        if self.result is None:
            return True
        numbers = (v.status for v in self.result.verdicts if v.mention.is_data)
        told = (*numbers, *(finding.status for finding in self.result.findings))
        return all(status is Status.OK for status in told)

    @property
    def has_errors(self) -> bool:
        return self.result is not None and self.result.has_errors


class JushiRetriever(BaseRetriever):
    """Passages of the workspace's documents, as a writer may see them, best first.

    `page_content` has the figures of past reports masked; `metadata` tells the document, its
    kind, year, state and how it is cited.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    knowledge: Knowledge
    filters: Filters = Filters()
    limit: int = 8

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun
    ) -> list[Document]:
        hits = self.knowledge.search(query, self.filters, limit=self.limit)
        return [
            Document(
                page_content=hit.for_writer(),
                id=hit.passage.id,
                metadata={
                    "document": hit.passage.document_id,
                    "source": hit.passage.document_name,
                    "citation": hit.passage.citation,
                    "kind": hit.passage.kind,
                    "year": hit.passage.year,
                    "status": hit.passage.status,
                    "rank": hit.rank,
                },
            )
            for hit in hits
        ]


def check_text(
    figures: FigureTable | PathLike,
    *,
    evidence: Iterable[PathLike] = (),
    report_year: int | None = None,
    language: Language = "zh",
) -> Runnable[Any, CheckedText]:
    """Give the runnable that checks a text, a message, or the last message of an agent's state.

    Nothing is stopped: what is wrong stands in the verdicts. For the arguments see `jushi.check`.
    """
    proofs = tuple(evidence)

    def checked(given: Any) -> CheckedText:
        text = text_of(given)
        try:
            result = check(
                text, figures, evidence=proofs, report_year=report_year, language=language
            )
        except DocumentError as error:
            if error.code != "services.no_number":
                raise
            result = None
        return CheckedText(text, result)

    return RunnableLambda(checked, name="jushi_check")


def guard(
    chain: Runnable[Any, Any] | Callable[[Any], Any],
    figures: FigureTable | PathLike,
    *,
    evidence: Iterable[PathLike] = (),
    report_year: int | None = None,
    language: Language = "zh",
) -> Runnable[Any, CheckedText]:
    """Give `chain` with its text checked, whatever wrote it: text plus verdicts come out.

    A text with a number that figures contradict is stopped: UnprovenTextError names the numbers
    and what they should be. What waits for a person comes out, with verdicts that say so.
    """
    first = chain if isinstance(chain, Runnable) else RunnableLambda(chain)
    checking = check_text(figures, evidence=evidence, report_year=report_year, language=language)
    return first | checking | RunnableLambda(_stop_errors, name="jushi_guard")


def text_of(given: Any) -> str:
    """Give the text of a string, of a message, or of the last message of an agent's state.

    Raises TypeError for anything else: what cannot be read must not pass as proven.
    """
    if isinstance(given, str):
        return given
    if isinstance(given, BaseMessage):
        return str(given.text)
    if isinstance(given, dict) and given.get("messages"):
        return text_of(given["messages"][-1])
    raise TypeError(f"no text to check in {type(given).__name__}")


def _stop_errors(checked: CheckedText) -> CheckedText:
    if not checked.has_errors:
        return checked
    assert checked.result is not None
    wrong = [v for v in checked.result.verdicts if v.status is Status.ERROR]
    told = [verdict.explanation for verdict in wrong[:_QUOTED]]
    told += [f.explanation for f in checked.result.findings if f.status is Status.ERROR][:_QUOTED]
    raise UnprovenTextError(
        "agents.unproven",
        place=wrong[0].mention.text if wrong else checked.text[:20],
        count=max(1, len(wrong)),
        told=" ".join(told[:_QUOTED]),
    )
