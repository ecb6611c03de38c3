"""Objects of JSON and YAML to rows with known columns: their keys are the headings."""

from jushi.figures.figure import Problem, SourceCell
from jushi.figures.workbook.heading import Heading, parse_heading, twin_columns
from jushi.figures.workbook.lexicon import Column
from jushi.figures.workbook.row import Row, TableRows, ValueCell
from jushi.sheets import RawValue, Records, plain_text


def read_record_rows(file: str, records: Records) -> TableRows:
    """Give the rows of a list of objects; keys are headings, a key such as 2022年 a period."""
    rows: list[Row] = []
    problems: list[Problem] = []
    headings: dict[str, Heading] = {}
    knows_indicator, knows_value = False, False
    for record in records.records:
        cells: dict[Column, RawValue] = {}
        marks: dict[Column, str] = {}
        values: dict[str, ValueCell] = {}
        extra: list[tuple[str, str]] = []
        for key, raw in record.pairs:
            heading = headings.get(key)
            if heading is None:
                heading = headings[key] = parse_heading(key)
            path = f"{record.path}.{key}"
            if heading.column is None:
                extra.append((key, plain_text(raw)))
            elif heading.column in marks or (
                heading.column == "value" and heading.period in values
            ):
                where = SourceCell(file, "", path)
                problems.append(twin_columns(where, heading, heading))
            elif heading.column == "value":
                values[heading.period] = ValueCell(raw, path, heading.period, heading.unit)
            else:
                cells[heading.column] = raw
                marks[heading.column] = f".{key}"
        knows_indicator = knows_indicator or "indicator" in cells
        knows_value = knows_value or bool(values)
        shown = tuple(values.values()) or (ValueCell(None, record.path, "", ""),)
        rows.append(Row(file, "", record.path, marks, cells, shown, tuple(extra), "", ""))
    return TableRows(tuple(rows), tuple(problems), is_table=knows_indicator and knows_value)
