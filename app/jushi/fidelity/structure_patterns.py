"""Patterns of the words before a number that say how it is meant: level, change, gap, share."""

import re
from functools import cache

from jushi.fidelity.time_words import time_words
from jushi.lexicon import any_of, any_of_words, approximator_pattern
from jushi.text import CLAUSE_STOPS


@cache
def _turns() -> str:
    return any_of("up", "down").pattern


BETWEEN = rf"(?:{approximator_pattern('before')}|了|又|均|都|各|共|也|再|出|为|是|达到?|分别|依次)*"
"""What may stand between a word and the number that it is said of."""


@cache
def structure_pattern(name: str) -> re.Pattern[str]:
    """What ends in the number: `compared`, `beyond`, `short`, `apart`, `rate`, `turn`, `multiple`,
    `share`, `portion` or `completion`."""
    return re.compile(_comparisons(name) or _proportions(name))


def _comparisons(name: str) -> str:
    """Patterns of what is held against another, or against what was before."""
    turn, rate = _turns(), any_of("rate").pattern
    approximator = BETWEEN
    match name:
        case "compared":
            body = (
                r"(?<![占可对同环相正])(?:比|较|同比于)(?![价重例率较分])"
                rf"(?P<second>[^{CLAUSE_STOPS}、]{{2,30}}?)(?:的)?"
                rf"(?P<turn>{turn}|大|小|长|短|好|差|贵|高出|低出|多出|少出){approximator}$"
            )
        case "beyond":
            body = (
                r"(?P<turn>高于|低于|快于|慢于|多于|少于|大于|小于|优于|好于|领先于?|落后于?"
                r"|超出|超过|超|高出|低出|多出|跑赢|反超|赶超)"
                rf"(?P<second>[^{CLAUSE_STOPS}、]{{1,30}}?){approximator}$"
            )
        case "short":
            body = (
                rf"(?:距离?|离)(?:完成)?(?P<second>[^{CLAUSE_STOPS}]{{1,18}}?)"
                r"(?:还|尚|仍|只|仅)?(?:差|有|缺|剩|剩余|需|不足)(?:差距)?$"
            )
        case "apart":
            body = (
                r"(?:相差|差距|差额|之差|极差|差值|差)(?:为|达到?|仅|只有|有"
                rf"|[由从](?:{time_words()})?|(?:{turn})(?:到|至|为))?$"
            )
        case "rate":
            body = (
                rf"(?P<rate>{rate}|同比|环比|名义|实际)(?:(?:比|较)?(?:{time_words()}))?"
                rf"(?:[^{CLAUSE_STOPS}、]{{0,6}}?)?\0?"
                rf"(?P<turn>{turn})?(?P<to>到|至|为|达到?|是|在|保持在)?{approximator}$"
            )
        case "turn":
            body = (
                rf"(?P<turn>{turn})(?:幅度|幅|率|额|量|数|比例)?"
                rf"(?P<to>了?[到至成]|为)?{approximator}$"
            )
        case _:
            return ""
    return body


def _proportions(name: str) -> str:
    """Patterns of multiples, shares and completions."""
    turn, approximator, goal = _turns(), BETWEEN, any_of("target").pattern
    share = any_of("share").pattern
    portion = "|".join(word for word in any_of_words("share") if word != "占")
    match name:
        case "multiple":
            body = (
                r"(?:相当于|约?为|达到?|是|系|仅为|仅是|仅相当于|不到|不足|超过)"
                rf"(?P<second>[^{CLAUSE_STOPS}]{{2,30}}?)(?:的)$"
            )
        case "share":
            body = (
                rf"(?<![抢侵])占(?![地用道据])(?:到|了|全部)?(?P<second>[^{CLAUSE_STOPS}]{{0,30}}?)"
                rf"(?:的)?(?:{share}|比率|比)?(?:的)?"
                rf"(?:(?:{turn})(?:到|至|为)|由)?{approximator}$"
            )
        case "portion":
            body = (
                rf"(?:在(?P<second>[^{CLAUSE_STOPS}]{{2,24}}?)中的?)?"
                rf"(?:所)?(?:(?<![增减降升])(?:{portion})|占有率|比率)"
                rf"(?:最[高大低小多少])?[，,]?(?:(?:{turn})(?:到|至|为)|由)?{approximator}$"
            )
        case "completion":
            body = (
                r"(?:完成|占|为|达到?|实现|相当于|达成)(?:了)?"
                rf"(?P<second>[^{CLAUSE_STOPS}]{{0,18}}?(?:{goal}|进度)(?:数|额|总额|任务|目标|指标|安排)?)"
                rf"(?:的)?{approximator}$"
            )
        case _:
            raise KeyError(name)
    return body
