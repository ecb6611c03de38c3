"""The check as one HTML file: text with coloured numbers, verdict on click, no network."""

from collections.abc import Sequence
from html import escape

from jushi.fidelity.verdict import CheckResult, Finding, Ruling, Status, Verdict
from jushi.fidelity.words import check_words

_STYLE = """
:root{--ok:#13795b;--derived:#1f5fae;--loose:#8a6100;--review:#8a6100;--error:#b3261e;--none:#6b6b6b}
*{box-sizing:border-box}body{margin:0;font:16px/1.9 "Noto Serif CJK SC","Songti SC",SimSun,serif;
color:#1d1d1d;background:#f6f4ef}header,main{max-width:1200px;margin:auto;padding:1rem 1.5rem}
h1{font-size:1.4rem;margin:.2rem 0}main{display:grid;
grid-template-columns:minmax(0,2fr) minmax(18rem,1fr);gap:1.5rem}
article,aside{background:#fff;border:1px solid #ddd;border-radius:6px;padding:1rem 1.5rem}
article{white-space:pre-wrap;overflow-wrap:anywhere}aside{position:sticky;top:1rem;align-self:start;
font:14px/1.6 sans-serif;max-height:95vh;overflow:auto}
button.n{font:inherit;border:0;background:none;padding:0 .1em;cursor:pointer;
border-bottom:2px solid}
.n.exact,.n.approximate,.n.quoted{color:var(--ok);border-bottom-style:solid}
.n.derived{color:var(--derived);border-bottom-style:dotted}
.n.loose,.n.review{color:var(--review);border-bottom-style:dashed;background:#fff6df}
.n.error{color:var(--error);border-bottom-style:double;border-bottom-width:4px;
background:#fdecea;font-weight:bold}
.n.plain{color:var(--none);border-bottom-color:transparent}
.n:focus-visible,.n[aria-pressed=true]{outline:2px solid #1f5fae}
table{border-collapse:collapse;width:100%;font:14px/1.5 sans-serif}
td,th{border:1px solid #ddd;padding:.3rem .5rem;
text-align:left;vertical-align:top}
section{grid-column:1/-1;background:#fff;border:1px solid #ddd;border-radius:6px;
padding:1rem 1.5rem;overflow-x:auto}@media(max-width:800px){main{display:block}}
""".strip()
_SCRIPT = """
document.querySelectorAll('button.n').forEach(b=>b.addEventListener('click',()=>{
document.querySelectorAll('button.n[aria-pressed=true]').forEach(x=>x.setAttribute('aria-pressed','false'));
b.setAttribute('aria-pressed','true');
document.getElementById('card').textContent=b.dataset.card;}));
""".strip()


def render_html(result: CheckResult, *, name: str, language: str = "zh") -> str:
    """Give a page that works from disk: the text, a card for the chosen number, and a table."""
    words = check_words(language)
    summary = result.summary
    told = words["summary"].format(
        data=summary.data,
        ok=summary.ok,
        review=summary.review,
        error=summary.error,
        figures=summary.figures,
        used=summary.used,
    )
    if summary.accepted:
        told += words["accepted_count"].format(n=summary.accepted)
    chance = words["coincidence"].format(share=f"{summary.coincidence * 100:.2f}%")
    lang = "zh-CN" if language == "zh" else "en"
    return (
        f'<!DOCTYPE html>\n<html lang="{lang}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{escape(words['title'])} {_safe(name)}</title><style>{_STYLE}</style></head><body>"
        f"<header><h1>{escape(words['title'])} · {_safe(name)}</h1><p>{escape(told)}</p>"
        f"<p>{escape(chance)}</p></header><main>"
        f"<article>{_marked(result, words, language)}</article>"
        f'<aside><div id="card" role="status" aria-live="polite">{escape(words["choose"])}</div>'
        f"{_legend(words)}</aside><section>{_table(result, words)}</section>"
        f"{_rulings(result, words)}{_usage(result, words)}</main>"
        f"<script>{_SCRIPT}</script></body></html>\n"
    )


def _marked(result: CheckResult, words: dict[str, str], language: str) -> str:
    parts, place = [], 0
    for verdict in result.verdicts:
        mention = verdict.mention
        parts.append(_safe(result.text[place : mention.start]))
        card = f"{mention.text} · {words[verdict.code.value]}\n{verdict.explanation}"
        if verdict.ruling is not None:
            card += f"\n{verdict.ruling.tell(language)}"
        parts.append(
            f'<button type="button" class="n {_class(verdict)}" aria-pressed="false" '
            f'data-card="{_safe(card)}">{_safe(mention.text)}</button>'
        )
        place = mention.end
    parts.append(_safe(result.text[place:]))
    return "".join(parts)


def _class(verdict: Verdict) -> str:
    if verdict.is_accepted:
        return Status.REVIEW.value
    if verdict.status is not Status.OK:
        return verdict.status.value
    if verdict.code.value == "not_data":
        return "plain"
    return "loose" if verdict.is_loose else verdict.code.value


def _legend(words: dict[str, str]) -> str:
    rows = [
        ("exact", words["ok"]),
        ("derived", words["computed"]),
        ("loose", f"{words['loose']} / {words['review']}"),
        ("error", words["error"]),
        ("plain", words["not_data"]),
    ]
    spans = " ".join(f'<span class="n {name}">{escape(word)}</span>' for name, word in rows)
    return f"<hr><p>{escape(words['legend'])}：{spans}</p>"


def _table(result: CheckResult, words: dict[str, str]) -> str:
    columns = ("number", "verdict", "explanation", "cell")
    head = "".join(f"<th scope=col>{escape(words[column])}</th>" for column in columns)
    rows = []
    for verdict in result.verdicts:
        if not verdict.mention.is_data and verdict.status is Status.OK:
            continue
        code = words[verdict.code.value]
        cells = (verdict.mention.text, code, verdict.explanation, verdict.evidence or "")
        rows.append(cells)
    for finding in result.findings:
        rows.append(("", words[finding.code.value], finding.explanation, ""))
    return _rows(head, rows)


def _rulings(result: CheckResult, words: dict[str, str]) -> str:
    """What people decided; nothing where they decided nothing."""
    columns = ("number", "verdict", "explanation", "decision", "decided_by", "decided_at", "reason")
    head = "".join(f"<th scope=col>{escape(words[column])}</th>" for column in columns)
    told: list[tuple[str, Verdict | Finding]] = [(v.mention.text, v) for v in result.verdicts]
    told += [("", finding) for finding in result.findings]
    rows = [
        (text, words[one.code.value], one.explanation, *_decided(one.ruling, words))
        for text, one in told
        if one.ruling is not None
    ]
    if not rows:
        return ""
    return f"<section><h2>{escape(words['by_hand'])}</h2>{_rows(head, rows)}</section>"


def _decided(ruling: Ruling, words: dict[str, str]) -> tuple[str, ...]:
    return words[ruling.kind], ruling.who, ruling.time, ruling.reason


def _usage(result: CheckResult, words: dict[str, str]) -> str:
    """Remarks on number usage; nothing where there are none."""
    if not result.remarks:
        return ""
    columns = ("quote", "usage", "explanation", "rule_source")
    head = "".join(f"<th scope=col>{escape(words[column])}</th>" for column in columns)
    rows = [
        (result.text[r.start : r.end], f"{r.rule} {words[r.severity]}", r.message, r.source)
        for r in result.remarks
    ]
    return f"<section><h2>{escape(words['usage'])}</h2>{_rows(head, rows)}</section>"


def _rows(head: str, rows: Sequence[tuple[str, ...]]) -> str:
    body = "".join(
        "<tr>" + "".join(f"<td>{_safe(cell)}</td>" for cell in row) + "</tr>" for row in rows
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _safe(text: str) -> str:
    """Escaped, and without what UTF-8 or HTML cannot hold."""
    return escape("".join("\ufffd" if c == "\0" or "\ud800" <= c <= "\udfff" else c for c in text))
