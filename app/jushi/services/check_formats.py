"""The forms of a check report and their files. `files/check_rendering.py` writes them."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

CheckFormat = Literal["text", "json", "html", "xlsx", "docx", "junit", "errata"]
"""The default first."""
CHECK_FILES: Mapping[CheckFormat, str] = MappingProxyType(
    {
        "text": "check.txt",
        "json": "check.json",
        "html": "check.html",
        "xlsx": "check.xlsx",
        "docx": "review.docx",
        "junit": "check.xml",
        "errata": "errata.docx",
    }
)
"""Name of the file of each; its ending says what kind of file it is."""
StoredFile = Literal[
    "report.docx",
    "report.pdf",
    "review.docx",
    "check.html",
    "check.xlsx",
    "errata.docx",
    "package.zip",
    "check.json",
]
"""Files of a stored report, as the page offers them; its words for them are `page.download_…`."""


def is_binary(form: CheckFormat) -> bool:
    """Whether the form is no text that a terminal could show."""
    return CHECK_FILES[form].endswith((".xlsx", ".docx"))
