"""Fonts of this computer: which official ones are missing, and what stands in for a preview."""

import shutil
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from jushi.resources import resource_yaml

_FONT_FOLDERS = (
    "C:/Windows/Fonts",
    "~/AppData/Local/Microsoft/Windows/Fonts",
    "/System/Library/Fonts",
    "/Library/Fonts",
    "~/Library/Fonts",
)


@dataclass(frozen=True, slots=True)
class KnownFont:
    """One font that official documents name."""

    name: str
    also: tuple[str, ...]
    files: tuple[str, ...]
    preview: tuple[str, ...]
    panose: str = ""
    """Ten pairs of hexadecimal digits that tell how it looks; empty where not known."""
    family: str = "auto"
    """As Word's font table has it: roman, swiss, modern, script."""
    is_fixed: bool = False
    """Whether all its letters are of one width."""


@cache
def known_fonts() -> dict[str, KnownFont]:
    """Give the fonts of the data file by name."""
    table: dict[str, dict[str, Any]] = resource_yaml("knowledge", "layouts", "preview_fonts.yaml")
    return {
        name: KnownFont(
            name,
            tuple(row["also"]),
            tuple(row["files"]),
            tuple(row["preview"]),
            row.get("panose", ""),
            row.get("family", "auto"),
            row.get("fixed", False),
        )
        for name, row in table.items()
    }


@cache
def installed_families() -> frozenset[str]:
    """Give the names of the fonts that programs find here, in lower case, by every name."""
    if shutil.which("fc-list"):
        listing = subprocess.run(
            ["fc-list", ":", "family"], capture_output=True, check=False, timeout=60
        ).stdout.decode("utf-8", "replace")
        return frozenset(
            family.strip().lower() for line in listing.splitlines() for family in line.split(",")
        )
    if sys.platform not in ("win32", "darwin"):
        return frozenset()
    files = {
        path.name.lower()
        for folder in _FONT_FOLDERS
        for path in Path(folder).expanduser().glob("**/*")
    }
    return frozenset(
        font.name.lower()
        for font in known_fonts().values()
        if any(file.lower() in files for file in font.files)
    )


def is_installed(font: str) -> bool:
    """Whether a font, or the same face by another name, is on this computer."""
    known = known_fonts().get(font)
    names = (font, *known.also) if known else (font,)
    return any(name.lower() in installed_families() for name in names)


def stand_in(font: str) -> str | None:
    """Give the installed font that shows `font` in previews; None if itself or none is there."""
    known = known_fonts().get(font)
    if known is None or font.lower() in installed_families():
        return None
    for name in (*known.also, *known.preview):
        if name.lower() in installed_families():
            return name
    return None


def preview_configuration() -> str:
    """Give a fontconfig file that shows official fonts by their stand-ins.

    Without it every official font that is missing falls to one and the same sans serif.
    """
    rules = [
        f'<match target="pattern"><test name="family" qual="any"><string>{escape(name)}</string>'
        f'</test><edit name="family" mode="assign" binding="strong"><string>{escape(other)}'
        f"</string></edit>{_weight(name)}</match>"
        for name in known_fonts()
        if (other := stand_in(name)) is not None
    ]
    return (
        '<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">\n'
        '<fontconfig><include ignore_missing="yes">/etc/fonts/fonts.conf</include>\n'
        + "\n".join(rules)
        + "\n</fontconfig>\n"
    )


def _weight(name: str) -> str:
    """小标宋 is a heavy face; the light stand-in is shown in bold."""
    if "标宋" not in name:
        return ""
    return '<edit name="weight" mode="assign" binding="strong"><const>bold</const></edit>'
