"""Files to what the catalogue stores: read, described, split, marked, embedded."""

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from jushi.characters import without_invisible
from jushi.documents import Document, read_archive, read_document
from jushi.errors import JushiError, KnowledgeError
from jushi.knowledge.catalogue import Catalogue, StoredDocument, StoredPassage
from jushi.knowledge.describe import describe_document
from jushi.knowledge.embedder import Embedder, Vectors
from jushi.knowledge.instructions import instructs_model
from jushi.knowledge.lexical_index import TermCounts
from jushi.knowledge.passage import Flag, Overrides
from jushi.knowledge.splitter import Piece, split_document
from jushi.knowledge.words import terms_of
from jushi.messages import Message, list_messages
from jushi.running import Run, tell_file

Outcome = Literal["added", "replaced", "unchanged", "duplicate", "refused", "cancelled"]
# Small enough that progress moves and a cancel is heard within seconds.
_TEXTS_A_BATCH = 32


@dataclass(frozen=True, slots=True)
class FileOutcome:
    """What became of one file."""

    name: str
    outcome: Outcome
    document_id: str
    """Empty where nothing was stored under this name."""
    passages: int
    message: Message | None = None
    """Why it was refused, or what it repeats; None otherwise."""
    notices: tuple[Message | str, ...] = ()
    """What could not be read."""
    removed: tuple[str, ...] = ()
    """Debris that was taken out, one line each."""
    flagged: int = 0
    """Passages that carry a flag."""


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A file ready to be embedded."""

    document: StoredDocument
    passages: tuple[StoredPassage, ...]
    texts: tuple[str, ...]
    """What is embedded of each passage: its text under title and headings."""


def document_id(name: str) -> str:
    """The id of the document that is kept under `name`."""
    return _digest(clean_name(name)).hex()[:12]


def clean_name(name: str) -> str:
    """Give a name without drive, leading slashes, `..` and control characters.

    `../../etc/报告.docx` becomes `etc/报告.docx`. It is a label; no file is ever opened by it.
    """
    visible = re.sub(r"[\x00-\x1f\x7f]+", "", without_invisible(name))
    parts = re.sub(r"^[A-Za-z]:", "", visible.replace("\\", "/")).split("/")
    kept = [part.strip() for part in parts if part.strip() not in ("", ".", "..")]
    return "/".join(kept) or "未命名"


def unpacked(
    files: Iterable[tuple[str, bytes]], run: Run
) -> Iterator[tuple[str, bytes | JushiError]]:
    """Give the files with those of .zip archives in their place; a bad archive is its error.

    `run` unpacks. Files of an archive are named under it: `往年.zip/2023/报告.docx`.
    """
    for name, content in files:
        if not name.lower().endswith(".zip"):
            yield name, content
            continue
        try:
            inner = run(_unpacked, name, content)
        except JushiError as error:
            yield name, error
            continue
        if not inner:
            yield name, KnowledgeError("knowledge.archive_without_files", place=name)
        for path, inner_content in inner:
            yield f"{name}/{path}", inner_content


def _unpacked(name: str, content: bytes) -> tuple[tuple[str, bytes], ...]:
    tell_file(name)
    return read_archive(name, content)


@dataclass(frozen=True, slots=True)
class Reading:
    """What turns one file into passages, alike for all files of an index."""

    added_at: str
    owner: str

    def read(self, name: str, content: bytes, overrides: Overrides) -> ReadFile:
        """Read one file. `JushiError` tells why it cannot be used."""
        tell_file(name)
        document = read_document(name, content)
        pieces = split_document(document)
        if not pieces:
            further = [Message("lines.further", told=notice) for notice in document.notices[:3]]
            noticed = list_messages(further, code="lists.strung")
            raise KnowledgeError("knowledge.no_text", place=name, noticed=noticed)
        return self._described(name, content, document, pieces, overrides)

    def _described(
        self,
        name: str,
        content: bytes,
        document: Document,
        pieces: Sequence[Piece],
        overrides: Overrides,
    ) -> ReadFile:
        described = describe_document(document, name=name)
        id_ = document_id(name)
        texts = tuple(embedded_text(described.title, p.heading_path, p.text) for p in pieces)
        seen: dict[bytes, int] = {}
        passages = []
        for piece, text in zip(pieces, texts, strict=True):
            key = _digest(text)
            seen[key] = seen.get(key, 0) + 1
            terms, counts = terms_of(text)
            passages.append(
                StoredPassage(
                    id=_digest(f"{id_}\0{text}\0{seen[key]}").hex()[:16],
                    text=piece.text,
                    heading_path=piece.heading_path,
                    position=piece.position,
                    flags=_flags(text),
                    vector_key=key,
                    terms=TermCounts(0, terms, counts),
                )
            )
        stored = StoredDocument(
            id=id_,
            name=clean_name(name),
            sha256=content_hash(content),
            described=described,
            overrides=overrides,
            removed=document.removed,
            notices=document.notices,
            added_at=self.added_at,
            owner=self.owner,
        )
        return ReadFile(stored, tuple(passages), texts)


def content_hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def embedded_text(title: str, heading_path: Sequence[str], text: str) -> str:
    """What embedder and lexical search see of a passage: its text under title and headings.

    A passage rarely repeats what it is about; its headings say it.
    """
    return f"{' '.join((title, *heading_path))}\n{text}".replace("\0", " ")


def embed_texts(
    catalogue: Catalogue,
    embedder: Embedder,
    text_by_key: Mapping[bytes, str],
    report: Callable[[int, int], bool],
) -> dict[bytes, Vectors] | None:
    """Give the vector of each text; what the model has embedded before is not embedded again.

    `report` is told after each batch how many were embedded and how many were known; it answers
    whether to go on. None if it does not. Vectors are kept batch by batch, so that a run that
    was cancelled or killed loses no work.
    """
    known = catalogue.known_vectors(list(text_by_key), embedder.name)
    missing = [key for key in text_by_key if key not in known]
    # Texts of like length together: a batch takes as long as its longest.
    missing.sort(key=lambda key: len(text_by_key[key]))
    if not report(0, len(known)):
        return None
    for start in range(0, len(missing), _TEXTS_A_BATCH):
        batch = missing[start : start + _TEXTS_A_BATCH]
        vectors = embedder.embed_passages([text_by_key[key] for key in batch])
        catalogue.keep_vectors(batch, embedder.name, vectors)
        known |= dict(zip(batch, vectors, strict=True))
        if not report(len(batch), 0):
            return None
    return known


def _flags(text: str) -> tuple[Flag, ...]:
    return ("instructs_model",) if instructs_model(text) else ()


def _digest(text: str) -> bytes:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
