"""What the index gives: documents, their passages, and hits for a query."""

from dataclasses import dataclass
from typing import Literal

from jushi.knowledge.kinds import Box, DocumentKind, Field, Status
from jushi.knowledge.masking import mask_figures
from jushi.messages import Message

Flag = Literal["instructs_model"]
"""`instructs_model`: the text tells a model what to do; it is material, never an order."""


@dataclass(frozen=True, slots=True)
class Position:
    """Where a passage stands in its file, for a citation."""

    paragraph: int
    """Place of its first block among the blocks of the file, from 0."""
    page: int | None
    """From 1; only paged formats know it."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of one document that can be read alone: whole sentences, with their headings."""

    id: str
    """16 hex digits made of document and text: a text that is added again keeps its id."""
    document_id: str
    document_name: str
    title: str
    """Title of the document."""
    text: str
    heading_path: tuple[str, ...]
    """Headings above it, outermost first; of a law also the article: `第二章 …`, `第十一条`."""
    kind: DocumentKind
    box: Box
    year: int | None
    issuer: str
    """Empty where the document does not say."""
    status: Status
    position: Position
    flags: tuple[Flag, ...] = ()

    @property
    def citation(self) -> str:
        """Document, headings and page, as a person would look it up."""
        page = f"第{self.position.page}页" if self.position.page else ""
        return " · ".join(part for part in (self.title, *self.heading_path, page) if part)


@dataclass(frozen=True, slots=True)
class DocumentRecord:
    """One knowledge document as the table of documents shows it."""

    id: str
    name: str
    """Name that it was added under, folders included: `2023/报告.docx`."""
    sha256: str
    kind: DocumentKind
    box: Box
    year: int | None
    """Year that a report is about, or edition of a law."""
    issuer: str
    title: str
    status: Status
    superseded_by: str
    """Title and year of the newer edition; empty while effective or where set by hand."""
    passages: int
    flagged: int
    """Passages that carry a flag."""
    removed: tuple[str, ...]
    """Debris that was taken out, one line each."""
    notices: tuple[Message | str, ...]
    """What could not be read; text where an older version stored it as text."""
    added_at: str
    """As the caller gave it; empty where it gave none."""
    owner: str = ""
    """Name of the person who added it; empty where nobody was signed in."""
    asked: tuple[Field, ...] = ()
    """What a person has to say of it before it can be used for what it is; often nothing."""


@dataclass(frozen=True, slots=True)
class Overrides:
    """What a person knows better than the reader; None leaves what was read."""

    kind: DocumentKind | None = None
    box: Box | None = None
    year: int | None = None
    issuer: str | None = None
    title: str | None = None
    status: Status | None = None


@dataclass(frozen=True, slots=True)
class Filters:
    """What a hit must be, all of it together; an empty field asks for nothing."""

    kinds: tuple[DocumentKind, ...] = ()
    box: Box | None = None
    years: tuple[int, ...] = ()
    issuers: tuple[str, ...] = ()
    """An issuer passes if it contains one of these: `濮阳` finds 濮阳县 and 濮阳市."""
    status: Status | None = None
    section: str = ""
    """Words that a heading above the passage must contain."""
    documents: tuple[str, ...] = ()
    """Ids of documents."""

    def __str__(self) -> str:
        """The filters in words, as a hit names them; empty if none is set."""
        parts = (
            ("类型", "、".join(self.kinds)),
            ("来源", self.box or ""),
            ("年份", "、".join(map(str, self.years))),
            ("单位", "、".join(self.issuers)),
            ("状态", self.status or ""),
            ("章节", self.section),
            ("文件", "、".join(self.documents)),
        )
        return "；".join(f"{name}：{value}" for name, value in parts if value)


@dataclass(frozen=True, slots=True)
class Why:
    """Why a passage was found."""

    words: tuple[str, ...]
    """Words of the query that stand in the passage or its headings, in order of the query; then
    official words for its plain ones (打官司: 诉讼)."""
    similarity: float | None
    """Cosine of query and passage, -1 to 1; None if the vector went while it was looked up."""
    dense_rank: int | None
    """From 1; None if it is not among the nearest."""
    lexical_rank: int | None
    """From 1; None if it is not among the best by words."""
    filters: str
    """The filters that it passed, in words; empty if none was set."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage with its rank for one query."""

    passage: Passage
    rank: int
    """From 1."""
    score: float
    """Fused score; it orders the hits of one query and says nothing beyond it."""
    why: Why

    def for_writer(self) -> str:
        """The text as a writer may see it: figures of the box `style` are masked."""
        if self.passage.box == "facts":
            return self.passage.text
        return mask_figures(self.passage.text)
