"""The adapter against a real server: whole replies, and every fault told in one line."""

import logging
import re
import threading
import time
import traceback
from concurrent.futures import ThreadPoolExecutor
from email.utils import formatdate

import pytest
from jushi.error_telling import tell_error
from jushi.errors import ModelError, ReplyError
from jushi.llm import CancelledError, Message, Reply, probe_model
from jushi.llm.openai_model import OpenAIModel

from evals.scripted_server import Script, Trouble, keep_slots, serve

ASK = (Message("system", "写公文。"), Message("user", "写一句。"))
LONG = "一段很长很长很长的文字。" * 3
KEY = "sk-secret-key"


def model_at(url: str, silence_s: float = 30) -> OpenAIModel:
    return OpenAIModel(
        "m", base_url=url, api_key=KEY, first_s=silence_s, silence_s=silence_s, backoff_s=0.01
    )


def test_a_reply_comes_whole_with_its_tokens_and_is_heard_piece_by_piece() -> None:
    heard: list[str] = []
    with serve(Script(lambda _: "共梳理{{norm_total}}件规范性文件。")) as url:
        reply = model_at(url).write(ASK, on_text=heard.append)

    assert reply.text == "共梳理{{norm_total}}件规范性文件。" == "".join(heard)
    assert len(heard) > 1
    assert (reply.model, reply.input_tokens, reply.output_tokens) == ("m", 8, 12)


def test_the_request_says_max_tokens_as_every_server_knows_it() -> None:
    script = Script()
    with serve(script) as url:
        model_at(url).write(ASK)

    assert script.requests[0]["max_tokens"] == 4096
    assert script.headers[0]["accept-encoding"] == "identity"
    assert [m["role"] for m in script.requests[0]["messages"]] == ["system", "user"]


@pytest.mark.parametrize(
    "said",
    [
        "<think>先想想</think>\n\n正文。",
        "先想想</think>\n正文。",
        "<think>一</think><think>二</think>正文。",
    ],
    ids=["whole", "opened by the server", "twice"],
)
def test_thinking_before_the_reply_is_left_out(said: str) -> None:
    with serve(Script(lambda _: said)) as url:
        assert model_at(url).write(ASK).text == "正文。"


def test_a_reply_that_only_thinks_is_empty() -> None:
    with (
        serve(Script(lambda _: "<think>先想想，再想想")) as url,
        pytest.raises(ReplyError, match="the reply is empty"),
    ):
        model_at(url).write(ASK)


@pytest.mark.parametrize(
    ("trouble", "requests"),
    [
        (Trouble(429, retry_after="0.01"), 3),
        (Trouble(429, retry_after=formatdate(time.time() - 5, usegmt=True)), 3),
        (Trouble(500), 3),
        (Trouble(503, body=""), 3),
        (Trouble(kind="cut"), 3),
        (Trouble(kind="error"), 3),
        (Trouble(kind="junk"), 3),
    ],
    ids=["too many", "too many until a date", "500", "503", "cut", "error in mid-stream", "junk"],
)
def test_what_passes_is_asked_again_and_the_reply_comes_whole(
    trouble: Trouble, requests: int
) -> None:
    heard: list[str] = []
    script = Script(lambda _: LONG, first=[trouble, trouble])
    with serve(script) as url:
        reply = model_at(url).write(ASK, on_text=heard.append, on_restart=heard.clear)

    assert (reply.text, "".join(heard), len(script.requests)) == (LONG, LONG, requests)


@pytest.mark.parametrize("kind", ["silent", "stalled"])
def test_a_silent_server_is_asked_once_more(kind: str) -> None:
    script = Script(lambda _: LONG, first=[Trouble(kind=kind)])  # type: ignore[arg-type]
    with serve(script) as url:
        assert model_at(url, silence_s=1).write(ASK).text == LONG

    assert len(script.requests) == 2


def test_the_wait_that_the_server_asks_for_is_kept() -> None:
    script = Script(first=[Trouble(429, retry_after="0.4")])
    with serve(script) as url:
        reply = model_at(url).write(ASK)

    assert reply.seconds >= 0.4


def test_a_server_that_comes_back_is_reached() -> None:
    with serve(Script()) as url:
        gone = url
    model = OpenAIModel("m", base_url=gone, api_key=None, backoff_s=20)
    texts: list[str] = []
    asking = threading.Thread(target=lambda: texts.append(model.write(ASK).text))

    asking.start()
    with serve(Script(lambda _: "回来了。"), port=int(gone.split(":")[2].split("/")[0])):
        asking.join(timeout=120)

    assert texts == ["回来了。"]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("trouble", "problem", "requests"),
    [
        (Trouble(401), "the key was refused", 1),
        (Trouble(402), "the key may not use this model: no", 1),
        (Trouble(403), "the key may not use this model: no", 1),
        (Trouble(403, body=""), "the key may not use this model: no reason is given", 1),
        (
            Trouble(403, body="<html>portal</html>"),
            "the key may not use this model: no reason is given",
            1,
        ),
        (Trouble(404), "there is no model of this name", 1),
        (Trouble(404, body=""), "there is no such path", 1),
        (Trouble(400), r"the request was refused \(400\): no", 1),
        (Trouble(400, body=""), r"the request was refused \(400\): no reason is given", 1),
        (
            Trouble(400, body='{"error":{"message":"exceeds the available context size"}}'),
            "the text is too long for the model",
            1,
        ),
        (Trouble(429), "too many requests, asked 6 times", 6),
        (Trouble(429, retry_after="3600"), "the server asks to wait 3600 s", 1),
        (Trouble(408), r"the server is not ready \(408\), asked 4 times", 4),
        (Trouble(500), r"the server fails \(500\), asked 4 times", 4),
        (Trouble(307, location="http://8.8.8.8/v1"), "answers with a redirect", 1),
    ],
    ids=lambda value: f"{value.status} {value.kind}" if isinstance(value, Trouble) else None,
)
def test_what_lasts_is_told_once_in_both_languages_and_without_the_key(
    trouble: Trouble, problem: str, requests: int
) -> None:
    script = Script(lambda _: LONG, trouble=trouble)
    with serve(script) as url, pytest.raises(ModelError) as caught:
        model_at(url).write(ASK)

    assert re.search(problem, caught.value.problem)
    assert len(script.requests) == requests
    assert not isinstance(caught.value, ReplyError)
    assert KEY not in str(caught.value)
    chinese, english = caught.value.parts("zh"), caught.value.parts("en")
    assert all(zh != en for zh, en in zip(chinese, english, strict=True))


def test_a_lasting_silence_is_told() -> None:
    with (
        serve(Script(trouble=Trouble(kind="silent"))) as url,
        pytest.raises(ModelError, match=r"nothing came for 0\.3 s, asked 2 times"),
    ):
        model_at(url, silence_s=0.3).write(ASK)


@pytest.mark.parametrize(
    "data",
    ["[]", "3", "null", '"text"', '{"choices":3}', '{"choices":[3]}', '{"choices":[{"delta":[]}]}',
     "[" * 100_000, '{"choices":[{"index":0,"delta":{"content":{"a":1}}}]}', "{", "\u0000"],
    ids=["list", "number", "null", "text", "no list of choices", "a choice that is none",
         "a delta that is none", "deep", "content that is no text", "cut", "control character"],
)  # fmt: skip
@pytest.mark.filterwarnings("ignore:Pydantic serializer warnings")
def test_an_answer_of_another_shape_is_told(data: str) -> None:
    script = Script(lambda _: "", trouble=Trouble(kind="odd", body=data))
    with serve(script) as url, pytest.raises(ModelError) as caught:
        model_at(url).write(ASK)

    assert len(script.requests) <= 3
    assert caught.value.told_problem.render("zh") != caught.value.problem


def test_comments_of_the_stream_count_as_life() -> None:
    script = Script(lambda _: LONG, comments=15)
    with serve(script) as url:
        reply = model_at(url, silence_s=0.7).write(ASK)

    assert (reply.text, len(script.requests)) == (LONG, 1)


def ask_together(model: OpenAIModel, count: int) -> list[Reply | ModelError]:
    """What came of so many requests that are sent at the same time."""

    def ask() -> Reply | ModelError:
        try:
            return model.write(ASK)
        except ModelError as error:
            return error

    with ThreadPoolExecutor(count) as pool:
        return [asked.result() for asked in [pool.submit(ask) for _ in range(count)]]


@pytest.mark.slow
@pytest.mark.parametrize("first_s", [1.0, 0.5], ids=["a second", "half a second"])
def test_who_queues_before_a_server_that_answers_one_at_a_time_is_not_given_up(
    first_s: float,
) -> None:
    script = Script(lambda _: LONG, slots=1, tokens_per_s=len(LONG) / 2 / 0.8)
    with serve(script) as url:
        replies = ask_together(model_at(url, silence_s=first_s), 4)

    assert [reply.text for reply in replies if isinstance(reply, Reply)] == [LONG] * 4
    assert len(script.requests) == 4


def test_a_server_that_answers_nobody_is_told_by_all_at_the_same_time() -> None:
    script = Script(trouble=Trouble(kind="silent"))
    with serve(script) as url:
        began = time.monotonic()
        replies = ask_together(model_at(url, silence_s=0.5), 4)

    assert [type(reply) for reply in replies] == [ModelError] * 4
    assert time.monotonic() - began < 2.5


def test_one_that_stays_silent_is_given_up_when_those_before_it_are_answered() -> None:
    script = Script(lambda _: LONG, first=[Trouble(), Trouble(kind="silent"), Trouble()])
    script.tokens_per_s = len(LONG) / 2 / 0.5
    with serve(script) as url:
        replies = ask_together(model_at(url, silence_s=0.5), 2)

    assert {type(reply) for reply in replies} == {Reply}
    assert len(script.requests) == 3


@pytest.mark.parametrize(
    ("kind", "problem"),
    [
        ("endless", "the reply is longer than 800 characters"),
        ("flood", "the answer is larger than 16 MB"),
        ("babble", r"the reply did not end within 2 s"),
    ],
)
def test_a_reply_without_end_is_left(kind: str, problem: str) -> None:
    script = Script(lambda _: "字" * 700, trouble=Trouble(kind=kind))  # type: ignore[arg-type]
    heard: list[str] = []
    with serve(script) as url, pytest.raises(ReplyError, match=problem) as caught:
        reply_s = 2 if kind == "babble" else 60
        model = OpenAIModel("m", base_url=url, api_key=KEY, max_tokens=100, reply_s=reply_s)
        model.write(ASK, on_text=heard.append)

    assert sum(map(len, heard)) <= 800
    assert len(script.requests) == 1
    chinese, english = caught.value.parts("zh"), caught.value.parts("en")
    assert all(zh != en for zh, en in zip(chinese, english, strict=True))


@pytest.mark.parametrize(
    ("kind", "tokens_per_s"),
    [("endless", 0), ("endless", 20), ("babble", 0)],
    ids=["fast", "slow", "comments alone"],
)
def test_stopping_leaves_a_reply_that_streams_within_a_second(
    kind: str, tokens_per_s: float
) -> None:
    trouble = Trouble(kind=kind)  # type: ignore[arg-type]
    script = Script(lambda _: LONG, trouble=trouble, tokens_per_s=tokens_per_s)
    stopped: list[float] = []
    with serve(script) as url:
        timer = threading.Timer(0.3, lambda: stopped.append(time.monotonic()))
        timer.start()
        model = OpenAIModel("m", base_url=url, api_key=KEY, max_tokens=10**9)
        with pytest.raises(CancelledError):
            model.write(ASK, is_cancelled=lambda: bool(stopped))

    assert time.monotonic() - stopped[0] < 1


def test_a_probe_can_be_stopped() -> None:
    with (
        serve(Script(keep_slots, trouble=Trouble(kind="silent"))) as url,
        pytest.raises(CancelledError),
    ):
        probe_model(model_at(url), is_cancelled=lambda: True)


@pytest.mark.parametrize(
    ("kind", "problem"),
    [
        ("length", "the reply was cut at its length limit"),
        ("empty", "the reply is empty"),
        ("filter", "the server's content filter withheld the reply"),
    ],
)
def test_a_reply_of_no_use_is_no_fault_of_the_endpoint(kind: str, problem: str) -> None:
    script = Script(trouble=Trouble(kind=kind))  # type: ignore[arg-type]
    with serve(script) as url, pytest.raises(ReplyError, match=problem) as caught:
        model_at(url).write(ASK)

    assert len(script.requests) == 1
    assert caught.value.told_problem.render("zh") != caught.value.problem


@pytest.mark.parametrize(
    ("kind", "problem", "requests"),
    [
        ("cut", "the stream broke off before the reply was whole, asked 3 times", 3),
        ("error", "the server broke off: slot is gone, asked 3 times", 3),
        ("closed", "the connection broke off before a reply came, asked 3 times", 3),
        ("headers", "the connection broke off before a reply came, asked 3 times", 3),
        ("junk head", "the connection broke off before a reply came, asked 3 times", 3),
        ("html", "the answer is a web page", 1),
        ("json", "the answer cannot be understood", 1),
        ("packed", "the answer comes compressed", 1),
    ],
)
def test_an_answer_that_is_no_reply_is_told_in_one_language(
    kind: str, problem: str, requests: int
) -> None:
    script = Script(lambda _: LONG, trouble=Trouble(kind=kind))  # type: ignore[arg-type]
    with serve(script) as url, pytest.raises(ReplyError, match=problem) as caught:
        model_at(url).write(ASK)

    assert len(script.requests) == requests
    told = tell_error(caught.value, "zh")
    assert told.startswith(f"模型 m（{url}）：")
    assert " at " not in told
    assert tell_error(caught.value, "en").startswith(f"model m at {url}: {problem}")


def test_a_server_that_is_not_there_is_told() -> None:
    with serve(Script()) as url:
        gone = url

    with pytest.raises(ModelError, match="cannot be reached, asked 3 times") as caught:
        model_at(gone).write(ASK)
    assert not isinstance(caught.value, ReplyError)
    assert caught.value.told_problem.render("zh") != caught.value.problem


def test_stopping_ends_the_reply_at_once() -> None:
    with serve(Script(lambda _: "字" * 500)) as url, pytest.raises(CancelledError):
        model_at(url).write(ASK, is_cancelled=lambda: True)


@pytest.mark.parametrize(
    "trouble",
    [Trouble(kind="silent"), Trouble(kind="stalled"), Trouble(429, retry_after="100")],
    ids=["while it is silent", "in mid-stream", "while it waits to ask again"],
)
def test_stopping_needs_no_answer_of_the_server(trouble: Trouble) -> None:
    script = Script(lambda _: LONG, trouble=trouble)
    stopped = threading.Event()
    with serve(script) as url:
        threading.Timer(0.5, stopped.set).start()
        with pytest.raises(CancelledError):
            model_at(url).write(ASK, is_cancelled=stopped.is_set)

    assert len(script.requests) <= 1


def test_a_key_that_the_server_repeats_reaches_neither_error_nor_log(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    body = f'{{"error":{{"message":"model gone for {KEY}"}}}}'
    with (
        serve(Script(trouble=Trouble(400, body=body))) as url,
        pytest.raises(ModelError, match=r"model gone for \*\*\*") as caught,
    ):
        model_at(url.replace("//", "//user:pass-word@")).write(ASK)

    told = str(caught.value) + repr(model_at(url))
    told += "".join(traceback.format_exception(caught.value))
    assert "pass-word" not in str(caught.value)
    for text in (str(caught.value), repr(model_at(url)), caplog.text):
        assert KEY not in text


def test_a_model_that_keeps_every_slot_passes_the_probe() -> None:
    with serve(Script(keep_slots)) as url:
        probe = probe_model(model_at(url))

    assert (probe.kept, probe.asked, probe.survival) == (5, 5, 1.0)
    assert probe.is_chinese
    assert not probe.typed_digits


def test_a_model_that_types_digits_in_english_fails_the_probe() -> None:
    with serve(Script(lambda _: "There were {{lectures}} lectures and 764 cases.")) as url:
        probe = probe_model(model_at(url))

    assert (probe.kept, probe.typed_digits, probe.is_chinese) == (1, True, False)
