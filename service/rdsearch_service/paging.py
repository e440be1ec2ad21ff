"""The addresses of the pages before and behind one page of results."""

from typing import Annotated, Protocol

from fastapi import Query

from rdsearch_service.links import Links
from rdsearch_service.schemas import Model

PageNumber = Annotated[
    int | None, Query(ge=1, le=1_000, description="Gaat voor op page in de inhoud.")
]
"""Of a question in a body: the address of the next results holds their page and nothing else."""


class Paged(Protocol):
    """A question that asks for one page of its results."""

    @property
    def page(self) -> int: ...

    @property
    def page_size(self) -> int: ...


def asked_by(asked: Model) -> dict[str, object]:
    """The parameters of an address that asks the same, whatever the page."""
    return asked.model_dump(mode="json", by_alias=True, exclude_defaults=True, exclude={"page"})


def following(
    path: str, links: Links, asked: Paged, total: int, parameters: dict[str, object]
) -> tuple[str | None, str | None]:
    """The addresses of the next and the previous results, None where there are none."""

    def address(number: int) -> str:
        return links.api(path, **parameters, page=number)

    last = -(-total // asked.page_size)
    after = address(asked.page + 1) if asked.page < last else None
    before = address(min(asked.page - 1, last)) if asked.page > 1 and last else None
    return after, before
