"""The drafting eval: whoever writes, the finished numbers are right; runs are compared."""

from dataclasses import replace
from pathlib import Path

import pytest
from jushi.services import SourceFile
from jushi.settings import load_settings
from jushi.wiring import passing_knowledge

from evals import drafting
from evals.drafting_results import (
    PUBLISHED,
    README,
    Measured,
    Run,
    compare,
    keep_run,
    last_run,
    newest_runs,
    render_table,
)


def _measure(model: str) -> Measured:
    with drafting.open_model(model) as opened:
        return drafting.measure(drafting.load_cases(())[0], opened)


@pytest.mark.slow
@pytest.mark.parametrize(("model", "way"), [("sloppy", "slots"), ("typist", "digits")])
def test_a_weak_model_is_measured_and_its_report_is_right(model: str, way: str) -> None:
    measured = _measure(model)
    assert measured.way == way
    assert measured.first_errors >= 10
    assert measured.replaced >= 10
    # A section of which the model got most wrong is the composer's as a whole; the opening tells
    # no figures, and may stay the model's.
    assert measured.by_model >= 10 or measured.failed >= measured.sections - 1
    assert 0 < measured.slots_survived < measured.slots_offered
    assert measured.errors == 0
    assert measured.told == measured.required > 0


_OWN = """禾溪县2023年度法治政府建设工作报告

一、优化营商环境

全年网上可办率97.5%，办事更加方便。
"""
_OTHER = """云溪县2023年度法治政府建设工作报告

一、优化营商环境

云溪县擦亮“云上办”品牌，把办事窗口搬到群众家门口，让企业少跑路、数据多跑路。网上可办率95%。
"""


def test_what_a_model_copies_of_others_is_counted() -> None:
    own, other = (
        SourceFile(f"{text.splitlines()[0]}.txt", text.encode()) for text in (_OWN, _OTHER)
    )
    figures = "编号,指标,数值,单位,期间,主体\nonline,网上可办率,98.9,%,2024年,禾溪县\n"
    case = drafting.Case("small", SourceFile("figures.csv", figures.encode()), own)
    with drafting.open_model("copier") as model, passing_knowledge(load_settings({})) as index:
        measured = drafting.measure(case, model, others=[other], index=index)
    assert (measured.copied, measured.copied_left) == (1, 1)
    assert measured.errors == 0


def test_the_composer_needs_no_model() -> None:
    measured = _measure("composer")
    assert (measured.calls, measured.by_model, measured.errors) == (0, 0, 0)
    assert measured.told == measured.required > 0


def test_a_run_is_kept_and_the_next_one_shows_what_changed(tmp_path: Path) -> None:
    run = Run("composer", "2026-01-01T00:00:00Z", (_measure("composer"),), (2.0, 8.0))
    kept = tmp_path / "kept.jsonl"
    keep_run(run, kept)
    assert last_run("composer", tmp_path / "none.jsonl", kept) == run
    assert last_run("another", kept) is None
    later = replace(run, measured=(replace(run.measured[0], told=1),))
    shown = compare(later, run)
    assert f"({run.measured[0].told}) 1" in shown
    assert shown.count("(") == 2, "the time of the run before, and the one change"


def test_a_cost_is_told_from_the_prices() -> None:
    measured = replace(_measure("composer"), input_tokens=500_000, output_tokens=250_000)
    assert Run("m", "t", (measured,), (2.0, 8.0)).cost(measured) == 3.0
    assert Run("m", "t", (measured,)).cost(measured) is None


def test_the_readme_has_the_table_of_the_published_runs() -> None:
    runs = newest_runs(PUBLISHED)
    assert {"composer", "sloppy", "typist"} <= {run.model for run in runs}
    assert render_table(runs) in README.read_text("utf-8")


def test_prices_that_are_none_are_told_in_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert drafting.main(["--prices", "cheap"]) == 2
    assert capsys.readouterr().err.count("\n") == 1
