"""The index as the page sees it while documents are added."""

import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from jushi.knowledge import DocumentRecord, Knowledge, Overrides, open_knowledge
from jushi.web.library import Library

from tests.knowledge.bigram_embedder import BigramEmbedder

_FILES = [("台账.txt", "普法台账\n全年开展普法宣讲46场次。\n".encode())]
_WAIT_S = 30


class _MeetingKnowledge:
    """An index of which the documents are read just before an adding ends, and told just after."""

    def __init__(self, index: Knowledge) -> None:
        self._index = index
        self._is_begun, self._is_read = threading.Event(), threading.Event()
        self._adding: threading.Thread | None = None

    def add(self, *given: Any, **named: Any) -> Any:
        self._adding = threading.current_thread()
        self._is_begun.set()
        assert self._is_read.wait(_WAIT_S)
        return self._index.add(*given, **named)

    def documents(self) -> Sequence[DocumentRecord]:
        found = self._index.documents()
        assert self._is_begun.wait(_WAIT_S)
        self._is_read.set()
        assert self._adding is not None
        self._adding.join(_WAIT_S)
        return found


def test_an_adding_that_is_told_as_ended_has_its_documents_told_too(tmp_path: Path) -> None:
    with open_knowledge(tmp_path, embedder=BigramEmbedder()) as index:
        library = Library(lambda: _MeetingKnowledge(index))  # type: ignore[arg-type,return-value]
        library.add([(_FILES, Overrides())])

        adding, documents = library.look()
        assert adding is not None
        assert adding.is_running
        assert documents == ()

        adding, documents = library.look()
        assert adding is not None
        assert not adding.is_running
        assert [document.name for document in documents] == ["台账.txt"]
