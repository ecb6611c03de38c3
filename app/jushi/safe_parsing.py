"""YAML, JSON, XML and text that somebody sent, read only as far as its size and depth are known.

Parsers recurse: PyYAML's composer overflows the C stack, which no `except` sees and which ends
the process; json and our own walks end in RecursionError. Each function here first measures what
it was given with a loop that needs no stack, and parses only what is small and flat enough.
"""

import json
import re
from itertools import accumulate
from typing import Any

from jushi.lazy_pattern import lazy_pattern
from jushi.messages import LibraryWords, Message

DEEPEST = 64
"""Levels of lists and objects; a figures file has three, an outline ten."""
DEEPEST_XML = 256
"""Levels of elements; libxml2 itself goes no further unless it is told to."""
MOST_VALUES = 10_000_000
"""Scalars, lists and objects of one JSON text."""
MOST_YAML_VALUES = 2_000_000
"""The same of one YAML text, whose reader is twenty times as slow. Aliases count as what they
repeat."""
_LONGEST_NUMBER = 100
_SHOWN = 120

_JSON_STRING = lazy_pattern(r'"(?:[^"\\]++|\\.)*+"?', re.DOTALL)
_JSON_FILLING = lazy_pattern(r"[^\[\]{},]++")
_STEPS = {"[": 1, "{": 1, "]": -1, "}": -1}
_XML_PLACE = lazy_pattern(r"(?:, line \d+, column \d+)?(?: \(<string>, line \d+\))?$")
_XML_DEPTH = lazy_pattern("excessive depth", re.IGNORECASE)


_SURROGATE = lazy_pattern("[\ud800-\udfff]")
_HALF_PAIR = lazy_pattern("[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]")

# The same in XML, as references or as the three bytes that UTF-8 forbids.
_XML_SURROGATES = re.compile(
    rb"(?:&#(?:[xX]0*[dD][89a-fA-F][0-9a-fA-F]{2}|0*(?:5529[6-9]|55[3-9]\d\d|5[67]\d{3}));"
    rb"|\xed[\xa0-\xbf][\x80-\xbf])+"
)
_XML_REFERENCE = re.compile(rb"&#([xX]?)0*([0-9a-fA-F]+);")
_LAST_SURROGATE = 0xDFFF


def has_surrogates(text: str) -> bool:
    """Whether a text holds halves of UTF-16 pairs, which no file and no database takes."""
    return not text.isascii() and _SURROGATE.search(text) is not None


def mend_surrogates(text: str) -> tuple[str, int]:
    """Give the text with pairs of surrogates as the one character that they stand for.

    Halves whose other half is missing become U+FFFD; the number tells how many.
    """
    if not has_surrogates(text):
        return text, 0
    halves = len(_HALF_PAIR.findall(text))
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace"), halves


class MalformedError(ValueError):
    """Text that is no YAML, JSON or XML, or that is deeper or larger than is read."""

    def __init__(
        self, problem: str | Message, line: int | None = None, column: int | None = None
    ) -> None:
        if isinstance(problem, str):
            problem = LibraryWords(" ".join(problem.split())[:_SHOWN])
        self.problem: LibraryWords | Message = problem
        """A message of ours, or what the library says."""
        self.line = line
        """From 1; None where it is not known."""
        self.told: LibraryWords | Message = problem
        """The problem with its place, as a parameter of a message."""
        if line is not None:
            self.told = Message("parsing.at", line=line, column=column, problem=problem)
        super().__init__(str(self.told))


def load_json(text: str | bytes, **hooks: Any) -> Any:
    """Give what a JSON text holds; `hooks` are those of `json.loads`.

    Raises MalformedError where it is no JSON, nested more than `DEEPEST` levels or holds more
    than `MOST_VALUES` values.
    """
    try:
        decoded = text if isinstance(text, str) else text.decode(json.detect_encoding(text))
        _measure_json(decoded)
        return json.loads(decoded, **hooks)
    except json.JSONDecodeError as error:
        raise MalformedError(error.msg, error.lineno, error.colno) from error
    except MalformedError:
        raise
    except ArithmeticError as error:
        raise MalformedError(Message("parsing.number_too_large")) from error
    except (ValueError, RecursionError) as error:
        raise MalformedError(str(error).partition("\n")[0]) from error


def _measure_json(text: str) -> None:
    if text.count("[") + text.count("{") + text.count(",") < DEEPEST:
        return
    marks = _JSON_FILLING.sub("", _JSON_STRING.sub("", text))
    brackets = marks.replace(",", "")
    if len(marks) - len(brackets) // 2 > MOST_VALUES:
        raise MalformedError(Message("parsing.too_many_values", most=MOST_VALUES))
    if max(accumulate(map(_STEPS.__getitem__, brackets)), default=0) > DEEPEST:
        raise _too_deep(DEEPEST)


def load_yaml(text: str, loader: Any, *, most_values: int = MOST_YAML_VALUES) -> Any:
    """Give what a YAML text holds, built by `loader`, one of PyYAML's loader classes.

    Raises MalformedError where it is no YAML, nested more than `DEEPEST` levels, or holds more
    than `most_values` values once its aliases are written out.
    """
    import yaml

    try:
        _measure_yaml(text, loader, most_values)
        return yaml.load(text, Loader=loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        if mark is None:
            raise MalformedError(str(error.problem)) from error
        raise MalformedError(str(error.problem), mark.line + 1, mark.column + 1) from error
    except yaml.YAMLError as error:
        raise MalformedError(str(error).partition("\n")[0]) from error
    except MalformedError:
        raise
    except ArithmeticError as error:
        raise MalformedError(Message("parsing.number_too_large")) from error
    except (
        ValueError, AttributeError, LookupError, RecursionError, TypeError,
    ) as error:  # fmt: skip
        # Constructors of dates, numbers and tags let through what they stumble over.
        raise MalformedError(str(error).partition("\n")[0]) from error


def _measure_yaml(text: str, loader: Any, most_values: int) -> None:
    """Go through the events of the text: the parser keeps its place in a list, not in a stack."""
    import yaml

    sizes = [0]
    anchors: list[str | None] = []
    size_by_anchor: dict[str, int] = {}
    event: Any
    for event in yaml.parse(text, Loader=loader):
        kind = type(event)
        if kind in (yaml.SequenceStartEvent, yaml.MappingStartEvent):
            if len(sizes) > DEEPEST:
                raise _too_deep(DEEPEST, event.start_mark)
            sizes.append(1)
            anchors.append(event.anchor)
            continue
        if kind is yaml.ScalarEvent:
            size = 1
            if event.anchor is not None:
                size_by_anchor[event.anchor] = size
        elif kind is yaml.AliasEvent:
            if event.anchor in anchors:
                raise _at(event.start_mark, Message("parsing.alias_in_itself"))
            # An alias of nothing is left to the loader to tell.
            size = size_by_anchor.get(event.anchor, 1)
        elif kind in (yaml.SequenceEndEvent, yaml.MappingEndEvent):
            size = sizes.pop()
            anchor = anchors.pop()
            if anchor is not None:
                size_by_anchor[anchor] = size
        else:
            continue
        sizes[-1] += size
        if sizes[-1] > most_values:
            raise _at(event.start_mark, Message("parsing.too_many_written_out", most=most_values))


def _too_deep(levels: int, mark: Any = None) -> MalformedError:
    return _at(mark, Message("parsing.too_deep", levels=levels))


def _at(mark: Any, problem: Message) -> MalformedError:
    if mark is None:
        return MalformedError(problem)
    return MalformedError(problem, mark.line + 1, mark.column + 1)


def plain_values(loader: Any) -> Any:
    """Give a safe loader whose scalars beyond 100 characters are text, whatever they look like.

    Integers of base 60 (`1:30:00`) take time with the square of their length.
    """

    class PlainLoader(loader):  # type: ignore[misc]
        def resolve(self, kind: Any, value: Any, implicit: Any) -> str:
            if isinstance(value, str) and len(value) > _LONGEST_NUMBER:
                return "tag:yaml.org,2002:str"
            return str(super().resolve(kind, value, implicit))

    return PlainLoader


def parse_xml(content: bytes) -> Any:
    """Give the root element of an XML text, without comments and processing instructions.

    Entities, DTDs and the network stay untouched. Raises MalformedError where it is no XML, is
    nested more than `DEEPEST_XML` levels or declares a document type, as attacks do.
    """
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root: Any = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise xml_problem(error) from error
    if root.getroottree().docinfo.doctype:
        raise MalformedError(Message("parsing.xml_entities"))
    return root


def mend_xml(content: bytes) -> tuple[bytes, int]:
    """Give the same as `mend_surrogates` for an XML text in UTF-8."""
    if b"&#" not in content and b"\xed" not in content:
        return content, 0  # A second for 16 MB otherwise.
    halves = 0

    def mended(match: re.Match[bytes]) -> bytes:
        nonlocal halves
        text, count = mend_surrogates(
            _XML_REFERENCE.sub(_character, match[0]).decode("utf-8", "surrogatepass")
        )
        halves += count
        return text.encode()

    return _XML_SURROGATES.sub(mended, content), halves


def _character(reference: re.Match[bytes]) -> bytes:
    number = int(reference[2], 16 if reference[1] else 10)
    # 57344 and more of the decimal references are no surrogates.
    return (
        chr(number).encode("utf-8", "surrogatepass") if number <= _LAST_SURROGATE else reference[0]
    )


def xml_problem(error: Exception) -> MalformedError:
    """Give what an error of lxml means."""
    told = str(error).partition("\n")[0]
    if _XML_DEPTH.search(told):
        return MalformedError(Message("parsing.too_deep", levels=DEEPEST_XML))
    # lxml ends with `, line 1, column 3 (<string>, line 1)`, or with a part of it.
    line, column = getattr(error, "position", (0, 0))
    said = _XML_PLACE.sub("", told)
    return MalformedError(said, line, column) if line else MalformedError(said)
