"""A check report in the form that was asked for."""

import re
from typing import assert_never

from jushi.fidelity import render_html, render_json, render_junit, render_text, render_xlsx
from jushi.messages import Language, render
from jushi.running import tell_file
from jushi.services.check_formats import CheckFormat
from jushi.services.files.checking import CheckedReport

_MODIFIED = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")


def render_check_report(
    checked: CheckedReport, form: CheckFormat, *, language: Language = "zh"
) -> bytes:
    """Give the check report as a file: UTF-8 text, or an .xlsx or .docx.

    The .docx is a copy of the checked document with a Word comment on each finding; a draft of
    another format is laid out as .docx first. `errata` is a .docx with a table of what is wrong.
    """
    tell_file(checked.draft.name)
    result = checked.result
    match form:
        case "text":
            told = render_text(result, language=language) + _notices(checked, language)
            return told.encode("utf-8", "backslashreplace")
        case "json":
            return render_json(result, _told(checked, language)).encode("utf-8", "backslashreplace")
        case "html":
            name, notices = checked.draft.name, _told(checked, language)
            page = render_html(result, name=name, language=language, notices=notices)
            return page.encode("utf-8", "backslashreplace")
        case "junit":
            return render_junit(result, language=language).encode("utf-8", "backslashreplace")
        case "xlsx":
            return _without_clock(render_xlsx(result, checked.table, language=language))
        # What writes .docx is loaded for it alone: the other forms are read by programs that wait.
        case "docx":
            from jushi.services.files.review_copy import as_docx, review_copy

            return review_copy(checked, as_docx(checked.draft), language=language)
        case "errata":
            from jushi.services.errata import render_errata

            return render_errata(result, checked.draft.name, language=language)
        case _:
            assert_never(form)


def _notices(checked: CheckedReport, language: Language) -> str:
    """Lines on what the reader of the draft left out or mended; empty if it did nothing."""
    name = checked.draft.name
    lines = (render("check.notice", language, name=name, notice=n) for n in checked.notices)
    return "".join(f"{line}\n" for line in lines)


def _told(checked: CheckedReport, language: Language) -> tuple[str, ...]:
    return tuple(notice.render(language) for notice in checked.notices)


def _without_clock(workbook: bytes) -> bytes:
    """The same check gives the same file, whenever it is made."""
    from jushi.documents import read_archive, render_zip

    parts = dict(read_archive("check.xlsx", workbook))
    told = _MODIFIED.sub(rb"\g<1>1980-01-01T00:00:00Z", parts["docProps/core.xml"])
    return render_zip(parts | {"docProps/core.xml": told})
