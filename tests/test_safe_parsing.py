"""What was sent is measured before it is parsed: deep, huge and circular texts end in one line."""

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from jushi.error_telling import tell_error
from jushi.errors import JushiError
from jushi.figures import read_workbook
from jushi.safe_parsing import (
    DEEPEST,
    MalformedError,
    load_json,
    load_yaml,
    parse_xml,
    plain_values,
)

_DEEP = 30_000
_LAUGHS = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 12)
)

_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=20,
)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("[" * _DEEP + "]" * _DEEP, id="lists"),
        pytest.param("[" * _DEEP, id="lists left open"),
        pytest.param("{a: " * _DEEP + "}" * _DEEP, id="objects"),
        pytest.param("- " * _DEEP + "x", id="dashes on one line"),
        pytest.param("".join(" " * n + "a:\n" for n in range(300)), id="indented keys"),
        pytest.param("? " * _DEEP + "x", id="keys of keys"),
        pytest.param("x: &a [" + "[" * _DEEP, id="behind an anchor"),
        pytest.param("# [[[\n---\n" + "[" * _DEEP, id="behind a comment and a document mark"),
    ],
)
def test_deep_yaml_is_refused_and_the_process_lives(text: str) -> None:
    for loader in (yaml.BaseLoader, yaml.CBaseLoader, yaml.SafeLoader):
        with pytest.raises(MalformedError, match=r"nested more than \d+ levels deep"):
            load_yaml(text, loader)


def test_deep_yaml_file_is_told_with_its_place() -> None:
    content = b"figures:\n  - " + b"[" * _DEEP + b"]" * _DEEP
    # In a process of its own: what is tested for is its death.
    script = (
        "import sys\nfrom jushi.errors import JushiError\nfrom jushi.figures import read_workbook\n"
        "try:\n    read_workbook('f.yaml', sys.stdin.buffer.read())\n"
        "except JushiError as error:\n    print(error)\n"
    )

    done = subprocess.run(
        [sys.executable, "-c", script],
        input=content,
        cwd=Path(__file__).parents[1],
        capture_output=True,
        check=True,
    )

    assert done.stdout.decode() == (
        f"f.yaml: not valid YAML (line 2, column {5 + DEEPEST - 2}: nested more than {DEEPEST} "
        "levels deep); mend the file, or use .xlsx\n"
    )


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        pytest.param(_LAUGHS, "values, aliases written out", id="aliases of aliases"),
        pytest.param("a: &a [*a]", "an alias stands inside what it repeats", id="circle"),
        pytest.param("a: &a\n  b: {c: *a}", "an alias stands inside", id="circle of objects"),
        pytest.param("[" + "x," * 1000 + "]", "more than 1000 values", id="many values"),
        pytest.param("a: *b", "undefined alias", id="alias of nothing"),
        pytest.param("a: [", "line 2, column 1: did not find", id="cut off"),
        pytest.param("a: \x07", "control characters are not allowed", id="control character"),
    ],
)
def test_yaml_that_cannot_be_read_is_told(text: str, problem: str) -> None:
    with pytest.raises(MalformedError, match=problem):
        load_yaml(text, getattr(yaml, "CBaseLoader", yaml.BaseLoader), most_values=1000)


@pytest.mark.parametrize("value", ["2023-13-45", "!!int x", "!!timestamp x", "{[1]: 2}", "0x", "="])
def test_values_that_a_constructor_stumbles_over_are_told(value: str) -> None:
    try:
        load_yaml(f"a: {value}", yaml.SafeLoader)
    except MalformedError as error:
        assert "\n" not in str(error)


def test_integer_of_base_60_takes_no_time_with_the_square_of_its_length() -> None:
    began = time.process_time()
    loaded = load_yaml("a: 1" + ":59" * 50_000, plain_values(yaml.SafeLoader))

    assert time.process_time() - began < 2
    assert isinstance(loaded["a"], str)
    assert load_yaml("[12, true, 1:30]", plain_values(yaml.SafeLoader)) == [12, True, 90]


@pytest.mark.parametrize(
    "text", ["[" * _DEEP + "]" * _DEEP, "[" * _DEEP, '{"a":' * _DEEP, '[{"a":' * _DEEP]
)
def test_deep_json_is_refused(text: str) -> None:
    with pytest.raises(MalformedError, match=f"nested more than {DEEPEST} levels deep"):
        load_json(text)


@pytest.mark.parametrize("text", ["", "[", '{"a":', "nul", '"\\', "[1,]", "1" * 5000, b"\xff\xfe["])
def test_what_is_no_json_is_told(text: str | bytes) -> None:
    with pytest.raises(MalformedError):
        load_json(text)


@settings(max_examples=50)
@given(_values)
def test_what_is_small_and_flat_is_read_as_before(value: object) -> None:
    text = json.dumps(value)

    assert load_json(text) == value
    assert load_json(text.encode()) == value
    assert load_yaml(text, yaml.SafeLoader) == yaml.safe_load(text)


def test_brackets_in_strings_do_not_nest() -> None:
    text = json.dumps(["[{" * 500, '\\"[' * 500, *[["]"]] * 200])

    assert load_json(text) == json.loads(text)


def test_deep_xml_and_entities_are_refused() -> None:
    with pytest.raises(MalformedError, match="nested more than 256 levels deep"):
        parse_xml(b"<a>" * 5000 + b"</a>" * 5000)
    with pytest.raises(MalformedError, match="declares XML entities"):
        parse_xml(b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')
    with pytest.raises(MalformedError):
        parse_xml(b"<a><b></a>")


@pytest.mark.parametrize(
    "value", ["1e999999999", "-1e999999999", "1e-999999999", "9" * 4000, "0." + "0" * 500 + "1"]
)
@pytest.mark.parametrize("key", ["数值", "指标", "备注", "没有人知道的列"])
def test_number_of_a_billion_digits_is_not_written_out(key: str, value: str) -> None:
    began = time.process_time()
    try:
        read_workbook("f.json", f'[{{"指标": "a", "数值": 1, "{key}": {value}}}]'.encode())
    except JushiError as error:
        assert "\n" not in str(error)

    assert time.process_time() - began < 2


def test_deep_file_is_told_in_chinese() -> None:
    with pytest.raises(JushiError) as caught:
        read_workbook("f.yaml", b"[" * _DEEP)

    assert tell_error(caught.value, "zh") == (
        f"f.yaml：不是有效的 YAML（第 1 行第 {DEEPEST + 1} 列：嵌套超过 {DEEPEST} 层）；"
        "请改正文件，或者改用 .xlsx"
    )
