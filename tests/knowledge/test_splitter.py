"""Documents are cut along their own structure and never inside a sentence."""

import re
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from jushi.documents import Block, Document, read_document
from jushi.knowledge.splitter import LONGEST_PASSAGE, split_document
from jushi.text import split_sentences

_EDITION = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日[^。]*$")


def _read(text: str, name: str = "文件.txt") -> Document:
    return read_document(name, text.encode())


def test_articles_of_a_law_stand_alone_under_their_chapter(law: tuple[str, bytes]) -> None:
    pieces = split_document(read_document(*law))

    assert [piece.heading_path for piece in pieces] == [
        ("第一章 总则", "第一条"),
        ("第一章 总则", "第二条"),
        ("第二章 调解组织", "第三条"),
        ("第二章 调解组织", "第四条"),
    ]
    assert pieces[1].text == "第二条 人民调解不收取任何费用。"


def test_dates_of_editions_are_no_passage(law: tuple[str, bytes]) -> None:
    assert not any("公布" in piece.text for piece in split_document(read_document(*law)))


def test_run_in_heading_is_path_and_first_sentence(report: tuple[str, bytes]) -> None:
    pieces = split_document(read_document(*report))

    assert pieces[0].heading_path == (
        "一、主要举措和成效",
        "（一）便民利企，营商环境更加优化",
    )
    assert pieces[0].text.startswith("（一）便民利企，营商环境更加优化。全年办理")


def test_heading_of_the_next_section_ends_the_path(report: tuple[str, bytes]) -> None:
    last = split_document(read_document(*report))[-1]

    assert last.heading_path == ("二、存在问题",)


def test_items_of_an_article_keep_the_article_as_their_place() -> None:
    items = "".join(f"（{n}）{'办理移交的其他事项' * 12}；\n\n" for n in "一二三四")
    law = f"# 信访办法\n\n## 第一章 总则\n\n第八条 信访部门履行下列职责：\n\n{items}"

    pieces = split_document(_read(law, "信访办法.md"))

    assert len(pieces) > 1
    assert {piece.heading_path for piece in pieces} == {("第一章 总则", "第八条")}


def test_counted_line_without_a_full_stop_is_a_heading() -> None:
    text = (
        "工作报告\n\n一、重点工作\n一是聚焦全方位扩大内需，着力提消费促投资\n实施提振消费行动。\n"
    )

    (piece,) = split_document(_read(text))

    assert piece.heading_path == ("一、重点工作", "一是聚焦全方位扩大内需，着力提消费促投资")


def test_long_paragraph_is_divided_evenly_between_sentences() -> None:
    sentences = [
        f"第{n}批事项已经全部办结，群众满意度持续提升，工作机制更加健全。" for n in range(14)
    ]

    pieces = split_document(_read("工作报告\n\n一、情况\n" + "".join(sentences)))

    assert "".join(piece.text for piece in pieces) == "".join(sentences)
    assert all(piece.text.endswith("。") for piece in pieces)
    lengths = [len(piece.text) for piece in pieces]
    assert max(lengths) <= LONGEST_PASSAGE
    assert max(lengths) - min(lengths) <= 2 * len(sentences[0])


def test_sentence_beyond_the_limit_stays_whole() -> None:
    sentence = "，".join(["各有关部门要加强统筹协调形成工作合力"] * 22) + "。"

    pieces = split_document(_read(f"通知\n\n一、要求\n前一句。{sentence}后一句。"))

    assert any(sentence in piece.text for piece in pieces)


def test_short_paragraphs_of_one_section_join() -> None:
    text = "工作报告\n\n一、情况\n各位代表：\n现在报告工作。\n请予审议。\n"

    (piece,) = split_document(_read(text))

    assert piece.text == "各位代表：\n现在报告工作。\n请予审议。"


def test_line_that_was_broken_by_hand_is_one_sentence() -> None:
    text = "# 纲要\n\n## 目标\n\n到那时执法水平明显进步，\n各地协调推进。\n"

    (piece,) = split_document(_read(text, "纲要.md"))

    assert piece.text == "到那时执法水平明显进步，各地协调推进。"


def test_rows_of_a_table_stay_rows_under_the_first() -> None:
    rows = "".join(f"| 第{n}司法所 | {n}件 | 按期办结并回访群众 |\n" for n in range(40))
    text = f"# 台账\n\n## 明细\n\n| 单位 | 受理 | 说明 |\n|---|---|---|\n{rows}"

    pieces = split_document(_read(text, "台账.md"))

    assert len(pieces) > 1
    assert all(piece.text.startswith("单位 | 受理 | 说明\n") for piece in pieces)
    body = [row for piece in pieces for row in piece.text.split("\n")[1:]]
    assert body == [f"第{n}司法所 | {n}件 | 按期办结并回访群众" for n in range(40)]


def test_page_and_paragraph_are_kept_for_the_citation() -> None:
    blocks = (
        Block("heading", "一、情况", level=1, page=2, index=7),
        Block("paragraph", "全年工作顺利。", page=3, index=8),
    )

    (piece,) = split_document(Document("扫描.pdf", blocks))

    assert (piece.position.page, piece.position.paragraph) == (3, 8)


def test_empty_cells_of_a_table_keep_their_place() -> None:
    rows = ("单位\t受理\t办结\t不予受理", "乙局\t\t\t7", "丙局\t 3\t\t ", "\t\t5\t")
    blocks = tuple(Block("table_row", row, index=n) for n, row in enumerate(rows))

    (piece,) = split_document(Document("表.txt", blocks))

    assert piece.text.split("\n")[1:] == ["乙局 |  |  | 7", "丙局 | 3 |  | ", " |  | 5 | "]


@given(st.lists(st.text("一（）。，；：第条章1a\t ", min_size=1, max_size=900), max_size=12))
def test_no_character_of_the_text_is_lost(lines: list[str]) -> None:
    blocks = tuple(Block("paragraph", line, index=n) for n, line in enumerate(lines))

    pieces = split_document(Document("随机.txt", blocks))

    assert _bare("".join(piece.text for piece in pieces)) == _bare("".join(lines))


def _bare(text: str) -> str:
    return re.sub(r"\s", "", text)


def test_real_documents_are_cut_without_losing_a_sentence(shared: Path) -> None:
    for path in sorted((shared / "corpus").glob("*/*.*")):
        if path.stem == "README":
            continue
        document = read_document(path.name, path.read_bytes())
        pieces = split_document(document)

        cut = _bare("".join(piece.text for piece in pieces))
        missing = [
            sentence
            for block in document.blocks
            if block.kind == "paragraph" and not _EDITION.match(block.text)
            for sentence in split_sentences(_bare(block.text))
            if sentence not in cut and not any(block.text in p.heading_path for p in pieces)
        ]
        assert missing == [], path.name
        # A sentence is never cut: what is longer than a passage should be is one sentence.
        longer = [piece.text for piece in pieces if len(piece.text) > LONGEST_PASSAGE]
        assert [text for text in longer if len(split_sentences(text)) > 1] == [], path.name
