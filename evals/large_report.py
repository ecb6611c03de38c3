"""A made-up county with a long report: any number of figures in any number of sections."""

import csv
from collections.abc import Iterator
from io import StringIO
from itertools import islice, product

from jushi.services import SourceFile

SUBJECT, YEAR = "青禾县", 2024
_FIELDS = (
    "行政复议", "法律援助", "安全生产", "乡村振兴", "生态环境", "教育卫生", "交通运输", "市场监管",
    "社会保障", "农业农村", "科技创新", "文化旅游", "应急管理", "城市建设", "民政优抚", "住房保障",
)  # fmt: skip
_NOUNS = ("案件", "事项", "项目", "企业", "培训", "检查", "投诉", "整改")
_VERBS = ("受理", "办结", "新增", "开展")
_UNITS = {"案件": "件", "企业": "家", "培训": "次", "检查": "次", "投诉": "件", "整改": "处"}
_DIGITS = "零一二三四五六七八九十"
_BELOW = 4
"""Sections below each of the first level."""


def large_sources(figures: int = 200, sections: int = 60) -> tuple[SourceFile, SourceFile]:
    """Give a workbook of `figures` rows and last year's report of `sections` sections."""
    rows = list(_rows(figures))
    return _workbook(rows), _past_report(rows, sections)


def _rows(count: int) -> Iterator[tuple[str, str, int, int]]:
    """Indicator, unit, value of this year and of last year; no two values are alike."""
    names = product(_NOUNS, _VERBS, _FIELDS)
    for number, (noun, verb, field) in enumerate(islice(names, count)):
        yield (
            f"{field}{noun}{verb}数",
            _UNITS.get(noun, "个"),
            1103 + 37 * number,
            1051 + 31 * number,
        )


def _workbook(rows: list[tuple[str, str, int, int]]) -> SourceFile:
    sheet = StringIO()
    table = csv.writer(sheet)
    table.writerow(("编号", "指标", "数值", "单位", "期间", "上年值", "主体"))
    for number, (name, unit, value, before) in enumerate(rows):
        table.writerow((f"f{number}", name, value, unit, f"{YEAR}年", before, SUBJECT))
    return SourceFile("figures.csv", sheet.getvalue().encode())


def _past_report(rows: list[tuple[str, str, int, int]], sections: int) -> SourceFile:
    lines = [f"{SUBJECT}{YEAR - 1}年法治政府建设工作报告", ""]
    lines.append(f"{YEAR - 1}年，{SUBJECT}坚持依法行政，各项工作取得新进展。现将有关情况报告如下。")
    for number in range(sections):
        upper, lower = divmod(number, _BELOW + 1)
        if lower == 0:
            lines.append(f"{_ordinal(upper + 1)}、统筹推进第{_ordinal(upper + 1)}方面工作")
        else:
            lines.append(
                f"（{_ordinal(lower)}）提升第{_ordinal(upper + 1)}方面第{_ordinal(lower)}项质效"
            )
        told = [
            f"全年{name.removesuffix('数')}{before}{unit}。"
            for name, unit, _, before in rows[number::sections]
        ]
        lines.append(f"压实责任，细化举措。{''.join(told)}群众满意度持续提升。")
    return SourceFile(f"{SUBJECT}{YEAR - 1}年报告.txt", "\n".join(lines).encode())


def _ordinal(number: int) -> str:
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else ("十" if tens == 1 else f"{_DIGITS[tens]}十")
    return head + (_DIGITS[ones] if ones else "")
