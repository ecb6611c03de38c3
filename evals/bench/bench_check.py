"""How long the check takes, against the reader of numbers alone and a plain regular expression.

Growth with text and with figures: characters a second, and how many times as long as the reader
and the expression take over the same text in the same run. Processor seconds of one core, best
of three; peak memory.
`python -m evals.bench.bench_check`
"""

import random
import re
import resource
import time
from collections.abc import Callable
from decimal import Decimal
from functools import partial

from jushi.fidelity import check_text
from jushi.figures import Figure, FigureTable, SourceCell, parse_period
from jushi.numbers import read_mentions

_SCAN = re.compile(r"\d+(?:\.\d+)?[%％万亿]*[一-鿿]{0,2}")
_NOUNS = (
    "案件",
    "人员",
    "事项",
    "项目",
    "企业",
    "培训",
    "检查",
    "投诉",
    "贷款",
    "资金",
    "道路",
    "学校",
)
_VERBS = (
    "受理",
    "办结",
    "新增",
    "完成",
    "开展",
    "组织",
    "发放",
    "改造",
    "引进",
    "排查",
    "整改",
    "建成",
)
_FIELDS = (
    "行政复议",
    "法律援助",
    "安全生产",
    "乡村振兴",
    "生态环境",
    "教育卫生",
    "交通运输",
    "市场监管",
    "社会保障",
    "农业农村",
    "科技创新",
    "文化旅游",
    "应急管理",
    "城市建设",
    "民政优抚",
    "住房保障",
)
_SIZES = (
    (5_000, 100),
    (5_000, 1_000),
    (5_000, 10_000),
    (50_000, 100),
    (50_000, 10_000),
    (500_000, 10_000),
)
"""Characters and figures."""
_UNITS = ("件", "人", "项", "个", "户", "家", "次", "万元")


def workbook(count: int) -> FigureTable:
    """`count` figures with indicators that share words, as real ones do."""
    rng = random.Random(count)
    period = parse_period("2024年")
    figures = []
    for n in range(count):
        name = (
            rng.choice(_FIELDS)
            + chr(0x4E00 + n % 5000)
            + chr(0x4E00 + (n * 7) % 9000)
            + rng.choice(_VERBS)
            + rng.choice(_NOUNS)
        )
        figures.append(
            Figure(
                id=f"f{n}",
                indicator=name,
                value=Decimal(rng.randint(3, 99999)),
                unit=rng.choice(_UNITS),
                approx="",
                period=period,
                previous=None,
                subject="",
                section="",
                aliases=(),
                required=False,
                formula="",
                source="",
                note="",
                cell=SourceCell("bench.xlsx", "数据", f"C{n + 2}"),
            )
        )
    return FigureTable(tuple(figures))


def report(table: FigureTable, characters: int) -> str:
    """Sentences of three figures each, about one number in forty characters."""
    rng = random.Random(characters)
    parts, length = [], 0
    while length < characters:
        told = "，".join(
            f"{f.indicator}{f.value}{f.unit}" for f in rng.sample(table.figures, min(3, len(table)))
        )
        filler = "坚持依法行政，持续提升基层治理能力和服务水平，推动各项任务落地见效。"
        sentence = f"全年{told}。{filler}" + ("\n" if rng.random() < 0.2 else "")
        parts.append(sentence)
        length += len(sentence)
    return "".join(parts)[:characters]


def seconds(work: Callable[[], object]) -> float:
    """Least processor time of three runs."""
    best = float("inf")
    for _ in range(3):
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
    return best


def main() -> None:
    """Print the growth curves."""
    start = time.process_time()
    check_text("全年受理案件5件。", workbook(10))
    print(f"first use: {time.process_time() - start:.3f} s")
    print(
        "characters  figures  mentions  check s   chars/s  reader chars/s  x reader  x regex"
        "  peak MB"
    )
    for characters, figures in _SIZES:
        table = workbook(figures)
        text = report(table, characters)
        spent = seconds(partial(check_text, text, table))
        read = seconds(partial(read_mentions, text))
        scan = seconds(partial(_SCAN.findall, text))
        mentions = check_text(text, table).summary.mentions
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(
            f"{characters:10,} {figures:8,} {mentions:9,} {spent:8.3f} {characters / spent:9,.0f}"
            f" {characters / read:15,.0f} {spent / read:9.1f} {spent / max(scan, 1e-9):8,.0f}"
            f" {peak:8.0f}"
        )


if __name__ == "__main__":
    main()
