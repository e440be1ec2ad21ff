"""The command that starts the service."""

from pathlib import Path
from typing import Annotated

import typer


def register(app: typer.Typer) -> None:
    """Adds this module's commands."""
    app.command()(serve)


def serve(
    host: Annotated[str | None, typer.Option(help="Default: 127.0.0.1.")] = None,
    port: Annotated[int | None, typer.Option(help="Default: 8000.")] = None,
    index: Annotated[
        Path | None, typer.Option("--index", help="Folder of the index. Default: indexes.")
    ] = None,
    model: Annotated[str | None, typer.Option("--model", help="As for search.")] = None,
    reranker: Annotated[str | None, typer.Option("--reranker", help="As for search.")] = None,
) -> None:
    """Serve the search page and the API; RDSEARCH_* variables set the rest."""
    # The edges know each other here only, and only when asked: the library stays free of HTTP.
    from rdsearch_service.run import serve as run
    from rdsearch_service.settings import load_settings

    run(load_settings(host=host, port=port, index_dir=index, model=model, reranker=reranker))
