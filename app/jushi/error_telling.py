"""How errors and other messages are told as one line."""

from jushi.errors import JushiError
from jushi.messages import Language, Message, render_value


def tell_error(error: JushiError, language: Language) -> str:
    """One line: place, what is wrong, what to do, in `language`."""
    return tell_message(error.message, language)


def tell_message(message: Message | str, language: Language) -> str:
    """The message in `language`, in one line; a text as it is."""
    return " ".join(str(render_value(message, language)).split())
