"""The pages of quotes, outcomes, projects and citations, and what permalinks show."""

import html
import re
from dataclasses import replace
from datetime import date

import pytest
from tests.fact_documents import ASIDE, QUOTED, water, wonen
from tests.hash_encoder import HashEncoder
from tests.making import build_index, key_of, stage
from tests.service.serving import app_over, ready_client

from rdsearch.index import building, locked
from rdsearch.store import Withdrawal
from rdsearch.types import Report, Role


def text_of(response) -> str:
    """What a reader sees, in one line."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", response.text)).split())


def test_the_menu_leads_to_the_pages_of_facts(facts_client):
    page = facts_client.get("/").text
    for path in ("/projecten", "/citaten", "/uitkomsten"):
        assert f'href="{path}"' in page
        assert 'aria-current="true"' in facts_client.get(path).text


def test_quotes_are_shown_with_who_said_them_and_how_that_is_known(facts_client):
    shown = text_of(facts_client.get("/citaten"))
    assert f"“{QUOTED}”" in shown
    assert "Thérèse van der Berg , dijkgraaf, Waterschap Vennebeek" in shown
    assert "Waaruit de spreker blijkt: “zegt zij”" in shown
    assert f"Deel van: “{QUOTED}” … “{ASIDE}”" in shown
    assert "Spreker onbekend" in shown


def test_the_form_finds_by_question_and_filter_and_keeps_what_was_filled_in(facts_client):
    page = facts_client.post("/citaten", data={"q": '"slapen"', "spreker": "berg"})
    assert f"“{ASIDE}”" in text_of(page)
    assert page.text.count("<article") == 1
    assert 'value="berg"' in page.text
    assert "Verwijder filter Spreker: berg" in text_of(page)


def test_the_list_says_that_it_holds_the_quoted_words(facts_client):
    found = facts_client.post("/citaten", data={"q": "‘slapen’"})
    assert "1 citaat met precies deze woorden" in text_of(found)
    missing = facts_client.post("/citaten", data={"q": "„slapen en slapen”"})
    assert "zonder aanhalingstekens" in text_of(missing)
    assert "Best passende citaten" in text_of(facts_client.post("/citaten", data={"q": "slapen"}))


def test_outcomes_are_shown_in_dutch_figures_with_the_figure_marked(facts_client):
    page = facts_client.get("/uitkomsten", params={"soort": "alle"})
    shown = text_of(page)
    assert "12 dorpen in 2023 bereikt" in shown
    assert "14 % land context" in shown
    assert "minstens 80–90 huurwoningen" in shown
    assert "<mark>3.400</mark>" in page.text


@pytest.mark.parametrize(
    ("minimum", "maximum", "value"),
    [("3.000", "3.400,5", "3.400"), ("11.5", "12,5", "12"), ("79.9", "100", "80–90")],
)
def test_a_filter_takes_dutch_numbers_and_points(facts_client, minimum, maximum, value):
    found = facts_client.post("/uitkomsten", data={"minimum": minimum, "maximum": maximum})
    assert found.text.count("<article") == 1
    assert value in text_of(found)


def test_what_is_wrong_with_a_filter_stands_at_its_field(facts_client):
    page = facts_client.post("/uitkomsten", data={"minimum": "veel"})
    assert page.status_code == 400
    assert 'id="fout-minimum"' in page.text
    page = facts_client.post("/citaten", data={"spreker": "Van der Barg"})
    assert "bedoelde u" in text_of(page)


def test_outcomes_are_downloaded_as_dutch_excel_opens_them(facts_client):
    response = facts_client.post("/uitkomsten/excel", data={"eenheid": "%", "soort": "alle"})
    assert response.headers["content-type"].startswith("text/csv")
    assert response.content.startswith(b"\xef\xbb\xbfwaarde;")
    assert len(response.text.splitlines()) == 2


def test_projects_lead_to_cards_of_sentences_figures_and_quotes(facts_client):
    assert 'href="/projecten/waterwende"' in facts_client.get("/projecten").text
    card = text_of(facts_client.get("/projecten/waterwende"))
    assert "De Waterwende is een plan van bewoners" in card
    assert "2 uitkomsten" in card
    assert "14 % land context" not in card
    whole = facts_client.get("/uitkomsten?project=Waterwende&soort=alle")
    assert (
        'href="/uitkomsten?project=Waterwende&amp;soort=alle"'
        in facts_client.get("/projecten/waterwende").text
    )
    assert "14 % land context" in text_of(whole)
    assert "pdf-pagina 1" in card
    assert facts_client.get("/projecten/nergens").status_code == 404
    assert "Er is geen project met deze naam" in text_of(facts_client.get("/projecten?q=zonnepark"))


def test_a_hit_leads_to_the_card_of_its_project_and_to_its_citation(facts_client):
    page = facts_client.get("/zoeken", params={"q": "wilgen langs de Vennebeek"}).text
    assert 'href="/projecten/waterwende"' in page
    address = html.unescape(re.search(r'href="(/citeer\?passage=[^"]+)"', page)[1])
    assert "BibTeX" in text_of(facts_client.get(address))


def test_the_name_of_a_project_as_a_question_leads_to_its_card(facts_client):
    shown = facts_client.get("/zoeken", params={"q": "waterwende"}).text
    assert "is een project" in shown
    assert "is een project" not in facts_client.get("/zoeken", params={"q": "water"}).text


@pytest.mark.parametrize(
    ("collection", "key"), [("citaten", "citaatId"), ("uitkomsten", "uitkomstId")]
)
def test_a_fact_is_marked_on_its_page_and_cited_there(facts_client, collection, key):
    fact = facts_client.get(f"/v1/{collection}").json()["results"][0]
    page = facts_client.get(fact["url"])
    marked = "".join(re.findall(r"<mark>(.*?)</mark>", page.text, re.S))
    assert html.unescape(marked) == fact.get("tekst", fact.get("zin"))
    assert 'class="Z3988"' in page.text
    address = html.unescape(re.search(r'href="(/citeer\?[^"]+)"', page.text)[1])
    cited = facts_client.get(address)
    assert 'class="Z3988"' in cited.text
    assert "&lt;p&gt;" not in cited.text  # the markup of APA is shown as what it means
    download = html.unescape(re.search(r'href="(/citeer/bestand[^"]+bibtex[^"]*)"', cited.text)[1])
    assert facts_client.get(download).text.startswith("@techreport{water")


def test_what_is_not_there_cannot_be_marked_or_cited(facts_client):
    assert facts_client.get("/documenten/water/paginas/1?citaat=nergens").status_code == 404
    assert facts_client.get("/citeer").status_code == 400
    assert facts_client.get("/citeer?citaat=a&uitkomst=b").status_code == 400
    quote = facts_client.get("/v1/citaten").json()["results"][0]["citaatId"]
    assert facts_client.get(f"/documenten/wonen/paginas/1?citaat={quote}").status_code == 404


@pytest.fixture(scope="module")
def permalink(facts_client):
    quote = facts_client.get("/v1/citaten").json()["results"][0]["citaatId"]
    address = facts_client.get(f"/v1/citaten/{quote}/citatie").json()["permalink"]
    return address.removeprefix("http://testserver")


def changed(words, by):
    """The report as a new file, some words of it changed."""
    document = water()
    (page,) = document.pages
    report: Report = replace(document.report, sha256="f" * 64)
    text = page.text.replace(words, by)
    block = replace(page.blocks[0], role=Role.BODY, start=0, end=len(text), level=None)
    return replace(
        document,
        report=report,
        pages=(replace(page, text=text, blocks=(block,), words=()),),
        passages=(),
        quotes=(),
        outcomes=(),
    )


def moved():
    """The report as a new file, with a page before it."""
    document = changed("", "")
    (page,) = document.pages
    cover = replace(page, text="Omslag", blocks=(replace(page.blocks[0], end=6),))
    return replace(document, pages=(cover, replace(page, number=2)))


@pytest.mark.parametrize(
    ("document", "status", "said", "words"),
    [
        (water(), 200, "Gelijk", QUOTED),
        (moved(), 200, "Verplaatst", QUOTED),
        (changed("ben ik trots op", "zijn we trots op"), 200, "Gewijzigd", "zijn we trots op"),
        (changed(water().pages[0].text, "Iets heel anders."), 404, "Verdwenen", "niet meer te vinden"),
        (wonen(), 404, "Verdwenen", "Het rapport staat niet in deze index"),
    ],
    ids=["same", "moved", "changed", "gone", "no report"],
)  # fmt: skip
def test_a_permalink_tells_what_became_of_the_words(
    permalink, tmp_path, document, status, said, words
):
    build_index(tmp_path, document)
    with ready_client(app_over(tmp_path)) as client:
        page = client.get(permalink)
        body = client.get(f"/v1/permalinks/{permalink.removeprefix('/p/')}").json()
    assert page.status_code == status
    assert said in text_of(page)
    assert words in text_of(page)
    assert body["status"] == said.lower()
    assert body["zelfdeBestand"] is (said == "Gelijk")


def test_a_permalink_to_a_withdrawn_report_says_so(permalink, tmp_path):
    gone = Withdrawal("water", water().report.sha256, date(2026, 11, 22))
    with locked(tmp_path), building(tmp_path, key_of(HashEncoder())) as builder:
        stage(builder, wonen())
        builder.publish(["wonen"], withdrawn=[gone])
    with ready_client(app_over(tmp_path)) as client:
        page = client.get(permalink)
        body = client.get(f"/v1/permalinks/{permalink.removeprefix('/p/')}")
    assert page.status_code == body.status_code == 410
    assert "op 22 november 2026 ingetrokken" in text_of(page)


def test_the_place_of_a_permalink_is_marked_on_its_page(facts_client, permalink):
    page = facts_client.get(permalink).text
    address = html.unescape(re.search(r'href="(/documenten/[^"]+permalink=[^"]+)"', page)[1])
    marked = re.search(r"<mark>(.*?)</mark>", facts_client.get(address).text, re.S)
    assert marked[1].strip("“”") == QUOTED


def test_a_program_learns_where_the_words_stand_now(facts_client, permalink):
    body = facts_client.get(f"/v1/permalinks/{permalink.removeprefix('/p/')}").json()
    assert body["permalink"] == f"http://testserver{permalink}"
    (place,) = body["plaatsen"]
    assert place["pdfPaginas"] == [1]
    assert place["gelijkenis"] == 1
    assert "<mark>" in facts_client.get(place["url"]).text


def test_half_a_permalink_is_refused_in_words(facts_client, permalink):
    page = facts_client.get(permalink[:-4])
    assert page.status_code == 400
    assert "geen geldige permalink" in text_of(page)


@pytest.mark.parametrize("at", [0, 6, 15, -1])
def test_an_altered_permalink_is_refused_in_words(facts_client, permalink, at):
    bare = [*permalink.removeprefix("/p/")]
    bare[at] = "0" if bare[at] != "0" else "1"
    for path in ("/p/", "/v1/permalinks/"):
        answer = facts_client.get(path + "".join(bare))
        assert answer.status_code == 400
        assert "geen geldige permalink" in answer.text


def test_an_altered_permalink_of_the_first_form_is_not_said_to_be_the_same(facts_client, permalink):
    first_form = permalink.removeprefix("/p/").rpartition(".")[0]
    whole = facts_client.get(f"/v1/permalinks/{first_form}").json()
    assert (whole["status"], whole["linkVanTekst"]) == ("gelijk", True)
    digit = "0" if first_form[0] != "0" else "1"
    altered = facts_client.get(f"/v1/permalinks/{digit}{first_form[1:]}").json()
    assert (altered["status"], altered["linkVanTekst"]) == ("gewijzigd", False)
    page = text_of(facts_client.get(f"/p/{digit}{first_form[1:]}"))
    assert "hebben nu een andere permalink" in page
    assert "Gelijk" not in page
