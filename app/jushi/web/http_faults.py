"""What uvicorn answers by itself, before any middleware: to a request that is no HTTP."""

import json
from typing import TYPE_CHECKING, Any

from jushi.messages import render
from jushi.web.headers import PLAIN_HEADERS

if TYPE_CHECKING:
    _Protocol: Any = object
else:
    from uvicorn.protocols.http.auto import AutoHTTPProtocol as _Protocol


class SafeProtocol(_Protocol):  # type: ignore[misc]
    """uvicorn's protocol; its one answer of its own says what every other answer does."""

    def send_400_response(self, msg: str) -> None:
        """Answer a request line or header that the parser refuses, an unknown method among them."""
        # Nothing was read that could say another language, and the words of the parser are its own.
        told = {"detail": render("http.not_http", "zh")}
        body = json.dumps(told, ensure_ascii=False).encode()
        headers = {
            "Content-Type": "application/json",
            "Content-Length": str(len(body)),
            "Connection": "close",
            **PLAIN_HEADERS,
        }
        lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        self.transport.write(f"HTTP/1.1 400 Bad Request\r\n{lines}\r\n".encode() + body)
        self.transport.close()
