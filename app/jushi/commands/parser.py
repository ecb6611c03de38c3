"""The argument parser of the command line: bilingual, and with errors of one line."""

import argparse
import re
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import NoReturn, TextIO

from jushi.error_telling import tell_error
from jushi.errors import InvalidError, JushiError
from jushi.messages import Language, render
from jushi.settings import Settings

Run = Callable[[argparse.Namespace, "Console"], int]


class UsageError(InvalidError):
    """Arguments that cannot be understood."""


_CLEAR_LINE = "\r\033[K"


@dataclass(frozen=True, slots=True)
class Console:
    """Where a command tells what it did, and in which language."""

    settings: Settings
    out: TextIO

    @property
    def language(self) -> Language:
        return self.settings.language

    def say(self, code: str, /, **parameters: object) -> None:
        """Print the line that the catalogue has under `code`."""
        print(render(code, self.language, **parameters), file=self.out)

    def warn(self, error: JushiError) -> None:
        """Print one line about what was left out, beside the output."""
        print(tell_error(error, self.language), file=sys.stderr)

    def show(self, code: str = "", /, **parameters: object) -> None:
        """Put what goes on into one line of the terminal, in place of what was shown before.

        Without a code the line is cleared. Nothing is shown where errors go to a file or to
        another program.
        """
        if sys.stderr.isatty():
            line = render(code, self.language, **parameters) if code else ""
            print(f"{_CLEAR_LINE}{line}", end="", file=sys.stderr, flush=True)


@dataclass(frozen=True, slots=True)
class Help:
    """What `--help` and the README say of a command."""

    usage: str
    """Arguments as in `check DRAFT --figures F`, the command's own name first."""
    name: str
    """Of what it does, in the subject `help` of the catalogue."""

    def text(self, language: Language) -> str:
        """What it does, in a line."""
        return render(f"help.{self.name}", language)


class Parser(argparse.ArgumentParser):
    """Speaks one language; a wrong argument raises `UsageError`, which the front door tells."""

    def __init__(self, language: Language, **keywords: object) -> None:
        super().__init__(
            add_help=False,
            allow_abbrev=False,
            formatter_class=_FORMATTERS[language],
            **keywords,  # type: ignore[arg-type]
        )
        self.language = language
        self.commands: list[tuple[Help, Parser]] = []
        """The commands below this one with their parsers, in the order of `--help`."""
        self.add_argument("-h", "--help", action="help", help=self.pick("show_help"))
        self._positionals.title = self.pick("arguments")
        self._optionals.title = self.pick("options")

    def pick(self, name: str, /, **parameters: object) -> str:
        """The wording of `name` in the subject `help`, in the parser's language."""
        return render(f"help.{name}", self.language, **parameters)

    def error(self, message: str) -> NoReturn:
        told = _in_chinese(message) if self.language == "zh" else message
        raise UsageError("commands.wrong_usage", place=self.prog, message=told, prog=self.prog)


class Commands:
    """The commands below one parser, each added with its help and the function that runs it."""

    def __init__(self, parser: Parser, title: str) -> None:
        self._parser = parser
        self._actions = parser.add_subparsers(
            title=title,
            prog=parser.prog,
            metavar=parser.pick("command_name"),
            required=True,
            dest=parser.pick("command_name"),
        )

    def add(self, help_: Help, run: Run | None = None) -> Parser:
        """Give the parser of a new command; without `run` it has commands of its own."""
        language = self._parser.language
        name = help_.usage.split()[0]
        text = help_.text(language)
        parser: Parser = self._actions.add_parser(
            name,
            help=text,
            description=text,
            language=language,
            usage=f"{self._parser.prog} {help_.usage}",
        )
        if run is not None:
            parser.set_defaults(run=run)
        self._parser.commands.append((help_, parser))
        return parser


class _EnglishFormatter(argparse.HelpFormatter):
    def __init__(self, prog: str, **keywords: object) -> None:
        # A fixed width: the README shows this text, and no terminal of today is narrower.
        super().__init__(prog, max_help_position=30, width=100)


class _ChineseFormatter(_EnglishFormatter):
    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)


_FORMATTERS: dict[str, type[argparse.HelpFormatter]] = {
    "zh": _ChineseFormatter,
    "en": _EnglishFormatter,
}

# argparse's own sentences, which it offers no way to word otherwise.
_ARGPARSE_WORDS = (
    (r"argument 命令: invalid choice: (.+) \(choose from (.+)\)", r"没有命令 \1，可用的有 \2"),
    (r"the following arguments are required: (.+)", r"缺少参数 \1"),
    (r"unrecognized arguments: (.+)", r"不认识的参数 \1"),
    (r"argument (\S+): invalid choice: (.+) \(choose from (.+)\)", r"\1 不能是 \2，可选 \3"),
    (r"argument (\S+): expected (?:one|at least one) argument", r"\1 后面缺少内容"),
    (r"argument (\S+): invalid \w+ value: (.+)", r"\1 的内容 \2 无法识别"),
)


def _in_chinese(message: str) -> str:
    for pattern, chinese in _ARGPARSE_WORDS:
        if match := re.fullmatch(pattern, message):
            return match.expand(chinese)
    return message
