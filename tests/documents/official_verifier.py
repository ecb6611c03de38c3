"""Measures a .docx and its PDF against GB/T 9704—2012; gives what deviates, by name."""

import io
import re
import subprocess
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
POINTS_PER_MM = 72 / 25.4
_FACES = {
    "Title": "方正小标宋简体",
    "Heading1": "黑体",
    "Heading2": "楷体_GB2312",
    "Heading3": "仿宋_GB2312",
    "Heading4": "仿宋_GB2312",
    "Normal": "仿宋_GB2312",
}
_LEVELS = {"Heading1": "0", "Heading2": "1", "Heading3": "2", "Heading4": "3"}


@dataclass(frozen=True)
class Word:
    page: int
    text: str
    left: float
    right: float
    top: float
    bottom: float


def deviations_of_xml(content: bytes) -> set[str]:
    """Names of what deviates in the parts of a .docx."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {
            name: archive.read(name)
            for name in archive.namelist()
            if name.endswith((".xml", ".rels"))
        }
    document = etree.fromstring(parts["word/document.xml"])
    styles = etree.fromstring(parts["word/styles.xml"])
    settings = etree.fromstring(parts["word/settings.xml"])
    found = set(_page(document.find(f".//{W}sectPr")))
    found |= set(_styles(styles))
    if settings.find(f"{W}evenAndOddHeaders") is None:
        found.add("odd and even pages")
    for name, side in (("word/footer1.xml", "right"), ("word/footer2.xml", "left")):
        footer = etree.fromstring(parts[name])
        jc = footer.find(f".//{W}jc").get(f"{W}val")
        text = "".join(node.text or "" for node in footer.iter(f"{W}t"))
        fonts = {node.get(f"{W}ascii") for node in footer.iter(f"{W}rFonts")}
        if (jc, text, fonts) != (side, "— 1 —", {"宋体"}):
            found.add("page number")
    for table in document.iter(f"{W}tbl"):
        if table.find(f"{W}tr/{W}trPr/{W}tblHeader") is None:
            found.add("repeated header row")
    if any(b"Theme=" in part for part in parts.values()):
        found.add("theme fonts")
    hints = {node.get(f"{W}hint") for node in document.iter(f"{W}rFonts")}
    if hints != {"eastAsia"}:
        found.add("hint for quotes")
    return found


def _page(section: etree._Element) -> Iterator[str]:
    size, margins, grid = (section.find(f"{W}{name}") for name in ("pgSz", "pgMar", "docGrid"))
    if (size.get(f"{W}w"), size.get(f"{W}h")) != ("11906", "16838"):
        yield "paper"
    wanted = {"top": "2098", "right": "1474", "bottom": "1984", "left": "1588", "footer": "1417"}
    for side, value in wanted.items():
        if margins.get(f"{W}{side}") != value:
            yield f"margin {side}"
    if grid.get(f"{W}linePitch") != "579":
        yield "grid"
    if section.find(f"{W}titlePg") is not None:
        yield "first page without number"


def _styles(styles: etree._Element) -> Iterator[str]:
    by_id = {s.get(f"{W}styleId"): s for s in styles.iter(f"{W}style")}
    for style_id, face in _FACES.items():
        style = by_id[style_id]
        fonts = style.find(f"{W}rPr/{W}rFonts")
        if {fonts.get(f"{W}{slot}") for slot in ("ascii", "hAnsi", "eastAsia", "cs")} != {face}:
            yield f"face of {style_id}"
        size = style.find(f"{W}rPr/{W}sz").get(f"{W}val")
        if size != ("44" if style_id == "Title" else "32"):
            yield f"size of {style_id}"
        if style.find(f"{W}rPr/{W}b").get(f"{W}val") != "0":
            yield f"bold {style_id}"
        if style_id == "Title":
            continue
        line = style.find(f"{W}pPr/{W}spacing")
        if (line.get(f"{W}line"), line.get(f"{W}lineRule")) != ("579", "exact"):
            yield f"line of {style_id}"
        if style.find(f"{W}pPr/{W}ind").get(f"{W}firstLineChars") != "200":
            yield f"indent of {style_id}"
    for style_id, level in _LEVELS.items():
        if by_id[style_id].find(f"{W}pPr/{W}outlineLvl").get(f"{W}val") != level:
            yield f"level of {style_id}"


def words_of_pdf(program: str, pdf: bytes) -> list[Word]:
    """Words with their places in points from the top left corner, page by page."""
    done = subprocess.run(
        [program, "-bbox", "-", "-"], input=pdf, capture_output=True, check=True
    ).stdout.decode()
    words: list[Word] = []
    page = 0
    for line in done.splitlines():
        page += "<page " in line
        match = re.search(
            r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*)</word>',
            line,
        )
        if match:
            left, top, right, bottom = (float(value) for value in match.groups()[:4])
            words.append(Word(page, match[5], left, right, top, bottom))
    return words


def deviations_of_page(words: list[Word], page: int) -> set[str]:
    """Names of what deviates on a page that body text fills."""
    own = [word for word in words if word.page == page]
    number = [word for word in own if word.bottom > 262 * POINTS_PER_MM + 2]
    lines: dict[int, list[Word]] = {}
    for word in own:
        if word not in number:
            lines.setdefault(round(word.top), []).append(word)
    found = set()
    if len(lines) != 22:
        found.add(f"lines: {len(lines)}")
    longest = max(_length(line) for line in lines.values())
    if longest != 28:
        found.add(f"characters: {longest}")
    if abs(min(word.left for word in own if word not in number) - 28 * POINTS_PER_MM) > 2:
        found.add("left edge")
    top = min(min(word.top for word in line) for line in lines.values())
    if not 36 <= top / POINTS_PER_MM <= 41:
        found.add("top edge")
    found |= _page_number(number, is_odd=page % 2 == 1)
    return found


def _length(line: list[Word]) -> int:
    """Characters of a line; a closing mark may hang over the margin."""
    text = "".join(word.text for word in sorted(line, key=lambda word: word.left))
    return len(text.rstrip("，。、；："))


def _page_number(words: list[Word], *, is_odd: bool) -> set[str]:
    text = "".join(word.text for word in words)
    if not re.fullmatch(r"—\d+—", text):
        return {"page number"}
    middle = (min(w.left for w in words) + max(w.right for w in words)) / 2
    found = set()
    if (middle > 105 * POINTS_PER_MM) != is_odd:
        found.add("side of the page number")
    # 7 mm below the text; the dash stands near the middle of its word's box.
    dash = sum((word.top + word.bottom) / 2 for word in words) / len(words) / POINTS_PER_MM
    if abs(dash - 269) > 2.5:
        found.add("height of the page number")
    return found
