"""The API speaks JSON, and CSV or a citation format where it says so: a request for something else is 406, a body
of something else 415."""

from email.message import Message

from fastapi import Depends, Request

from rdsearch_service.problems import Refused

JSON = "application/json"
CSV = "text/csv"
_PROBLEM = "application/problem+json"


def accepts_json(request: Request) -> None:
    if preferred(request, JSON) is None:
        raise Refused(406)


def sends_json(request: Request) -> None:
    if request.method in {"GET", "HEAD"}:
        return
    header = Message()
    header["content-type"] = request.headers.get("content-type", "")
    if header.get_content_type() != JSON:
        raise Refused(415)


NEGOTIATED = [Depends(accepts_json), Depends(sends_json)]


def preferred(request: Request, *offered: str) -> str | None:
    """The offered media type that the request ranks highest, the first of equals; None where it takes none."""
    header = request.headers.get("accept", "").strip() or "*/*"
    ranges = [_range(part) for part in header.split(",")]
    ranked = [(max((q for name, q in ranges if _is_in(o, name)), default=0.0), o) for o in offered]
    quality, best = max(ranked, key=lambda item: item[0])
    return best if quality > 0 else None


def _range(text: str) -> tuple[str, float]:
    """A media range without parameters, and its quality."""
    name, *parameters = (part.strip().lower() for part in text.split(";"))
    quality = next((p[2:].strip() for p in parameters if p.startswith("q=")), "1")
    try:
        return name, float(quality)
    except ValueError:
        return name, 1.0


def _is_in(offered: str, name: str) -> bool:
    media_type = offered.partition(";")[0]
    main = media_type.partition("/")[0]
    wanted = {"*/*", f"{main}/*", media_type}
    return name in wanted or (media_type == JSON and name == _PROBLEM)
