"""What becomes of contents pages, languages, tables and versions, from PDF to answer."""

from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.platypus import SimpleDocTemplate, Table
from tests.hash_encoder import HashEncoder
from tests.ingesting import ids, opened, run
from tests.making import TOPICS, write_pdf, write_report

from rdsearch.ingest import remove
from rdsearch.search import Query, Searcher
from rdsearch.types import Filters, Role

ENGLISH = (
    "The water board raised the dike along the Vennebeek over a length of three kilometres.",
    "The village now stays dry in heavy rain, as was shown in the winter after the works.",
)
FRISIAN = (
    "It wetterskip hat de dyk by de Vennebeek ferhege oer in lingte fan trije kilometer.",
    "By swiere rein bliuwt it doarp no drûch, sa die yn de winter bliken nei it wurk.",
)


def hits(root: Path, question: str, *, exact=False, **filters):
    with opened(root) as index:
        query = Query(question, limit=50, exact=exact, filters=Filters(**filters))
        return Searcher(index, HashEncoder()).search(query).hits


def versions(root: Path) -> dict[str, tuple[str, ...]]:
    with opened(root) as index:
        return {entry.report.report_id: entry.versions for entry in index.catalog.reports()}


def test_a_contents_page_never_answers(tmp_path):
    entries = [f"{chapter} {'.' * 60} {page}" for chapter, page in (
        ("1. De dijk langs de Vennebeek", 2), ("2. Het dorp in de winter", 3),
        ("3. De kosten van de dijk", 3), ("4. Hoe het verder gaat", 4),
    )]  # fmt: skip
    write_pdf(
        tmp_path / "rapport.pdf",
        ("Inhoudsopgave", *entries),
        ("1. De dijk langs de Vennebeek", *TOPICS["water"]),
        ("2. Het dorp in de winter", *TOPICS["wonen"]),
    )
    run(tmp_path / "index", tmp_path / "rapport.pdf")
    with opened(tmp_path / "index") as index:
        roles = {block.role for block in index.catalog.page("rapport", 1).blocks}
    assert Role.TOC in roles
    for options in ({}, {"exact": True}):
        found = hits(tmp_path / "index", "De kosten van de dijk", **options)
        assert all(span.page != 1 for hit in found for span in hit.citation.spans)
    assert hits(tmp_path / "index", "De kosten van de dijk")


def test_every_language_is_found_and_a_search_can_ask_for_one(tmp_path):
    write_pdf(
        tmp_path / "rapport.pdf",
        ("Het verslag", *TOPICS["water"]),
        ("Summary", *ENGLISH),
        ("Gearfetting", *FRISIAN),
    )
    run(tmp_path / "index", tmp_path / "rapport.pdf")
    said = {hit.passage.language for hit in hits(tmp_path / "index", "Vennebeek")}
    assert said == {"nl", "en", "fy"}
    for language, words in (("en", ENGLISH[0]), ("fy", FRISIAN[0])):
        found = hits(tmp_path / "index", "Vennebeek", language=language)
        assert words in found[0].citation.excerpt
        assert {hit.passage.language for hit in found} == {language}


def test_rows_far_down_a_table_are_found_by_the_heads_of_their_columns_and_shown_without(tmp_path):
    rows = [["Project", "Begroot Rijk", "Besteed"]]
    rows += [[f"Straat {n} in Noord", f"€ {n},2 mln", f"€ {n},1 mln"] for n in range(1, 41)]
    grid = Table(rows, style=[("GRID", (0, 0), (-1, -1), 1, "black")])
    SimpleDocTemplate(str(tmp_path / "tabel.pdf"), pagesize=A4).build([grid])
    run(tmp_path / "index", tmp_path / "tabel.pdf")
    found = hits(tmp_path / "index", "begroot rijk straat 39")
    (hit,) = (hit for hit in found if "Straat 39 in Noord € 39,2 mln" in hit.citation.excerpt)
    read = "Straat 39 in Noord Begroot Rijk: € 39,2 mln; Besteed: € 39,1 mln."
    assert read in hit.passage.searched_text
    assert "Begroot" not in hit.citation.excerpt
    exact = hits(tmp_path / "index", "Begroot Rijk Besteed", exact=True)
    assert [hit.passage.ordinal for hit in exact] == [0]  # where it stands, and nowhere else


def long_report(path: Path, *, changed: str = "") -> Path:
    text = [sentence for topic in TOPICS.values() for sentence in topic]
    return write_pdf(path, ("Verslag", *text, *([changed] if changed else [])), title=path.stem)


def test_near_identical_reports_are_versions_of_each_other(tmp_path):
    folder, root = tmp_path / "corpus", tmp_path / "index"
    folder.mkdir()
    long_report(folder / "concept.pdf")
    write_report(folder / "water.pdf", "water")
    run(root, folder)
    assert versions(root) == {"concept": (), "water": ()}

    long_report(folder / "vastgesteld.pdf", changed="De raad stemde in op 3 mei.")
    summary = run(root, folder)
    assert (summary.read, summary.carried) == (1, 2)  # what is carried over is compared as well
    assert versions(root) == {"concept": ("vastgesteld",), "vastgesteld": ("concept",), "water": ()}

    remove("vastgesteld", root=root)
    assert ids(root) == ["concept", "water"]
    assert versions(root)["concept"] == ()
