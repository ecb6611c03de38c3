"""How well Word files of others are read: each number that pandoc sees against our text.

    jushi eval word [FOLDER] [--misses]

FOLDER holds .docx files that somebody brought together, best some hundreds that other programs and
their test suites made; folders below it count. A file is *whole* when every number that pandoc
reads in it stands in what Jushi reads, as often; *short* when one is missing; *refused* when Jushi
gives an error. What pandoc cannot read is counted and left out. Numbers that are struck out or
raised, or stand in the description of a picture or a table, are not asked for. *told*: what is
missing stands in what Jushi says that it left out, as page numbers of the contents and hidden text
do. The files are not part of the project, nor is pandoc: without them nothing is measured.
"""

import argparse
import json
import re
import shutil
import subprocess
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from jushi.documents import read_document
from jushi.errors import JushiError

Outcome = Literal["whole", "told", "short", "refused", "not by pandoc"]
_COUNTED: tuple[Outcome, ...] = ("whole", "told", "short", "refused")
_SHARED = Path(__file__).parents[2] / "shared" / "word-files"
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
# The degree of a root is no raised mark.
_RAISED = re.compile("[⁰¹²³⁴-⁹]+(?!√)")
_LONGEST_S = 60
_JOINED = ("Emph", "Strong", "Underline", "SmallCaps", "Subscript", "Link", "Span", "Quoted")
"""What stands in a line without parting it; all other elements part the text."""
_NOT_ASKED = ("Strikeout", "Superscript", "Image", "RawInline", "RawBlock")
"""Struck and raised text; what only describes a picture; text of another format."""


@dataclass(frozen=True, slots=True)
class Compared:
    """One file and what is missing of it."""

    path: Path
    outcome: Outcome
    numbers: int = 0
    """How many pandoc sees."""
    missing: tuple[str, ...] = ()
    """Those of them that we neither read nor tell as left out; the error where refused."""


def compare_folder(folder: Path) -> tuple[Compared, ...]:
    """Compare every .docx below a folder, by name."""
    paths = sorted(path for path in folder.rglob("*.docx") if path.is_file())
    with ThreadPoolExecutor(2) as pool:  # pandoc is a process of its own
        return tuple(map(compare_file, paths, pool.map(read_by_pandoc, paths)))


def compare_file(path: Path, tree: dict[str, Any] | None) -> Compared:
    """Hold one file, as read here, against the tree that pandoc made of it; None: it made none."""
    if tree is None:
        return Compared(path, "not by pandoc")
    wanted = count_numbers("".join(pandoc_text(tree)))
    try:
        document = read_document(path.name, path.read_bytes())
    except JushiError as error:
        return Compared(path, "refused", wanted.total(), (str(error),))
    lacking = wanted - count_numbers(document.text)
    missing = tuple((lacking - count_numbers("\n".join(document.removed))).elements())
    outcome: Outcome = "short" if missing else "told" if lacking else "whole"
    return Compared(path, outcome, wanted.total(), missing)


def count_numbers(text: str) -> Counter[str]:
    """Count the numbers written in digits of any width, without those that are raised."""
    plain = unicodedata.normalize("NFKC", _RAISED.sub(" ", text))
    return Counter(_NUMBER.findall(plain))


def read_by_pandoc(path: Path) -> dict[str, Any] | None:
    """Give pandoc's tree of a .docx; None where pandoc fails or takes over a minute."""
    command = ["pandoc", "--from=docx", "--to=json", str(path)]
    try:
        done = subprocess.run(command, capture_output=True, check=True, timeout=_LONGEST_S)
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired):
        return None
    tree: dict[str, Any] = json.loads(done.stdout)
    return tree


def pandoc_text(tree: dict[str, Any]) -> Iterator[str]:
    """Give the text of pandoc's tree in pieces; numbers of lists are not part of it."""
    for value in tree["meta"].values():
        yield from _texts(value)
        yield "\n"
    yield from _texts(tree["blocks"])


def _texts(node: object) -> Iterator[str]:
    """Pieces of a node; bare strings in it are names, styles and targets of links."""
    if isinstance(node, list):
        for child in node:
            yield from _texts(child)
    elif isinstance(node, dict) and "t" in node:
        yield from _element(node["t"], node.get("c"))


def _element(kind: str, content: Any) -> Iterator[str]:
    if kind in ("Str", "MetaString"):
        yield content
    elif kind in _JOINED:
        yield from _texts(content)
    else:
        yield "\n"
        if kind in ("Math", "Code", "CodeBlock"):
            yield content[1]
        elif kind == "Table":
            yield from _texts(content[3:])  # without what describes it
        elif kind not in _NOT_ASKED:
            yield from _texts(content)
        yield "\n"


def main(arguments: Sequence[str]) -> int:
    """Print what came of the files; 1 if a number is missing or a file was refused."""
    parser = argparse.ArgumentParser(prog="jushi eval word", description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=_SHARED)
    parser.add_argument("--misses", action="store_true", help="each file that is not whole")
    given = parser.parse_args(arguments)
    lacking = why_not(given.folder)
    if lacking:
        print(f"skipped: {lacking}", file=sys.stderr)
        return 0
    compared = compare_folder(given.folder)
    for each in compared:
        if given.misses and each.outcome in ("short", "refused"):
            print(f"{each.path.name}: {each.outcome}: {' '.join(each.missing[:12])}")
    return _print_sums(compared)


def why_not(folder: Path) -> str:
    """Say why nothing can be measured; empty where it can."""
    if shutil.which("pandoc") is None:
        return "pandoc is not installed"
    if next(folder.rglob("*.docx"), None) is None:
        return f"no .docx in {folder}"
    return ""


def _print_sums(compared: Sequence[Compared]) -> int:
    by_pandoc = [each for each in compared if each.outcome != "not by pandoc"]
    counts = Counter(each.outcome for each in by_pandoc)
    numbers = sum(each.numbers for each in by_pandoc)
    missing = sum(len(each.missing) for each in by_pandoc if each.outcome == "short")
    print(f"{len(compared)} files, {len(by_pandoc)} that pandoc reads")
    shown = [*(counts[outcome] for outcome in _COUNTED), numbers, missing]
    print("| " + " | ".join((*_COUNTED, "numbers", "missing")) + " |")
    print("| --- " * len(shown) + "|")
    print("| " + " | ".join(map(str, shown)) + " |")
    seen = counts["whole"] + counts["told"]
    print(f"whole or told: {seen / max(len(by_pandoc), 1):.1%}")
    return int(bool(counts["short"] or counts["refused"]))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
