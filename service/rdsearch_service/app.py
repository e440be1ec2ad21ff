"""The application: two parts behind one set of headers.

/v1          the API: JSON, problem+json, its own OpenAPI description
/            the pages, `/gezondheid`, `/static`, `/.well-known/security.txt`
"""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException

from rdsearch import config
from rdsearch.encoders import encoder_named, reranker_named
from rdsearch.errors import RdsearchError
from rdsearch.types import Encoder, Reranker
from rdsearch_service import API_VERSION
from rdsearch_service.body_limit import BodyLimit
from rdsearch_service.dependencies import Services
from rdsearch_service.drawing import Drawer
from rdsearch_service.headers import API_PREFIX, STATIC_PREFIX, AllowListCORS, Headers
from rdsearch_service.live import LiveIndex, Unavailable
from rdsearch_service.openapi import openapi_of
from rdsearch_service.page_images import PageImages
from rdsearch_service.pages import STATIC, answer_as_page
from rdsearch_service.problems import Refused, answer_as_json
from rdsearch_service.routes import (
    citations,
    cite_page,
    documents,
    fact_pages,
    health,
    opensearch,
    outcomes,
    passages,
    permalinks,
    projects,
    quotes,
    reader,
    search_page,
    site,
    suggestions,
)
from rdsearch_service.settings import Settings

MAX_BODY_BYTES = 64 * 1024

_FAILURES = (HTTPException, RequestValidationError, RdsearchError, Unavailable, Refused, Exception)


def create_app(settings: Settings, *, encoder: Encoder | None = None) -> FastAPI:
    """The service; nothing is opened before it starts. Without `encoder` it loads the model itself.

    Raises ConfigError for a bad `rdsearch.toml`.
    """
    library = config.load(settings.config_file)
    services = Services(
        settings=settings,
        live=LiveIndex(
            settings.index_dir,
            make_encoder=_encoder_maker(settings.model or library.model, encoder),
            make_reranker=_reranker_maker(settings.reranker or library.reranker),
            fusion=library.fusion,
            lexical=library.lexical,
            grouping=library.grouping,
            poll_seconds=settings.poll_seconds,
        ),
        images=PageImages(
            Drawer(timeout_s=settings.image_seconds), cache_bytes=settings.image_cache_mb << 20
        ),
    )

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        services.live.start()
        services.images.drawer.start()
        try:
            yield
        finally:
            services.live.close()
            services.images.drawer.close()

    root = FastAPI(openapi_url=None, redirect_slashes=False, lifespan=lifespan)
    root.mount(API_PREFIX, _api(services))
    root.mount("/", _site(services))
    root.add_middleware(BodyLimit, max_bytes=MAX_BODY_BYTES)
    root.add_middleware(Headers, allow_indexing=settings.allow_indexing)
    root.state.services = services
    return root


def _encoder_maker(model: str | None, encoder: Encoder | None) -> Callable[[], Encoder]:
    def make() -> Encoder:
        if encoder is not None:
            return encoder
        loaded = encoder_named(model)
        # Loads the weights, and pays for what they set up lazily: no reader asks this question.
        loaded.encode_query("opwarmen")
        return loaded

    return make


def _reranker_maker(name: str | None) -> Callable[[], Reranker | None]:
    return lambda: reranker_named(name) if name else None


def _api(services: Services) -> FastAPI:
    settings = services.settings
    api = FastAPI(
        title="rdsearch",
        version=API_VERSION,
        description="Zoekt in Nederlandse rapporten en geeft letterlijke fragmenten met bronvermelding.",
        openapi_url=None,
        redirect_slashes=False,
        root_path_in_servers=False,
        servers=[{"url": f"{settings.public_url or ''}{API_PREFIX}"}],
        contact={
            "name": settings.contact_name,
            "email": settings.contact_email,
            "url": settings.contact_url,
        },
        license_info={"name": "EUPL-1.2", "url": "https://eupl.eu/1.2/nl/"},
        openapi_tags=[
            {"name": "Passages", "description": "Zoeken in de tekst van de rapporten."},
            {"name": "Projecten", "description": "Projecten met wat erover te citeren is."},
            {"name": "Citaten", "description": "Wat mensen in de rapporten zeggen."},
            {"name": "Uitkomsten", "description": "Cijfers over wat er gedaan en bereikt is."},
            {"name": "Citaties", "description": "Bronvermeldingen in formaten voor programma's."},
            {"name": "Suggesties", "description": "Een vraag aanvullen terwijl die getypt wordt."},
            {"name": "Documenten", "description": "De rapporten en hun bladzijden."},
        ],
    )
    api.state.services = services
    for part in (
        passages,
        projects,
        quotes,
        outcomes,
        citations,
        permalinks,
        documents,
        suggestions,
    ):
        api.include_router(part.router)
    api.add_middleware(AllowListCORS, origins=settings.cors_origins)
    for failure in _FAILURES:
        api.add_exception_handler(failure, answer_as_json)

    @api.get("/openapi.json", include_in_schema=False)
    def description() -> JSONResponse:
        return JSONResponse(openapi_of(api), headers={"Access-Control-Allow-Origin": "*"})

    return api


def _site(services: Services) -> FastAPI:
    site_app = FastAPI(openapi_url=None, redirect_slashes=False)
    site_app.state.services = services
    site_app.mount(STATIC_PREFIX, StaticFiles(directory=STATIC))
    for part in (search_page, fact_pages, cite_page, reader, opensearch, health, site):
        site_app.include_router(part.router)
    for failure in _FAILURES:
        site_app.add_exception_handler(failure, answer_as_page)
    return site_app
