"""Index folders from elsewhere: sound ones pass, and whatever is not is told before it is used."""

import pickle
import random
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from shutil import copytree

import pytest
from jushi.errors import LimitError
from jushi.knowledge import find_damage, folder_held, open_knowledge
from jushi.workers import Limits, WorkerPool

from tests.knowledge.bigram_embedder import BigramEmbedder

_OF_GRAPH = ("header.bin", "data_level0.bin", "link_lists.bin", "index_metadata.pickle")
_GARBLINGS: dict[str, Callable[[bytes], bytes]] = {
    "words": lambda _: b"garbage" * 9,
    "noise": lambda content: random.Random(1).randbytes(len(content)),
    "half": lambda content: content[: len(content) // 2],
    "empty": lambda _: b"",
}


def make(folder: Path, passages: int) -> Path:
    text = "\n\n".join(f"第{n}条 办理行政复议{n * 7919 % 1000}件。" * 8 for n in range(passages))
    with open_knowledge(folder, embedder=BigramEmbedder()) as knowledge:
        knowledge.add([("a.txt", text.encode())])
    return folder


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index with a graph on disk: Chroma writes one after a thousand vectors."""
    return make(tmp_path_factory.mktemp("index") / "large", 1200)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(tmp_path_factory.mktemp("index") / "small", 20)


@pytest.fixture(scope="module")
def pool() -> Iterator[WorkerPool]:
    opened = WorkerPool(Limits(memory_mb=16_384), size=1)
    yield opened
    opened.close()


def damage(pool: WorkerPool, folder: Path) -> str:
    """What is told of the folder, with its Chinese; a worker that ends says that it is damaged."""
    try:
        told = pool.runner()(find_damage, folder)
    except LimitError:
        return "broke the worker"
    if told is None:
        return ""
    assert told.render("zh") != told.render("en")
    return told.render("en")


@pytest.mark.parametrize("passages", [0, 1, 20, 1200])
def test_what_was_really_made_is_sound(pool: WorkerPool, tmp_path: Path, passages: int) -> None:
    assert damage(pool, make(tmp_path / "index", passages)) == ""


def test_an_index_from_which_documents_were_taken_is_sound(
    pool: WorkerPool, tmp_path: Path, large: Path
) -> None:
    folder = Path(copytree(large, tmp_path / "index"))
    with open_knowledge(folder, embedder=BigramEmbedder()) as knowledge:
        knowledge.add([("b.txt", "另一份文件的内容。\n\n其他规定。".encode())])
        knowledge.remove(knowledge.documents()[0].id)

    assert damage(pool, folder) == ""


def test_an_index_whose_vectors_are_on_a_server_is_sound(
    pool: WorkerPool, tmp_path: Path, small: Path
) -> None:
    folder = Path(copytree(small, tmp_path / "index"))
    for path in sorted((folder / "chroma").rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    (folder / "chroma").rmdir()

    assert damage(pool, folder) == ""


@pytest.mark.parametrize("how", _GARBLINGS)
@pytest.mark.parametrize("name", ["catalogue.db", "words.npz", "chroma.sqlite3", *_OF_GRAPH])
def test_a_garbled_file_is_named(
    pool: WorkerPool, tmp_path: Path, large: Path, name: str, how: str
) -> None:
    folder = Path(copytree(large, tmp_path / "index"))
    (file,) = folder.rglob(name)
    file.write_bytes(_GARBLINGS[how](file.read_bytes()))

    told = damage(pool, folder)

    # Noise of the right length among the numbers of vectors has no form that could be wrong.
    assert name in told or ((name, how) == ("data_level0.bin", "noise") and told)


@pytest.mark.parametrize("name", ["header.bin", "data_level0.bin", "link_lists.bin", "length.bin"])
def test_a_file_that_chroma_has_not_yet_read_is_named(
    pool: WorkerPool, tmp_path: Path, small: Path, name: str
) -> None:
    folder = Path(copytree(small, tmp_path / "index"))
    (file,) = folder.rglob(name)
    file.write_bytes(b"garbage" * 9)

    assert name in damage(pool, folder)


def test_names_of_vectors_that_call_something_are_not_read(
    pool: WorkerPool, tmp_path: Path, large: Path
) -> None:
    folder = Path(copytree(large, tmp_path / "index"))
    (file,) = folder.rglob("index_metadata.pickle")
    file.write_bytes(pickle.dumps(print))

    assert "index_metadata.pickle" in damage(pool, folder)


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("DROP TABLE vector", "catalogue.db lacks tables that belong in it"),
        ("UPDATE meta SET value = '9' WHERE name = 'version'", "holds what cannot be read"),
        ("UPDATE passage SET heading_path = '{'", "holds what cannot be read"),
        ("UPDATE passage SET flags = '[1]'", "holds what cannot be read"),
        ("UPDATE passage SET counts = x'01'", "holds what cannot be read"),
        ("UPDATE passage SET document = 77", "holds what cannot be read"),
        ("UPDATE document SET described = '{}'", "holds what cannot be read"),
        ("UPDATE vector SET numbers = x'0102'", "holds what cannot be read"),
        ("DELETE FROM vector WHERE rowid = 3", "holds what cannot be read"),
        ("UPDATE passage SET terms = zeroblob(length(terms))", "words.npz"),
        ("UPDATE vector SET numbers = zeroblob(length(numbers))", "its vectors are not those"),
    ],
)
def test_a_catalogue_that_says_something_else_is_told(
    pool: WorkerPool, tmp_path: Path, small: Path, statement: str, told: str
) -> None:
    folder = Path(copytree(small, tmp_path / "index"))
    with closing(sqlite3.connect(folder / "catalogue.db", isolation_level=None)) as database:
        database.execute(statement)

    assert told in damage(pool, folder)


def test_a_folder_is_held_without_a_trace(tmp_path: Path, small: Path) -> None:
    folder = Path(copytree(small, tmp_path / "index"))
    before = {path: path.stat().st_mtime_ns for path in (folder, *folder.rglob("*"))}

    with folder_held(folder), folder_held(tmp_path / "nowhere"):
        pass

    assert {path: path.stat().st_mtime_ns for path in (folder, *folder.rglob("*"))} == before
