"""Files as they arrive: which format they are, what is inside, and which are refused."""

import json
import zipfile
from datetime import date, datetime, time
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jushi.errors import FigureError
from jushi.figures import FigureTable, read_workbook
from jushi.sheets.xlsx_file import read_xlsx
from openpyxl import Workbook, load_workbook

from tests.figures.books import book_bytes, told, xlsx

_CSV = "编号,指标,数值,单位,期间\naid,受理案件,764,件,2023年\nrate,办结率,98.50,%,2023年\n"
_ROWS = [
    {"编号": "aid", "指标": "受理案件", "数值": 764, "单位": "件", "期间": "2023年"},
    {"id": "rate", "indicator": "办结率", "value": "98.5", "unit": "%", "period": "2023年"},
]
_YAML = """
figures:
  - {编号: aid, 指标: 受理案件, 数值: 764, 单位: 件, 期间: 2023年}
  - id: rate
    indicator: 办结率
    value: 98.50
    unit: "%"
    period: 2023年
    previous: ~
    aliases: [结案率, 办结比例]
"""


def _values(table: FigureTable) -> list[tuple[str, str, str]]:
    return [(each.id, str(each.value), str(each.cell)) for each in table]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        pytest.param("f.csv", _CSV.encode(), id="csv, UTF-8"),
        pytest.param("f.csv", _CSV.encode("utf-8-sig"), id="csv, UTF-8 with mark"),
        pytest.param("f.csv", _CSV.encode("gb18030"), id="csv, GB18030"),
        pytest.param("f.csv", _CSV.encode("utf-16"), id="csv, UTF-16"),
        pytest.param("f.csv", _CSV.replace("\n", "\r\n").encode(), id="csv, CRLF"),
        pytest.param("f.csv", _CSV.replace(",", ";").encode(), id="csv, semicolons"),
        pytest.param("f.csv", _CSV.replace(",", "\t").encode(), id="csv, tabs"),
        pytest.param("F.TSV", _CSV.replace(",", "\t").encode(), id="tsv"),
        pytest.param("f.txt", _CSV.encode(), id="txt"),
    ],
)
def test_delimited_text_is_read_in_every_dress(name: str, content: bytes) -> None:
    table = read_workbook(name, content)

    assert _values(table) == [("aid", "764", f"{name}:C2"), ("rate", "98.50", f"{name}:C3")]
    assert told(table) == []


def test_json_list_is_read_with_chinese_or_english_keys() -> None:
    table = read_workbook("f.json", json.dumps(_ROWS).encode())

    assert _values(table) == [
        ("aid", "764", "f.json:[0].数值"),
        ("rate", "98.5", "f.json:[1].value"),
    ]


def test_json_object_holds_its_list_under_figures() -> None:
    content = '{"version": 1, "figures": [{"指标": "占比", "value": 33.333333333333333333}]}'

    table = read_workbook("f.json", content.encode())

    assert _values(table) == [("占比", "33.333333333333333333", "f.json:figures[0].value")]


def test_yaml_is_read_as_it_is_written() -> None:
    table = read_workbook("f.yaml", _YAML.encode())

    assert _values(table) == [
        ("aid", "764", "f.yaml:figures[0].数值"),
        ("rate", "98.50", "f.yaml:figures[1].value"),
    ]
    assert table.figures[1].aliases == ("结案率", "办结比例")
    assert table.figures[1].previous is None


def test_key_that_names_a_year_is_a_value_of_that_year() -> None:
    table = read_workbook("f.json", '[{"指标": "受理", "2022年": 701, "2023年": 764}]'.encode())

    assert _values(table) == [
        ("受理_2022", "701", "f.json:[0].2022年"),
        ("受理", "764", "f.json:[0].2023年"),
    ]


def test_nested_value_is_told_at_its_path() -> None:
    table = read_workbook("f.json", '[{"指标": "受理", "数值": {"件": 5}}]'.encode())

    assert told(table) == [
        "f.json, [0].数值: this is not a single value; write one number or one text"
    ]


def _zip(**parts: bytes) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/"), content)
    return stream.getvalue()


_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
_HEAD = ("指标", "数值")


@pytest.mark.parametrize(
    ("name", "content", "line"),
    [
        pytest.param(
            "f.xlsx", b"", "the file is empty; choose the workbook with the figures", id="0 bytes"
        ),
        pytest.param(
            "f.csv", b" \r\n\n", "the file is empty; choose the workbook with the figures",
            id="only blanks",
        ),
        pytest.param(
            "f.xlsx", xlsx(), "the workbook is empty; add a heading row with at least "
            "指标 (indicator) and 数值 (value)", id="empty workbook",
        ),
        pytest.param(
            "f.xlsx", xlsx(_HEAD), "the workbook holds no figures; fill in a row for each figure",
            id="only headings",
        ),
        pytest.param(
            "f.xlsx", xlsx(("指标", "单位"), ("受理", "件")), "no value column was found; add a "
            "heading row with at least 指标 (indicator) and 数值 (value)", id="no value column",
        ),
        pytest.param(
            "f.csv", "姓名,电话\n王某,1\n".encode(), "no sheet holds a table of figures; add a "
            "heading row with at least 指标 (indicator) and 数值 (value)", id="another table",
        ),
        pytest.param(
            "f.xlsx", _zip(readme=b"hello"), "a .zip archive, not a workbook; open it in Excel or "
            "WPS and save the figures as .xlsx", id="renamed zip",
        ),
        pytest.param(
            "f.xlsx", _zip(word__document=b"<w/>"), "a Word document, not a workbook; open it in "
            "Excel or WPS and save the figures as .xlsx", id="Word document",
        ),
        pytest.param(
            "f.odt", _zip(mimetype=b"application/vnd.oasis.opendocument.text"), "an OpenDocument "
            "file that is no spreadsheet; open it in Excel or WPS and save the figures as .xlsx",
            id="OpenDocument",
        ),
        pytest.param(
            "f.xls", _OLE, "an old Office file (.doc, .wps, .ppt), not a workbook; open it in "
            "Excel or WPS and save it as .xlsx", id="doc",
        ),
        pytest.param(
            "f.xlsx", _OLE + "EncryptedPackage".encode("utf-16-le"),
            "the workbook is password-protected; save it without a password", id="encrypted",
        ),
        pytest.param(
            "f.xlsx", b"%PDF-1.7 \xff", "a PDF, not a workbook; open it in Excel or WPS and save "
            "it as .xlsx", id="PDF",
        ),
        pytest.param(
            "f.xls", b"<html><table></table></html>", "a web page or XML that only looks like a "
            "workbook; open it in Excel or WPS and save it as .xlsx", id="web page",
        ),
        pytest.param(
            "f.xlsx", "指标,数值\n受理,1\n".encode(), "not a workbook, whatever its name says; "
            "open it in Excel or WPS and save it as .xlsx", id="csv named xlsx",
        ),
        pytest.param(
            "f.dat", b"abc", "unknown format .dat; use .xlsx .xlsm .xls .et .xlsb .ods .csv .tsv "
            ".json .yaml .yml",
            id="unknown ending",
        ),
        pytest.param(
            "f.xlsx", xlsx(_HEAD, ("受理", 1))[:2000], "the workbook is damaged and cannot be "
            "opened; open it in Excel or WPS, save it again as .xlsx, and read that", id="cut off",
        ),
        pytest.param(
            "f.csv", b"\xff\x00\xfe\x81\x20", "the text is in no known encoding; save it as CSV "
            "UTF-8, or as .xlsx", id="no text",
        ),
        pytest.param(
            "f.csv", '指标,数值\n"受理,1\n'.encode(), "line 2: a quotation mark is out of place"
            "; close it, or save the file as .xlsx", id="open quotation",
        ),
        pytest.param(
            "f.json", b"[1, 2", "not valid JSON (line 1, column 6: Expecting ',' delimiter)"
            "; mend the file, or use .xlsx", id="broken JSON",
        ),
        pytest.param(
            "f.json", b'[{"value": NaN}]', "not valid JSON (NaN is not a number); mend the file, "
            "or use .xlsx", id="NaN in JSON",
        ),
        pytest.param(
            "f.json", b'[{"id": "a", "id": "b"}]', "not valid JSON (the key 'id' stands twice in "
            "one object); mend the file, or use .xlsx", id="key twice in JSON",
        ),
        pytest.param(
            "f.json", b"[" * 200_000, "not valid JSON (nested more than 64 levels "
            "deep); mend the file, or use .xlsx", id="deep JSON",
        ),
        pytest.param(
            "f.json", b'{"rows": 1}', 'holds no list of figures; write a list of objects, or '
            '{"figures": [...]}', id="no list in JSON",
        ),
        pytest.param(
            "f.json", b"[1]", "[0] is no object; write one object for each figure",
            id="no objects in JSON",
        ),
        pytest.param(
            "f.json", b'[{"id": "a"}]', "the objects have no indicator or no value; add a heading "
            "row with at least 指标 (indicator) and 数值 (value)", id="JSON without values",
        ),
        pytest.param(
            "f.yaml", b"a: [1", "not valid YAML (line 2, column 1: did not find expected ',' or ']'"
            "); mend the file, or use .xlsx", id="broken YAML",
        ),
        pytest.param(
            "f.yaml", b"- {id: a, id: b}", "not valid YAML (the key 'id' stands twice in one object"
            "); mend the file, or use .xlsx", id="key twice in YAML",
        ),
    ],
)  # fmt: skip
def test_file_that_cannot_be_used_is_refused_in_one_line(
    name: str, content: bytes, line: str
) -> None:
    with pytest.raises(FigureError) as refusal:
        read_workbook(name, content)

    assert str(refusal.value) == f"{name}: {line}"


def test_folders_of_the_name_are_left_out_of_every_message() -> None:
    with pytest.raises(FigureError) as refusal:
        read_workbook("C:\\数据\\f.xlsx", b"")

    assert refusal.value.place == "f.xlsx"


def test_workbook_is_known_by_its_content_whatever_its_name() -> None:
    assert len(read_workbook("f.csv", xlsx(_HEAD, ("受理", 1)))) == 1


def _with_part(content: bytes, name: str, part: bytes) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(stream, "w", 8) as new:
        for each in old.namelist():
            new.writestr(each, part if each == name else old.read(each))
    return stream.getvalue()


def _sheet_xml(cells: str, dimension: str = "A1:B2") -> bytes:
    return (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f'<dimension ref="{dimension}"/><sheetData>{cells}</sheetData></worksheet>'
    ).encode()


_HEAD_XML = (
    '<row r="1"><c r="A1" t="inlineStr"><is><t>指标</t></is></c>'
    '<c r="B1" t="inlineStr"><is><t>数值</t></is></c></row>'
)


def _crafted(cells: str, dimension: str = "A1:B2") -> bytes:
    xml = _sheet_xml(_HEAD_XML + cells, dimension)
    return _with_part(xlsx(_HEAD), "xl/worksheets/sheet1.xml", xml)


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(
            _with_part(
                xlsx(_HEAD),
                "xl/worksheets/sheet1.xml",
                b'<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]><w>&b;</w>',
            ),
            id="entities in a sheet",
        ),
        pytest.param(
            _with_part(
                xlsx(_HEAD),
                "xl/workbook.xml",
                b'<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/hostname">]><w>&x;</w>',
            ),
            id="entity of a file",
        ),
        pytest.param(
            _crafted('<row r="99999999"><c r="A1"><v>1</v></c></row>'), id="row beyond all"
        ),
        pytest.param(
            _crafted('<row r="2"><c r="ZZZZZZ2"><v>1</v></c></row>'), id="column beyond all"
        ),
        pytest.param(_crafted('<row r="2"><c r="A2" t="s"><v>7</v></c></row>'), id="lost string"),
        pytest.param(_crafted('<row r="2"><c r="A2"><v>seven</v></c></row>'), id="word as number"),
        pytest.param(_crafted('<row r="2"><c r="A2"><v>1</c></row>'), id="broken XML"),
        pytest.param(
            _with_part(
                xlsx(_HEAD), "xl/worksheets/sheet1.xml", _sheet_xml("").decode().encode("utf-16")
            ),
            id="XML in UTF-16",
        ),
    ],
)
def test_workbook_made_to_break_readers_is_refused(content: bytes) -> None:
    with pytest.raises(FigureError, match="damaged and cannot be opened"):
        read_workbook("f.xlsx", content)


def test_size_that_a_sheet_claims_is_not_believed() -> None:
    cells = '<row r="2"><c r="A2" t="str"><v>受理</v></c><c r="B2"><v>764</v></c></row>'

    table = read_workbook("f.xlsx", _crafted(cells, dimension="A1:XFD1048576"))

    assert _values(table) == [("受理", "764", "f.xlsx:数据!B2")]


def test_archive_that_unpacks_to_too_much_is_refused() -> None:
    bomb = _zip(**{"[Content_Types].xml": b"0", "xl__big.xml": b"0" * 300_000_000})

    with pytest.raises(FigureError) as refusal:
        read_workbook("f.xlsx", bomb)

    assert str(refusal.value) == (
        "f.xlsx: the file is too large (at most 200000 rows and 256 MB unpacked); "
        "keep only the sheets with figures and save it again"
    )


def test_too_many_rows_are_refused() -> None:
    rows = "\n".join("受理,1" for _ in range(200_001))

    with pytest.raises(FigureError, match="more than 200000 rows"):
        read_workbook("f.csv", f"指标,数值\n{rows}".encode())


def test_damage_anywhere_ends_in_a_table_or_one_line() -> None:
    whole = xlsx(_HEAD, ("受理", 764), ("办结", "8,21O"))
    for at in range(0, len(whole), 7):
        damaged = whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :]
        try:
            read_workbook("f.xlsx", damaged)
        except FigureError as error:
            assert "\n" not in str(error)


def test_numbers_are_those_that_were_typed() -> None:
    typed = [8210, 98.5, 0.985, 1701.0, 1e-7, 123456789012345, 0.1 + 0.2, 1e15, -3, 2 / 3]

    table = read_workbook("f.xlsx", xlsx(_HEAD, *((f"甲{i}", n) for i, n in enumerate(typed))))

    assert [f"{each.value:f}" for each in table] == [
        "8210", "98.5", "0.985", "1701", "0.0000001", "123456789012345", "0.3",
        "1000000000000000", "-3", "0.666666666666667",
    ]  # fmt: skip


def test_formats_of_cells_say_what_is_meant() -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "数据"
    sheet.append(("指标", "数值", "单位", "期间"))
    rows = [
        ("办结率", 0.985, "%", 2023),
        ("增幅", 0.02, "百分点", date(2023, 11, 1)),
        ("三月五日", datetime(2023, 3, 5), "件", "2023年"),
        ("受理", True, "件", date(2023, 5, 12)),
        ("时刻", time(8, 30), "件", "2023年"),
    ]
    for row in rows:
        sheet.append(row)
    for cell, shown in (("B2", "0.0%"), ("B3", '0.00"%"%'), ("D3", 'yyyy"年"m"月"'),
                        ("B4", 'm"月"d"日"'), ("D5", 'yyyy"年"m"月"d"日"')):  # fmt: skip
        sheet[cell].number_format = shown

    table = read_workbook("f.xlsx", book_bytes(book))

    assert [each.value for each in table] == [Decimal("98.5"), Decimal(2), None, None, None]
    periods = [each.period.text if each.period else None for each in table]
    assert periods == ["2023", "2023年11月", "2023年", "2023年5月12日", "2023年"]
    assert told(table) == [
        (
            "f.xlsx, sheet 数据, B4: the cell holds the date 2023年3月5日, not a number; "
            "set its format to number and type the value again"
        ),
        "f.xlsx, sheet 数据, B5: the cell holds TRUE, not a number; type the number",
        (
            "f.xlsx, sheet 数据, B6: the cell holds the date 08:30:00, not a number; "
            "set its format to number and type the value again"
        ),
    ]


def test_excel_formula_counts_by_its_stored_result() -> None:
    cells = (
        '<row r="2"><c r="A2" t="str"><v>有结果</v></c><c r="B2"><f>1+1</f><v>2</v></c></row>'
        '<row r="3"><c r="A3" t="str"><v>无结果</v></c><c r="B3"><f>A1&amp;A2</f></c></row>'
        '<row r="4"><c r="A4" t="str"><v>出错</v></c><c r="B4" t="e"><f>0/0</f>'
        "<v>#DIV/0!</v></c></row>"
        '<row r="5"><c r="A5" t="str"><v>空文本</v></c><c r="B5" t="str"><f>""</f><v></v></c></row>'
    )

    table = read_workbook("f.xlsx", _crafted(cells))

    assert [each.value for each in table] == [Decimal(2), None, None, None]
    assert [(problem.code, problem.where and problem.where.cell) for problem in table.problems] == [
        ("uncached_formula", "B3"),
        ("error_value", "B4"),
        ("empty_values", ""),
    ]
    assert dict(table.problems[0].params)["text"] == "=A1&A2"


def test_formula_of_ids_typed_with_an_equals_sign_is_ours() -> None:
    table = read_workbook(
        "f.xlsx",
        xlsx(("编号", "指标", "数值", "公式"), ("a", "甲", 1, ""), ("b", "乙", None, "=a+1")),
    )

    assert table.by_id()["b"].value == 2
    assert table.by_id()["b"].formula == "a+1"


_CELLS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**12), 10**12),
    st.floats(allow_nan=False, allow_infinity=False, min_value=-1e9, max_value=1e9),
    st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=12),
    st.dates(date(1950, 1, 1), date(2090, 1, 1)),
)


@given(st.lists(st.lists(_CELLS, max_size=4), min_size=1, max_size=4))
def test_cells_are_where_openpyxl_finds_them(rows: list[list[object]]) -> None:
    content = xlsx(*rows)
    (ours,) = read_xlsx("f.xlsx", content)
    theirs = load_workbook(BytesIO(content)).worksheets[0]

    for row in theirs.iter_rows():
        for cell in row:
            line = ours.rows[cell.row - 1] if cell.row <= len(ours.rows) else ()
            raw = line[cell.column - 1] if cell.column <= len(line) else None
            assert (raw is None) == (cell.value in (None, ""))
            if isinstance(cell.value, str) and cell.data_type == "s":
                assert raw == cell.value
            elif isinstance(cell.value, int | float) and not isinstance(cell.value, bool):
                assert isinstance(raw, Decimal)
                assert float(raw) == pytest.approx(cell.value, rel=1e-14)


def test_seed_workbook_is_read_without_a_word(shared: Path) -> None:
    content = (shared / "seed" / "figures-2023.csv").read_bytes()

    table = read_workbook("figures-2023.csv", content)

    assert (len(table), told(table)) == (47, [])
    assert table.by_id()["legal_aid_consultations"].approx == "余"
    assert table.by_id()["norm_total"].formula == "norm_kept+norm_amended+norm_repealed"
    assert str(table.by_id()["trained_officers"].cell) == "figures-2023.csv:C27"


def test_seed_workbook_with_one_part_changed_is_caught(shared: Path) -> None:
    text = (shared / "seed" / "figures-2023.csv").read_text(encoding="utf-8")

    table = read_workbook("f.csv", text.replace("清理保留,91,", "清理保留,92,").encode("gb18030"))

    assert told(table) == [
        (
            "f.csv, C9: the formula norm_kept+norm_amended+norm_repealed gives 137, "
            "but the cell says 136; mend one of them"
        )
    ]


def test_figures_of_the_fidelity_cases_are_read_without_errors(shared: Path) -> None:
    lines = (shared / "fidelity-cases" / "cases.jsonl").read_text(encoding="utf-8").splitlines()

    for line in lines:
        case = json.loads(line)
        table = read_workbook("f.json", json.dumps(case["figures"]).encode())
        assert [each.id for each in table] == [each["id"] for each in case["figures"]]
        assert not [problem for problem in table.problems if problem.is_error], case["id"]
