"""A token for systems that keep no cookies; there is one only where people sign in."""

from fastapi import FastAPI, Request
from pydantic import BaseModel, Field

from jushi.web.session_manager import SESSION_S, SessionManager


class Credentials(BaseModel):
    name: str = Field(max_length=120)
    password: str = Field(max_length=1000)


class Token(BaseModel):
    token: str
    seconds: int


def add_token(api: FastAPI, session_manager: SessionManager) -> None:
    """Put the route into `api`."""

    @api.post("/v1/token", operation_id="token")
    async def token(request: Request, credentials: Credentials) -> Token:
        address = request.client.host if request.client else ""
        made = await session_manager.sign_in(credentials.name, credentials.password, address)
        return Token(token=made, seconds=SESSION_S)
