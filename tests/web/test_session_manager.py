"""Passwords proved, over a real store: what is counted, what is not, and what a try costs."""

import time
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from statistics import median

import anyio
import pytest
from jushi.errors import RefusalError, StoreError
from jushi.revision import User
from jushi.store import SqlStore, hash_password, open_store
from jushi.web.session_manager import SessionManager, TooManyTriesError
from jushi.web.throttle import LONGEST_WAIT_S
from starlette.requests import HTTPConnection

from tests.web.office import NOW, PASSWORD

_HOME, _ELSEWHERE = "10.0.0.1", "10.9.9.9"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqlStore]:
    opened = open_store(f"sqlite:///{tmp_path / 'jushi.db'}")
    hashed = hash_password(PASSWORD)
    for name in ("王", "李"):
        opened.save_user(User(name, "起草", hashed, NOW), "test", NOW)
    yield opened
    opened.close()


class _Time:
    """A clock that moves only while somebody waits."""

    def __init__(self) -> None:
        self.now, self.waited = 0.0, 0.0

    def __call__(self) -> float:
        return self.now

    async def pause(self, seconds: float) -> None:
        self.waited += seconds
        self.now += seconds
        await anyio.lowlevel.checkpoint()


def _told(
    session_manager: SessionManager, name: str, password: str, address: str = _HOME, times: int = 1
) -> list[str]:
    """What becomes of tries that come at once, a letter each: in, wrong, refused."""
    told: list[str] = []

    async def one() -> None:
        try:
            await session_manager.sign_in(name, password, address)
        except TooManyTriesError:
            told.append("r")
        except RefusalError:
            told.append("w")
        else:
            told.append("i")

    async def all_of_them() -> None:
        async with anyio.create_task_group() as group:
            for _ in range(times):
                group.start_soon(one)

    anyio.run(all_of_them)
    return told


def test_a_right_password_for_a_name_under_attack_waits_and_gets_in(store: SqlStore) -> None:
    time_ = _Time()
    session_manager = SessionManager(store, clock=time_, pause=time_.pause)
    for number in range(40):
        session_manager.throttle.count("王", f"10.9.{number}.9")
    begun = time_.now

    assert _told(session_manager, "王", PASSWORD) == ["i"]
    assert 0 < time_.now - begun <= LONGEST_WAIT_S


def test_many_wrong_passwords_at_once_do_not_slip_past_the_wait(store: SqlStore) -> None:
    time_ = _Time()
    session_manager = SessionManager(store, clock=time_, pause=time_.pause)
    for _ in range(4):
        session_manager.throttle.count("王", _ELSEWHERE)

    told = _told(session_manager, "王", "wrong horse", _ELSEWHERE, times=10)

    # A few while the wait grows; from then on one after another, eight seconds each.
    assert "i" not in told
    assert time_.waited >= (told.count("w") - 6) * 8
    assert _told(session_manager, "王", PASSWORD) == ["i"]


def test_a_try_that_finds_no_place_to_wait_is_told_to_come_back(store: SqlStore) -> None:
    session_manager = SessionManager(store, clock=lambda: 0.0)
    for number in range(9):
        session_manager.throttle.count("王", f"10.9.{number}.9")

    with session_manager.throttle.place("王", _HOME), pytest.raises(TooManyTriesError) as caught:
        anyio.run(session_manager.sign_in, "王", PASSWORD, _HOME)

    assert caught.value.seconds == 8
    assert str(caught.value) == "sign-in: too many wrong passwords; try again in 8 seconds"


def test_a_right_password_resets_nothing(store: SqlStore) -> None:
    time_ = _Time()
    session_manager = SessionManager(store, clock=time_, pause=time_.pause)
    for number in range(30):
        session_manager.throttle.count(f"n{number}", _HOME)

    assert _told(session_manager, "李", PASSWORD) == ["i"]
    assert session_manager.throttle.seconds("王", _HOME) > 0


def test_a_name_that_nobody_has_costs_as_much_as_a_wrong_password(store: SqlStore) -> None:
    session_manager = SessionManager(store, clock=lambda: 0.0)

    def seconds(name: str) -> float:
        begun = time.perf_counter()
        with pytest.raises(RefusalError):
            session_manager._prove(name, "wrong horse", _HOME, LONGEST_WAIT_S)
        return time.perf_counter() - begun

    known, unknown = (median(seconds(name) for _ in range(3)) for name in ("王", "nobody"))

    assert 0.2 < unknown / known < 5


@pytest.mark.parametrize(
    "changed",
    [{"password_hash": "$argon2id$other"}, {"role": "审核"}, {"is_active": False}],
    ids=["password", "role", "removed"],
)
def test_a_session_ends_with_what_it_was_given_for(
    store: SqlStore, changed: dict[str, str]
) -> None:
    session_manager = SessionManager(store)
    token = anyio.run(session_manager.sign_in, "王", PASSWORD, _HOME)
    asked = HTTPConnection(
        {"type": "http", "headers": [(b"authorization", f"Bearer {token}".encode())]}
    )
    before = anyio.run(session_manager.user_of, asked)
    wang = store.load_users("王")[0]

    store.save_user(replace(wang, **changed), "test", NOW)  # type: ignore[arg-type]

    assert before == wang
    assert anyio.run(session_manager.user_of, asked) is None


def test_one_person_has_a_bounded_number_of_sessions(store: SqlStore) -> None:
    session_manager = SessionManager(store)
    kept = _told(session_manager, "李", PASSWORD)
    template = next(iter(session_manager.sessions.values()))
    session_manager.sessions.update({f"old{n}": replace(template) for n in range(200)})

    kept += _told(session_manager, "李", PASSWORD)

    assert kept == ["i", "i"]
    assert len(session_manager.sessions) == 50


def test_basic_passwords_wait_like_others(store: SqlStore) -> None:
    time_ = _Time()
    session_manager = SessionManager(store, clock=time_, pause=time_.pause)
    for number in range(40):
        session_manager.throttle.count("王", f"10.9.{number}.9")
    credentials = b64encode(f"王:{PASSWORD}".encode())
    asked = HTTPConnection(
        {
            "type": "http",
            "client": (_HOME, 1),
            "headers": [(b"authorization", b"Basic " + credentials)],
        }
    )

    found = anyio.run(session_manager.user_of, asked)

    assert found is not None
    assert found.name == "王"
    assert time_.waited > 0


def test_a_damaged_database_is_not_told_as_a_wrong_password(
    store: SqlStore, tmp_path: Path
) -> None:
    store.close()
    for file in tmp_path.glob("jushi.db*"):
        file.write_bytes(b"no database" * 1000)
    basic = b64encode(f"王:{PASSWORD}".encode())
    headers = [(b"authorization", b"Basic " + basic)]
    asked = HTTPConnection({"type": "http", "headers": headers, "client": (_HOME, 1)})

    with pytest.raises(StoreError):
        anyio.run(SessionManager(store).user_of, asked)
