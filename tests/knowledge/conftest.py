"""A Chroma server, an open index, and documents to add."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from jushi.knowledge import Knowledge, open_knowledge

from tests.knowledge.bigram_embedder import BigramEmbedder

_START_S = 30


@pytest.fixture
def embedder() -> BigramEmbedder:
    return BigramEmbedder()


@pytest.fixture(scope="session")
def chroma_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    folder = tmp_path_factory.mktemp("chroma")
    command = Path(sys.executable).with_name("chroma")
    server = subprocess.Popen(
        [command, "run", "--path", folder, "--host", "127.0.0.1", "--port", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_for(port)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(10)


def _wait_for(port: int) -> None:
    until = time.monotonic() + _START_S
    while time.monotonic() < until:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise AssertionError("the Chroma server did not start")


@pytest.fixture(params=["embedded", "server"])
def chroma_url(request: pytest.FixtureRequest) -> str | None:
    """Every test that asks for it runs against both."""
    if request.param == "embedded":
        return None
    url: str = request.getfixturevalue("chroma_server")
    return url


@pytest.fixture
def knowledge(
    tmp_path: Path, embedder: BigramEmbedder, chroma_url: str | None
) -> Iterator[Knowledge]:
    with open_knowledge(
        tmp_path / "index", embedder=embedder, chroma_url=chroma_url, own_issuer="禾溪县"
    ) as opened:
        yield opened


@pytest.fixture
def report() -> tuple[str, bytes]:
    return "禾溪县2022年度报告.txt", REPORT.encode()


@pytest.fixture
def law() -> tuple[str, bytes]:
    return "调解办法-2017.md", LAW.encode()


@pytest.fixture
def newer_law() -> tuple[str, bytes]:
    return "调解办法-2023.md", NEWER_LAW.encode()


REPORT = """\
禾溪县2022年度法治政府建设工作报告

一、主要举措和成效
（一）便民利企，营商环境更加优化。全年办理政务服务事项31204件，网上可办率达到98.6%，企业开办压缩到1个工作日。
（二）多元化解，社会大局更加稳定。聘任专兼职调解员1203名，受理矛盾纠纷4310件，调解成功率98%以上。受理法律援助案件412件。
二、存在问题
部分干部依法行政能力有待提升，基层执法力量仍然薄弱。
"""

LAW = """\
# 栖川市人民调解办法

2017年5月1日 栖川市人民政府公布

## 第一章 总则

第一条 为了规范人民调解工作，及时化解民间纠纷，制定本办法。

第二条 人民调解不收取任何费用。

## 第二章 调解组织

第三条 村民委员会、居民委员会设立人民调解委员会，成员三至九人。

第四条 人民调解员应当公道正派、热心调解工作。
"""

NEWER_LAW = LAW.replace("2017年5月1日", "2023年6月1日").replace("三至九人", "五至十一人")
