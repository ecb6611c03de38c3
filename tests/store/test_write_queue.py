"""Writers of one process wait for each other in order; none of them is told that it is locked."""

import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from jushi.errors import JushiError, StoreError
from jushi.records import Paper
from jushi.store import SqlStore, open_store
from jushi.store.write_queue import WriteQueue, queue_of

from tests.store.databases import sqlite_url
from tests.store.samples import report, saving

_WRITERS, _SAVES = 20, 12


def _run(work: Callable[[int], None], number: int) -> None:
    threads = [threading.Thread(target=work, args=(n,)) for n in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _save_often(stores: list[SqlStore]) -> tuple[list[str], list[int]]:
    """Give what was refused, and who saved, save by save."""
    for writer in range(_WRITERS):
        stores[0].save_report(report(f"r{writer}"), "zhang")
    refused: list[str] = []
    saved: list[int] = []
    start = threading.Barrier(_WRITERS)

    def work(writer: int) -> None:
        start.wait()
        for revision in range(_SAVES):
            paper = Paper("outline", "提纲" * 2_000, revision)
            try:
                stores[writer % len(stores)].commit(
                    replace(saving(), report_id=f"r{writer}", papers=(paper,))
                )
            except JushiError as error:
                refused.append(str(error))
            saved.append(writer)

    _run(work, _WRITERS)
    return refused, saved


@pytest.mark.slow
@pytest.mark.parametrize("opened", [1, 3], ids=["one store", "three stores of one file"])
def test_twenty_writers_at_once_are_all_served_and_none_for_long_before_another(
    tmp_path: Path, opened: int
) -> None:
    stores = [open_store(sqlite_url(tmp_path)) for _ in range(opened)]
    refused, saved = _save_often(stores)
    for store in stores:
        store.close()
    assert refused == []
    first_done = next(
        n for n in range(len(saved)) if max(Counter(saved[:n]).values(), default=0) == _SAVES
    )
    assert min(Counter(saved[:first_done])[writer] for writer in range(_WRITERS)) >= _SAVES - 4


def test_readers_need_not_wait_for_writers_that_wait(tmp_path: Path) -> None:
    store = open_store(sqlite_url(tmp_path))
    store.save_report(report(), "zhang")
    with queue_of(tmp_path / "jushi.db").turn("j"):
        writers = [
            threading.Thread(target=store.save_report, args=(report(f"r{n}"), "li"))
            for n in range(2, 42)
        ]
        for writer in writers:
            writer.start()
        assert store.load_reports() == (report(),)
    for writer in writers:
        writer.join()
    assert len(store.load_reports()) == 41
    store.close()


def test_the_turn_goes_round_in_the_order_of_asking() -> None:
    queue = WriteQueue()
    order: list[int] = []

    def work(number: int) -> None:
        with queue.turn("j"):
            order.append(number)

    threads = []
    with queue.turn("j"):
        for number in range(10):
            threads.append(threading.Thread(target=work, args=(number,)))
            threads[-1].start()
            while len(queue) <= number:
                threads[-1].join(0.001)
    for thread in threads:
        thread.join()
    assert order == list(range(10))


def test_who_waits_too_long_is_told_and_holds_up_nobody() -> None:
    queue = WriteQueue()
    with queue.turn("j"):
        with pytest.raises(StoreError) as caught, queue.turn("j", longest_wait_s=0.01):
            raise AssertionError("two at once")
        assert len(queue) == 0
    assert str(caught.value) == (
        "j: other saves took too long and nothing of this save was stored; try again in a minute"
    )
    with queue.turn("j", longest_wait_s=0.01):
        pass


def test_a_save_that_fails_passes_the_turn_on() -> None:
    queue = WriteQueue()
    with pytest.raises(KeyError), queue.turn("j"):
        raise KeyError
    with queue.turn("j", longest_wait_s=0.01):
        pass
