"""Jobs on files that are sent along: nothing of them is kept."""

from pathlib import PurePath
from typing import Annotated, Literal

from fastapi import APIRouter, File, Form, Response, UploadFile
from fastapi.responses import JSONResponse

from jushi.services import (
    CHECK_FILES,
    REPORT_YEARS,
    CheckFormat,
    check_report,
    check_workbook,
    collecting,
    draft_report,
    export,
    render_check_report,
)
from jushi.web.api.answers import WorkbookAnswer, draft_answer, file_answer, workbook_answer
from jushi.web.api.caller import DOCUMENTS, OUTLINES, WORKBOOKS, Asking, take, take_all, take_one
from jushi.web.api.documented import CheckRecord, DraftRecord, answers

router = APIRouter(prefix="/v1")

_CHECK_FILES = sorted({PurePath(name).suffix for name in CHECK_FILES.values()} - {".json"})
Mode = Literal["material", "document", "red_head"]
Sent = Annotated[UploadFile, File()]
Optional = Annotated[UploadFile | None, File()]
Several = Annotated[list[UploadFile], File()]


@router.post("/check", operation_id="check", responses=answers(CheckRecord, files=_CHECK_FILES))
def check(
    caller: Asking,
    draft: Sent,
    *,
    figures: Optional = None,
    previous: Optional = None,
    evidence: Several = [],  # noqa: B006 - FastAPI copies a default
    usage_off: Annotated[list[str], Form()] = [],  # noqa: B006
    year: Annotated[int | None, Form(ge=REPORT_YEARS[0], le=REPORT_YEARS[-1])] = None,
    form: Annotated[CheckFormat, Form()] = "json",
) -> Response:
    checked = caller.run(
        check_report,
        take(draft, DOCUMENTS),
        take_one(figures, WORKBOOKS),
        previous=take_one(previous, (*WORKBOOKS, *DOCUMENTS)),
        evidence=take_all(evidence, DOCUMENTS),
        report_year=year,
        usage_off=usage_off,
        language=caller.language,
    )
    content = caller.run(render_check_report, checked, form, language=caller.language)
    if form == "json":
        return Response(content, media_type="application/json")
    return file_answer(content, f"{PurePath(checked.draft.name).stem}.{CHECK_FILES[form]}")


@router.post("/draft", operation_id="draft", responses=answers(DraftRecord, files=[".docx"]))
def draft(
    caller: Asking,
    figures: Sent,
    knowledge: Several,
    *,
    outline: Optional = None,
    form: Annotated[Literal["json", "docx"], Form()] = "json",
) -> Response:
    drafted = caller.run(
        draft_report,
        take(figures, WORKBOOKS),
        "report.docx",
        outline=take_one(outline, OUTLINES),
        knowledge=take_all(knowledge, DOCUMENTS),
        language=caller.language,
    )
    if form == "json":
        return JSONResponse(draft_answer(drafted))
    title = "".join(drafted.draft.title.split())
    return file_answer(drafted.file.content, f"{title}.docx")


@router.post("/figures", operation_id="figures")
def figures(caller: Asking, workbook: Sent) -> WorkbookAnswer:
    table = caller.run(check_workbook, take(workbook, WORKBOOKS))
    return workbook_answer(table, caller.language)


@router.post(
    "/skeleton",
    operation_id="skeleton",
    response_class=Response,
    responses=answers(files=[".xlsx"]),
)
def skeleton(caller: Asking, past: Several) -> Response:
    made = caller.run(collecting.newest_skeleton, take_all(past, DOCUMENTS), caller.language)
    return file_answer(made.content, made.name)


@router.post(
    "/export",
    operation_id="export",
    response_class=Response,
    responses=answers(files=[".docx", ".pdf", ".zip"]),
)
def export_files(
    caller: Asking,
    draft: Sent,
    figures: Sent,
    *,
    previous: Optional = None,
    evidence: Several = [],  # noqa: B006
    template: Optional = None,
    mode: Annotated[Mode, Form()] = "material",
    has_annex: Annotated[bool, Form()] = False,
    form: Annotated[Literal["docx", "pdf", "zip"], Form()] = "docx",
) -> Response:
    report, workbook = take(draft, DOCUMENTS), take(figures, WORKBOOKS)
    before = take_one(previous, (*WORKBOOKS, *DOCUMENTS))
    proofs = take_all(evidence, DOCUMENTS)
    stem = PurePath(report.name).stem
    exported = caller.run(
        export.export_report,
        report,
        workbook,
        f"{stem}.docx",
        form=export.ExportForm(
            mode=mode, template=take_one(template, (".docx",)), has_annex=has_annex
        ),
        previous=before,
        evidence=proofs,
        language=caller.language,
    )
    if form == "docx":
        content = exported.file.content
    elif form == "pdf":
        content = caller.run(export.preview_pdf, exported.file)
    else:
        content = caller.run(
            export.package_report,
            exported,
            workbook,
            previous=before,
            evidence=proofs,
            language=caller.language,
        )
    answer = file_answer(content, f"{stem}.{form}")
    answer.headers["Jushi-Wrong-Numbers"] = str(
        sum(r.summary.error for r in (exported.checked.result, *exported.charts))
    )
    return answer
