"""Citations as W3C Web Annotations (https://www.w3.org/TR/annotation-model/)."""

import base64
import json
import uuid
from datetime import UTC
from typing import Any

from rdsearch.citation_formats.reference import Reference, TextQuote, address_of, text_quotes

_PDF_FRAGMENT = "http://tools.ietf.org/rfc/rfc3778"  # the W3C's name for #page=


def annotation(reference: Reference) -> str:
    """A highlight: each span by its page, and on that page by its words and by its place in the page's text."""
    targets = [_target(reference, text_quote) for text_quote in text_quotes(reference)]
    document = {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": address_of(reference) or uuid.uuid5(uuid.NAMESPACE_URL, reference.permalink).urn,
        "type": "Annotation",
        "motivation": "highlighting",
        "created": _moment(reference),
        "target": targets[0] if len(targets) == 1 else targets,
    }
    return json.dumps(document, ensure_ascii=False, indent=2)


def _target(reference: Reference, text_quote: TextQuote) -> dict[str, Any]:
    span = text_quote.span
    words = {
        "type": "TextQuoteSelector",
        "exact": text_quote.exact,
        "prefix": text_quote.prefix,
        "suffix": text_quote.suffix,
    }
    position = {"type": "TextPositionSelector", "start": span.start, "end": span.end}
    return {
        "source": reference.pdf_url or _name_of_file(reference.citation.report.sha256),
        "selector": [_on_page(span.page, words), _on_page(span.page, position)],
        "state": {"type": "TimeState", "sourceDate": _moment(reference)},
    }


def _on_page(number: int, selector: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "FragmentSelector",
        "conformsTo": _PDF_FRAGMENT,
        "value": f"page={number}",
        "refinedBy": selector,
    }


def _name_of_file(sha256: str) -> str:
    """The file by its hash (RFC 6920): it has no address of its own."""
    digest = base64.urlsafe_b64encode(bytes.fromhex(sha256)).decode().rstrip("=")
    return f"ni:///sha-256;{digest}"


def _moment(reference: Reference) -> str:
    return f"{reference.accessed_at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
