"""The parts of the READMEs that are made from the code; `make readme` writes them anew."""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from jushi.cli import build_parser
from jushi.commands import Parser
from jushi.messages import Language
from jushi.settings import SPECS

ROOT = Path(__file__).parents[1]
READMES: dict[str, Language] = {"README.md": "en", "README.zh-CN.md": "zh"}


def commands_part(language: Language) -> str:
    """Every command with its usage and what it does, as a fenced block."""
    rows = list(_commands(build_parser(language)))
    return "\n".join(("```text", *(f"{usage}\n    {told}" for usage, told in rows), "```"))


def settings_part(language: Language) -> str:
    """Every setting with its default and meaning, as a table."""
    heads = {"en": ("Setting", "Default", "Meaning"), "zh": ("设置", "默认", "含义")}[language]
    lines = [" | ".join(("", *heads, "")).strip(), "|---|---|---|"]
    for spec in SPECS:
        default = f"`{spec.default}`" if spec.default else ""
        lines.append(f"| `{spec.name}` | {default} | {spec.meaning(language)} |")
    return "\n".join(lines)


def with_fresh_parts(text: str, language: Language) -> str:
    """`text` with the lines between `<!-- made: NAME -->` and `<!-- end -->` made anew."""
    for name, part in (
        ("commands", commands_part(language)),
        ("settings", settings_part(language)),
    ):
        pattern = rf"(<!-- made: {name} -->\n).*?(<!-- end -->)"
        text, count = re.subn(
            pattern, lambda m, p=part: f"{m[1]}{p}\n{m[2]}", text, flags=re.DOTALL
        )
        if count != 1:
            raise SystemExit(f"README has {count} parts named {name}, not one")
    return text


def _commands(parser: Parser) -> Iterator[tuple[str, str]]:
    for help_, below in parser.commands:
        if below.commands:
            yield from _commands(below)
        else:
            yield f"{parser.prog} {help_.usage}", help_.text(parser.language)


def main() -> None:
    """Write the made parts of both READMEs anew."""
    for name, language in READMES.items():
        path = ROOT / name
        path.write_text(with_fresh_parts(path.read_text("utf-8"), language), "utf-8")


if __name__ == "__main__":
    main()
