"""The API speaks JSON only: a request for something else is 406, a body of something else 415."""

from email.message import Message

from fastapi import Depends, Request

from rdsearch_service.problems import Refused

_JSON_RANGES = frozenset({"*/*", "application/*", "application/json", "application/problem+json"})


def accepts_json(request: Request) -> None:
    accept = request.headers.get("accept", "*/*")
    if accept.strip() and not any(_is_json(part) for part in accept.split(",")):
        raise Refused(406)


def sends_json(request: Request) -> None:
    if request.method in {"GET", "HEAD"}:
        return
    header = Message()
    header["content-type"] = request.headers.get("content-type", "")
    if header.get_content_type() != "application/json":
        raise Refused(415)


NEGOTIATED = [Depends(accepts_json), Depends(sends_json)]


def _is_json(media_range: str) -> bool:
    name, *parameters = (part.strip().lower() for part in media_range.split(";"))
    is_refused = any(
        p.replace(" ", "") in {"q=0", "q=0.0", "q=0.00", "q=0.000"} for p in parameters
    )
    return name in _JSON_RANGES and not is_refused
