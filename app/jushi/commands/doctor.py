"""`jushi doctor`: what is configured, what works, what is missing."""

import argparse

from jushi.commands.parser import Commands, Console, Help
from jushi.error_telling import tell_message
from jushi.messages import Message
from jushi.settings import SPECS, shown_value

HELP = Help("doctor", "doctor")

_MARKS = {"ok": "✓", "missing": "–", "broken": "✗"}


def register(commands: Commands) -> None:
    commands.add(HELP, run)


def run(_given: argparse.Namespace, console: Console) -> int:
    """Print settings and findings; 1 if something that was configured does not work."""
    from jushi.commands.diagnosis import diagnose

    _say_settings(console)
    console.out.write("\n")
    console.say("console.checks")
    broken = False
    for finding in diagnose(console.settings):
        mark = _MARKS[finding.state]
        console.say(
            "console.finding", mark=mark, finding=tell_message(finding.message, console.language)
        )
        broken |= finding.state == "broken"
    return int(broken)


def _say_settings(console: Console) -> None:
    from jushi.commands.diagnosis import told_origin

    origin_of = dict(console.settings.origins)
    console.say("console.settings")
    width = max(len(spec.name) for spec in SPECS)
    for spec in SPECS:
        value = shown_value(console.settings, spec)
        console.say(
            "console.setting",
            name=spec.name.ljust(width),
            value=value or Message("console.setting_not_set"),
            origin=told_origin(origin_of[spec.name]),
            meaning=spec.meaning(console.language),
        )
