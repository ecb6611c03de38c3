"""`jushi plan`, and a draft by the plan that a person edited."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from evals.scripted_models import pass_probe, write_well
from evals.scripted_server import Script, serve

_ROOT = Path(__file__).parents[1]
_FIGURES = """\
编号,指标,数值,单位,期间,上年值,必报,章节,备注
beds,开放床位,620,张,2024年,600,是,医疗服务,
sat,患者满意度,91.5,%,2024年,93.0,是,医疗服务,
"""
_PAST = """\
某市人民医院2023年工作总结

2023年，医院平稳运行。现将情况报告如下：
一、医疗服务
全年开放床位600张，患者满意度93.0%。
二、存在问题
服务还有不足。
三、明年工作安排
2024年，重点做好以下工作：一是启用新门诊楼。二是提高患者满意度。
"""
_MATERIAL = "门诊部2024年情况\n新门诊楼于2024年6月启用，当月接诊31245人次。\n"


def _run(folder: Path, *given: str, **settings: str) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [sys.executable, "-m", "jushi.cli", *given],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": f"{_ROOT / 'app'}:{_ROOT}", "JUSHI_HOME": str(folder),
             "JUSHI_EMBEDDINGS": "bigrams", **settings},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr + done.stdout
    return done


@pytest.mark.slow
def test_a_plan_lists_the_year_and_a_draft_obeys_what_a_person_made_of_it(tmp_path: Path) -> None:
    for name, text in (("f.csv", _FIGURES), ("past.txt", _PAST), ("门诊部.txt", _MATERIAL)):
        (tmp_path / name).write_text(text, "utf-8")
    given = ("--figures", "f.csv", "--knowledge", "past.txt", "--materials", "门诊部.txt")
    _run(tmp_path, "plan", *given, "-o", "plan.yaml")

    plan = yaml.safe_load((tmp_path / "plan.yaml").read_text("utf-8"))
    kinds = {point["kind"]: point for point in plan["points"]}
    assert kinds["worse"]["figures"] == ["sat"]
    promises = [p for p in plan["points"] if p["kind"] == "promise"]
    assert [p["text"] for p in promises] == ["启用新门诊楼", "提高患者满意度"]
    assert "2024年6月启用" in promises[0]["evidence"]

    kinds["worse"]["cause"] = "门诊楼搬迁期间指引不够"
    (tmp_path / "plan.yaml").write_text(yaml.safe_dump(plan, allow_unicode=True), "utf-8")
    script = Script(answer=pass_probe(_answer))
    with serve(script) as url:
        settings = {"OPENAI_BASE_URL": url, "OPENAI_API_KEY": "k", "JUSHI_MODEL": "scripted"}
        _run(tmp_path, "draft", *given, "--plan", "plan.yaml", "-o", "d.md", **settings)

    asked = [r["messages"][-1]["content"] for r in script.requests]
    problems = next(text for text in asked if "本节标题：二、存在问题" in text)
    assert "门诊楼搬迁期间指引不够" in problems
    assert "当月接诊31245人次" in "".join(asked)
    assert "31245人次" in (tmp_path / "d.md").read_text("utf-8")
    assert '"error": 0' in (tmp_path / "d.check.json").read_text("utf-8")
    assert (tmp_path / "d.plan.yaml").is_file()


def _answer(request: dict[str, Any]) -> str:
    told = write_well(request)
    if "本节标题：一、医疗服务" in request["messages"][-1]["content"]:
        told += "新门诊楼于2024年6月启用，当月接诊31245人次。"
    return told
