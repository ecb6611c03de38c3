"""The tools for agents, by the official client over real standard streams and real HTTP."""

import asyncio
import base64
import json
import sys
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastmcp import Client
from fastmcp.client.transports import StdioTransport, StreamableHttpTransport
from fastmcp.exceptions import ToolError
from jushi.agents import build_mcp_app
from jushi.documents import read_document
from jushi.receipts import verify_file
from jushi.revision import User
from jushi.settings import load_settings
from jushi.store import hash_password, open_store
from jushi.web import AppContext, SessionManager, Setup

from tests.commands import ROOT, bare_environ
from tests.web.office import NOW, PASSWORD, running, settings_of

TOOLS = {
    "check_text", "read_figures", "draft_section", "revise_section", "search_documents",
    "explain_number", "export",
}  # fmt: skip
WORKBOOK = "编号,指标,数值,单位,期间\ncases,受理法律援助案件,547,件,2024年\n"
pytestmark = pytest.mark.slow


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A workspace with the sample report of 王, and 李, who has none."""
    store = open_store(f"sqlite:///{tmp_path / 'jushi.db'}")
    for name in ("王", "李"):
        store.save_user(User(name, "起草", hash_password(PASSWORD), NOW), "test", NOW)
    context = AppContext(store, Setup(load_settings(settings_of(tmp_path))))
    context.seen_by(lambda: store.load_users("王")[0]).sample("zh")
    context.draft_workers.stop()
    store.close()
    return tmp_path


async def _call_every_tool(client: Client[Any]) -> None:
    """Every tool once, on the sample report, each answer looked into."""
    assert {tool.name for tool in await client.list_tools()} == TOOLS

    async def call(tool: str, **arguments: Any) -> dict[str, Any]:
        answer = await client.call_tool(tool, arguments)
        return answer.structured_content or {}

    listed = json.loads((await client.read_resource("jushi://reports"))[0].text)
    report = listed[0]["id"]
    assert "禾溪县" in (await client.read_resource(f"jushi://reports/{report}"))[0].text
    checked = await call("check_text", text="2024年，受理法律援助案件574件。", figures=WORKBOOK)
    assert checked["summary"]["error"] >= 1
    assert checked["mentions"][-1]["expected"] == "547件"
    assert (await call("read_figures", figures=WORKBOOK))["figures"][0]["cell"] == "figures.csv:C2"
    figures = (await call("read_figures", report=report))["figures"]
    assert len(figures) > 50
    outline = json.loads((await client.read_resource(f"jushi://reports/{report}/check"))[0].text)
    proven = next(m for m in outline["mentions"] if m["status"] == "ok" and m["figures"])
    explained = (await call("explain_number", report=report, number=proven["text"]))["numbers"]
    assert explained[0]["figures"][0]["cell"]
    key = next(one["section"] for one in explained if one["section"])
    drafted = await call("draft_section", report=report, section=key)
    assert (drafted["section"], drafted["state"]) == (key, "done")
    assert {verdict["status"] for verdict in drafted["verdicts"]} == {"ok"}
    revised = await call("revise_section", report=report, section=key, instruction="压缩到60字")
    assert revised["section"] == key and isinstance(revised["changes"], list)
    assert (await call("search_documents", query="法治政府"))["hits"] == []
    file = await call("export", report=report, name="report.docx")
    content = base64.b64decode(file["base64"])
    assert "禾溪县" in read_document(file["name"], content).text
    assert not verify_file(file["name"], content).differences
    with pytest.raises(ToolError, match="报告里没有这个数字"):
        await client.call_tool("explain_number", {"report": report, "number": "9999999件"})


def test_the_official_client_calls_every_tool_over_standard_streams(home: Path) -> None:
    env = bare_environ() | settings_of(home) | {"PYTHONPATH": str(ROOT / "app")}
    database = f"sqlite:///{home / 'jushi.db'}"
    streams = StdioTransport(
        sys.executable,
        ["-m", "jushi.cli", "mcp", "--user", "王"],
        env=env | {"JUSHI_DATABASE_URL": database},
        cwd=str(home),
    )

    async def work() -> None:
        async with Client(streams, timeout=120) as client:
            await _call_every_tool(client)

    asyncio.run(work())


def test_over_http_everybody_signs_in_and_has_their_own_rights(home: Path) -> None:
    store = open_store(f"sqlite:///{home / 'jushi.db'}")
    context = AppContext(store, Setup(load_settings(settings_of(home))))
    manager = SessionManager(store)
    tokens = [asyncio.run(manager.sign_in(name, PASSWORD, "")) for name in ("王", "李")]

    async def work(url: str) -> None:
        wang, li = (
            Client(StreamableHttpTransport(f"{url}/mcp", auth=token), timeout=120)
            for token in tokens
        )
        async with wang:
            await _call_every_tool(wang)
            listed = json.loads((await wang.read_resource("jushi://reports"))[0].text)
        async with li:
            assert json.loads((await li.read_resource("jushi://reports"))[0].text) == []
            with pytest.raises(ToolError, match="没有"):
                await li.call_tool("export", {"report": listed[0]["id"]})
        assert httpx.post(f"{url}/mcp", json={}, trust_env=False).status_code == 401

    with running(build_mcp_app(context, manager, "zh")) as url:
        asyncio.run(work(url))
    context.draft_workers.stop()
    context.workers.close()
