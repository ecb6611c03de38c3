"""The parts of an .xlsx package that say what its cells mean: sheets, shared strings, formats."""

import posixpath
import re
import zipfile
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from jushi.safe_parsing import mend_surrogates, mend_xml, parse_xml

_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_QUOTED = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.')
_LONGEST_FORMAT = 255
"""Characters; a spreadsheet takes no longer one."""
DEEPEST_INDENT = 15
"""Steps; a spreadsheet offers no more in its dialog than what fits a screen."""
_DATE_LETTER = re.compile(r"[ymdhs]", re.IGNORECASE)
# Formats that a Chinese Excel stores by number only; ECMA-376 part 1, 18.8.30, lists them.
_CHINESE_DATES = {
    **dict.fromkeys((27, 36, 50, 52, 57), "yyyy-m"),
    **dict.fromkeys((28, 29, 30, 51, 53, 54, 58), "m-d"),
    31: "yyyy-m-d",
    **dict.fromkeys((32, 33, 34, 35, 55, 56), "h:mm"),
}


@dataclass(frozen=True, slots=True)
class NumberFormat:
    """What a cell format shows of a number."""

    is_percent: bool
    date_letters: str
    """Which of y, m, d, h and s it shows; empty where it shows a number."""
    indent: int = 0
    """Steps that its text stands to the right, as parts stand below their whole."""


@dataclass(frozen=True, slots=True)
class SheetPart:
    """One worksheet of the package."""

    name: str
    path: str
    is_hidden: bool


@dataclass(frozen=True, slots=True)
class Package:
    """What cells of every sheet refer to."""

    sheets: tuple[SheetPart, ...]
    strings: tuple[str, ...]
    formats: tuple[NumberFormat, ...]
    epoch: datetime
    """Day 0 of the dates: 1900 for Excel and WPS, 1904 for old Macs."""

    @property
    def has_indents(self) -> bool:
        """Whether some cell may be indented."""
        return any(shown.indent for shown in self.formats)


def read_part(archive: zipfile.ZipFile, path: str) -> bytes:
    """Give the XML of one part. Raises ValueError where it declares entities, as bombs do."""
    xml = archive.read(path)
    if xml[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in xml[:8] or b"<!DOCTYPE" in xml:
        raise ValueError(f"{path} is no plain XML")
    return mend_xml(xml)[0]


def read_package(archive: zipfile.ZipFile) -> Package:
    """Read everything of a package but its cells. Raises KeyError or ValueError if damaged."""
    from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH

    names = set(archive.namelist())
    main = next(iter(targets(archive, "", "/officeDocument").values()), "xl/workbook.xml")
    workbook = parse_xml(read_part(archive, main))
    worksheets = targets(archive, main, "/worksheet")
    sheets = []
    for sheet in _each(workbook, "sheet"):
        reference = next(value for key, value in sheet.attrib.items() if key.endswith("}id"))
        if reference in worksheets:  # else a chart or a macro sheet
            is_hidden = sheet.get("state", "visible") != "visible"
            sheets.append(SheetPart(sheet.get("name", ""), worksheets[reference], is_hidden))
    strings = next(iter(targets(archive, main, "/sharedStrings").values()), "")
    styles = next(iter(targets(archive, main, "/styles").values()), "")
    is_mac = any(each.get("date1904") in ("1", "true") for each in _each(workbook, "workbookPr"))
    return Package(
        tuple(sheets),
        _read_strings(read_part(archive, strings)) if strings in names else (),
        _read_formats(read_part(archive, styles)) if styles in names else (),
        MAC_EPOCH if is_mac else WINDOWS_EPOCH,
    )


def text_of(element: Any) -> str:
    """Give the text of a shared or inline string, without the reading aids above it."""
    parts = [
        run.text or ""
        for run in element.iter("{*}t")
        if not (run.getparent() is not element and run.getparent().tag.endswith("}rPh"))
    ]
    text = "".join(parts)
    if "_x" not in text:
        return text
    return mend_surrogates(_ESCAPE.sub(lambda m: chr(int(m[1], 16)), text))[0]


def _each(root: Any, tag: str) -> Any:
    return root.iter(f"{{*}}{tag}")


def targets(archive: zipfile.ZipFile, part: str, kind: str) -> dict[str, str]:
    """Give the paths that `part` relates to, by id, of those relations whose type is `kind`."""
    folder, file = posixpath.split(part)
    path = posixpath.join(folder, "_rels", f"{file}.rels")
    if path not in archive.namelist():
        return {}
    return {
        each.get("Id"): posixpath.normpath(posixpath.join("/", folder, each.get("Target")))[1:]
        for each in _each(parse_xml(read_part(archive, path)), "Relationship")
        if each.get("Type", "").endswith(kind)
    }


def _read_strings(xml: bytes) -> tuple[str, ...]:
    return tuple(text_of(element) for element in _each(parse_xml(xml), "si"))


def _read_formats(xml: bytes) -> tuple[NumberFormat, ...]:
    root = parse_xml(xml)
    codes = known_formats()
    codes |= {int(each.get("numFmtId")): each.get("formatCode") for each in _each(root, "numFmt")}
    cell_formats = next(_each(root, "cellXfs"), ())
    return tuple(
        number_format(codes.get(int(xf.get("numFmtId", 0)), ""), _indent(xf)) for xf in cell_formats
    )


def known_formats() -> dict[int, str]:
    """Give the formats that files name by number only, by that number."""
    from openpyxl.styles.numbers import BUILTIN_FORMATS

    return {**BUILTIN_FORMATS, **_CHINESE_DATES}


def _indent(cell_format: Any) -> int:
    alignment = next(_each(cell_format, "alignment"), None)
    if alignment is None or alignment.get("horizontal", "left") != "left":
        return 0
    return min(int(alignment.get("indent", 0)), DEEPEST_INDENT)


def number_format(code: str, indent: int) -> NumberFormat:
    """Give what a format such as `0.00%` or `yyyy"年"m"月"` shows of a number."""
    shown = _QUOTED.sub("", code[:_LONGEST_FORMAT].partition(";")[0]).replace("General", "")
    letters = "".join(dict.fromkeys(_DATE_LETTER.findall(shown.lower())))
    return NumberFormat("%" in shown, letters, indent)
