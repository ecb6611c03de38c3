"""True texts with their workbooks: the seed, the shipped sample, and hand-made corpus workbooks."""

from pathlib import Path

import yaml
from jushi.documents import read_document
from jushi.fidelity import check_text
from jushi.figures import FigureTable, read_workbook
from jushi.services.error_injection import Truth

_ROOT = Path(__file__).parents[1]


def load_truths(shared: Path) -> dict[str, Truth]:
    """Documents by name; those of `shared` only where that folder is."""
    truths = {}
    sample = _ROOT / "knowledge" / "sample"
    for year in (2022, 2023):
        text = (sample / f"report-{year}.txt").read_text(encoding="utf-8")
        truths[f"sample-{year}"] = _truth(text, sample / f"figures-{year}.csv")
    if shared.is_dir():
        text = (shared / "seed" / "report-2023.txt").read_text(encoding="utf-8")
        truths["seed-2023"] = _truth(text, shared / "seed" / "figures-2023.csv")
        truths |= _corpus(shared / "corpus" / "reports")
    return truths


def _corpus(reports: Path) -> dict[str, Truth]:
    folder = _ROOT / "evals" / "cases" / "corpus"
    truths = {}
    for part in yaml.safe_load((folder / "parts.yaml").read_text(encoding="utf-8")):
        content = (reports / part["file"]).read_bytes()
        text = read_document(part["file"], content).text
        start = text.index(part["start"])
        text = text[start : text.index(part["end"], start + len(part["start"]))]
        name = Path(part["file"]).stem
        truths[name] = _truth(text, folder / part["workbook"])
    return truths


def _truth(text: str, workbook: Path) -> Truth:
    table = read_table(workbook)
    return Truth(text, table, check_text(text, table))


def read_table(path: Path) -> FigureTable:
    """The figures of a workbook on disk."""
    return read_workbook(path.name, path.read_bytes())
