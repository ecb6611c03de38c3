"""带回改过的 Word in a real browser and over HTTP."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.documents.word_files import part_of, with_part
from tests.web.office import Office
from tests.web.test_api import office as office
from tests.web.test_draft_tab import report as report

expect.set_options(timeout=60_000)


def changed(content: bytes, *edits: tuple[str, str]) -> bytes:
    """The .docx with words of its body changed, as a person saves it again."""
    body = part_of(content, "word/document.xml")
    for old, new in edits:
        assert old in body
        body = body.replace(old, new, 1)
    return with_part(content, "word/document.xml", body.encode())


@pytest.mark.slow
@pytest.mark.browser
def test_what_is_ticked_of_an_edited_file_is_taken(
    clerk: Page, report: str, tmp_path: Path
) -> None:
    clerk.get_by_role("tab", name="导出", exact=True).click()
    clerk.get_by_role("link", name="报告 Word 文件").click()
    with clerk.expect_download() as taken:
        clerk.locator("#exports a.sure").click()
    content = Path(taken.value.path()).read_bytes()
    file = tmp_path / "改.docx"
    file.write_bytes(changed(content, ("身边案例", "本地&lt;b&gt;案例"), (">15项<", ">51项<")))

    clerk.get_by_text("带回改过的 Word").click()
    clerk.locator("#returned-file input[type=file]").set_input_files(file)
    rows = clerk.locator("#returned .change")
    expect(rows).to_have_count(3)
    expect(clerk.locator("#returned .typed_over .review").first).to_contain_text("与数据表不符")
    clerk.locator("#returned .change", has_text="本地<b>案例").locator("input").check()
    clerk.locator("#returned [data-act=some]").click()
    expect(rows).to_have_count(0)

    clerk.get_by_role("tab", name="起草", exact=True).click()
    paper = clerk.locator("#paper .paper")
    expect(paper).to_contain_text("本地<b>案例")
    expect(paper).to_contain_text("15项")


@pytest.mark.slow
def test_changes_are_told_and_taken_over_http(office: Office) -> None:
    address = f"/api/v1/reports/{office.report}"
    with office.client("王") as client:
        content = client.get(f"{address}/export/report.docx").content
        sent = {"file": ("改.docx", changed(content, ("身边案例", "本地案例")))}
        told = client.post(f"{address}/returned", files=sent).json()
        made = client.post(f"{address}/returned/taken", files=sent, data={"numbers": ["0"]})
        again = client.post(f"{address}/returned", files=sent).json()
        wrong = client.post(f"{address}/returned", files={"file": ("改.docx", b"PK")})
        other = client.post(f"{address}/returned", files={"file": ("改.txt", b"abc")})

    assert [change["title"] for change in told["changes"]] == ["高位推动，责任体系更加严实"]
    assert made.json() == [{"section": "1.1", "version": 2}]
    assert again["changes"][0]["stored"] is None
    assert (wrong.status_code, other.status_code) == (422, 415)


@pytest.mark.slow
def test_a_reviewer_may_read_what_came_back_and_not_take_it(office: Office) -> None:
    address = f"/api/v1/reports/{office.report}"
    with office.client("赵") as client:
        content = client.get(f"{address}/export/report.docx").content
        sent = {"file": ("改.docx", changed(content, ("听取法治", "研究法治")))}
        told = client.post(f"{address}/returned", files=sent)
        made = client.post(f"{address}/returned/taken", files=sent)

    assert len(told.json()["changes"]) == 1
    assert made.status_code == 403
