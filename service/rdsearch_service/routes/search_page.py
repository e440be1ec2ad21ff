"""`/` and `/zoeken`: the search page. It works without JavaScript.

POST is how the form asks: questions are personal data, and addresses end up in logs and histories. GET with `?q=`
is for links that people share on purpose.
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse
from pydantic import ValidationError

from rdsearch.errors import QueryError
from rdsearch.search import Answer
from rdsearch_service.asking import answer_to
from rdsearch_service.dependencies import CurrentServices, Services
from rdsearch_service.holdings import Holdings
from rdsearch_service.live import Edition, Unavailable
from rdsearch_service.pages import html
from rdsearch_service.problems import RETRY_AFTER_S, Refused, problem_of
from rdsearch_service.refining import SHOWN_VALUES, chips, groups, options
from rdsearch_service.schemas import MAX_QUESTION, Zoekvraag
from rdsearch_service.validation import FieldError, field_errors

router = APIRouter()

Fields = dict[str, str]
_LABELS = {
    "q": "De vraag",
    "documentId": "Het gekozen rapport",
    "uitgever": "De gekozen uitgever",
    "project": "Het gekozen project",
    "thema": "Het gekozen thema",
    "taal": "De gekozen taal",
    "gepubliceerdVanaf": "De datum bij ‘vanaf’",
    "gepubliceerdTotEnMet": "De datum bij ‘tot en met’",
    "gelezenMetOcr": "De keuze voor tekst van scans",
    "metCitaat": "De keuze voor citaten",
    "metCijfer": "De keuze voor cijfers",
    "exact": "De keuze voor letterlijk zoeken",
    "page": "Het paginanummer",
}
# Mistakes in these stand above the results: they are not fields that a reader fills in.
_WITHOUT_FIELD = ("thema", "gelezenMetOcr", "page")


async def form_fields(request: Request) -> Fields:
    """What was filled in, from the form or from the address; empty fields are left out.

    Of a name that comes twice the last counts: the button of a facet stands after the hidden fields.
    """
    items = request.query_params if request.method == "GET" else await request.form()
    filled = {name: str(items.get(name, "")).strip() for name in _LABELS}
    if "periode" in items:  # two fields at once, as an ISO 8601 interval
        first, _, last = str(items["periode"]).partition("/")
        filled |= {"gepubliceerdVanaf": first.strip(), "gepubliceerdTotEnMet": last.strip()}
    return {name: value for name, value in filled.items() if value}


FormFields = Annotated[Fields, Depends(form_fields)]


@router.get("/")
def start(services: CurrentServices) -> HTMLResponse:
    return _page(services, {}, is_asked=False)


@router.get("/zoeken")
def search_by_link(request: Request, fields: FormFields, services: CurrentServices) -> HTMLResponse:
    return _page(services, fields, is_asked="q" in request.query_params)


@router.post("/zoeken")
def search_by_form(fields: FormFields, services: CurrentServices) -> HTMLResponse:
    return _page(services, fields, is_asked=True)


def _page(services: Services, fields: Fields, *, is_asked: bool) -> HTMLResponse:
    try:
        with services.live.lease() as edition:
            return _with_index(services, edition, fields, is_asked=is_asked)
    except Unavailable as notice:
        return _rendered(fields, holdings=None, notice=str(notice))


def _with_index(
    services: Services, edition: Edition, fields: Fields, *, is_asked: bool
) -> HTMLResponse:
    holdings = edition.holdings
    if not is_asked:
        return _rendered(fields, holdings=holdings)
    try:
        asked = _asked(fields)
        answer = answer_to(asked, edition, services, place="form")
    except ValidationError as error:
        wrong = field_errors(error.errors(), place="form")
        return _rendered(fields, holdings=holdings, errors=_sentences(wrong, fields))
    except Refused as refused:
        return _rendered(fields, holdings=holdings, errors=_sentences(refused.errors, fields))
    except QueryError as error:
        sentence = problem_of(error).detail
        return _rendered(fields, holdings=holdings, errors={"q": sentence})
    except Unavailable as notice:
        return _rendered(fields, holdings=holdings, notice=str(notice))
    return _rendered(fields, holdings=holdings, asked=asked, answer=answer)


def _asked(fields: Fields) -> Zoekvraag:
    values: dict[str, object] = dict(fields)
    if report_id := values.pop("documentId", None):
        values["documentId"] = (report_id,)
    return Zoekvraag.model_validate(values)


def _sentences(errors: Sequence[FieldError], fields: Fields) -> dict[str, str]:
    """What to mend, by the name of the field."""
    sentences = {e.name: f"{_LABELS.get(e.name, e.name)} {e.said}." for e in errors}
    if "q" not in fields:
        sentences["q"] = "Typ eerst een vraag of een paar zoekwoorden."
    return sentences


def _rendered(
    fields: Fields,
    *,
    holdings: Holdings | None,
    asked: Zoekvraag | None = None,
    answer: Answer | None = None,
    errors: Mapping[str, str] = MappingProxyType({}),
    notice: str | None = None,
) -> HTMLResponse:
    page = html(
        "search.html",
        status=400 if errors else 503 if notice else 200,
        fields=fields,
        holdings=holdings,
        answer=answer,
        errors=errors,
        mistakes=[errors[name] for name in _WITHOUT_FIELD if name in errors],
        mistaken_filters=set(errors) - {"q", *_WITHOUT_FIELD},
        kept=("thema", "gelezenMetOcr"),
        options=options(holdings),
        titles=holdings.titles if holdings else {},
        project_ids=holdings.project_ids if holdings else {},
        asked_project=answer.project.project if answer and answer.project else None,
        chips=chips(fields, holdings) if holdings else (),
        groups=groups(answer, holdings) if answer and holdings else (),
        shown_values=SHOWN_VALUES,
        notice=notice,
        max_question=MAX_QUESTION,
        page=asked.page if asked else 1,
        last_page=-(-answer.total // asked.page_size) if answer and asked else 1,
        shared_link="/zoeken?" + urlencode({n: v for n, v in fields.items() if n != "page"}),
    )
    if notice:
        page.headers["Retry-After"] = RETRY_AFTER_S
    return page
