"""How the time of reading grows with files that were made to be slow, at doubling lengths.

Run `python -m evals.bench.bench_growth [SECONDS]`. Prints processor seconds and, for the last
doubling, by how much they grew: 2 is linear, 4 is with the square. A file is doubled until reading
it takes SECONDS (2). 1 if any growth is above 3.
"""

import io
import sys
import time
import zipfile
from collections.abc import Callable
from dataclasses import dataclass

from jushi.documents import read_document
from jushi.errors import JushiError
from jushi.figures import read_workbook

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_MOST_GROWTH = 3.0
_ENDLESS = 1 << 22


@dataclass(frozen=True, slots=True)
class Slow:
    """A kind of file that may be made as long as one likes."""

    title: str
    name: str
    make: Callable[[int], bytes]
    enough: int
    """Repetitions that took minutes where reading was not linear."""

    def file(self, count: int) -> tuple[str, bytes]:
        """Give name and content with `count` repetitions."""
        return self.name, self.make(count)


def _zip(parts: dict[str, str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return buffer.getvalue()


def _relations(*rows: tuple[str, str]) -> str:
    inner = "".join(
        f'<Relationship Id="rId{n}" Type="{_R}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(rows, start=1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{inner}</Relationships>'


def _docx(head: str, repeated: str, tail: str) -> Callable[[int], bytes]:
    def make(count: int) -> bytes:
        body = f"{head}{repeated * count}{tail}"
        return _zip(
            {
                "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"/>',
                "_rels/.rels": _relations(("officeDocument", "word/document.xml")),
                "word/document.xml": (
                    f'<w:document xmlns:w="{_W}"><w:body>{body}</w:body></w:document>'
                ),
            }
        )

    return make


def _xlsx(head: str, repeated: str, tail: str) -> Callable[[int], bytes]:
    """A workbook of one sheet; `#` in the repeated text is its number."""

    def make(count: int) -> bytes:
        rows = "".join(repeated.replace("#", str(number)) for number in range(1, count + 1))
        kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
        return _zip(
            {
                "[Content_Types].xml": (
                    f'<Types xmlns="{_PACKAGE}/content-types">'
                    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
                    'relationships+xml"/><Override PartName="/xl/workbook.xml" '
                    f'ContentType="{kind}"/></Types>'
                ),
                "_rels/.rels": _relations(("officeDocument", "xl/workbook.xml")),
                "xl/workbook.xml": (
                    f'<workbook xmlns="{_S}" xmlns:r="{_R}"><sheets>'
                    '<sheet name="数据" sheetId="1" r:id="rId1"/></sheets></workbook>'
                ),
                "xl/_rels/workbook.xml.rels": _relations(("worksheet", "worksheets/sheet1.xml")),
                "xl/worksheets/sheet1.xml": (
                    f'<worksheet xmlns="{_S}">{head}{rows}{tail}</worksheet>'
                ),
            }
        )

    return make


def _text(head: str, repeated: str, tail: str = "") -> Callable[[int], bytes]:
    return lambda count: f"{head}{repeated * count}{tail}".encode()


def _cell(text: str) -> str:
    return f'<c t="inlineStr"><is><t>{text}</t></is></c>'


_RUN = "<w:r><w:t>受理17件。</w:t></w:r>"
_DELETED = "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>"
_OPEN_FIELD = '<w:r><w:fldChar w:fldCharType="begin"/><w:fldChar w:fldCharType="separate"/></w:r>'
_FIELD = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
_CELL = f"<w:tc><w:p>{_RUN}</w:p></w:tc>"
_ROW = f"<row>{_cell('第#项')}<c><v>#</v></c></row>"

DOCUMENTS = (
    Slow("runs of one paragraph", "a.docx", _docx("<w:p>", _RUN, "</w:p>"), 50_000),
    Slow(
        "soft breaks", "a.docx",
        _docx("<w:p>", "<w:r><w:t>受理17件。</w:t><w:br/></w:r>", "</w:p>"), 20_000,
    ),
    Slow("deleted marks", "a.docx", _docx("", f"<w:p>{_DELETED}{_RUN}</w:p>", ""), 40_000),
    Slow(
        "cells of one row", "a.docx",
        _docx("<w:tbl><w:tr><w:tc/><w:tc/></w:tr><w:tr>", _CELL, "</w:tr></w:tbl>"), 30_000,
    ),
    Slow(
        "paragraphs of one cell", "a.docx",
        _docx("<w:tbl><w:tr><w:tc>", f"<w:p>{_RUN}</w:p>", "</w:tc><w:tc/></w:tr></w:tbl>"), 30_000,
    ),
    Slow("open fields", "a.docx", _docx("<w:p>", _OPEN_FIELD + _RUN, "</w:p>"), 20_000),
    Slow(
        "code of one field", "a.docx",
        _docx(f"<w:p>{_FIELD}", f"<w:r><w:instrText>{' ' * 40}</w:instrText></w:r>", "</w:p>"),
        100_000,
    ),
    Slow("table rows", "a.docx", _docx("<w:tbl>", f"<w:tr>{_CELL * 2}</w:tr>", "</w:tbl>"), 10_000),
    Slow(
        "page marks of one line", "a.docx",
        _docx("<w:p>", "<w:r><w:t>[bookmark: 一]</w:t></w:r>", "</w:p>"), 10_000,
    ),
    Slow("paragraphs of a page", "a.html", _text("<html><body>", "<p>受理17件。</p>"), 20_000),
    Slow("cells of a page", "a.html", _text("<html><table><tr>", "<td>17件"), 50_000),
    Slow("attributes", "a.html", lambda count: _text(
        "<html><p ", "", " ".join(f"a{n}=1" for n in range(count)) + ">件"
    )(1), 100_000),
    Slow("open tags", "a.html", _text("<html><body>", "<b>件"), 100_000),
    Slow("open quotes", "a.html", _text("<html><body>", "<p a='\">'"), 100_000),
    Slow("strong marks left open", "a.md", _text("", "件 **受理 __"), 50_000),
    Slow("blanks in a heading", "a.md", _text("# 一", " ", "二"), 500_000),
    Slow("hashes in a heading", "a.md", _text("# ", "#", "二"), 500_000),
    Slow("blanks before a line", "a.md", _text("", " ", "二"), 500_000),
    Slow("rules", "a.md", _text("", "- ", "二"), 500_000),
    Slow("rules of a table", "a.md", _text("|", " :-- |", "二"), 200_000),
    Slow("lines", "a.txt", _text("", "全年受理17件。\n"), 20_000),
    Slow("page numbers in a line", "a.txt", _text("", "第3页 共9页 [bookmark: "), 100_000),
    Slow("comment marks in a line", "a.txt", _text("", "<!--"), 200_000),
    Slow("rows", "a.csv", _text("", "一,2\n"), 20_000),
    Slow("columns", "a.csv", _text("", "一,"), 500_000),
    Slow("rows of a sheet", "a.xlsx", _xlsx("<sheetData>", _ROW, "</sheetData>"), 5_000),
    Slow(
        "rows apart", "a.xlsx",
        _xlsx("<sheetData>", f'<row r="#0000">{_cell("一")}</row>', "</sheetData>"), 100,
    ),
)  # fmt: skip
_HEADS = "指标,数值\n"
FIGURES = (
    Slow("rows", "f.csv", _text(_HEADS, "受理,17\n"), 5_000),
    Slow("columns", "f.csv", _text("指标,数值,", "备注,", "\n受理,17\n"), 20_000),
    Slow("brackets", "f.csv", _text("指标,数值,备注\n受理,17,", "("), 100_000),
    Slow("empty rows", "f.xlsx", _xlsx(
        f'<sheetData><row>{_cell("指标")}{_cell("数值")}</row>{_ROW.replace("#", "1")}',
        '<row r="#" s="1"><c r="A#" s="1"/></row>', "</sheetData>",
    ), 50_000),
    Slow("rows of a sheet", "f.xlsx", _xlsx(
        f'<sheetData><row>{_cell("指标")}{_cell("数值")}</row>', _ROW, "</sheetData>"
    ), 5_000),
    Slow("merged cells", "f.xlsx", _xlsx(
        f'<sheetData><row>{_cell("指标")}{_cell("数值")}</row>{_ROW.replace("#", "1")}</sheetData>'
        "<mergeCells>", '<mergeCell ref="A#:C#"/>', "</mergeCells>",
    ), 20_000),
    Slow("blanks of a label", "f.csv", _text("镇,产量（吨）\n甲", " ", "乙,17\n"), 30_000),
    Slow("rows of a table", "f.csv", _text("镇,产量（吨）\n", "甲,17\n"), 5_000),
    Slow("parts of a table", "f.csv", _text("镇,产量（吨）\n", "其中：甲,17\n乙,3\n"), 3_000),
    Slow("headings of a table", "f.csv", _text("镇,产量（吨）\n", "一、甲,\n乙,3\n"), 3_000),
    Slow("deeper and deeper", "f.csv", lambda count: ("镇,产量（吨）\n" + "".join(
        f"{' ' * (n % 400)}甲{n},{n}\n" for n in range(count)
    )).encode(), 3_000),
    Slow("tables of a sheet", "f.csv", _text("", "题\n镇,产量（吨）\n甲,17\n\n"), 3_000),
    Slow("lines above a table", "f.csv", _text("", "题\n", "镇,产量（吨）\n甲,17\n"), 20_000),
    Slow("headers of a table", "f.csv", _text("", "镇,产量（吨）\n", "甲,17\n"), 20_000),
    Slow("columns of a table", "f.csv", lambda count: "\n".join((
        "镇,产量" + "," * count, ",甲" * count, "乙" + ",17" * count
    )).encode(), 8_000),
    Slow("tables beside each other", "f.csv", lambda count: "\n".join((
        "镇,产量," * count, "甲,17," * count
    )).encode(), 4_000),
    Slow("objects", "f.json", _text("[", '{"指标": "受理", "数值": 17},', "{}]"), 5_000),
    Slow("keys", "f.json", lambda count: ("[{" + ",".join(
        f'"第{n}项": 1' for n in range(count)
    ) + "}]").encode(), 20_000),
    Slow("objects", "f.yaml", _text("", "- {指标: 受理, 数值: 17}\n"), 2_000),
    Slow("aliases", "f.yaml", _text("- &a {指标: 受理, 数值: 17}\n", "- *a\n"), 5_000),
    Slow("a chain of formulas", "f.csv", lambda count: ("编号,指标,数值,单位,公式\n" + "".join(
        f"n{n},第{n}项,{n or ''},件,{f'n{n - 1}+1' if n else ''}\n" for n in range(count)
    )).encode(), 5_000),
)  # fmt: skip


def _seconds(action: Callable[[], object]) -> float:
    began = time.process_time()
    try:
        action()
    except JushiError as error:
        print(f"    {str(error)[:90]}")
    return time.process_time() - began


def _grow(case: Slow, read: Callable[[str, bytes], object], enough_s: float) -> float:
    """Print the seconds of doubling lengths; give the growth of the last doubling."""
    count, before, growth, told = max(case.enough // 16, 50), 0.0, 1.0, []
    while before < enough_s and count < _ENDLESS:
        name, content = case.file(count)
        took = _seconds(lambda name=name, content=content: read(name, content))  # type: ignore[misc]
        growth = took / before if before > 0.05 else 1.0
        told.append(f"{len(content) >> 10} kB {took:.2f}")
        before, count = took, count * 2
    print(f"{case.name:8}{case.title:26}{growth:5.1f}  {', '.join(told[-3:])}", flush=True)
    return growth


def main() -> int:
    """Print the table; 1 where reading is not linear."""
    enough_s = float(sys.argv[1]) if len(sys.argv) > 1 else 2.0
    growths = [_grow(case, read_document, enough_s) for case in DOCUMENTS]
    growths += [_grow(case, read_workbook, enough_s) for case in FIGURES]
    return int(max(growths) > _MOST_GROWTH)


if __name__ == "__main__":
    sys.exit(main())
