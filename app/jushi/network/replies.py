"""What a server says of itself where it refuses a request."""

_NAMES = ("message", "msg", "detail", "error")
_DEEPEST = 4


def refusal_reason(body: object, *, depth: int = 0) -> str:
    """Give the words in `body`, the answer to a refused request; empty where there are none.

    `body` is what its JSON says, or its text. Servers put their words under `message`, `detail` or
    `error`, one in another; a web page is of no use to anybody.
    """
    if depth > _DEEPEST:
        return ""
    if isinstance(body, str):
        return "" if body.lstrip().startswith("<") else " ".join(body.split())
    if isinstance(body, list):
        return refusal_reason(body[0], depth=depth + 1) if body else ""
    if not isinstance(body, dict):
        return ""
    said = (refusal_reason(body.get(name), depth=depth + 1) for name in _NAMES)
    return next(filter(None, said), "")
