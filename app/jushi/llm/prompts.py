"""Prompts: one file each in `prompts/`, with name, version and inputs, rendered strictly."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import jinja2
import jinja2.meta
import yaml

from jushi.errors import ModelError
from jushi.llm.model import Message
from jushi.resources import resource_path

_FOLDER = resource_path("prompts")
_PARTS = re.compile(
    r"\A---\n(?P<head>.*?)\n---\n(?P<system>.*?)\n=== user ===\n(?P<user>.*)\Z", re.DOTALL
)
_ENVIRONMENT = jinja2.Environment(
    undefined=jinja2.StrictUndefined,
    autoescape=False,
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=False,
)
_FENCE = "<<<"


@dataclass(frozen=True, slots=True)
class Prompt:
    """A prompt as it stands in its file."""

    name: str
    version: int
    inputs: frozenset[str]
    digest: str
    """First 12 digits of the SHA-256 of the file: the record names what was really sent."""
    system: str
    user: str

    def render(self, values: Mapping[str, object]) -> tuple[Message, ...]:
        """Give the system and the user message.

        Raises ModelError naming what is missing or too much among `values`.
        """
        odd = self.inputs ^ set(values)
        if odd:
            raise ModelError(
                "llm.inputs_differ",
                place=f"prompts/{self.name}.v{self.version}.md",
                odd=", ".join(sorted(odd)),
            )
        system, user = (
            _ENVIRONMENT.from_string(part).render(values) for part in (self.system, self.user)
        )
        return Message("system", system), Message("user", user)


@cache
def load_prompt(name: str, version: int) -> Prompt:
    """Read `prompts/<name>.v<version>.md`; its inputs are exactly the names its body uses."""
    path = _FOLDER / f"{name}.v{version}.md"
    text = path.read_text(encoding="utf-8")
    parts = _PARTS.match(text)
    assert parts is not None, f"{path.name} has no head or no user part"
    head = yaml.safe_load(parts["head"])
    used = jinja2.meta.find_undeclared_variables(
        _ENVIRONMENT.parse(parts["system"] + "\n" + parts["user"])
    )
    assert (head["name"], head["version"]) == (name, version), path.name
    assert used == set(head["inputs"]), (path.name, used ^ set(head["inputs"]))
    return Prompt(
        name=name,
        version=version,
        inputs=frozenset(head["inputs"]),
        digest=hashlib.sha256(text.encode()).hexdigest()[:12],
        system=parts["system"],
        user=parts["user"],
    )


def quote_material(text: str) -> str:
    """Make text from others safe between <<<材料 and 材料>>>: it cannot close the fence."""
    return text.replace(_FENCE, "〈〈〈").replace(">>>", "〉〉〉")
