"""`jushi doctor`: what is configured, what works, what is missing."""

import argparse

from jushi.commands.parser import Commands, Console, Help
from jushi.settings import SPECS, shown_value

HELP = Help(
    "doctor", "列出设置，检查哪些可用、缺什么", "what is configured, what works, what is missing"
)

_MARKS = {"ok": "✓", "missing": "–", "broken": "✗"}


def register(commands: Commands) -> None:
    commands.add(HELP, run)


def run(_given: argparse.Namespace, console: Console) -> int:
    """Print settings and findings; 1 if something that was configured does not work."""
    from jushi.commands.diagnosis import diagnose

    _say_settings(console)
    console.say("\n检查", "\nchecks")
    broken = False
    for finding in diagnose(console.settings):
        mark = _MARKS[finding.state]
        console.say(f"  {mark} {finding.zh}", f"  {mark} {finding.en}")
        broken |= finding.state == "broken"
    return int(broken)


def _say_settings(console: Console) -> None:
    origin_of = dict(console.settings.origins)
    words = {"environment": "环境变量", "default": "默认"}
    console.say("设置", "settings")
    width = max(len(spec.name) for spec in SPECS)
    for spec in SPECS:
        value = shown_value(console.settings, spec)
        origin = origin_of[spec.name]
        origin_zh = words.get(origin, origin)
        console.say(
            f"  {spec.name:<{width}} {value or '（未设）'}  [{origin_zh}]  {spec.meaning_zh}",
            f"  {spec.name:<{width}} {value or '(not set)'}  [{origin}]  {spec.meaning_en}",
        )
