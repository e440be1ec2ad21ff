"""Starts the service with uvicorn."""

import logging
import sys

import uvicorn

from rdsearch_service.app import create_app
from rdsearch_service.settings import Settings, load_settings


def serve(
    settings: Settings | None = None, *, host: str | None = None, port: int | None = None
) -> None:
    """Runs the service until it is told to stop. Raises ConfigError on a bad or unsafe setting."""
    if settings is None:
        settings = load_settings(host=host, port=port)
    else:
        given = {
            name: value for name, value in (("host", host), ("port", port)) if value is not None
        }
        settings = settings.model_copy(update=given)
    _log_to_stdout()
    uvicorn.run(
        create_app(settings),
        host=settings.host,
        port=settings.port,
        access_log=False,  # it would write every question that is asked by GET
        log_config=None,
        server_header=False,
        proxy_headers=True,
        forwarded_allow_ips=settings.trusted_proxies,
        timeout_graceful_shutdown=10,
    )


def _log_to_stdout() -> None:
    """One line an event; the query log is JSON and stands alone on its line."""
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    for name in ("rdsearch", "rdsearch_service", "uvicorn"):
        logging.getLogger(name).setLevel(logging.INFO)
    queries = logging.getLogger("rdsearch.queries")
    plain = logging.StreamHandler(sys.stdout)
    plain.setFormatter(logging.Formatter("%(message)s"))
    queries.addHandler(plain)
    queries.propagate = False
