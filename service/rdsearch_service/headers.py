"""What every answer carries: the API version and the security headers, by part of the site.

Sources: NLGov API Design Rules `/core/version-header` and `/core/transport/security-headers`; the checks of internet.nl.
"""

from starlette.datastructures import MutableHeaders
from starlette.middleware.cors import CORSMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from rdsearch_service import API_VERSION

API_PREFIX = "/v1"
STATIC_PREFIX = "/static"

_EVERYWHERE = {
    "API-Version": API_VERSION,
    "Strict-Transport-Security": "max-age=31536000; includeSubDomains",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
_API = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
}
# No `no-store` on the pages: with it, Back to results that were asked by POST would ask to send again.
_PAGES = {
    "Cache-Control": "private, no-cache",
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-src 'none'; "
        "frame-ancestors 'none'"
    ),
}
_STATIC = _PAGES | {"Cache-Control": "public, max-age=86400"}


class Headers:
    """Outermost middleware: adds what an answer has not set itself, and answers HEAD as GET without its body."""

    def __init__(self, app: ASGIApp, *, allow_indexing: bool) -> None:
        self.app = app
        self._everywhere = dict(_EVERYWHERE)
        if not allow_indexing:
            self._everywhere["X-Robots-Tag"] = "noindex, nofollow"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        is_head = scope["method"] == "HEAD"
        extra = self._everywhere | _area(scope["path"])

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in extra.items():
                    headers.setdefault(name, value)
            elif is_head and message["type"] == "http.response.body":
                message = {**message, "body": b""}
            await send(message)

        # FastAPI's routes know GET only, and RFC 9110 wants HEAD wherever there is GET.
        inner = {**scope, "method": "GET"} if is_head else scope
        await self.app(inner, receive, send_with_headers)


class AllowListCORS:
    """CORS for the origins of the settings; to every other origin the API is as if there were no CORS.

    Starlette's own refusal of a preflight is plain text, and the API answers with problem+json only.
    """

    def __init__(self, app: ASGIApp, *, origins: tuple[str, ...]) -> None:
        self._app = app
        self._origins = frozenset(origin.encode() for origin in origins)
        self._cors = CORSMiddleware(
            app,
            allow_origins=origins,
            allow_methods=["*"],
            allow_headers=["*"],
            expose_headers=["API-Version"],
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        origin = dict(scope.get("headers", ())).get(b"origin")
        app = self._cors if origin in self._origins else self._app
        await app(scope, receive, send)


def _area(path: str) -> dict[str, str]:
    if path == API_PREFIX or path.startswith(f"{API_PREFIX}/"):
        return _API
    return _STATIC if path.startswith(f"{STATIC_PREFIX}/") else _PAGES
