"""How fast workbooks of 50,000 figures are read and written, and with how much memory.

Run `python -m evals.bench.bench_workbook [ROWS]`. Prints CPU seconds (a shared machine tells on
the clock, not on them), the seconds that openpyxl's own reader takes for the cells alone, and how
reading grows with the rows. The target is 10 s for 50,000 rows of 14 columns.
"""

import resource
import sys
import time
from collections.abc import Callable
from decimal import Decimal
from io import BytesIO

from jushi.figures import (
    Figure,
    FigureTable,
    SourceCell,
    parse_period,
    read_workbook,
    render_workbook,
)
from jushi.sheets.xlsx_file import read_xlsx

_ROWS = 50_000


def _table(rows: int) -> FigureTable:
    """Give figures whose columns are all filled in; every tenth has a formula."""
    period = parse_period("2023年")
    return FigureTable(
        tuple(
            Figure(
                id=f"n{row}",
                indicator=f"第{row}项办理案件",
                value=Decimal(row * 3),
                unit="件",
                approx="余" if row % 7 == 0 else "",
                period=period,
                previous=Decimal(row * 2),
                subject="县司法局",
                section="高质服务",
                aliases=("办件", f"案件{row}"),
                required=row % 5 == 0,
                formula=f"n{row - 1}+3" if row % 10 == 9 else "",
                source="县司法局台账",
                note="",
                cell=SourceCell("", "", ""),
            )
            for row in range(rows)
        )
    )


def _timed(action: Callable[[], object]) -> float:
    """Give the CPU seconds of one run."""
    start = time.process_time()
    action()
    return time.process_time() - start


def _read_with_openpyxl(content: bytes) -> int:
    from openpyxl import load_workbook

    book = load_workbook(BytesIO(content), read_only=True, data_only=True)
    return sum(1 for row in book["数据"].iter_rows() for cell in row if cell.value is not None)


def main() -> None:
    """Print the table."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else _ROWS
    table = _table(rows)
    print(f"{rows} figures; CPU seconds")
    xlsx = render_workbook(table)
    csv = render_workbook(table, format="csv")
    print(
        f"  read .xlsx ({len(xlsx) >> 10} kB)",
        f"{_timed(lambda: read_workbook('f.xlsx', xlsx)):.1f}",
    )
    print(
        f"  read .csv ({len(csv) >> 10} kB)", f"{_timed(lambda: read_workbook('f.csv', csv)):.1f}"
    )
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
    print(f"  most memory so far, writing included: {peak} MB")
    print("  cells of the .xlsx alone", f"{_timed(lambda: read_xlsx('f.xlsx', xlsx)):.1f}")
    print("  the same by openpyxl", f"{_timed(lambda: _read_with_openpyxl(xlsx)):.1f}")
    print("  write .xlsx", f"{_timed(lambda: render_workbook(table)):.1f}")
    print("  write .csv", f"{_timed(lambda: render_workbook(table, format='csv')):.1f}")
    print("growth of reading .xlsx, microseconds a row")
    for part in (rows // 16, rows // 4, rows):
        content = render_workbook(FigureTable(table.figures[:part]))
        seconds = _timed(lambda content=content: read_workbook("f.xlsx", content))  # type: ignore[misc]
        print(f"  {part:>7} rows: {seconds / part * 1e6:.0f}")


if __name__ == "__main__":
    main()
