"""The HTML side: templates, and every failure as a page in plain Dutch."""

from pathlib import Path
from typing import Any

import jinja2
from fastapi import Request
from fastapi.responses import HTMLResponse

from rdsearch_service import fact_words, links, wording
from rdsearch_service.problems import problem_of

STATIC = Path(__file__).parent / "static"


def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "dutch_date": wording.dutch_date,
        "dutch_number": wording.dutch_number,
        "language_name": wording.language_name,
        "problem_words": wording.problem_words,
        "failure_words": wording.failure_words,
    }
    environment.globals |= {
        "page_words": wording.page_words,
        "heading_path": wording.heading_path,
        "passage_ids": wording.passage_ids,
        "pdf_pages": wording.pdf_pages,
        "counted": wording.counted,
        "segments": wording.segments,
        "page_path": links.page_path,
        "report_path": links.report_path,
        "pdf_path": links.pdf_path,
        "image_path": links.image_path,
        "project_path": links.project_path,
        "cite_path": links.cite_path,
        "value_words": fact_words.value_words,
        "kind_words": fact_words.KIND_WORDS,
        "asset": _asset,
    }
    return environment


def _asset(name: str) -> str:
    """A static file's address, new whenever the file is: browsers keep it for a day."""
    return f"/static/{name}?v={int((STATIC / name).stat().st_mtime)}"


_TEMPLATES = _environment()


def html(template: str, *, status: int = 200, **values: Any) -> HTMLResponse:  # noqa: ANN401 - whatever the template shows
    return HTMLResponse(rendered(template, **values), status_code=status)


def rendered(template: str, **values: Any) -> str:  # noqa: ANN401 - whatever the template shows
    return _TEMPLATES.get_template(template).render(values)


def answer_as_page(_request: Request, error: Exception) -> HTMLResponse:
    """The exception handler of the pages."""
    problem = problem_of(error)
    page = html("problem.html", status=problem.status, problem=problem)
    page.headers.update(problem.headers)
    return page
