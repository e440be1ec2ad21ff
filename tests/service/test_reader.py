import hashlib
import io
import re

import pytest
from PIL import Image

BASE = "/documenten/fietsen-in-waterstede"


@pytest.fixture(scope="module")
def hit(client):
    asked = {"q": "fietspad langs het kanaal"}
    return client.get("/v1/passages/_zoek", params=asked).json()["results"][0]


def test_a_page_shows_its_picture_with_the_passage_marked_and_its_text(client, hit):
    page = client.get(f"{BASE}/paginas/1", params={"passage": hit["passageId"]}).text
    boxes = re.findall(r"<rect ", page)
    assert len(boxes) == len(hit["bronvermelding"]["vakken"]) == 4
    assert f"{BASE}/paginas/1/afbeelding?breedte=1200" in page
    marked = "".join(re.findall(r"<mark>(.*?)</mark>", page, re.S))
    assert " ".join(marked.split()) == " ".join(hit["fragment"].split())
    assert "style=" not in page


def test_the_citation_line_has_the_words_the_source_and_the_permalink(client, hit):
    page = client.get(f"{BASE}/paginas/1", params={"passage": hit["passageId"]}).text
    line = re.search(r'id="citaat"[^>]*>([^<]*)<', page)
    assert line is not None
    assert line[1].startswith("‘Het fietspad langs het kanaal is in het voorjaar geopend")
    source = "(Gemeente Waterstede, Fietsen in Waterstede, 4 mei 2023, p. 11, pdf-pagina 1) "
    assert source in line[1]
    address = line[1].split(source)[1].strip()
    assert address.startswith("http://testserver/p/")
    assert "Gelijk" in client.get(address).text


def test_a_page_without_a_passage_has_no_marks(client):
    page = client.get(f"{BASE}/paginas/1").text
    assert "<rect" not in page
    assert "<mark>" not in page
    assert "Sindsdien" in page


def test_a_page_that_was_not_read_says_so_beside_its_picture(client):
    page = client.get(f"{BASE}/paginas/2").text
    assert "afbeelding waarvan de tekst niet is gelezen" in page
    assert "Op deze bladzijde is geen tekst gelezen." in page


def test_text_in_another_language_is_marked_as_such(client):
    assert 'aria-labelledby="tekst" lang="en"' in client.get(f"{BASE}/paginas/3").text


def test_pages_lead_to_their_neighbours_and_no_further(client):
    first, last = (client.get(f"{BASE}/paginas/{n}").text for n in (1, 3))
    assert 'rel="prev"' not in first
    assert f'rel="next" href="{BASE}/paginas/2"' in first
    assert f'rel="prev" href="{BASE}/paginas/2"' in last
    assert 'rel="next"' not in last


@pytest.mark.parametrize(
    "path",
    [
        "/documenten/geen",
        f"{BASE}/paginas/4",
        f"{BASE}/paginas/0",
        f"{BASE}/paginas/99999999999999999999",
        f"{BASE}/paginas/1?passage=bestaat-niet",
        f"{BASE}/paginas/4/afbeelding",
    ],
)
def test_what_is_not_there_is_404(client, path):
    assert client.get(path).status_code == 404


def test_a_passage_of_another_report_is_not_shown_on_this_one(client, hit):
    response = client.get("/documenten/markten/paginas/1", params={"passage": hit["passageId"]})
    assert response.status_code == 404


@pytest.mark.parametrize("width", [400, 1200])
def test_the_picture_has_the_width_that_was_asked_for(client, width):
    response = client.get(f"{BASE}/paginas/1/afbeelding", params={"breedte": width})
    picture = Image.open(io.BytesIO(response.content))
    assert response.headers["content-type"] == "image/png"
    assert picture.width == width


def test_only_a_few_widths_are_drawn(client):
    response = client.get(f"{BASE}/paginas/1/afbeelding", params={"breedte": 1201})
    assert response.status_code == 400
    assert "400, 800, 1200, 1600" in response.text


def test_the_pdf_comes_whole_and_in_ranges(client, corpus_folder):
    original = (corpus_folder / "fiets.pdf").read_bytes()
    whole = client.get(f"{BASE}/pdf")
    part = client.get(f"{BASE}/pdf", headers={"Range": "bytes=0-99"})
    assert hashlib.sha256(whole.content).digest() == hashlib.sha256(original).digest()
    assert whole.headers["content-disposition"].startswith("inline")
    assert part.status_code == 206
    assert part.content == original[:100]
    assert part.headers["content-range"] == f"bytes 0-99/{len(original)}"


def test_the_list_of_reports_says_what_was_not_read_and_why(client):
    page = client.get("/documenten").text
    assert "Fietsen in Waterstede" in page
    assert "1 bladzijde" in page
    assert "<strong>kapot.pdf</strong>" in page


def test_a_report_lists_its_pages_and_the_unread_ones_with_the_reason(client):
    page = client.get(BASE).text
    assert f'href="{BASE}/paginas/3"' in page
    assert "Pdf-pagina 2</a>: afbeelding waarvan de tekst niet is gelezen" in page


def passage_of(client, question, document) -> str:
    asked = {"q": question, "documentId": document, "pageSize": 1}
    found = client.get("/v1/passages/_zoek", params=asked).json()["results"]
    return found[0]["passageId"]


def test_two_passages_that_a_hit_shows_as_one_are_marked_and_cited_as_one(client):
    first = passage_of(client, "fietspad langs het kanaal", "fietsen-in-waterstede")
    second = passage_of(client, "broadband for rural households", "fietsen-in-waterstede")
    address = f"/documenten/fietsen-in-waterstede/paginas/{{}}?passage={second}&passage={first}"
    page = client.get(address.format(1)).text
    line = page.split('id="citaat"')[1].split("</p>")[0]
    assert line.index("Het fietspad langs") < line.index("The region spent")
    assert f"passage={second}&amp;passage={first}" in page
    assert "<mark>" in page
    assert "<mark>" in client.get(address.format(3)).text


def test_passages_of_two_reports_are_not_one(client):
    own = passage_of(client, "fietspad", "fietsen-in-waterstede")
    other = passage_of(client, "wijkverpleging", "zorg-dichtbij")
    address = f"/documenten/zorg-dichtbij/paginas/1?passage={own}&passage={other}"
    assert client.get(address).status_code == 404
