"""What is built from the settings keeps their promises."""

import time

import pytest
from jushi.errors import ModelError, SettingsError
from jushi.llm import CancelledError, Message
from jushi.settings import load_settings
from jushi.wiring import build_embedder, build_model

from evals.scripted_server import Script, Trouble, serve

ASK = (Message("user", "写一句。"),)


def settings_for(url: str) -> dict[str, str]:
    return {"JUSHI_MODEL": "m", "OPENAI_BASE_URL": url, "JUSHI_LOCAL_ONLY": "1"}


def test_the_embedder_without_a_model_is_a_setting() -> None:
    assert build_embedder(load_settings({"JUSHI_EMBEDDINGS": "bigrams"})).name == "bigrams"
    assert build_embedder(load_settings({})).name != "bigrams"


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "2130706433"])
def test_a_local_endpoint_is_used_whatever_it_is_called(host: str) -> None:
    with serve(Script(lambda _: "好的。")) as url:
        named = url.replace("127.0.0.1", host)
        model = build_model(load_settings(settings_for(named)))
        assert model is not None
        assert model.write(ASK).text == "好的。"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "kind", "problem"),
    [
        ("JUSHI_FIRST_BYTE_S", "silent", "nothing came for 0.2 s, asked 2 times"),
        ("JUSHI_SILENCE_S", "stalled", "nothing came for 0.2 s, asked 2 times"),
        ("JUSHI_REPLY_S", "babble", "the reply did not end within 0.2 s"),
    ],
)
def test_how_long_a_model_may_take_is_a_setting(name: str, kind: str, problem: str) -> None:
    script = Script(lambda _: "一段文字。" * 3, trouble=Trouble(kind=kind))  # type: ignore[arg-type]
    with serve(script) as url:
        patient = build_model(load_settings(settings_for(url) | {name: "60"}))
        hasty = build_model(load_settings(settings_for(url) | {name: "0.2"}))
        assert patient is not None
        assert hasty is not None
        with pytest.raises(ModelError, match=problem):
            hasty.write(ASK)
        began = time.monotonic()
        with pytest.raises(CancelledError):
            patient.write(ASK, is_cancelled=lambda: time.monotonic() - began > 1)


def test_a_name_that_stands_for_a_public_address_is_refused_before_anything_is_sent() -> None:
    # The decimal spelling of 8.8.8.8: no name server is asked.
    with pytest.raises(SettingsError, match="outside this machine and the private network"):
        load_settings(settings_for("http://134744072:9/v1"))
