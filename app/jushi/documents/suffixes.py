"""The endings of documents that are offered where a file is chosen, and taken where one is sent."""

from jushi.sheets import WORKBOOK_SUFFIXES

WORD_SUFFIXES = (".docx", ".doc", ".wps", ".odt")
"""What a report comes back in that was edited in Word, WPS or LibreOffice."""
REPORT_SUFFIXES = (*WORD_SUFFIXES, ".txt", ".md", ".pdf", ".html", ".htm")
"""What a report, or last year's, is written in."""
_TABLES = tuple(each for each in WORKBOOK_SUFFIXES if each not in (".json", ".yaml", ".yml"))
MATERIAL_SUFFIXES = (*REPORT_SUFFIXES, *_TABLES)
"""What materials come in: documents and tables; where many are sent at once, a .zip of them too."""
