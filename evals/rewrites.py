"""Other ways to say the same true thing: the check must stay silent on each."""

import random
from collections.abc import Callable, Iterator
from decimal import Decimal

from jushi.fidelity import Verdict
from jushi.numbers import Form, Kind, format_chinese
from jushi.services.error_injection import Change, Mutation, Truth

_MOST = 15

Rewriter = Callable[[Truth, Verdict], str | None]


def _core(verdict: Verdict) -> str:
    m = verdict.mention
    return m.text[m.core_start - m.start : m.core_end - m.start]


def _with(verdict: Verdict, core: str) -> str:
    m = verdict.mention
    return m.text[: m.core_start - m.start] + core + m.text[m.core_end - m.start :]


def _is_plain(verdict: Verdict) -> bool:
    core = _core(verdict)
    return core.isascii() and core.replace(".", "").isdigit()


def _count(truth: Truth, verdict: Verdict) -> Decimal | None:
    m, figure = verdict.mention, truth.figure(verdict)
    plain = m.form is Form.EXACT and m.kind is Kind.QUANTITY and m.scale == 1 and not figure.approx
    if not plain or not _is_plain(verdict) or m.value != figure.value or m.value is None:
        return None
    return m.value if m.value == int(m.value) else None


def _full_width(truth: Truth, verdict: Verdict) -> str | None:
    if not _is_plain(verdict):
        return None
    return _with(verdict, _core(verdict).translate({48 + i: 0xFF10 + i for i in range(10)}))


def _grouped(truth: Truth, verdict: Verdict) -> str | None:
    value = _count(truth, verdict)
    return _with(verdict, f"{value:,}") if value is not None and value >= 1000 else None


def _chinese(truth: Truth, verdict: Verdict) -> str | None:
    value = _count(truth, verdict)
    return _with(verdict, format_chinese(value)) if value is not None and value > 2 else None


def _percent_words(truth: Truth, verdict: Verdict) -> str | None:
    m = verdict.mention
    if m.kind is not Kind.PERCENT or m.form is not Form.EXACT or m.value is None:
        return None
    return "百分之" + format_chinese(m.value)


def _full_width_percent(truth: Truth, verdict: Verdict) -> str | None:
    text = verdict.mention.text
    return text.replace("%", "％") if "%" in text else None


def _trailing_zero(truth: Truth, verdict: Verdict) -> str | None:
    m = verdict.mention
    if m.kind is not Kind.PERCENT or "." in _core(verdict) or not _is_plain(verdict):
        return None
    figure = truth.figure(verdict)
    if m.form is not Form.EXACT or figure.value != m.value:
        return None
    return _with(verdict, _core(verdict) + ".0")


def _in_wan(truth: Truth, verdict: Verdict) -> str | None:
    value = _count(truth, verdict)
    if value is None or value < 1000:
        return None
    return f"{(value / 10000).normalize():f}万{verdict.mention.unit}"


def _rounded_wan(truth: Truth, verdict: Verdict) -> str | None:
    value = _count(truth, verdict)
    if value is None or value < 10000:
        return None
    return f"约{(value / 10000).quantize(Decimal('0.1')):f}万{verdict.mention.unit}"


def _place(value: Decimal) -> Decimal:
    return Decimal(10) ** (len(str(int(value))) - 2)


def _over(truth: Truth, verdict: Verdict) -> str | None:
    value = _count(truth, verdict)
    if value is None or value < 110 or not value % _place(value):
        return None
    return f"{value // _place(value) * _place(value):f}余{verdict.mention.unit}"


def _near(truth: Truth, verdict: Verdict) -> str | None:
    value = _count(truth, verdict)
    if value is None or value < 1100:
        return None
    place = _place(value) / 10
    if not value % place:
        return None
    above = (value // place + 1) * place
    return f"近{above:f}{verdict.mention.unit}"


def _more_than(truth: Truth, verdict: Verdict) -> str | None:
    value = _count(truth, verdict)
    if value is None or value < 110 or not value % _place(value):
        return None
    return f"超过{value // _place(value) * _place(value):f}{verdict.mention.unit}"


def _spaced(truth: Truth, verdict: Verdict) -> str | None:
    return _with(verdict, f"{_core(verdict)} ") if _count(truth, verdict) is not None else None


def _person_counter(truth: Truth, verdict: Verdict) -> str | None:
    swap = {"名": "人", "人": "名"}
    unit = verdict.mention.unit or ""
    if unit not in swap or _count(truth, verdict) is None:
        return None
    return verdict.mention.text.removesuffix(unit) + swap[unit]


_WAYS: dict[str, Rewriter] = {
    "full_width": _full_width,
    "grouped": _grouped,
    "chinese_numerals": _chinese,
    "percent_in_words": _percent_words,
    "full_width_percent": _full_width_percent,
    "trailing_zero": _trailing_zero,
    "exact_in_wan": _in_wan,
    "about_in_wan": _rounded_wan,
    "over": _over,
    "near": _near,
    "more_than": _more_than,
    "space_before_unit": _spaced,
    "名_for_人": _person_counter,
}


def _rewriting(kind: str, way: Rewriter) -> Callable[[Truth, random.Random], Iterator[Mutation]]:
    def rewrite(truth: Truth, rng: random.Random) -> Iterator[Mutation]:
        verdicts = truth.proven()
        rng.shuffle(verdicts)
        given = 0
        for verdict in verdicts:
            text = way(truth, verdict)
            if text is not None and text != verdict.mention.text and given < _MOST:
                given += 1
                m = verdict.mention
                yield Mutation(kind, (Change(m.start, m.end, text),), frozenset())

    return rewrite


REWRITES = {kind: _rewriting(kind, way) for kind, way in _WAYS.items()}
