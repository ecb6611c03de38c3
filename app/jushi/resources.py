"""Where the files are that travel with the package: `knowledge/` and `prompts/`.

A checkout reads its own folders, so that an edit takes effect at once; an installed wheel carries
copies of both inside the package.
"""

from functools import cache
from pathlib import Path
from typing import Any


@cache
def _root() -> Path:
    # `importlib.resources` would load tempfile and zipfile for the same answer.
    package = Path(__file__).parent
    checkout = package.parents[1]
    return checkout if (checkout / "pyproject.toml").is_file() else package / "_resources"


def resource_path(*parts: str) -> Path:
    """The file or folder at `parts`, such as `("knowledge", "lexicons", "units.tsv")`."""
    return _root().joinpath(*parts)


def resource_rows(*parts: str) -> tuple[tuple[str, ...], ...]:
    """The cells of each row of the tab-separated file at `parts`, without its heading.

    Lines that are empty or begin with # are remarks. Every row has as many cells as the heading.
    """
    lines = resource_path(*parts).read_text(encoding="utf-8").splitlines()
    rows = [tuple(line.split("\t")) for line in lines if line and line[0] != "#"]
    width = len(rows[0])
    return tuple(row + ("",) * (width - len(row)) for row in rows[1:])


@cache
def resource_yaml(*parts: str) -> Any:
    """The content of the YAML file at `parts`: read once, so nobody may change it."""
    import yaml

    # libyaml reads ten times faster, and wheels for some platforms come without it.
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load(resource_path(*parts).read_text(encoding="utf-8"), loader)


def lexicon_yaml(name: str) -> Any:
    """The content of `name` in `knowledge/lexicons/`; see `resource_yaml`."""
    return resource_yaml("knowledge", "lexicons", name)


@cache
def lexicon_rows(name: str) -> tuple[tuple[str, ...], ...]:
    """The rows of the table `name` in `knowledge/lexicons/`; see `resource_rows`."""
    return resource_rows("knowledge", "lexicons", name)
