"""The catalogue of an older Jushi is read by this one."""

import sqlite3
from pathlib import Path

import pytest
from jushi.errors import KnowledgeError
from jushi.knowledge import open_knowledge

from tests.knowledge.bigram_embedder import BigramEmbedder

_FILES = [("台账.txt", "普法台账\n全年开展普法宣讲46场次。\n".encode())]


def _aged(folder: Path, version: str, *changes: str) -> None:
    """An index whose catalogue is as `changes` make it."""
    with open_knowledge(folder, embedder=BigramEmbedder()) as index:
        index.add(_FILES, owner="王")
    database = sqlite3.connect(folder / "catalogue.db", isolation_level=None)
    for change in changes:
        database.execute(change)
    database.execute("UPDATE meta SET value = ? WHERE name = 'version'", (version,))
    database.close()


def test_a_catalogue_from_before_documents_had_owners_is_read(tmp_path: Path) -> None:
    _aged(tmp_path, "1", "ALTER TABLE document DROP COLUMN owner")

    for _ in range(2):
        with open_knowledge(tmp_path, embedder=BigramEmbedder()) as index:
            (document,) = index.documents()
            (hit,) = index.search("普法宣讲")

    assert (document.name, document.owner) == ("台账.txt", "")
    assert "46场次" in hit.passage.text


def test_the_owner_of_a_document_is_kept(tmp_path: Path) -> None:
    _aged(tmp_path, "2")

    with open_knowledge(tmp_path, embedder=BigramEmbedder()) as index:
        index.add([("台账.txt", "普法台账\n新。\n".encode())], owner="孙")
    with open_knowledge(tmp_path, embedder=BigramEmbedder()) as index:
        assert [document.owner for document in index.documents()] == ["王"]


def test_a_catalogue_of_a_newer_jushi_is_left_alone(tmp_path: Path) -> None:
    _aged(tmp_path, "3")

    with pytest.raises(KnowledgeError, match="has version '3', this Jushi reads '2'"):
        open_knowledge(tmp_path, embedder=BigramEmbedder())
