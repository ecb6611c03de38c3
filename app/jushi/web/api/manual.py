"""The OpenAPI document in two languages, and a page of it that needs no other host."""

from functools import cache
from html import escape
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi.responses import HTMLResponse, JSONResponse

from jushi.messages import Language, wordings
from jushi.web.api.answers import Fault
from jushi.web.api.documented import MULTIPART, fault_statuses

_STYLE = (
    "body{font:15px/1.7 'Noto Sans CJK SC',sans-serif;background:#f4f4f1;color:#1c1c1c;margin:0}"
    "main{max-width:56rem;margin:0 auto;padding:2rem}h1{font-size:1.5rem}"
    "section{background:#fff;border:1px solid #cfcfc8;padding:1rem 1.4rem;margin:1rem 0}"
    "h2{font-size:1.1rem;margin:0}code,pre{font:13px/1.6 monospace;background:#f0f0ec}"
    "pre{padding:.6rem;overflow:auto}table{border-collapse:collapse;width:100%}"
    "td,th{text-align:left;vertical-align:top;padding:.25rem .8rem .25rem 0;"
    "border-top:1px solid #e3e3de}b.way{color:#1f4e8c}a{color:#1f4e8c}"
)
_SIGN_IN = {
    "bearer": {"type": "http", "scheme": "bearer"},
    "basic": {"type": "http", "scheme": "basic"},
}


def add_manual(api: FastAPI, *, signs_in: bool) -> None:
    """Put `openapi.json` and the page of it into `api`; `signs_in`: it tells how to sign in."""

    @cache
    def document(language: Language) -> dict[str, Any]:
        return _document(api, language, signs_in=signs_in)

    @api.get("/openapi.json", include_in_schema=False)
    def openapi(language: Language = "zh") -> JSONResponse:
        return JSONResponse(document(language))

    @api.get("/", include_in_schema=False)
    def page(language: Language = "zh") -> HTMLResponse:
        return HTMLResponse(_page(document(language), language))


def _document(api: FastAPI, language: Language, *, signs_in: bool) -> dict[str, Any]:
    words = wordings("page", language)
    made = get_openapi(
        title=api.title,
        version=api.version,
        description=words["api_about"],
        routes=api.routes,
        servers=[{"url": "/api"}],
    )
    schemas: dict[str, Any] = made["components"]["schemas"]
    schemas["Fault"] = Fault.model_json_schema()
    for schema in schemas.values():
        _describe(schema.get("properties", {}), words)
    # FastAPI's own form of a malformed request is never sent: every error is a fault.
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)
    told = {"application/json": {"schema": {"$ref": "#/components/schemas/Fault"}}}
    if signs_in:
        made["components"]["securitySchemes"] = _SIGN_IN
    for path, operations in made["paths"].items():
        for way, operation in operations.items():
            name = operation["operationId"]
            operation["summary"] = words[f"api_{name}"]
            operation["description"] = words[f"api_{name}_more"]
            _describe({p["name"]: p for p in operation.get("parameters", ())}, words)
            for status in fault_statuses(way, path, operation, signs_in):
                meaning = {"description": words[f"api_fault_{status}"], "content": told}
                operation["responses"][str(status)] = meaning
            if signs_in and "401" in operation["responses"]:
                operation["security"] = [{scheme: []} for scheme in _SIGN_IN]
    return made


def _describe(named: dict[str, dict[str, Any]], words: dict[str, str]) -> None:
    for name, thing in named.items():
        # What the page asks for, too, has its words there.
        if text := words.get(f"api_field_{name}") or words.get(f"export_{name}"):
            thing["description"] = text


def _page(document: dict[str, Any], language: Language) -> str:
    words = wordings("page", language)
    lang, other = ("zh-CN", "en") if language == "zh" else ("en", "zh")
    parts = [
        _section(way, path, operation, document)
        for path, operations in document["paths"].items()
        for way, operation in operations.items()
    ]
    return (
        f'<!doctype html><html lang="{lang}"><meta charset="utf-8"><link rel="icon" href="data:,">'
        f"<title>{escape(document['info']['title'])} API</title>"
        f'<meta name="viewport" content="width=device-width"><style>{_STYLE}</style><main>'
        f"<h1>{escape(document['info']['title'])} API</h1><p>{escape(words['api_about'])}</p>"
        f'<p><a href="openapi.json?language={language}">openapi.json</a> · '
        f'<a href="?language={other}">{escape(words["other_language"])}</a></p>'
        f"{''.join(parts)}</main></html>"
    )


def _section(way: str, path: str, operation: dict[str, Any], document: dict[str, Any]) -> str:
    contents: dict[str, Any] = operation.get("requestBody", {}).get("content", {})
    kind = next(iter(contents), "")
    fields = _resolved(contents[kind]["schema"], document) if kind else {}
    required = fields.get("required", ())
    rows = [(p["name"], p["in"], p.get("description", "")) for p in operation.get("parameters", ())]
    rows += [
        (name, "*" if name in required else "", field.get("description", ""))
        for name, field in fields.get("properties", {}).items()
    ]
    cells = "".join(
        f"<tr><td><code>{escape(name)}</code></td><td>{escape(place)}</td><td>{escape(text)}</td>"
        for name, place, text in rows
    )
    return (
        f'<section id="{escape(operation["operationId"])}"><h2>{escape(operation["summary"])}</h2>'
        f'<p><b class="way">{way.upper()}</b> <code>/api{escape(path)}</code></p>'
        f"<p>{escape(operation['description'])}</p><table>{cells}</table>"
        f"<pre>{escape(_example(way, path, kind, required))}</pre></section>"
    )


def _example(way: str, path: str, kind: str, required: list[str]) -> str:
    url = f"http://127.0.0.1:7861/api{path}"
    if kind == MULTIPART:
        return " ".join(["curl", url, *(f"-F {name}=@FILE" for name in required)])
    sent = ["-H 'Content-Type: application/json' -d @BODY.json"] if kind else []
    asked = [] if way == "get" else [f"-X {way.upper()}"]
    return " ".join(["curl", *asked, url, *sent])


def _resolved(schema: dict[str, Any], document: dict[str, Any]) -> dict[str, Any]:
    name = str(schema.get("$ref", "")).rpartition("/")[2]
    found: dict[str, Any] = document["components"]["schemas"].get(name, schema)
    return found
