"""What routes ask for, by name."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from rdsearch.search import Searcher
from rdsearch_service.links import Links
from rdsearch_service.live import Edition, LiveIndex, ModelState, Unavailable
from rdsearch_service.page_images import PageImages
from rdsearch_service.settings import Settings


@dataclass(frozen=True, slots=True)
class Services:
    """What lives as long as the process."""

    settings: Settings
    live: LiveIndex
    images: PageImages


def services_of(request: Request) -> Services:
    services: Services = request.app.state.services
    return services


CurrentServices = Annotated[Services, Depends(services_of)]


def leased_edition(services: CurrentServices) -> Iterator[Edition]:
    """The index that this request reads until its answer is sent."""
    with services.live.lease() as edition:
        yield edition


CurrentEdition = Annotated[Edition, Depends(leased_edition)]


def searcher_in(edition: Edition, services: Services) -> Searcher:
    """The searcher, or Unavailable with what it waits for."""
    if edition.searcher is not None:
        return edition.searcher
    if services.live.model_state is ModelState.LOADING:
        raise Unavailable("Het zoekmodel wordt geladen. Probeer het over een paar seconden weer.")
    raise Unavailable(
        "Er kan nu niet worden gezocht. De beheerder vindt de oorzaak in het logboek."
    )


def current_searcher(edition: CurrentEdition, services: CurrentServices) -> Searcher:
    return searcher_in(edition, services)


CurrentSearcher = Annotated[Searcher, Depends(current_searcher)]


def links_of(request: Request, services: CurrentServices) -> Links:
    own = f"{request.url.scheme}://{request.url.netloc}"
    return Links(services.settings.public_url or own)


CurrentLinks = Annotated[Links, Depends(links_of)]
