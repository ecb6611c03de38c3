"""What the environment and `.env` may ask for, and what each setting changes."""

import os
from pathlib import Path

import pytest
from jushi.errors import SettingsError
from jushi.settings import (
    KEPT_FILE,
    SPECS,
    keep_settings,
    load_settings,
    shown_value,
)
from jushi.wiring import open_knowledge


def test_nothing_set_gives_a_workspace_that_needs_no_network(tmp_path: Path) -> None:
    settings = load_settings({}, tmp_path)

    assert settings.database_url == f"sqlite:///{settings.home / 'jushi.db'}"
    assert (settings.chroma_url, settings.model, settings.base_url) == (None, None, None)
    assert settings.embeddings == "local"
    assert settings.language == "zh"
    assert {origin for _, origin in settings.origins} == {"default"}


def test_origins_name_every_setting_once() -> None:
    settings = load_settings({"JUSHI_MODEL": "qwen"})

    assert [name for name, _ in settings.origins] == [spec.name for spec in SPECS]
    assert dict(settings.origins)["JUSHI_MODEL"] == "environment"


def test_env_file_fills_what_the_environment_leaves_open(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text(
        '# 本单位\nexport JUSHI_MODEL="qwen 3"\nJUSHI_LANGUAGE=en\n\nOTHER=1\n', "utf-8"
    )

    settings = load_settings({"JUSHI_LANGUAGE": "zh", "JUSHI_EMBEDDINGS": ""}, tmp_path)

    assert (settings.model, settings.language) == ("qwen 3", "zh")
    assert dict(settings.origins)["JUSHI_MODEL"] == ".env"


REFUSED = {
    "misspelt": (
        {"JUSHI_LANGAUGE": "en"},
        "JUSHI_LANGAUGE (environment): is not a setting; did you mean JUSHI_LANGUAGE?",
    ),
    "like_nothing_known": (
        {"JUSHI_ZZZ": "1"},
        (
            "JUSHI_ZZZ (environment): is not a setting; remove it, or write JUSHI_ with one of "
            "HOME, DATABASE_URL, CHROMA_URL, OFFICE, MODEL, FIRST_BYTE_S, SILENCE_S, REPLY_S, "
            "SECTIONS_AT_ONCE, EMBEDDINGS, LOCAL_ONLY, SIGN_OFF_BLOCKS, LANGUAGE, DEBUG"
        ),
    ),
    "language_of_nobody": (
        {"JUSHI_LANGUAGE": "fr"},
        "JUSHI_LANGUAGE: 'fr' is not a language; write zh or en",
    ),
    "flag_that_is_no_flag": (
        {"JUSHI_DEBUG": "maybe"},
        "JUSHI_DEBUG: 'maybe' is neither yes nor no; write 1 or 0",
    ),
    "database_of_another_maker": (
        {"JUSHI_DATABASE_URL": "mysql://h/d"},
        (
            "JUSHI_DATABASE_URL: 'mysql' is not a kind of database that Jushi knows; "
            "write sqlite:///FILE or postgresql://USER@HOST/NAME"
        ),
    ),
    "address_without_scheme": (
        {"JUSHI_CHROMA_URL": "localhost:8000"},
        "JUSHI_CHROMA_URL: 'localhost:8000' is not an address; write http://HOST:PORT",
    ),
    "address_with_letters_for_a_port": (
        {"OPENAI_BASE_URL": "http://localhost:abc"},
        "OPENAI_BASE_URL: 'http://localhost:abc' is not an address; write http://HOST:PORT",
    ),
    "time_that_is_none": (
        {"JUSHI_FIRST_BYTE_S": "soon"},
        "JUSHI_FIRST_BYTE_S: 'soon' is no time in seconds; write a number above 0, at most 86400",
    ),
    "time_of_nothing": (
        {"JUSHI_SILENCE_S": "0"},
        "JUSHI_SILENCE_S: '0' is no time in seconds; write a number above 0, at most 86400",
    ),
    "time_without_end": (
        {"JUSHI_REPLY_S": "inf"},
        "JUSHI_REPLY_S: 'inf' is no time in seconds; write a number above 0, at most 86400",
    ),
    "no_section_at_a_time": (
        {"JUSHI_SECTIONS_AT_ONCE": "0"},
        "JUSHI_SECTIONS_AT_ONCE: '0' is no number from 1 to 64; write one of 1 to 64",
    ),
    "half_a_section_at_a_time": (
        {"JUSHI_SECTIONS_AT_ONCE": "1.5"},
        "JUSHI_SECTIONS_AT_ONCE: '1.5' is no number from 1 to 64; write one of 1 to 64",
    ),
    "address_with_a_password": (
        {"OPENAI_BASE_URL": "http://user:hidden@127.0.0.1:8000/v1"},
        (
            "OPENAI_BASE_URL: holds more than an address; "
            "write http://HOST:PORT/PATH, and a key by itself"
        ),
    ),
    "address_that_hides_its_host_behind_a_name": (
        {"JUSHI_CHROMA_URL": "http://127.0.0.1@8.8.8.8:8000"},
        (
            "JUSHI_CHROMA_URL: holds more than an address; "
            "write http://HOST:PORT/PATH, and a key by itself"
        ),
    ),
    "address_with_a_key_in_its_query": (
        {"OPENAI_BASE_URL": "https://127.0.0.1/v1?key=hidden"},
        (
            "OPENAI_BASE_URL: holds more than an address; "
            "write http://HOST:PORT/PATH, and a key by itself"
        ),
    ),
    "broken_address_with_a_password": (
        {"OPENAI_BASE_URL": "http://user:hidden@h:port"},
        "OPENAI_BASE_URL: what it holds is not an address; write http://HOST:PORT",
    ),
    "database_without_a_scheme": (
        {"JUSHI_DATABASE_URL": "clerk:hidden@db/jushi"},
        (
            "JUSHI_DATABASE_URL: what it holds is not a kind of database that Jushi knows; "
            "write sqlite:///FILE or postgresql://USER@HOST/NAME"
        ),
    ),
    "key_with_a_line_feed": (
        {"OPENAI_API_KEY": "sk-hidden\nX-More: 1"},
        "OPENAI_API_KEY: holds characters that no key has; copy it anew, alone",
    ),
    "key_in_full_width_letters": (
        {"OPENAI_API_KEY": "ｓｋ-hidden"},
        "OPENAI_API_KEY: holds characters that no key has; copy it anew, alone",
    ),
    "embedder_without_a_model": (
        {"JUSHI_EMBEDDINGS": "openai:"},
        "JUSHI_EMBEDDINGS: 'openai:' is not an embedder; write local, bigrams or openai:MODEL",
    ),
}


@pytest.mark.parametrize(("environ", "message"), REFUSED.values(), ids=REFUSED.keys())
def test_unusable_setting_is_named_with_its_remedy(environ: dict[str, str], message: str) -> None:
    with pytest.raises(SettingsError) as caught:
        load_settings(environ)

    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("qwen # 本地", "qwen"),
        ("qwen#3", "qwen#3"),
        ("'a\"b # c'", 'a"b # c'),
        ('"a\\"b"', 'a"b'),
        ("C:\\new", "C:\\new"),
        ("'C:\\new'", "C:\\new"),
        ("a=b", "a=b"),
        ("${HOME}", "${HOME}"),
        ("  qwen  ", "qwen"),
    ],
    ids=[
        "comment behind",
        "number sign inside",
        "single quotes",
        "escaped quote",
        "backslash",
        "backslash in single quotes",
        "equals sign",
        "reference to a variable",
        "blanks around",
    ],
)
def test_env_file_is_read_as_other_programs_read_it(
    tmp_path: Path, written: str, value: str
) -> None:
    (tmp_path / ".env").write_text(f"OTHER='two\nlines'\nJUSHI_MODEL={written}\n", "utf-8")

    assert load_settings({}, tmp_path).model == value


ENV_FAULTS = {
    "no_value": (
        "JUSHI_MODEL=a\nJUSHI_HOME\n",
        "{}, line 2: 'JUSHI_HOME' is not NAME=value; mend it",
    ),
    "no_name": ("\n\n# 注\n\n=qwen\n", "{}, line 5: what stands there is not NAME=value; mend it"),
    "open_quotes": (
        'JUSHI_MODEL=a\n\nexport OPENAI_API_KEY="sk-secret\n',
        "{}, line 3: the value of 'OPENAI_API_KEY' does not end; close its quotes",
    ),
    "escape_that_is_a_line_break": (
        'JUSHI_HOME="C:\\new"\n',
        (
            "{}, line 1: the value of 'JUSHI_HOME' holds line breaks or other control characters; "
            "write it in single quotes, in which a backslash is a backslash"
        ),
    ),
}


@pytest.mark.parametrize(("text", "message"), ENV_FAULTS.values(), ids=ENV_FAULTS.keys())
def test_env_file_line_that_is_no_setting_is_named_with_its_number(
    tmp_path: Path, text: str, message: str
) -> None:
    path = tmp_path / ".env"
    path.write_text(text, "utf-8")

    with pytest.raises(SettingsError) as caught:
        load_settings({}, tmp_path)

    assert str(caught.value) == message.format(path)


def test_misspelt_name_in_the_env_file_is_named_with_its_line(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("# 本单位\n\nJUSHI_LANGAUGE=en\n", "utf-8")

    with pytest.raises(SettingsError) as caught:
        load_settings({}, tmp_path)

    assert str(caught.value) == (
        "JUSHI_LANGAUGE (.env, line 3): is not a setting; did you mean JUSHI_LANGUAGE?"
    )


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        *((name, "OPENAI_BASE_URL") for name in (
            "OPENAI_BASEURL", "OPENAI_API_BASE", "OPENAI_URL", "OPENAI_BASE_ULR", "OPENAI_HOST",
            "OPENAI_API_BASE_URL", "OPENAI_ENDPOINT", "OPENAI_base_url",
        )),
        *((name, "OPENAI_API_KEY") for name in (
            "OPENAI_KEY", "OPENAI_APIKEY", "OPENAI_API_KEYS", "OPENAI_TOKEN", "OPENAI_API_KYE",
            "OPENAI_API_TOKEN", "OPEN_AI_API_KEY",
        )),
    ],
)  # fmt: skip
def test_misspelt_address_or_key_of_the_model_is_refused(
    tmp_path: Path, name: str, meant: str
) -> None:
    with pytest.raises(SettingsError) as told:
        load_settings({name: "http://127.0.0.1:9"})
    (tmp_path / ".env").write_text(f"{name}=x\n", "utf-8")
    with pytest.raises(SettingsError) as told_of_file:
        load_settings({}, tmp_path)

    assert str(told.value) == f"{name} (environment): is not a setting; did you mean {meant}?"
    assert str(told_of_file.value).startswith(f"{name} (.env, line 1): ")


@pytest.mark.parametrize(
    "environ",
    [
        {"OPENAI_ORG_ID": "x", "OPENAI_LOG": "info", "OPENAI_PROJECT_ID": "x"},
        {"OPENAI_API_BASE": "http://127.0.0.1:1", "OPENAI_BASE_URL": "http://127.0.0.1:2"},
        {"API_KEY": "x", "BASE_URL": "x", "OPEN_URL": "x", "AZURE_OPENAI_API_KEY": "x"},
    ],
)
def test_settings_of_other_programs_are_left_alone(environ: dict[str, str]) -> None:
    assert load_settings(environ).model is None


@pytest.mark.parametrize(
    "host",
    [
        "134744072", "0x08080808", "010.010.010.010", "0x8.8.8.8", "8.8.2056", "[::ffff:8.8.8.8]",
        "[::ffff:808:808]", "[64:ff9b::808:808]", "[::8.8.8.8]", "8.8.8.8.", "8.526344",
        "169.254.169.254", "[fe80::1]", "[::ffff:169.254.1.1]",
    ],
)  # fmt: skip
@pytest.mark.parametrize("name", ["OPENAI_BASE_URL", "JUSHI_CHROMA_URL"])
def test_public_address_is_refused_however_it_is_written(name: str, host: str) -> None:
    with pytest.raises(SettingsError, match="is outside this machine and the private network"):
        load_settings({"JUSHI_LOCAL_ONLY": "1", name: f"http://{host}:8000"})


@pytest.mark.parametrize(
    "host",
    ["2130706433", "0x7f000001", "0177.0.0.1", "127.1", "10.1", "[::ffff:10.0.0.1]", "0", "[::1]",
     "LOCALHOST", "localhost.", "192.168.257"],
)  # fmt: skip
def test_local_address_is_taken_however_it_is_written(host: str) -> None:
    settings = load_settings({"JUSHI_LOCAL_ONLY": "1", "OPENAI_BASE_URL": f"http://{host}:8000"})

    assert settings.local_only


@pytest.mark.parametrize("line", ["sk-hidden", "OPENAI_API_KEY: sk-hidden", "=sk-hidden"])
def test_a_key_on_a_line_of_its_own_is_not_repeated(tmp_path: Path, line: str) -> None:
    (tmp_path / ".env").write_text(f"{line}\n", "utf-8")

    with pytest.raises(
        SettingsError, match=r"line 1: what stands there is not NAME=value"
    ) as error:
        load_settings({}, tmp_path)

    assert "hidden" not in str(error.value)


def test_env_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes("JUSHI_HOME=报告".encode("gb18030"))

    with pytest.raises(SettingsError, match="cannot be read as UTF-8 text; save it as UTF-8"):
        load_settings({}, tmp_path)


def test_home_moves_the_default_database(tmp_path: Path) -> None:
    settings = load_settings({"JUSHI_HOME": str(tmp_path / "办公室")})

    assert settings.home == tmp_path / "办公室"
    assert settings.database_url == f"sqlite:///{tmp_path / '办公室' / 'jushi.db'}"


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_every_spelling_of_postgresql_means_the_driver_that_ships(scheme: str) -> None:
    settings = load_settings({"JUSHI_DATABASE_URL": f"{scheme}://clerk@db/jushi"})

    assert settings.database_url == "postgresql+psycopg://clerk@db/jushi"


PUBLIC = {
    "model_at_a_public_address": {"OPENAI_BASE_URL": "https://8.8.8.8/v1"},
    "model_at_a_public_address_in_ipv6": {"OPENAI_BASE_URL": "http://[::ffff:8.8.8.8]/v1"},
    "index_at_a_public_address": {"JUSHI_CHROMA_URL": "http://[2001:4860:4860::8888]:8000"},
    "model_without_an_address": {"JUSHI_MODEL": "gpt"},
    "embeddings_without_an_address": {"JUSHI_EMBEDDINGS": "openai:text-embedding-3-small"},
}


@pytest.mark.parametrize("environ", PUBLIC.values(), ids=PUBLIC.keys())
def test_local_only_refuses_what_the_open_setting_allows(environ: dict[str, str]) -> None:
    load_settings(environ | {"JUSHI_LOCAL_ONLY": "0"})

    with pytest.raises(SettingsError):
        load_settings(environ | {"JUSHI_LOCAL_ONLY": "1"})


def test_secrets_show_neither_in_repr_nor_to_doctor() -> None:
    environ = {
        "OPENAI_API_KEY": "sk-very-secret",
        "JUSHI_DATABASE_URL": "postgresql://clerk:hidden@db/jushi",
    }
    settings = load_settings(environ)

    shown = [shown_value(settings, spec) for spec in SPECS]

    assert "***" in shown
    assert "postgresql+psycopg://clerk:***@db/jushi" in shown
    assert not any("secret" in text or "hidden" in text for text in (*shown, repr(settings)))


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://clerk:hidden@db/jushi",
        "postgresql://clerk:hid/den#hid?den@db/jushi",
        "postgresql://clerk:hid@den@db/jushi",
        "postgresql://db/jushi?user=clerk&password=hidden&sslmode=require",
        "postgresql:///jushi?host=/run&sslpassword=hidden",
    ],
)
def test_no_spelling_of_a_database_shows_its_password(url: str) -> None:
    settings = load_settings({"JUSHI_DATABASE_URL": url})

    shown = [shown_value(settings, spec) for spec in SPECS]

    assert not any("hid" in text or "den" in text for text in (*shown, repr(settings)))
    assert any("***" in text for text in shown)


def test_loading_leaves_the_environment_as_it_was(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("JUSHI_MODEL=qwen\n", "utf-8")
    before = dict(os.environ)

    load_settings(os.environ, tmp_path)

    assert dict(os.environ) == before


def test_office_is_told_to_the_index_of_documents(tmp_path: Path) -> None:
    report = "禾溪县2022年度法治政府建设情况报告\n\n一、工作情况\n受理案件三百件。\n".encode()
    kinds = []
    for office in ("", "禾溪县"):
        settings = load_settings({"JUSHI_HOME": str(tmp_path / office), "JUSHI_OFFICE": office})
        with open_knowledge(settings) as knowledge:
            knowledge.add([("报告.txt", report)])
            kinds += [document.kind for document in knowledge.documents()]

    assert kinds == ["other_report", "own_report"]


def test_what_was_kept_holds_until_the_environment_says_otherwise(tmp_path: Path) -> None:
    home = {"JUSHI_HOME": str(tmp_path)}
    key = "a\"b'c\\n=d #e${HOME}"
    chosen = {"JUSHI_MODEL": "qwen 3", "OPENAI_API_KEY": key, "JUSHI_LANGUAGE": "en"}

    given = keep_settings(load_settings(home), chosen)
    again = load_settings(home)
    over = load_settings(home | {"JUSHI_MODEL": "other"})

    assert again == given
    assert (again.model, again.api_key, again.language) == ("qwen 3", key, "en")
    assert dict(again.origins)["JUSHI_MODEL"] == KEPT_FILE
    assert (over.model, dict(over.origins)["JUSHI_MODEL"]) == ("other", "environment")


def test_what_an_earlier_version_kept_is_read(tmp_path: Path) -> None:
    (tmp_path / KEPT_FILE).write_text('JUSHI_MODEL="qwen 3"\nJUSHI_OFFICE="禾溪县"\n', "utf-8")

    settings = load_settings({"JUSHI_HOME": str(tmp_path)})

    assert (settings.model, settings.office) == ("qwen 3", "禾溪县")


def test_only_its_owner_may_read_what_was_kept(tmp_path: Path) -> None:
    settings = load_settings({"JUSHI_HOME": str(tmp_path / "home")})

    for key in ("first", "second"):
        keep_settings(settings, {"OPENAI_API_KEY": key})
        assert (tmp_path / "home" / KEPT_FILE).stat().st_mode & 0o777 == 0o600


def test_an_empty_value_goes_back_to_the_default(tmp_path: Path) -> None:
    settings = load_settings({"JUSHI_HOME": str(tmp_path)})
    chosen = {"JUSHI_LANGUAGE": "en", "JUSHI_MODEL": "qwen", "OPENAI_API_KEY": "secret"}

    after = keep_settings(
        keep_settings(settings, chosen), {"JUSHI_LANGUAGE": "", "JUSHI_MODEL": ""}
    )

    assert (after.language, after.model, after.api_key) == ("zh", None, "secret")
    assert load_settings({"JUSHI_HOME": str(tmp_path)}) == after


@pytest.mark.parametrize(
    ("environ", "chosen"),
    [
        ({}, {"OPENAI_BASE_URL": "ftp://host"}),
        ({}, {"JUSHI_LANGUAGE": "fr"}),
        ({}, {"JUSHI_LOCAL_ONLY": "1"}),
        ({}, {"JUSHI_MODEL": "a\nJUSHI_DEBUG=1"}),
        ({"JUSHI_MODEL": "fixed"}, {"JUSHI_MODEL": "other"}),
        ({"JUSHI_LOCAL_ONLY": "1"}, {"OPENAI_BASE_URL": "https://8.8.8.8"}),
        ({"JUSHI_LOCAL_ONLY": "1"}, {"JUSHI_MODEL": "public"}),
    ],
    ids=["address", "language", "not ours", "line feed", "environment", "outside", "public"],
)
def test_what_cannot_be_used_is_not_kept(
    tmp_path: Path, environ: dict[str, str], chosen: dict[str, str]
) -> None:
    settings = load_settings(environ | {"JUSHI_HOME": str(tmp_path)})

    with pytest.raises(SettingsError):
        keep_settings(settings, chosen)

    assert not (tmp_path / KEPT_FILE).exists()
