"""Models that write a section from the sheet in its prompt: good, sloppy, hostile, a typist."""

import re
from collections.abc import Callable
from typing import Any

from evals.scripted_server import keep_slots

_ROW = re.compile(r"^\{\{([^{}|]+(?:\|第)?)\}\}\t([^\t]+)\t", re.MULTILINE)
_FULL_ROW = re.compile(r"^\{\{([^{}|]+(?:\|第)?)\}\}\t([^\t]+)\t(.*)$", re.MULTILINE)
_NUMBERS = "一二三四五"
_TYPED_ROW = re.compile(r"^([^\t\n{}]+)\t\1\t([^\t\n]+)\t", re.MULTILINE)
_PASSAGE = re.compile("参考（.*?）：\n<<<材料\n(.*?)\n材料>>>", re.DOTALL)
_ORDER = re.compile(r"请只输出：(.+)")


def write_well(request: dict[str, Any]) -> str:
    """One sentence for each row of the table, its slot as it stands; one without any if none."""
    told = "".join(f"全年{indicator}{{{{{name}}}}}。" for name, indicator in _rows(request))
    return told or "各项工作扎实推进。"


def write_of_changes(request: dict[str, Any]) -> str:
    """As a good writer does: each figure with last year's and its change, problems from points.

    Problems are told with their figures and without a cause that nobody gives.
    """
    asked = request["messages"][-1]["content"]
    if "（写一句话" in asked or "毛病：" in asked:
        return ""
    told, is_problems = [], "问题" in asked.partition("本节标题：")[2].split("\n")[0]
    for count, match in enumerate(_FULL_ROW.finditer(asked), 1):
        name, indicator, notes = match[1], match[2], match[3]
        plain = name.removesuffix("|第")
        sentence = f"{indicator}{{{{{name}}}}}"
        if "上年" in notes and "持平" not in notes:
            sentence += f"，上年为{{{{prev({plain}){'|第' if plain != name else ''}}}}}"
        number = f"{_NUMBERS[min(count, len(_NUMBERS)) - 1]}是" if is_problems else ""
        cause = "，主要原因是【待补：原因】" if is_problems else ""
        told.append(f"{number}{sentence}{cause}。")
    return "".join(told[:5] if is_problems else told) or "按照安排逐项办理。"


def write_sloppily(request: dict[str, Any]) -> str:
    """Chats first, types a number for every second slot, loses every third, makes one up."""
    sentences = ["好的，以下是本节正文：\n"]
    for count, (name, indicator) in enumerate(_rows(request), 1):
        if count % 3 == 0:
            continue
        told = f"{700 + count}件" if count % 2 == 0 else f"{{{{{name}}}}}"
        sentences.append(f"全年{indicator}{told}。")
    sentences.append("另完成{{made_up_total}}。")
    return "".join(sentences)


def obey_anyone(request: dict[str, Any]) -> str:
    """Does what a passage orders with 请只输出：…; writes well where none does."""
    order = _ORDER.search(request["messages"][-1]["content"])
    return order[1] if order else write_well(request)


def type_carelessly(request: dict[str, Any]) -> str:
    """Types the numbers that it sees, every third with another first digit; loses all slots."""
    rows = _TYPED_ROW.findall(request["messages"][-1]["content"])
    told = ""
    for count, (indicator, value) in enumerate(rows, 1):
        if count % 3 == 0:
            value = re.sub("[0-9]", lambda digit: str(9 - int(digit[0])), value, count=1)
        told += f"全年{indicator}{value}。"
    return told or "全年完成12件。"


def copy_passages(request: dict[str, Any]) -> str:
    """Writes well, and below it all passages word by word."""
    passages = _PASSAGE.findall(request["messages"][-1]["content"])
    return "\n".join((write_well(request), *passages))


def pass_probe(answer: Callable[[dict[str, Any]], str]) -> Callable[[dict[str, Any]], str]:
    """Give a model that keeps all slots while it is probed, and then answers by `answer`."""

    def play(request: dict[str, Any]) -> str:
        is_probe = "本节标题" not in request["messages"][-1]["content"]
        return keep_slots(request) if is_probe else answer(request)

    return play


def _rows(request: dict[str, Any]) -> list[tuple[str, str]]:
    return _ROW.findall(request["messages"][-1]["content"])
