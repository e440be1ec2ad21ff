"""OpenSearch 1.1: browsers and portals read here how to search, and what to suggest."""

import json
from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import Response

from rdsearch_service.dependencies import CurrentEdition, CurrentLinks, CurrentServices
from rdsearch_service.pages import rendered
from rdsearch_service.routes.suggestions import KINDS
from rdsearch_service.schemas import MAX_QUESTION
from rdsearch_service.wording import counted

router = APIRouter()


@router.get("/opensearch.xml")
def description(links: CurrentLinks, services: CurrentServices) -> Response:
    """The description document; pages point to it by `rel="search"`."""
    text = rendered("opensearch.xml", base=links.base, contact=services.settings.contact_email)
    return Response(text, media_type="application/opensearchdescription+xml")


@router.get("/suggesties")
def suggestions(
    edition: CurrentEdition,
    links: CurrentLinks,
    q: Annotated[str, Query(max_length=MAX_QUESTION)] = "",
) -> Response:
    """What was typed, its completions, what each is, and where each leads."""
    found = edition.completer.complete(q)
    lists = [
        q,
        [s.text for s in found],
        [f"{KINDS[s.kind]}, {counted(s.count, 'passage', 'passages')}" for s in found],
        [links.search(s.text) for s in found],
    ]
    body = json.dumps(lists, ensure_ascii=False)
    return Response(body, media_type="application/x-suggestions+json")
