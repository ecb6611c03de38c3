"""A key is sent to the host it belongs to: a second server never sees the key of the first."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from jushi.errors import ModelError, SettingsError
from jushi.key_settings import KEPT_FILE
from jushi.llm import Message
from jushi.network import ApiKey, host_of
from jushi.settings import Settings, keep_settings, load_settings
from jushi.wiring import build_embedder, build_model

from evals.scripted_server import Script, Trouble, serve

KEY, OTHER = "sk-key-of-the-first", "sk-key-of-the-second"
ASK = (Message("user", "写一句。"),)


def ask(settings: Settings) -> None:
    model = build_model(settings)
    assert model is not None
    model.write(ASK)


def embed(settings: Settings) -> None:
    # The scripted server knows no embeddings: what it was sent is all that counts here.
    with pytest.raises(ModelError):
        build_embedder(settings).embed_query("复议")


def sent_to(script: Script) -> str:
    """Everything that a server was sent, as one text."""
    return json.dumps([script.headers, script.requests])


class Office:
    """An environment, a folder with `.env`, and a workspace with what was kept."""

    def __init__(self, folder: Path, **environ: str) -> None:
        self.folder = folder
        self.environ = {
            "JUSHI_HOME": str(folder / "home"),
            "JUSHI_MODEL": "m",
            "JUSHI_EMBEDDINGS": "openai:m",
        } | environ

    def write_env(self, **names: str) -> None:
        lines = "".join(f"{name}={value}\n" for name, value in names.items())
        (self.folder / ".env").write_text(lines, "utf-8")

    def load(self) -> Settings:
        return load_settings(self.environ, self.folder)


def environment_then_page(office: Office, first: str, second: str) -> Settings:
    office.environ["OPENAI_API_KEY"] = KEY
    return keep_settings(office.load(), {"OPENAI_BASE_URL": second})


def page_then_page(office: Office, first: str, second: str) -> Settings:
    kept = keep_settings(office.load(), {"OPENAI_BASE_URL": first, "OPENAI_API_KEY": KEY})
    return keep_settings(kept, {"OPENAI_BASE_URL": second})


def page_then_environment(office: Office, first: str, second: str) -> Settings:
    keep_settings(office.load(), {"OPENAI_BASE_URL": first, "OPENAI_API_KEY": KEY})
    office.environ["OPENAI_BASE_URL"] = second
    return office.load()


def page_under_an_environment_that_changes(office: Office, first: str, second: str) -> Settings:
    office.environ["OPENAI_BASE_URL"] = first
    keep_settings(office.load(), {"OPENAI_API_KEY": KEY})
    office.environ["OPENAI_BASE_URL"] = second
    return office.load()


def environment_then_env_file(office: Office, first: str, second: str) -> Settings:
    office.environ["OPENAI_API_KEY"] = KEY
    office.write_env(OPENAI_BASE_URL=second)
    return office.load()


def env_file_then_environment(office: Office, first: str, second: str) -> Settings:
    office.write_env(OPENAI_BASE_URL=first, OPENAI_API_KEY=KEY)
    office.environ["OPENAI_BASE_URL"] = second
    return office.load()


def stored_file_edited(office: Office, first: str, second: str) -> Settings:
    keep_settings(office.load(), {"OPENAI_BASE_URL": first, "OPENAI_API_KEY": KEY})
    path = office.folder / "home" / KEPT_FILE
    path.write_text(path.read_text("utf-8").replace(f"'{first}'", f"'{second}'"), "utf-8")
    return office.load()


CHANGES = [
    environment_then_page,
    page_then_page,
    page_then_environment,
    page_under_an_environment_that_changes,
    environment_then_env_file,
    env_file_then_environment,
    stored_file_edited,
]


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_a_new_address_is_not_sent_the_key_of_the_old_one(
    tmp_path: Path, change: Callable[[Office, str, str], Settings]
) -> None:
    first, second = Script(), Script()
    with serve(first) as first_url, serve(second) as second_url:
        settings = change(Office(tmp_path), first_url, second_url)
        ask(settings)
        embed(settings)

    assert settings.base_url == second_url
    assert len(second.requests) >= 2
    assert KEY not in sent_to(second)
    assert settings.api_key is None


def test_the_key_goes_to_its_own_host_and_to_each_path_of_it(tmp_path: Path) -> None:
    script = Script()
    with serve(script) as url:
        office = Office(tmp_path)
        kept = keep_settings(office.load(), {"OPENAI_BASE_URL": url, "OPENAI_API_KEY": KEY})
        ask(kept)
        again = keep_settings(kept, {"OPENAI_BASE_URL": f"{url}/other"})
        embed(again)

    assert office.load() == again
    assert [headers["Authorization"] for headers in script.headers[:2]] == [f"Bearer {KEY}"] * 2


def test_a_key_typed_with_the_new_address_is_sent_there(tmp_path: Path) -> None:
    first, second = Script(), Script()
    with serve(first) as first_url, serve(second) as second_url:
        office = Office(tmp_path, OPENAI_API_KEY="sk-of-the-public-endpoint")
        kept = keep_settings(office.load(), {"OPENAI_BASE_URL": first_url, "OPENAI_API_KEY": KEY})
        ask(kept)
        newer = keep_settings(kept, {"OPENAI_BASE_URL": second_url, "OPENAI_API_KEY": OTHER})
        ask(newer)

    assert first.headers[0]["Authorization"] == f"Bearer {KEY}"
    assert second.headers[0]["Authorization"] == f"Bearer {OTHER}"
    assert KEY not in (tmp_path / "home" / KEPT_FILE).read_text("utf-8")
    assert office.load() == newer


def test_a_key_that_the_environment_sets_for_its_address_cannot_be_changed_in_the_page(
    tmp_path: Path,
) -> None:
    office = Office(tmp_path, OPENAI_API_KEY=KEY, OPENAI_BASE_URL="http://127.0.0.1:9/v1")

    with pytest.raises(SettingsError, match="is set by environment; change it there"):
        keep_settings(office.load(), {"OPENAI_API_KEY": OTHER})
    assert office.load().api_key == KEY


def test_a_change_of_another_setting_keeps_a_key_that_is_not_in_force(tmp_path: Path) -> None:
    office = Office(tmp_path)
    keep_settings(office.load(), {"OPENAI_BASE_URL": "http://127.0.0.1:9", "OPENAI_API_KEY": KEY})
    office.environ["OPENAI_BASE_URL"] = "http://127.0.0.1:10"
    changed = keep_settings(office.load(), {"JUSHI_LANGUAGE": "en"})
    office.environ["OPENAI_BASE_URL"] = "http://127.0.0.1:9"

    assert (changed.api_key, office.load().api_key) == (None, KEY)
    assert changed.withheld_key == ApiKey(KEY, "http://127.0.0.1:9", KEPT_FILE)


@pytest.mark.slow
@pytest.mark.parametrize("status", [301, 302, 307, 308])
@pytest.mark.parametrize("client", [ask, embed])
def test_a_redirect_to_another_host_is_not_followed(
    tmp_path: Path, client: Callable[[Settings], None], status: int
) -> None:
    second = Script()
    with serve(second) as elsewhere:
        first = Script(trouble=Trouble(status, location=f"{elsewhere}/chat/completions"))
        with serve(first) as url:
            office = Office(tmp_path, OPENAI_BASE_URL=url, OPENAI_API_KEY=KEY)
            try:
                client(office.load())
            except ModelError as error:
                assert KEY not in str(error)

    assert f"Bearer {KEY}" in sent_to(first)
    assert second.requests == []


@pytest.mark.parametrize("client", [ask, embed])
def test_what_the_libraries_find_in_the_environment_is_not_sent(
    tmp_path: Path, client: Callable[[Settings], None]
) -> None:
    secrets = {
        "OPENAI_CUSTOM_HEADERS": "X-Gateway-Key: secret-1\nAuthorization: Bearer secret-2",
        "OPENAI_ORG_ID": "secret-3",
        "OPENAI_PROJECT_ID": "secret-4",
        "OPENAI_ADMIN_KEY": "secret-5",
        "OPENAI_API_KEY": "secret-6",
    }
    script = Script()
    before = dict(os.environ)
    os.environ.update(secrets)
    try:
        with serve(script) as url:
            client(Office(tmp_path, OPENAI_BASE_URL=url).load())
    finally:
        os.environ.clear()
        os.environ.update(before)

    assert script.requests
    assert "secret-" not in sent_to(script)


def test_a_key_that_an_endpoint_repeats_is_not_in_the_error_of_the_embeddings(
    tmp_path: Path,
) -> None:
    body = json.dumps({"error": {"message": f"bad key {KEY}"}})
    with serve(Script(trouble=Trouble(400, body=body))) as url:
        settings = Office(tmp_path, OPENAI_BASE_URL=url, OPENAI_API_KEY=KEY).load()
        with pytest.raises(ModelError, match=r"bad key \*\*\*") as caught:
            build_embedder(settings).embed_query("复议")

    assert KEY not in str(caught.value)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("http://Model.Office/v1", "http://model.office:80"),
        ("https://model.office:443/v1/x", "https://model.office:443"),
        ("http://user:secret@model.office:8080", "http://model.office:8080"),
        ("http://[0:0::1]:11434", "http://[::1]:11434"),
        ("http://模型.example", "http://xn--xgs754b.example:80"),
        ("ftp://model.office", ""),
        ("http://", ""),
        ("http://model.office:port", ""),
        ("model.office", ""),
    ],
)
def test_a_host_has_one_spelling(url: str, expected: str) -> None:
    assert host_of(url) == expected


@pytest.mark.parametrize(
    "url",
    ["http://a.example", "https://a.example:8443", "https://b.example", "https://a.example.evil"],
)
def test_another_scheme_port_or_name_is_another_host(url: str) -> None:
    key = ApiKey(KEY, host_of("https://a.example/v1"))

    assert key.belongs_to("https://A.example:443/other")
    assert not key.belongs_to(url)
    assert not ApiKey(KEY, "").belongs_to("")
    assert KEY not in repr(key)
