"""Cases of this package, one JSON object a line under tests/data/figures."""

import json
from pathlib import Path
from typing import Any

import pytest

_FOLDER = Path(__file__).parents[1] / "data" / "figures"


def load_cases(name: str) -> list[Any]:
    """Give the cases of one file as pytest parameters, named by their ids."""
    lines = (_FOLDER / name).read_text(encoding="utf-8").splitlines()
    cases = [json.loads(line) for line in lines]
    return [pytest.param(case, id=case["id"]) for case in cases]
