"""Addresses of the service. None of them holds a question, save those a reader asks to share."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote, urlencode


def page_path(
    report_id: str,
    number: int,
    *,
    passages: Sequence[str] = (),
    quotes: Sequence[str] = (),
    outcomes: Sequence[str] = (),
    permalink: str = "",
) -> str:
    """Passages, a quote or an outcome by their ids, or what a permalink means, are marked on the page."""
    path = f"{report_path(report_id)}/paginas/{number}"
    marked = marked_query(passages, quotes, outcomes, permalink)
    return f"{path}?{marked}" if marked else path


def marked_query(
    passages: Sequence[str] = (),
    quotes: Sequence[str] = (),
    outcomes: Sequence[str] = (),
    permalink: str = "",
) -> str:
    """What is marked or cited, as the parameters of an address."""
    given = {"passage": passages, "citaat": quotes, "uitkomst": outcomes, "permalink": permalink}
    return urlencode({name: value for name, value in given.items() if value}, doseq=True)


def cite_path(
    *,
    passages: Sequence[str] = (),
    quotes: Sequence[str] = (),
    outcomes: Sequence[str] = (),
) -> str:
    """The page that cites something in all formats."""
    return f"/citeer?{marked_query(passages, quotes, outcomes)}"


def project_path(project_id: str) -> str:
    return f"/projecten/{quote(project_id, safe='')}"


def image_path(report_id: str, number: int, *, width_px: int) -> str:
    return f"{report_path(report_id)}/paginas/{number}/afbeelding?breedte={width_px}"


def report_path(report_id: str) -> str:
    return f"/documenten/{quote(report_id, safe='')}"


def pdf_path(report_id: str, *, page: int | None = None) -> str:
    """`#page=` is the one fragment that every PDF viewer honours; it counts PDF pages from 1."""
    path = f"{report_path(report_id)}/pdf"
    return path if page is None else f"{path}#page={page}"


@dataclass(frozen=True, slots=True)
class Links:
    """Absolute addresses, for what leaves the service."""

    base: str  # scheme and host, no slash at the end

    @property
    def permalinks(self) -> str:
        """What stands before a permalink."""
        return f"{self.base}/p/"

    def page(
        self,
        report_id: str,
        number: int,
        *,
        passages: Sequence[str] = (),
        quotes: Sequence[str] = (),
        outcomes: Sequence[str] = (),
        permalink: str = "",
    ) -> str:
        return self.base + page_path(
            report_id,
            number,
            passages=passages,
            quotes=quotes,
            outcomes=outcomes,
            permalink=permalink,
        )

    def project(self, project_id: str) -> str:
        return self.base + project_path(project_id)

    def image(self, report_id: str, number: int, *, width_px: int) -> str:
        return self.base + image_path(report_id, number, width_px=width_px)

    def report(self, report_id: str) -> str:
        return self.base + report_path(report_id)

    def pdf(self, report_id: str) -> str:
        return self.base + pdf_path(report_id)

    def search(self, question: str) -> str:
        """A link that asks; only for what was not asked here."""
        return f"{self.base}/zoeken?{urlencode({'q': question})}"

    def api(self, path: str, **parameters: object) -> str:
        """An address under /v1; tuples are repeated, None and empty ones are left out."""
        given = {name: value for name, value in parameters.items() if value not in (None, ())}
        return f"{self.base}/v1{path}" + (f"?{urlencode(given, doseq=True)}" if given else "")
