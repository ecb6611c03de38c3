"""The command line: arguments in, a command called, one line for what went wrong."""

import gc
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from jushi.commands import REGISTER, Commands, Console, Parser
from jushi.disk import working_privately
from jushi.error_telling import tell_error
from jushi.errors import JushiError
from jushi.messages import Language, render
from jushi.settings import Settings, language_of, load_settings
from jushi.wiring import silence_libraries, watch_connections

_COLLECT_AFTER = 50_000
"""New objects before the collector looks for dropped cycles; Python's own number is 700."""
EXIT_OK, EXIT_FOUND, EXIT_FAULT = 0, 1, 2


def build_parser(language: Language) -> Parser:
    """The parser of every command, in `language`."""
    parser = Parser(language, prog="jushi", usage="jushi COMMAND …")
    parser.description = parser.pick("jushi")
    commands = Commands(parser, parser.pick("commands"))
    for register in REGISTER:
        register(commands)
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give its exit code: 0 nothing wrong, 1 errors found, 2 no result."""
    # A command makes many values and drops few: looking them all over takes a sixth of its time.
    gc.set_threshold(_COLLECT_AFTER)
    _speak_utf8()
    silence_libraries()
    settings: Settings | None = None
    try:
        settings = load_settings(os.environ, Path.cwd())
        watch_connections(settings)
        given = build_parser(settings.language).parse_args(arguments)
        with working_privately(settings.home):
            code: int = given.run(given, Console(settings, sys.stdout))
        sys.stdout.flush()
        return code
    except JushiError as error:
        language = language_of(os.environ) if settings is None else settings.language
        print(tell_error(error, language), file=sys.stderr)
        return EXIT_FAULT
    except BrokenPipeError:
        # The reader of our output went away, as `| head` does; nobody is left to tell.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return EXIT_OK
    except KeyboardInterrupt:
        return 130
    except Exception as error:
        return _admit(error, settings)


def _admit(error: Exception, settings: Settings | None) -> int:
    """Say in one line that the fault is ours; the traceback only where it was asked for."""
    if settings is not None and settings.debug:
        import traceback

        traceback.print_exc()
        return EXIT_FAULT
    told = " ".join(f"{type(error).__name__}: {error}".split())
    language = "zh" if settings is None else settings.language
    print(render("console.our_fault", language, error=told), file=sys.stderr)
    return EXIT_FAULT


def _speak_utf8() -> None:
    """Chinese must print wherever the output goes, also under LANG=C and in a Windows pipe."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


if __name__ == "__main__":
    sys.exit(main())
