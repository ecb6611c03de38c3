"""Jobs on files that are sent along: nothing of them is kept."""

from dataclasses import asdict, dataclass
from pathlib import PurePath
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, File, Form, Response, UploadFile
from fastapi.responses import JSONResponse

from jushi.documents import MATERIAL_SUFFIXES, REPORT_SUFFIXES
from jushi.services import (
    CHECK_FILES,
    REPORT_YEARS,
    CheckFormat,
    SourceFile,
    check_report,
    check_workbook,
    collecting,
    draft_report,
    export,
    render_check_report,
)
from jushi.sheets import WORKBOOK_SUFFIXES
from jushi.web.api.answers import WorkbookAnswer, draft_answer, file_answer, workbook_answer
from jushi.web.api.caller import OUTLINES, Asking, take, take_all, take_one
from jushi.web.api.documented import CheckRecord, DraftRecord, answers

router = APIRouter(prefix="/v1")

_CHECK_FILES = sorted({PurePath(name).suffix for name in CHECK_FILES.values()} - {".json"})
Sent = Annotated[UploadFile, File()]
Optional = Annotated[UploadFile | None, File()]
Flag = Annotated[bool, Form()]
Word = Annotated[str, Form(max_length=2000)]
Several = Annotated[list[UploadFile], File()]


@dataclass(frozen=True, slots=True)
class ExportFields:
    """What is chosen for an export, a field of the form each, by the names of `ExportForm`."""

    mode: Annotated[export.Mode, Form()] = "material"
    has_annex: Flag = False
    has_anchors: Annotated[bool, Form()] = True
    is_duplex: Flag = False
    issuer: Word = ""
    document_number: Word = ""
    addressee: Word = ""
    signature: Word = ""
    date: Word = ""
    note: Word = ""
    copied_to: Word = ""
    printer: Word = ""
    print_date: Word = ""
    serial: Word = ""
    secrecy: Word = ""
    urgency: Word = ""
    signatories: Word = ""
    attachment_names: Word = ""
    charts: Annotated[tuple[Word, ...], Form(max_length=20)] = ()

    def form(self, template: SourceFile | None) -> export.ExportForm:
        """Give the choice; a chart is told by its figures, apart by commas."""
        names = (chart.split(",") for chart in self.charts)
        charts = tuple(tuple(name.strip() for name in chart if name.strip()) for chart in names)
        said = asdict(self) | {"charts": tuple(filter(None, charts))}
        return export.ExportForm(template=template, **said)


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
        take(draft, REPORT_SUFFIXES),
        None if figures is None else caller.workbook(figures),
        previous=take_one(previous, (*WORKBOOK_SUFFIXES, *REPORT_SUFFIXES)),
        evidence=take_all(evidence, MATERIAL_SUFFIXES),
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
        caller.workbook(figures),
        "report.docx",
        outline=take_one(outline, OUTLINES),
        knowledge=take_all(knowledge, MATERIAL_SUFFIXES),
        language=caller.language,
    )
    if form == "json":
        return JSONResponse(draft_answer(drafted))
    title = "".join(drafted.draft.title.split())
    return file_answer(drafted.file.content, f"{title}.docx")


@router.post("/figures", operation_id="figures")
def figures(caller: Asking, workbook: Sent) -> WorkbookAnswer:
    table = caller.run(check_workbook, caller.workbook(workbook))
    return workbook_answer(table, caller.language)


@router.post(
    "/skeleton",
    operation_id="skeleton",
    response_class=Response,
    responses=answers(files=[".xlsx"]),
)
def skeleton(caller: Asking, past: Several) -> Response:
    made = caller.run(collecting.newest_skeleton, take_all(past, REPORT_SUFFIXES), caller.language)
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
    chosen: Annotated[ExportFields, Depends()],
    form: Annotated[Literal["docx", "pdf", "zip"], Form()] = "docx",
) -> Response:
    report, workbook = take(draft, REPORT_SUFFIXES), caller.workbook(figures)
    before = take_one(previous, (*WORKBOOK_SUFFIXES, *REPORT_SUFFIXES))
    proofs = take_all(evidence, MATERIAL_SUFFIXES)
    stem = PurePath(report.name).stem
    exported = caller.run(
        export.export_report,
        report,
        workbook,
        f"{stem}.docx",
        form=chosen.form(take_one(template, (".docx",))),
        previous=before,
        evidence=proofs,
        language=caller.language,
    )
    signer = caller.app_context.setup.signer
    if chosen.has_anchors:
        exported = caller.run(export.seal_report, exported, signer)
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
            signer=signer,
        )
    answer = file_answer(content, f"{stem}.{form}")
    answer.headers["Jushi-Wrong-Numbers"] = str(
        sum(r.summary.error for r in (exported.checked.result, *exported.charts))
    )
    return answer
