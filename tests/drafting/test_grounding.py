"""What a weak model makes up or says again goes: dates, titles, headings, words of the prompt."""

import pytest

from tests.drafting.test_writing import task_with, whole_reply, write_task

_TRUE = "扎实推进各项工作。"


@pytest.mark.slow
@pytest.mark.parametrize(
    "made_up",
    [
        "2014年10月28日，人民法院审理行政复议案件。",
        "1月 20日 11:00召开会议。",
        "印发工作要点（禾政办〔2024〕98号）。",
        "{title}。",
        "3. {title}（2024年）。",
        "{heading}。",
        "可用数据：收到行政复议申请情况良好。",
        "收到行政复议申请\t收到行政复议申请\t141件\t2024年\t必写",
        "1. 扎实推进各项工作。",
    ],
    ids=[
        "date", "time", "document-number", "title", "numbered-title", "heading", "label", "row",
        "said-before",
    ],
)  # fmt: skip
def test_what_a_model_makes_up_or_says_again_never_stays(made_up: str) -> None:
    task = task_with("")
    wrong = made_up.format(title=task.title, heading=task.composed.heading)

    written = write_task(lambda _request: f"{whole_reply(task)}{_TRUE}\n{wrong}", task)

    assert wrong not in written.section.text
    assert written.section.text.count(_TRUE) == 1


@pytest.mark.parametrize(
    "founded",
    [
        "2024年，各项工作取得实效，2025年将继续推进。",
        "1. {sentence}",
        "{sentence}",
    ],
    ids=["years-of-the-report", "number-of-the-sentence", "sentence-of-the-composed-text"],
)
def test_what_the_report_may_say_stays(founded: str) -> None:
    task = task_with("")
    told = next(s.text for s in task.composed.sentences if s.is_carried_over)
    sentence = founded.format(sentence=told)

    written = write_task(lambda _request: f"{_TRUE}\n{sentence}", task)

    assert sentence.removeprefix("1. ") in written.section.text
    assert written.notes.first_errors == 0
