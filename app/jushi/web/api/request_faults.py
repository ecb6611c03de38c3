"""What is wrong with a value of a request, told by the kind of the fault and not by its words."""

import re
from collections.abc import Mapping
from typing import Any

from jushi.messages import Language, render, render_list, wordings

_CHOICE = re.compile(r"'((?:[^'\\]|\\.)*)'")
"""One of the values of `literal_error`, whose context joins them: `'json', 'docx' or 'pdf'`."""


def tell_request_fault(found: Mapping[str, Any], language: Language) -> tuple[str, str]:
    """Give place and problem of a fault as pydantic lists it: `type`, `loc` and `ctx`.

    The place is the path of the value, such as `edits.0.figure`; the whole request where it has
    none, and where it is no JSON at all.
    """
    context: dict[str, object] = dict(found.get("ctx") or {})
    choices = _CHOICE.findall(str(context.get("expected", "")))
    context["expected"] = render_list(choices, language)
    path = [] if found["type"] == "json_invalid" else found["loc"][1:]
    place = ".".join(str(part) for part in path) or render("places.request", language)
    kind = found["type"] if found["type"] in wordings("requests", language) else "other"
    return place, render(f"requests.{kind}", language, **context)
