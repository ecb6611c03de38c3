"""Rules of number usage held against a text. They never change a verdict.

The rules are data, `knowledge/rules/number_usage.yaml`, each with its source and with the right
and wrong examples that the tests run.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from jushi.errors import SettingsError
from jushi.resources import resource_yaml

Severity = Literal["error", "warning", "hint"]


@dataclass(frozen=True, slots=True)
class UsageRule:
    """One rule of usage, with the texts that it must catch and those it must leave alone."""

    id: str
    severity: Severity
    source: str
    pattern: re.Pattern[str]
    zh: str
    en: str
    wrong: tuple[str, ...]
    right: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Remark:
    """A place where a text breaks a rule of usage: `text[start:end]`."""

    rule: str
    severity: Severity
    start: int
    end: int
    message: str
    source: str


@lru_cache(maxsize=1)
def usage_rules() -> tuple[UsageRule, ...]:
    """All rules, in the order of the file."""
    content = resource_yaml("knowledge", "rules", "number_usage.yaml")
    return tuple(
        UsageRule(
            id=row["id"],
            severity=row["severity"],
            source=row["source"],
            pattern=re.compile(
                row["pattern"].replace("{H}", content["H"]).replace("{N}", content["N"])
            ),
            zh=row["zh"],
            en=row["en"],
            wrong=tuple(row["wrong"]),
            right=tuple(row["right"]),
        )
        for row in content["rules"]
    )


def lint_text(text: str, *, language: str = "zh", off: Collection[str] = ()) -> tuple[Remark, ...]:
    """Give every place that breaks a rule of usage, in text order; rules in `off` are not asked.

    Raises SettingsError where `off` names a rule that there is not.
    """
    for name in sorted(set(off) - {rule.id for rule in usage_rules()}):
        known = ", ".join(rule.id for rule in usage_rules())
        raise SettingsError("fidelity.unknown_rule", place=f"usage rule {name}", known=known)
    remarks = [
        Remark(
            rule=rule.id,
            severity=rule.severity,
            start=match.start(),
            end=match.end(),
            message=rule.zh if language == "zh" else rule.en,
            source=rule.source,
        )
        for rule in usage_rules()
        if rule.id not in off
        for match in rule.pattern.finditer(text)
    ]
    return tuple(sorted(remarks, key=lambda r: (r.start, r.end, r.rule)))
