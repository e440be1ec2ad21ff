"""`/gezondheid`: is the process alive, and would a question be answered? For load balancers, so no personal data."""

from typing import Any

from fastapi import APIRouter
from fastapi.responses import JSONResponse

from rdsearch_service import API_VERSION
from rdsearch_service.dependencies import CurrentServices
from rdsearch_service.problems import RETRY_AFTER_S

router = APIRouter(prefix="/gezondheid")
_NEVER_KEPT = {"Cache-Control": "no-store"}


@router.get("/live")
def live() -> JSONResponse:
    """200 as long as the process answers."""
    return JSONResponse({"live": True, "versie": API_VERSION}, headers=_NEVER_KEPT)


@router.get("/gereed")
def ready(services: CurrentServices) -> JSONResponse:
    """200 once there are an index and a model, 503 until then; says which of the two is missing."""
    live_index = services.live
    body: dict[str, Any] = {
        "gereed": live_index.is_ready,
        "indexId": live_index.index_id,
        "model": live_index.model_state,
    }
    if live_index.is_ready:
        return JSONResponse(body, headers=_NEVER_KEPT)
    return JSONResponse(body, status_code=503, headers=_NEVER_KEPT | {"Retry-After": RETRY_AFTER_S})
