"""What a value tells of an indicator, and against what."""

from enum import StrEnum


class Measure(StrEnum):
    """What kind of statement a value answers to."""

    LEVEL = "level"
    CHANGE = "change"  # 比上年增加307项
    GROWTH = "growth"  # 同比增长9.0%
    POINTS = "points"  # 提高5个百分点, 增速加快0.9个百分点
    MULTIPLE = "multiple"  # 是上年的4倍
    SHARE = "share"  # 占比12%
    COMPLETION = "completion"  # 完成预算的101.5%
    GAP = "gap"  # 高于目标0.3个百分点
    RANK = "rank"  # 居全省第2位


class Base(StrEnum):
    """What a change is counted against."""

    YEAR = "year"  # 同比, 比上年
    PERIOD = "period"  # 环比, 比上月
    YEAR_START = "year_start"  # 比年初, 比上年末
    NAMED = "named"  # 比上半年, 比2019年: a stretch that the text names
    TARGET = "target"  # 比目标
