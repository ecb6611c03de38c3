"""Chains and agents of LangChain over a real server: what they say is proven, or stopped."""

from pathlib import Path

import pytest
from jushi.agents import CheckedText, JushiRetriever, UnprovenTextError, check_text, guard
from jushi.knowledge import open_knowledge
from langchain.agents import create_agent
from langchain_core.messages import AIMessage
from langchain_core.prompts import ChatPromptTemplate
from langchain_openai import ChatOpenAI

from evals.scripted_server import Script, serve
from tests.knowledge.bigram_embedder import BigramEmbedder

WORKBOOK = "编号,指标,数值,单位,期间\ncases,受理法律援助案件,547,件,2024年\n"
TRUE, FALSE = "2024年，受理法律援助案件547件。", "2024年，受理法律援助案件574件。"


@pytest.fixture
def figures(tmp_path: Path) -> Path:
    path = tmp_path / "figures.csv"
    path.write_text(WORKBOOK, "utf-8")
    return path


def _model(url: str) -> ChatOpenAI:
    return ChatOpenAI(model="scripted", base_url=url, api_key="none", max_retries=0, streaming=True)


@pytest.mark.parametrize("kind", ["chain", "agent"])
def test_a_false_number_is_stopped_and_a_true_one_comes_out_with_its_verdict(
    figures: Path, kind: str
) -> None:
    said = [FALSE]
    with serve(Script(answer=lambda _request: said[0])) as url:
        if kind == "chain":
            prompt = ChatPromptTemplate.from_messages([("user", "{messages}")])
            whole, asked = prompt | _model(url), {"messages": "案件多少？"}
        else:
            whole = create_agent(_model(url), tools=[])
            asked = {"messages": [{"role": "user", "content": "案件多少？"}]}
        guarded = guard(whole, figures, language="en")

        with pytest.raises(UnprovenTextError, match="547") as stopped:
            guarded.invoke(asked)
        said[0] = TRUE
        passed = guarded.invoke(asked)

    assert stopped.value.place == "574件"
    assert (passed.text, passed.is_proven) == (TRUE, True)


def test_the_check_alone_stops_nothing_and_tells_everything(figures: Path) -> None:
    checked = check_text(figures).invoke(AIMessage(FALSE))

    assert (checked.has_errors, checked.is_proven) == (True, False)
    assert [v.expected for v in checked.result.verdicts if v.mention.is_data] == ["547件"]


def test_a_text_without_numbers_is_proven_and_what_is_no_text_is_refused(figures: Path) -> None:
    assert check_text(figures).invoke("好的。") == CheckedText("好的。", None)
    with pytest.raises(TypeError, match="no text to check"):
        guard(lambda _asked: {"answer": FALSE}, figures).invoke("")


def test_the_retriever_gives_passages_with_their_source(tmp_path: Path) -> None:
    policy = "# 法律援助条例\n\n第一条 为了保障公民获得法律援助，制定本条例。\n"
    with open_knowledge(tmp_path / "index", embedder=BigramEmbedder()) as knowledge:
        knowledge.add([("法律援助条例.md", policy.encode())])
        found = JushiRetriever(knowledge=knowledge, limit=3).invoke("法律援助")

    assert found[0].metadata["source"] == "法律援助条例.md"
    assert "法律援助" in found[0].page_content
