"""Instructions that say themselves what to do need no model."""

from dataclasses import replace

import pytest
from jushi.errors import DraftError
from jushi.revision.instruction import read_instruction
from jushi.revision.literal import read_literal, run_literal
from jushi.revision.sentence import respell
from jushi.text import Binding, Section

FIRST = "深化改革，办理公证5件。"
TEXT = f"{FIRST}\n营造浓厚氛围。开展法治宣传。\n办结率100%。"


def _section(text: str = TEXT) -> Section:
    section = respell(Section("k", "标题"), text)
    at = section.sentences[0].text.find("5件")
    if at < 0:
        return section
    bound = section.sentences[0].with_bindings((Binding(at, at + 2, "a", ("a",)),))
    return replace(section, sentences=(bound, *section.sentences[1:]))


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("把“公证”改为“公证业务”", TEXT.replace("公证", "公证业务")),
        ("请将「公证」全部替换成「公证业务」。", TEXT.replace("公证", "公证业务")),
        ("把办结率改成按期办结率", TEXT.replace("办结率", "按期办结率")),
        ('Replace "公证" with "公证业务"', TEXT.replace("公证", "公证业务")),
        ("删去第2句", TEXT.replace("营造浓厚氛围。", "")),
        ("把第二句删掉", TEXT.replace("营造浓厚氛围。", "")),
        ("删除“营造浓厚氛围”这句话", TEXT.replace("营造浓厚氛围。", "")),
        ("删去关于法治宣传的句子", TEXT.replace("开展法治宣传。", "")),
        ("把第三句移到最前面", f"开展法治宣传。\n{FIRST}营造浓厚氛围。\n办结率100%。"),
        ("把第四句调到第二句之前", f"{FIRST}\n办结率100%。营造浓厚氛围。\n开展法治宣传。"),
        ("把“营造浓厚氛围”这句放到最后", f"{FIRST}\n开展法治宣传。办结率100%。\n营造浓厚氛围。"),
        ("把第一、二段合并", TEXT.replace("\n", "", 1)),
        ("合并成一段", TEXT.replace("\n", "")),
        ("把各段合并为一段", TEXT.replace("\n", "")),
    ],
)  # fmt: skip
def test_what_is_said_to_the_letter_is_done(words: str, text: str) -> None:
    change = read_literal(words)

    assert change is not None
    done = run_literal(change, _section()).section
    assert done.text == text
    bound = next(s for s in done if "公证" in s.text)
    assert "{{a}}" in bound.template


@pytest.mark.parametrize(
    "words",
    ["写得生动一些", "删去没有数据支撑的评价", "把语气改得更平实", "去掉套话", "压缩到300字"],
)
def test_what_takes_judgement_is_no_literal_change(words: str) -> None:
    assert read_literal(words) is None


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("把“仲裁”改为“调解”", "does not say '仲裁'"),
        ("删去第9句", "no sentence 9 of 4"),
        ("删去“办”那句", "2 sentences say '办'"),
        ("把第一、九段合并", "no such paragraphs"),
    ],
)
def test_what_is_not_there_is_told(words: str, told: str) -> None:
    change = read_literal(words)
    assert change is not None

    with pytest.raises(DraftError, match=told):
        run_literal(change, _section())


def test_a_locked_sentence_is_neither_changed_nor_deleted() -> None:
    for words in ("把“公证”改为“公证业务”", "删去第1句"):
        change = read_literal(words)
        assert change is not None
        with pytest.raises(DraftError, match="is locked"):
            run_literal(change, _section(), {"s1"})


@pytest.mark.parametrize(
    "words", ["压缩到300字", "精简到300字以内", "控制在300字左右。", "缩短到300字"]
)
def test_words_for_shortening_name_the_preset(words: str) -> None:
    wanted = read_instruction(words)

    assert (wanted.preset, wanted.characters) == ("shorten", 300)
