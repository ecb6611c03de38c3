"""Sentences of a model that are no text of a report: JSON, apologies, orders, the prompt itself.

Data: `knowledge/lexicons/no_report.yaml`.
"""

import re
import unicodedata
from functools import cache
from itertools import chain

from jushi.characters import HAN, without_invisible
from jushi.llm import load_prompt
from jushi.resources import lexicon_yaml
from jushi.text import sentence_spans

_PROMPTS = (("draft_section", 3), ("repair_sentences", 3), ("revise_section", 2))
_SLOT = re.compile(r"\{\{(?!\s*[#/>!&])[^{}]*\}\}")
"""`{{#each …}}` is a template's and no slot."""
_JINJA = re.compile(r"\{[%{].*?[%}]\}")
_SPACE = re.compile(r"\s+")
_NO_WORDS = re.compile(r"[\W\d_]+")
_LATIN = re.compile(r"[A-Za-z]")
_CHINESE = re.compile(f"[{HAN}]")
_RUN = 12
"""So many letters in a row that the prompt has, too, are the prompt: no set phrase is in it."""
_LATIN_PROSE = re.compile(r"(?:[A-Za-z][A-Za-z'’-]*[ ,;]+){4}[A-Za-z]+")
"""Five words in a row are more than a name."""
_LATIN_WORD = re.compile(r"[A-Za-z]{2,}")
_FEW = 2
"""Words of a name with its number; more of them and nothing in Chinese are another language."""
_NUMBER = re.compile(r"[\d〇]")


def find_no_report(text: str, known: str, *, is_chinese: bool) -> tuple[tuple[str, str], ...]:
    """Give the sentences of `text` that are no text of a report, each with why.

    In text order. What stands in `known` was there before and is left alone.
    """
    lines = _SLOT.sub("〇", text).splitlines()
    known = _SLOT.sub("〇", known)
    sentences = (line[a:b].strip() for line in lines for a, b in sentence_spans(line))
    new = (sentence for sentence in sentences if sentence and sentence not in known)
    found = ((sentence, why_no_report(sentence, is_chinese=is_chinese)) for sentence in new)
    return tuple((sentence, why) for sentence, why in found if why)


def why_no_report(sentence: str, *, guidance: str = "", is_chinese: bool = True) -> str:
    """Say in one Chinese sentence why `sentence` is no text of a report; empty where it is one.

    `guidance` is what the writer was told of the section; `is_chinese` tells the report's
    language. Full-width letters, and characters that cannot be seen, hide nothing.
    """
    plain = without_invisible(_SLOT.sub("〇", sentence))
    narrow = unicodedata.normalize("NFKC", plain)
    forms = {plain, narrow, _SPACE.sub("", narrow)}
    for pattern, told in _rules():
        if any(pattern.search(form) for form in forms):
            return told
    words = _NO_WORDS.sub("", plain)
    if _repeats_prompt(words) or (len(words) >= _RUN and words in _NO_WORDS.sub("", guidance)):
        return "这是写稿的要求，不是报告正文，删去"
    if is_chinese and _is_other_language(narrow):
        return "没有用报告的语言写，用中文写"
    return ""


def _is_other_language(text: str) -> bool:
    chinese = len(_CHINESE.findall(text))
    if not chinese:
        words = len(_LATIN_WORD.findall(text))
        return words > _FEW or (words > 0 and _NUMBER.search(text) is None)
    return len(_LATIN.findall(text)) > chinese and _LATIN_PROSE.search(text) is not None


def _repeats_prompt(words: str) -> bool:
    runs = _prompt_runs()
    return any(words[i : i + _RUN] in runs for i in range(len(words) - _RUN + 1))


@cache
def _rules() -> tuple[tuple[re.Pattern[str], str], ...]:
    entries = lexicon_yaml("no_report.yaml")
    return tuple((re.compile(e["pattern"], re.IGNORECASE), e["told"]) for e in entries)


@cache
def _prompt_runs() -> frozenset[str]:
    """All runs of letters in the prompts, line by line."""
    prompts = [load_prompt(*name) for name in _PROMPTS]
    lines = chain.from_iterable(f"{p.system}\n{p.user}".splitlines() for p in prompts)
    told = [_NO_WORDS.sub("", _JINJA.sub("", line)) for line in lines]
    return frozenset(line[i : i + _RUN] for line in told for i in range(len(line) - _RUN + 1))
