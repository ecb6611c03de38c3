"""Sentences end where a reader would end them."""

import pytest
from jushi.drafting.sentence import enumerator_of, sentence_spans


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("甲办理。乙审结。", ["甲办理。", "乙审结。"]),
        ("要求“誓创示范县”。乙审结。", ["要求“誓创示范县”。", "乙审结。"]),
        ("他说：“办。快办。”乙审结。", ["他说：“办。快办。”", "乙审结。"]),
        ("体现在：一是甲；二是乙。", ["体现在：", "一是甲；", "二是乙。"]),
        ("保留91件；修改1件。", ["保留91件；修改1件。"]),
        ("没有句号", ["没有句号"]),
    ],
    ids=["two", "quote-inside", "quote-of-two", "list", "semicolon", "open-end"],
)
def test_sentences_of_a_paragraph(text: str, sentences: list[str]) -> None:
    assert [text[start:end] for start, end in sentence_spans(text)] == sentences


@pytest.mark.parametrize(
    ("sentence", "enumerator"),
    [("一是加强领导。", "一是"), ("（2）办结。", "（2）"), ("办结。", "")],
)
def test_the_number_that_a_sentence_begins_with(sentence: str, enumerator: str) -> None:
    assert enumerator_of(sentence) == enumerator
