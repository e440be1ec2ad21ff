"""Refuses bodies beyond a size. Starlette's own limiter answers in plain text, the API only in problem+json."""

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send


class BodyLimit:
    """Raises 413 inside the application as soon as the body proves too large; its handlers word the answer."""

    def __init__(self, app: ASGIApp, *, max_bytes: int) -> None:
        self._app = app
        self._max_bytes = max_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        declared = Headers(scope=scope).get("content-length", "0")
        is_declared_too_large = declared.isdecimal() and int(declared) > self._max_bytes
        received = 0

        async def receive_some() -> Message:
            nonlocal received
            if is_declared_too_large:
                raise HTTPException(413)
            message = await receive()
            received += len(message.get("body", b""))
            if received > self._max_bytes:
                raise HTTPException(413)
            return message

        await self._app(scope, receive_some, send)
