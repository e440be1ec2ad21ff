"""What a well-kept site has beside its pages."""

from datetime import UTC, datetime, timedelta

from fastapi import APIRouter
from fastapi.responses import PlainTextResponse

from rdsearch_service.dependencies import CurrentServices
from rdsearch_service.problems import Refused

router = APIRouter()
_VALID_FOR = timedelta(days=180)  # RFC 9116 advises less than a year


@router.get("/.well-known/security.txt")
def security_txt(services: CurrentServices) -> PlainTextResponse:
    """RFC 9116: where to report a weakness; 404 while the settings name no contact."""
    settings = services.settings
    if settings.security_contact is None:
        raise Refused(404)
    expires = (datetime.now(UTC) + _VALID_FOR).replace(microsecond=0)
    lines = [
        f"Contact: {settings.security_contact}",
        f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: nl, en",
    ]
    if settings.public_url:
        lines.append(f"Canonical: {settings.public_url}/.well-known/security.txt")
    return PlainTextResponse("\n".join(lines) + "\n")
