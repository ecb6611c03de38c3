"""The three bins: what may be taken, what is asked, what is refused."""

from decimal import Decimal
from functools import partial

import pytest
from jushi.fidelity import CheckResult, check_text
from jushi.figures import Figure, FigureTable, SourceCell
from jushi.revision.proposal import Proposal, propose
from jushi.revision.sentence import respell
from jushi.text import Section


def _figure(name: str, indicator: str, value: str, unit: str) -> Figure:
    cell = SourceCell("f.csv", "", "C2")
    return Figure(
        name,
        indicator,
        Decimal(value),
        unit,
        "",
        None,
        None,
        "",
        "",
        (),
        False,
        "",
        "",
        "",
        cell,
    )


TABLE = FigureTable(
    (
        _figure("total", "梳理规范性文件", "136", "件"),
        _figure("kept", "规范性文件清理保留", "91", "件"),
        _figure("trained", "参加行政执法培训考试人员", "1701", "人"),
    )
)
CHECK = partial(check_text, table=TABLE)
BASE = respell(
    Section("k", "规范性文件"),
    "共梳理规范性文件136件，其中保留91件。承办单位应当公开征求意见。"
    "县委书记周东柯作出批示。2023年5月印发《公开信》。共计1700余人参加行政执法培训考试。"
    "在全县营造了浓厚氛围。",
)


def _check(text: str) -> CheckResult:
    return CHECK(text)


def _propose(old: str, new: str, base: Section = BASE, **named: object) -> Proposal:
    return propose(base, respell(base, base.text.replace(old, new)), _check, **named)  # type: ignore[arg-type]


def _judged(proposal: Proposal) -> list[tuple[str, list[str]]]:
    return [
        (j.triage, [r.kind for r in j.reasons]) for j in proposal.changes if j.change.kind != "kept"
    ]


@pytest.mark.parametrize(
    ("old", "new", "bin_", "kinds"),
    [
        ("作出批示", "专门作出批示", "可采纳", []),
        ("在全县营造了浓厚氛围。", "", "可采纳", []),
        ("，其中保留91件", "", "需确认", ["dropped"]),
        ("应当公开", "可以公开", "需确认", ["obligation"]),
        ("应当公开", "必须公开", "可采纳", []),
        ("周东柯", "周东林", "需确认", ["name"]),
        ("《公开信》", "《倡议书》", "需确认", ["name"]),
        ("2023年5月", "2023年6月", "需确认", ["date"]),
        ("1700余人", "1701人", "需确认", ["approximate"]),
        ("136件", "163件", "已拒绝", ["untrue", "approximate"]),
        ("作出批示。", "作出批示，走访企业35家。", "已拒绝", ["untrue", "added"]),
        ("1700余人", "近1700人", "已拒绝", ["untrue", "approximate"]),
    ],
    ids=[
        "wording",
        "cliche-gone",
        "figure-dropped",
        "obligation-weaker",
        "obligation-same",
        "person",
        "title",
        "date",
        "approximator",
        "wrong-number",
        "no-source",
        "false-approximator",
    ],
)
def test_each_change_lands_in_its_bin(old: str, new: str, bin_: str, kinds: list[str]) -> None:
    assert _judged(_propose(old, new)) == [(bin_, kinds)]


def test_a_refusal_says_why() -> None:
    (refused,) = [j for j in _propose("136件", "163件").changes if j.triage == "已拒绝"]
    assert "136件" in refused.reasons[0].tell("zh")


def test_a_number_that_was_wrong_before_is_not_held_against_the_revision() -> None:
    base = respell(BASE, BASE.text.replace("136件", "163件"))
    assert _judged(_propose("共梳理", "全年共梳理", base)) == [("可采纳", [])]


def test_a_number_that_moved_to_another_sentence_is_not_dropped() -> None:
    proposal = _propose("件，其中保留91件。", "件。其中保留规范性文件91件。")
    assert {bin_ for bin_, _ in _judged(proposal)} == {"可采纳"}


def test_a_locked_sentence_refuses_every_change() -> None:
    told = _propose("共梳理", "全年共梳理", locked={"s1"})
    assert _judged(told) == [("已拒绝", ["locked"])]
    assert told.accept({0}) == BASE


def test_all_that_is_safe_can_be_taken_at_once() -> None:
    new = BASE.text.replace("作出批示", "专门作出批示").replace("136件", "163件")
    proposal = propose(BASE, respell(BASE, new), _check)
    assert proposal.accept(proposal.safe).text == BASE.text.replace("作出批示", "专门作出批示")


def test_what_was_refused_cannot_be_taken() -> None:
    proposal = _propose("136件", "163件")
    assert proposal.accept(range(len(proposal.changes))) == BASE


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_reason_is_told_in_both_languages(language: str) -> None:
    told = _propose("应当公开", "可以公开").changes[1].reasons[0].tell(language)  # type: ignore[arg-type]
    assert "应当" in told and "可以" in told


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("在全县营造了", "将任务分解到人，在全县营造了"),
        ("在全县营造了", "明确应知应会内容，在全县营造了"),
        ("浓厚氛围", "“人人学法”的氛围"),
        ("在全县营造了", "坚持应审尽审，在全县营造了"),
        ("在全县营造了", "开展可持续的普法，在全县营造了"),
    ],
)
def test_words_of_obligation_are_words_and_a_quotation_is_no_name(old: str, new: str) -> None:
    assert _judged(_propose(old, new)) == [("可采纳", [])]


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ("承办单位应当", "承办单位可以", "obligation"),
        ("在全县", "我们将继续在全县", "obligation"),
        ("周东柯", "李明华", "name"),
    ],
)
def test_what_the_instruction_names_is_no_violation(old: str, new: str, kind: str) -> None:
    unasked = _propose(old, new)
    asked = _propose(old, new, instruction=f"把“{old}”改为“{new}”，将继续")

    assert [reason.kind for one in unasked.changes for reason in one.reasons] == [kind]
    assert [reason for one in asked.changes for reason in one.reasons] == []


def test_a_sentence_that_the_instruction_quotes_may_go_with_its_number() -> None:
    gone = "共计1700余人参加行政执法培训考试。"

    assert _judged(_propose(gone, ""))[0][0] == "需确认"
    assert _judged(_propose(gone, "", instruction="删去“参加行政执法培训考试”那句")) == [
        ("可采纳", [])
    ]


def test_a_person_may_overrule_a_refusal_where_no_number_is_at_stake() -> None:
    last, first = BASE.sentences[-1], BASE.sentences[0]
    reworded = _propose("浓厚氛围", "良好氛围", locked={last.id})
    wrong = _propose("136件", "137件", locked={first.id})

    assert [one.may_be_overruled for one in reworded.changes if one.reasons] == [True]
    assert [one.may_be_overruled for one in wrong.changes if one.reasons] == [False]
    assert reworded.accept(reworded.refused).text == BASE.text
    assert "良好氛围" in reworded.accept(reworded.refused, overrules=True).text
    assert wrong.accept(wrong.refused, overrules=True).text == BASE.text
