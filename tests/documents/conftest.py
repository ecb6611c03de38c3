"""Reports and small Word files that the tests of this package share."""

import shutil
from pathlib import Path

import pytest
from jushi.documents import find_office, official

_TESTS = Path(__file__).parent


@pytest.fixture(scope="session")
def office() -> str:
    """LibreOffice's program, for tests that convert documents."""
    program = find_office()
    if program is None:
        pytest.skip("LibreOffice is not installed")
    return program


@pytest.fixture(scope="session")
def poppler() -> str:
    """The program that tells where words stand on the pages of a PDF."""
    program = shutil.which("pdftotext")
    if program is None:
        pytest.skip("pdftotext is not installed")
    return program


@pytest.fixture(scope="session")
def report() -> official.Report:
    """A report with every construct: run-in headings, four levels, tables, attachments."""
    sentence = "全县依法行政水平持续提升，行政决策更加科学，行政执法更加规范，人民群众更加满意。"
    body = official.Paragraph.plain(sentence * 6)
    bound = official.Paragraph(
        (
            official.Run("全年受理法律援助案件"),
            official.Run("1204", "aid_cases"),
            official.Run("件，同比增长"),
            official.Run("20.4%", "yoy(aid_cases)"),
            official.Run("。群众满意率98%以上。"),
        )
    )
    third = official.PrintedSection(3, official.Paragraph.plain("1.健全机制"), (body,))
    fourth = official.PrintedSection(4, official.Paragraph.plain("（1）压实责任"), (body,))
    run_in = official.PrintedSection(
        2, official.Paragraph.plain("（一）高位统筹，法治氛围更浓厚。"), (bound, body), run_in=True
    )
    plain = official.PrintedSection(
        2, official.Paragraph.plain("（二）高效落实"), (body,), (third, fourth)
    )
    table = official.Table(
        ("指标", "单位", "本年"),
        tuple(
            tuple(official.Paragraph.plain(text) for text in (f"指标{n}", "件", str(n * 17)))
            for n in range(60)
        ),
        "主要数据",
    )
    return official.Report(
        title=("某县2023年度法治政府建设", "工作报告"),
        addressee="省人民政府：",
        lead=(official.Paragraph.plain("2023年以来，某县“稳中求进”。现将有关情况报告如下："),),
        sections=(
            official.PrintedSection(
                1, official.Paragraph.plain("一、工作开展情况"), (), (run_in, plain)
            ),
            official.PrintedSection(1, official.Paragraph.plain("二、存在问题"), (body, body)),
        ),
        attachments=(official.Attachment("主要数据表", (table,)),),
        signature="某县人民政府",
        date="2024年3月5日",
    )
