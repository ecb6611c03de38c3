"""Where the files are that travel with the package: `knowledge/` and `prompts/`.

A checkout reads its own folders, so that an edit takes effect at once; an installed wheel carries
copies of both inside the package.
"""

from functools import cache
from pathlib import Path


@cache
def _root() -> Path:
    # `importlib.resources` would load tempfile and zipfile for the same answer.
    package = Path(__file__).parent
    checkout = package.parents[1]
    return checkout if (checkout / "pyproject.toml").is_file() else package / "_resources"


def resource_path(*parts: str) -> Path:
    """The file or folder at `parts`, such as `("knowledge", "lexicons", "units.tsv")`."""
    return _root().joinpath(*parts)
