"""Years of the five-year plans: 十四五 is 2021 to 2025, as is the 八五 plan of legal education."""

import re

from jushi.characters import ONE_TO_NINE
from jushi.lexicon import CHINESE_DIGITS

PLAN_NAME = rf"(?P<ten>十?)(?P<one>[{ONE_TO_NINE}])五"
"""A plan's name, as a pattern with the groups that `plan_years` reads: 三五, 十四五."""


def plan_years(plan: re.Match[str], *, is_law: bool = False) -> tuple[int, int]:
    """Give first and last year of the plan that a match of `PLAN_NAME` names.

    一五 was 1953 to 1957 and 二五 1958 to 1962; after three years without a plan 三五 began in
    1966, and one has followed another since. Legal education (`is_law`) counts its own plans:
    一五普法 was 1986 to 1990.
    """
    number = CHINESE_DIGITS[plan["one"]] + (10 if plan["ten"] else 0)
    before = 1981 if is_law else 1951 if number >= 3 else 1948
    first = before + 5 * number
    return first, first + 4
