"""Instructions that say themselves what to do: replace A by B, delete, move, merge paragraphs."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from typing import Literal, assert_never

from jushi.characters import COUNTING
from jushi.errors import DraftError
from jushi.numbers import parse_numeral
from jushi.revision.offline import Shortened, reorder, without
from jushi.revision.sentence import reworded
from jushi.text import SENTENCE_STOPS, Section, Sentence

Verb = Literal["replace", "delete", "move", "merge"]
Side = Literal["before", "after", "first", "last"]

_QUOTED = r"[“\"「‘'](?P<{0}>[^”\"」’']+)[”\"」’']"
_N = rf"第(?P<{{0}}>[{COUNTING}\d]+)"
_TAKE = r"(?:请)?(?:把|将)"
_INTO = r"(?:全部|都|统一|一律)?(?:改为|改成|改作|替换为|替换成|替换|换成|换为)"
_THAT = r"(?:所在)?(?:的)?(?:这|那)?(?:一)?(?:句话?|句子)?"
_SENTENCE = rf"(?:{_N.format('number')}句话?|{_QUOTED.format('words')}{_THAT})"
_PLACE = rf"{_N.format('to')}句(?:话)?的?(?P<side>前|后|之前|之后)"
_END = "(?P<end>最前|最后|开头|末尾|段首|段尾|结尾)"
_RANGE = rf"{_N.format('first')}段?[、和与到至]第?(?P<last>[{COUNTING}\d]+)个?段"
_ALL = "(?:各|所有|全部|几|这些|这几|两)?个?(?:自然)?段落?"
_FORMS: tuple[tuple[Verb, str], ...] = (
    # 把“公证”改为“公证服务”
    ("replace", rf"{_TAKE}?{_QUOTED.format('old')}{_INTO}{_QUOTED.format('new')}"),
    # 把办结率改为按期办结率
    ("replace", rf"{_TAKE}(?P<old>[^“”\"，。]+?){_INTO}(?P<new>[^“”\"，。]+)"),
    ("replace", rf"replace {_QUOTED.format('old')} (?:by|with) {_QUOTED.format('new')}"),
    # 删去第三句 · 删去“营造氛围”那句
    ("delete", rf"(?:请)?(?:删去|删除|删掉|去掉){_SENTENCE}"),
    ("delete", rf"{_TAKE}{_SENTENCE}(?:删去|删除|删掉|去掉)"),
    # 删去关于公证的句子 · 删去含有“公证”的句子
    (
        "delete",
        r"(?:请)?(?:删去|删除|删掉|去掉)(?:所有|全部)?(?:关于|含有?|包含|提到)[“\"]?(?P<about>[^“”\"]+?)[”\"]?的?(?:句子|那?一?句话?|内容)",
    ),
    # 把第五句移到第二句前 · 把第五句移到最前面
    (
        "move",
        rf"{_TAKE}{_SENTENCE}(?:移|挪|放|调|提)(?:动|整)?(?:到|至)(?:{_PLACE}|{_END})面?",
    ),
    # 把第一、二段合并 · 合并段落 · 合并成一段
    (
        "merge",
        rf"(?:{_TAKE})?(?:{_RANGE}|{_ALL})(?:都)?合并(?:成|为)?(?:一段|一个自然段)?",
    ),
    ("merge", r"(?:请)?合并(?:成|为)?(?:一段|一个自然段|段落|各段|所有段落)"),
)


@dataclass(frozen=True, slots=True)
class LiteralChange:
    """What such an instruction asks for."""

    verb: Verb
    old: str = ""
    """Words to be replaced."""
    new: str = ""
    number: int = 0
    """Of the sentence to be deleted or moved, from 1; 0 where `words` say which."""
    words: str = ""
    """Words of that sentence; of all that hold them where `takes_all`."""
    takes_all: bool = False
    side: Side = "last"
    to: int = 0
    """Of the sentence to be moved to, from 1."""
    paragraphs: tuple[int, int] = (0, 0)
    """First and last to be merged, from 1; 0 for all."""


def read_literal(words: str) -> LiteralChange | None:
    """Give what `words` ask for, None where it takes a model to tell."""
    plain = words.strip().rstrip(f"{SENTENCE_STOPS}. ")
    for verb, pattern in _FORMS:
        if match := re.fullmatch(pattern, plain, re.IGNORECASE):
            return _read(verb, {k: v for k, v in match.groupdict().items() if v is not None})
    return None


def _read(verb: Verb, found: dict[str, str]) -> LiteralChange:
    number, to = _count(found.get("number")), _count(found.get("to"))
    words = found.get("words") or found.get("about") or ""
    end = found.get("end", "")
    side: Side = "before" if found.get("side", "").endswith("前") else "after"
    if end:
        side = "first" if end in ("最前", "开头", "段首") else "last"
    return LiteralChange(
        verb,
        old=found.get("old", "").strip(),
        new=found.get("new", "").strip(),
        number=number,
        words=words.strip(),
        takes_all="about" in found,
        side=side,
        to=to,
        paragraphs=(_count(found.get("first")), _count(found.get("last"))),
    )


def _count(told: str | None) -> int:
    return int(parse_numeral(told)) if told else 0


def run_literal(change: LiteralChange, section: Section, locked: Collection[str] = ()) -> Shortened:
    """Give the section as the change makes it, and the sentences that went.

    Numbers that are not touched keep their figures. Raises DraftError where the section has no
    such sentence, words or paragraph, and for a locked sentence.
    """
    match change.verb:
        case "replace":
            return Shortened(_replaced(section, change, locked))
        case "delete":
            chosen = _chosen(section, change)
            _refuse_locked(chosen, locked)
            texts = tuple(sentence.text for sentence in chosen)
            return Shortened(without(section, {sentence.id for sentence in chosen}), texts)
        case "move":
            return Shortened(_moved(section, change))
        case "merge":
            return Shortened(_merged(section, change))
        case _:
            assert_never(change.verb)


def _replaced(section: Section, change: LiteralChange, locked: Collection[str]) -> Section:
    touched = [sentence for sentence in section if change.old in sentence.text]
    if not touched:
        raise DraftError("revision.nothing_matches", place=section.title, words=change.old)
    _refuse_locked(touched, locked)
    sentences = tuple(
        reworded(s, s.text.replace(change.old, change.new)) if s in touched else s for s in section
    )
    return replace(section, sentences=sentences)


def _chosen(section: Section, change: LiteralChange) -> list[Sentence]:
    sentences = list(section.sentences)
    if change.number:
        return [sentences[_place(section, change.number)]]
    found = [sentence for sentence in sentences if change.words in sentence.text]
    if not found:
        raise DraftError("revision.nothing_matches", place=section.title, words=change.words)
    if len(found) > 1 and not change.takes_all:
        raise DraftError(
            "revision.several_match", place=section.title, words=change.words, count=len(found)
        )
    return found


def _place(section: Section, number: int) -> int:
    if not 1 <= number <= len(section.sentences):
        raise DraftError(
            "revision.no_such_sentence",
            place=section.title,
            number=number,
            count=len(section.sentences),
        )
    return number - 1


def _moved(section: Section, change: LiteralChange) -> Section:
    chosen = _chosen(section, change)[0]
    rest = [sentence for sentence in section if sentence.id != chosen.id]
    match change.side:
        case "first":
            at = 0
        case "last":
            at = len(rest)
        case "before" | "after":
            target = section.sentences[_place(section, change.to)]
            if target.id == chosen.id:
                return section
            at = rest.index(target) + (change.side == "after")
        case _:
            assert_never(change.side)
    rest.insert(at, chosen)
    return reorder(section, tuple(sentence.id for sentence in rest))


def _merged(section: Section, change: LiteralChange) -> Section:
    first, last = change.paragraphs
    count = 1 + sum(1 for s in section.sentences[1:] if s.starts_paragraph)
    if count < 2 or (last or first) > count:
        raise DraftError("revision.no_such_paragraph", place=section.title, count=count)
    return replace(section, sentences=tuple(_joined(section, first or 1, last or count)))


def _joined(section: Section, first: int, last: int) -> Iterator[Sentence]:
    paragraph = 0
    for place, sentence in enumerate(section):
        paragraph += 1 if sentence.starts_paragraph or not place else 0
        joins = first < paragraph <= last and place
        yield replace(sentence, starts_paragraph=False) if joins else sentence


def _refuse_locked(sentences: Collection[Sentence], locked: Collection[str]) -> None:
    for sentence in sentences:
        if sentence.id in locked:
            raise DraftError("revision.sentence_locked", place=sentence.text[:30])
