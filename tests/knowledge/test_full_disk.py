"""An index on a disk that takes no more: told as that, and whole again once there is space."""

from pathlib import Path

import pytest
from jushi.error_telling import tell_error
from jushi.errors import KnowledgeError
from jushi.knowledge import Knowledge, Overrides, open_knowledge

from tests.filling import fill_disk, free_disk
from tests.knowledge.bigram_embedder import BigramEmbedder

_FIRST = ("first.md", "# 甲\n共受理案件136件。".encode())
_BIG = "\n".join(f"# 第{n}节\n共受理案件{n}件，调解{n * 7}件，办结{n * 3}件。" for n in range(300))
# Full for SQLite; for Chroma, which starts to write later; for its vectors alone.
_SPARES = [0, 8_192, 300_000, 1_100_000]


def _open(disk: Path) -> Knowledge:
    return open_knowledge(disk / "index", embedder=BigramEmbedder())


@pytest.mark.parametrize("spare", _SPARES)
def test_adding_to_a_full_disk_is_told_and_loses_nothing(small_disk: Path, spare: int) -> None:
    with _open(small_disk) as index:
        index.add([_FIRST])
        before = index.search("案件")
        fill_disk(small_disk, spare=spare)

        report = index.add([("big.md", _BIG.encode()), ("more.md", f"{_BIG}甲".encode())])

        assert [outcome.outcome for outcome in report.outcomes] == ["refused", "refused"]
        for outcome in report.outcomes:
            told = outcome.message
            assert told is not None
            assert ": the disk is full and nothing of this was stored; free some" in str(told)
            assert "磁盘已满，没有保存任何内容" in told.render("zh")
        assert index.search("案件") == before
        free_disk(small_disk)
        assert index.add([("big.md", _BIG.encode())]).outcomes[0].outcome == "added"
        assert len(index.documents()) == 2


@pytest.mark.parametrize("spare", _SPARES[:3])
def test_an_index_that_a_full_disk_has_no_room_for_is_told(small_disk: Path, spare: int) -> None:
    fill_disk(small_disk, spare=spare)
    with pytest.raises(KnowledgeError) as caught:
        _open(small_disk)
    assert caught.value.problem == "the disk is full and nothing of this was stored"
    assert "磁盘已满" in tell_error(caught.value, "zh")
    free_disk(small_disk)
    with _open(small_disk) as index:
        assert index.add([_FIRST]).outcomes[0].outcome == "added"


def test_a_change_that_does_not_fit_leaves_what_was_there(small_disk: Path) -> None:
    with _open(small_disk) as index:
        index.add([_FIRST])
        (document,) = index.documents()
        fill_disk(small_disk)
        for change in (
            lambda: index.update(document.id, Overrides(title="题" * 3000)),
            lambda: index.remove(document.id),
            lambda: index.rebuild(),
        ):
            with pytest.raises(KnowledgeError, match="the disk is full"):
                change()
            assert index.documents() == (document,)
            assert index.search("案件")
    free_disk(small_disk)
    with _open(small_disk) as again:
        assert again.documents() == (document,)
        again.remove(document.id)
        assert again.search("案件") == ()


def test_an_index_closes_and_opens_again_after_its_disk_was_full(small_disk: Path) -> None:
    index = _open(small_disk)
    index.add([_FIRST, ("big.md", _BIG.encode())])
    found = index.search("调解")
    fill_disk(small_disk)
    index.close()
    with pytest.raises(KnowledgeError, match="the disk is full"):
        _open(small_disk)
    free_disk(small_disk)
    with _open(small_disk) as again:
        assert again.search("调解") == found
