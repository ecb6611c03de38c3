"""Receipts: one character, cell or decision that was changed is named, and nothing else is."""

import json
import stat
from dataclasses import replace
from pathlib import Path

import pytest
from jushi.documents import official, read_archive, render_zip
from jushi.errors import InvalidError
from jushi.fidelity import Ruling
from jushi.receipts import RECEIPT_NAME, Verification, load_signer, verify_file
from jushi.services import SourceFile, export, read_figures

from tests.commands import bare_environ, run_jushi
from tests.documents.word_files import part_of, with_part

WORKBOOK = SourceFile(
    "数据.csv",
    (
        "编号,指标,数值,单位,期间,上年值\n"
        "cases,受理法律援助案件,547,件,2024年,512\n"
        "appeals,收到行政复议申请,156,件,2024年,146\n"
        "visits,接待群众来访,3021,人次,2024年,2800\n"
    ).encode(),
)
DRAFT = SourceFile(
    "报告.txt",
    (
        "某县2024年度法治政府建设工作报告\n一、工作开展情况\n"
        "2024年，受理法律援助案件547件。收到行政复议申请156件，比上年增长百分之七。\n"
    ).encode(),
)
ACCEPTED = Ruling("accepted", "王主任", "2025-03-01T09:00:00+08:00", "与司法局口径一致")


@pytest.fixture
def sealed(tmp_path: Path) -> export.ExportedReport:
    exported = export.export_report(DRAFT, WORKBOOK, "报告.docx")
    wrong = {v.mention.start: ACCEPTED for v in exported.checked.result.verdicts[-1:]}
    ruled = exported.checked.result.ruled(wrong, {})
    exported = replace(exported, checked=replace(exported.checked, result=ruled))
    return export.seal_report(exported, load_signer(tmp_path))


def _verified(
    content: bytes, home: Path, name: str = "报告.docx", workbook: SourceFile | None = None
) -> Verification:
    table = None if workbook is None else read_figures(workbook, "zh")
    return verify_file(name, content, known_keys=[load_signer(home).public_key], table=table)


def _told(verified: Verification) -> list[tuple[str, str]]:
    return [(one.part, one.message.render("zh")) for one in verified.differences]


def _package(sealed: export.ExportedReport, home: Path) -> dict[str, bytes]:
    packed = export.package_report(sealed, WORKBOOK, signer=load_signer(home))
    return dict(read_archive("a.zip", packed))


def test_a_report_as_it_went_out_holds(sealed: export.ExportedReport, tmp_path: Path) -> None:
    verified = _verified(sealed.file.content, tmp_path, workbook=WORKBOOK)

    assert verified.holds, _told(verified)
    assert official.read_bound_docx("a.docx", sealed.file.content).numbers


def test_one_changed_character_is_named_with_its_sentence(
    sealed: export.ExportedReport, tmp_path: Path
) -> None:
    body = part_of(sealed.file.content, "word/document.xml").replace("547", "548", 1)

    changed = with_part(sealed.file.content, "word/document.xml", body.encode())

    assert [part for part, _ in _told(_verified(changed, tmp_path))] == ["text"]
    assert "548件" in _told(_verified(changed, tmp_path))[0][1]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        pytest.param("547,件", "549,件", "C2", id="a figure that the report tells"),
        pytest.param("2024年,146", "2024年,147", "C3", id="last year's value"),
        pytest.param("3021", "3022", "没有用到", id="a figure that it does not tell"),
    ],
)
def test_one_changed_cell_is_named(
    sealed: export.ExportedReport, tmp_path: Path, old: str, new: str, told: str
) -> None:
    workbook = SourceFile(WORKBOOK.name, WORKBOOK.content.decode().replace(old, new).encode())

    found = _told(_verified(sealed.file.content, tmp_path, workbook=workbook))

    assert [part for part, _ in found] == ["figure"]
    assert told in found[0][1]


def test_figures_that_a_report_does_not_tell_are_not_in_its_receipt(
    sealed: export.ExportedReport,
) -> None:
    receipt = official.read_receipt("a.docx", sealed.file.content) or ""

    cells = json.loads(receipt)["parts"]["workbook"]["cells"]
    assert {row["id"] for row in cells} == {"cases", "appeals"}


def test_a_decision_changed_in_the_receipt_is_named(
    sealed: export.ExportedReport, tmp_path: Path
) -> None:
    changed = part_of(sealed.file.content, "customXml/item9.xml").replace("王主任", "李主任")

    content = with_part(sealed.file.content, "customXml/item9.xml", changed.encode())

    assert [part for part, _ in _told(_verified(content, tmp_path))] == ["decision"]


def test_a_receipt_signed_anew_by_another_is_not_trusted(
    sealed: export.ExportedReport, tmp_path: Path
) -> None:
    plain = export.export_report(DRAFT, WORKBOOK, "报告.docx")

    forged = export.seal_report(plain, load_signer(tmp_path / "elsewhere")).file.content

    verified = _verified(forged, tmp_path)
    assert (verified.differences, verified.is_trusted, verified.holds) == ((), False, False)


def test_digests_changed_to_fit_a_changed_part_break_the_signature(
    sealed: export.ExportedReport, tmp_path: Path
) -> None:
    receipt = json.loads(official.read_receipt("a.docx", sealed.file.content) or "")
    signed = receipt["signed"]["verdicts"]
    content = part_of(sealed.file.content, "customXml/item9.xml").replace(signed, "0" * 64)

    changed = with_part(sealed.file.content, "customXml/item9.xml", content.encode())

    assert "signature" in [part for part, _ in _told(_verified(changed, tmp_path))]


@pytest.mark.parametrize(
    ("ending", "old", "new", "told"),
    [
        pytest.param(".csv", "547,件", "549,件", "figure", id="cell"),
        pytest.param(".csv", "3021", "3022", "figure", id="cell that is not told"),
        pytest.param("check.json", "王主任", "李主任", "decision", id="decision"),
    ],
)
def test_what_was_changed_in_a_package_is_named(
    sealed: export.ExportedReport, tmp_path: Path, ending: str, old: str, new: str, told: str
) -> None:
    files = _package(sealed, tmp_path)
    name = next(file for file in files if file.endswith(ending))
    assert _verified(render_zip(files), tmp_path, "a.zip").holds

    files[name] = files[name].decode().replace(old, new).encode()

    parts = [part for part, _ in _told(_verified(render_zip(files), tmp_path, "a.zip"))]
    assert set(parts) == {"file", told}


def test_a_file_taken_out_of_a_package_or_put_in_is_named(
    sealed: export.ExportedReport, tmp_path: Path
) -> None:
    files = _package(sealed, tmp_path)
    files["其他.txt"] = files.pop("sources.txt")

    told = _told(_verified(render_zip(files), tmp_path, "a.zip"))

    assert {text for _, text in told} == {"缺少 sources.txt。", "签发时没有 其他.txt。"}


def test_a_file_without_a_receipt_is_refused(tmp_path: Path) -> None:
    plain = export.export_report(DRAFT, WORKBOOK, "报告.docx").file.content

    with pytest.raises(InvalidError, match="has no receipt"):
        _verified(plain, tmp_path)
    with pytest.raises(InvalidError, match="has no receipt"):
        _verified(render_zip({RECEIPT_NAME: b"[]"}), tmp_path, "a.zip")


def test_the_key_is_made_once_and_for_its_owner_alone(tmp_path: Path) -> None:
    first = load_signer(tmp_path)

    assert load_signer(tmp_path) == first
    assert stat.S_IMODE((tmp_path / "receipts.key").stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["receipts.key"]
    (tmp_path / "receipts.key").write_text("none")
    with pytest.raises(InvalidError, match="it holds no key"):
        load_signer(tmp_path)


def test_the_command_proves_an_export_without_the_workspace(tmp_path: Path) -> None:
    for file in (DRAFT, WORKBOOK):
        (tmp_path / file.name).write_bytes(file.content)
    env = bare_environ() | {"JUSHI_HOME": str(tmp_path / "home"), "JUSHI_LANGUAGE": "en"}
    elsewhere = env | {"JUSHI_HOME": str(tmp_path / "elsewhere")}
    run_jushi(
        "export", DRAFT.name, "--figures", WORKBOOK.name, "-o", "out.docx", cwd=tmp_path, env=env
    )
    key = run_jushi("key", cwd=tmp_path, env=env).stdout.strip()

    known = run_jushi("verify", "out.docx", "--key", key, cwd=tmp_path, env=elsewhere)
    unknown = run_jushi("verify", "out.docx", cwd=tmp_path, env=elsewhere)

    assert (known.returncode, known.stdout[:1]) == (0, "✓")
    assert (unknown.returncode, key in unknown.stdout) == (1, True)
