"""`jushi revise` through the real command line: one section changes, the rest does not."""

import os
from pathlib import Path

import pytest

from evals.scripted_server import Script, Trouble, serve
from tests.commands import Ran, run_jushi

SAMPLE = Path(__file__).parents[1] / "knowledge" / "sample"


def revise(section: str, instruction: str, out: Path, url: str = "", *more: str) -> Ran:
    arguments = [SAMPLE / "report-2023.txt", "--figures", SAMPLE / "figures-2023.csv"]
    arguments += ["--section", section, "--instruction", instruction, "-o", out, *more]
    model = {"OPENAI_BASE_URL": url, "OPENAI_API_KEY": "sk-x", "JUSHI_MODEL": "scripted"}
    ours = {"JUSHI_HOME": str(out.parent / "home"), "JUSHI_LANGUAGE": "en"}
    return run_jushi("revise", *arguments, env=os.environ | ours | (model if url else {}))


def test_shortening_a_section_keeps_its_numbers_and_the_other_sections(tmp_path: Path) -> None:
    before, after = tmp_path / "before.md", tmp_path / "after.md"
    assert revise("明年工作安排", "重排一是二是", before).returncode == 0

    done = revise("明年工作安排", "压缩到200字", after)

    assert done.returncode == 0, done.stderr
    assert "dropped: " in done.stdout
    assert "101 proven, 0 to review, 0 wrong" in done.stdout
    old, new = before.read_text("utf-8"), after.read_text("utf-8")
    assert len(new) < len(old)
    mark = "三、明年工作安排"
    assert new[: new.index(mark)] == old[: old.index(mark)]


def test_the_instruction_may_be_english(tmp_path: Path) -> None:
    done = revise("高位推动", "Renumber the points", tmp_path / "out.docx")

    assert done.returncode == 0, done.stderr
    assert (tmp_path / "out.docx").read_bytes().startswith(b"PK")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("section", "instruction", "line"),
    [
        ("高位推动", "突出营商环境", "needs a model"),
        ("高位推动", "写得好一点", "needs a model"),
        ("没有这一节", "去掉套话", "names no section; choose one of: 一、主要举措和成效"),
        ("（", "去掉套话", "names several sections"),
    ],
    ids=["preset for a model", "free words", "no such section", "several sections"],
)
def test_what_cannot_be_done_is_one_line_and_exit_2(
    tmp_path: Path, section: str, instruction: str, line: str
) -> None:
    done = revise(section, instruction, tmp_path / "out.md")

    assert done.returncode == 2
    assert line in done.stderr
    assert done.stderr.count("\n") == 1
    assert not (tmp_path / "out.md").exists()


ASKED = "把开头写得更简洁"


def test_free_words_go_to_the_model_and_only_what_is_safe_is_taken(tmp_path: Path) -> None:
    def answer(request: dict[str, object]) -> str:
        text = (SAMPLE / "report-2023.txt").read_text("utf-8").split("二、存在问题及原因\n")[1]
        section = text.split("\n三、")[0]
        assert ASKED in str(request["messages"])
        shorter = section.replace("取得了新进展，但对照", "取得新进展，但对照")
        return shorter + "全年新增案件9876件。"

    with serve(Script(answer=answer)) as url:
        done = revise("存在问题及原因", ASKED, tmp_path / "out.md", url)

    assert done.returncode == 0, done.stderr
    new = (tmp_path / "out.md").read_text("utf-8")
    assert "法治政府建设取得新进展，但对照" in new
    assert "9876" not in new
    (line,) = [x for x in done.stdout.splitlines() if x.startswith("not taken")]
    assert "refused" in line
    assert "9876件" in line


@pytest.mark.parametrize(
    ("script", "line"),
    [
        (Script(trouble=Trouble(status=401)), "OPENAI_API_KEY"),
        (Script(answer=lambda _: "共{{a|||件。}}"), "its text cannot be read"),
    ],
    ids=["a key that is refused", "a slot of no figure"],
)
def test_a_model_that_gives_no_text_is_one_line_and_exit_2(
    tmp_path: Path, script: Script, line: str
) -> None:
    with serve(script) as url:
        done = revise("存在问题及原因", ASKED, tmp_path / "out.md", url)

    assert done.returncode == 2
    assert line in done.stderr
    assert done.stderr.count("\n") == 1
    assert not (tmp_path / "out.md").exists()


def test_what_is_said_to_the_letter_needs_no_model_and_a_selection_alone_changes(
    tmp_path: Path,
) -> None:
    out = tmp_path / "out.md"

    done = revise(
        "高位推动", "把“法治”改为“依法治理”", out, "", "--only", "一是加强组织领导。县委常委会会议"
    )

    assert done.returncode == 0, done.stderr
    text = out.read_text("utf-8")
    assert "听取依法治理政府建设情况汇报" in text
    assert "抓好领导干部学法用法" in text
    assert "领导干部法治专题培训班" in text


@pytest.mark.slow
def test_a_person_takes_what_was_refused_but_no_wrong_number(tmp_path: Path) -> None:
    section = "其他需要报告的情况"
    reply = "各单位必须公开年度报告，年度报告公开率100%。"

    with serve(Script(answer=lambda _request: reply)) as url:
        left = revise(section, "写得有力", tmp_path / "a.md", url)
        taken = revise(section, "写得有力", tmp_path / "b.md", url, "--take-refused")

    assert left.returncode == 0, left.stderr
    assert taken.returncode == 0, taken.stderr
