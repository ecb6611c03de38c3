"""How fast the number reader is, against a plain regular expression over the same text.

`python -m evals.bench.bench_reader` prints characters a second of processor time and the ratio to
the regex scan of the same run, then the growth of time with size, then texts that hurt. 1 if
report prose is read slower than 200,000 characters a second, or if ten times the text takes more
than fifteen times as long.
"""

import re
import sys
import time
from collections.abc import Callable
from pathlib import Path

from jushi.numbers import read_mentions

_LEAST_CHARS_A_SECOND = 200_000
_MOST_GROWTH = 15.0
_PLAIN = re.compile(r"[0-9][0-9,.]*[%％]?|[零〇一二三四五六七八九十百千万亿两]+")
_SEED = Path(__file__).parents[3] / "shared" / "seed" / "report-2023.txt"
_PROSE = (
    "2023年以来，全县坚持稳中求进，进一步规范行政执法。一是共梳理规范性文件136件，其中保留91件、"
    "修改1件、废止44件；二是受理各类事项8210余件，化解率在98%以上，同比增长2.3个百分点；三是深入"
    "学习贯彻党的二十大精神，推进“一件事一次办”改革，荣获全省第五名。统筹推进责任落实，着力优化"
    "法律服务供给，建立健全监督机制，为推动高质量发展提供有力支撑，人民群众的满意度不断提高。\n"
)
_HURTFUL = {
    "100,000 digits": "1" * 100_000,
    "100,000 一": "一" * 100_000,
    "50,000 第": "第" * 50_000,
    "50,000 “": "“" * 50_000,
    "50,000 × 一 ": "一 " * 50_000,
    "50,000 × a-": "a-" * 50_000,
    "8,000 × one hundred and": "one hundred and " * 8_000,
}


def cpu_s(work: Callable[[str], object], text: str, runs: int = 3) -> float:
    """Least processor time of `work` on `text`, in seconds."""
    least = float("inf")
    for _ in range(runs):
        began = time.process_time()
        work(text)
        least = min(least, time.process_time() - began)
    return least


def main() -> int:
    """Print the tables; 1 where a limit is not kept."""
    prose = _SEED.read_text(encoding="utf-8") if _SEED.is_file() else _PROSE * 25
    read_mentions(prose)
    is_slow = False
    print(f"{'text':<26}{'chars':>11}{'ms':>9}{'chars/s':>12}{'× regex':>9}")
    for name, text in (
        ("report", prose),
        ("written prose", _PROSE * 25),
        ("dense", _PROSE[5:70] * 80),
    ):
        took = cpu_s(read_mentions, text)
        ratio = took / max(cpu_s(_PLAIN.findall, text), 1e-6)
        rate = len(text) / took
        is_slow |= name != "dense" and rate < _LEAST_CHARS_A_SECOND
        print(f"{name:<26}{len(text):>11,}{took * 1000:>9.1f}{rate:>12,.0f}{ratio:>9.0f}")
    print(f"\n{'size':<26}{'chars':>11}{'ms':>9}{'growth':>12}")
    before = 0.0
    for size in (10_000, 100_000, 1_000_000):
        text = (_PROSE.replace("\n", "") * (size // len(_PROSE) + 1))[:size]
        took = cpu_s(read_mentions, text, runs=1)
        growth = took / before if before else 0.0
        is_slow |= growth > _MOST_GROWTH
        print(f"{'one line':<26}{size:>11,}{took * 1000:>9.1f}{growth or '':>12.4}")
        before = took
    print(f"\n{'hurtful':<26}{'chars':>11}{'ms':>9}")
    for name, text in _HURTFUL.items():
        took = cpu_s(read_mentions, text, runs=1)
        print(f"{name:<26}{len(text):>11,}{took * 1000:>9.1f}")
    return int(is_slow)


if __name__ == "__main__":
    sys.exit(main())
