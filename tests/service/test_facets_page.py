import re

import pytest


def asked(client, **fields) -> str:
    response = client.post("/zoeken", data=fields)
    assert response.status_code == 200
    return re.sub(r"\s+", " ", response.text)


def buttons(page) -> dict[str, tuple[str, str, str]]:
    """What stands on the buttons of the facets → name, value, whether it is chosen."""
    found = re.findall(
        r'<li><button type="submit" name="([^"]*)" value="([^"]*)" aria-pressed="([^"]*)">'
        r"<span>([^<]*)</span>",
        page,
    )
    return {text: (name, value, chosen) for name, value, chosen, text in found}


def chips(page) -> dict[str, tuple[str, str]]:
    """What stands on the chips → name and value of the button."""
    found = re.findall(
        r'name="([^"]*)" value="([^"]*)"><span class="unseen">Verwijder filter </span>([^<]*) <',
        page,
    )
    return {text: (name, value) for name, value, text in found}


def test_results_can_be_limited_to_the_values_that_they_have(client):
    found = buttons(asked(client, q="de gemeente"))
    assert found["Gemeente Waterstede"] == ("uitgever", "Gemeente Waterstede", "false")
    assert found["Zorg dichtbij"] == ("documentId", "zorg-dichtbij", "false")
    assert found["2021"] == ("periode", "2021-01-01/2021-12-31", "false")
    assert found["Engels"] == ("taal", "en", "false")


def test_a_facet_tells_how_many_fragments_have_its_value(client):
    page = asked(client, q="de gemeente")
    count = re.search(r'>Markten in de regio</span> <span class="count">(\d+)<', page)
    assert count is not None
    assert int(count.group(1)) == 12


@pytest.mark.parametrize(
    ("fields", "chip", "without"),
    [
        ({"uitgever": "Gemeente Waterstede"}, "Uitgever: Gemeente Waterstede", ("uitgever", "")),
        ({"documentId": "markten"}, "Rapport: Markten in de regio", ("documentId", "")),
        ({"taal": "en"}, "Taal: Engels", ("taal", "")),
        ({"periode": "2023-01-01/2023-12-31"}, "Gepubliceerd in 2023", ("periode", "/")),
        (
            {"gepubliceerdVanaf": "2023-02-01"},
            "Gepubliceerd vanaf 1 februari 2023",
            ("periode", "/"),
        ),
        ({"gelezenMetOcr": "false"}, "niet gelezen met OCR", ("gelezenMetOcr", "")),
        ({"exact": "true"}, "letterlijk deze woorden", ("exact", "")),
    ],
)
def test_a_filter_in_use_is_a_chip_that_takes_it_away(client, fields, chip, without):
    assert chips(asked(client, q="zorg", **fields)) == {chip: without}
    name, value = without
    assert chips(asked(client, q="zorg", **{**fields, name: value})) == {}


def test_the_chosen_value_of_a_facet_is_marked_and_leads_back(client):
    found = buttons(asked(client, q="de gemeente", uitgever="gemeente waterstede"))
    assert found["Gemeente Waterstede"] == ("uitgever", "", "true")
    assert found["Regio Heideveen"][2] == "false"


def test_a_period_of_the_form_is_taken_over_by_that_of_a_facet(client):
    page = asked(client, q="de", gepubliceerdVanaf="2020-01-01", periode="2023-01-01/2023-12-31")
    assert 'name="gepubliceerdVanaf" value="2023-01-01"' in page
    assert "Fietsen in Waterstede" in page
    assert "Zorg dichtbij, p." not in page


def test_the_form_offers_what_the_index_has(client):
    page = client.get("/").text
    for option in ("Gemeente Waterstede", "Regio Heideveen", "Engels", "Nederlands"):
        assert f">{option}</option>" in page


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        (
            {"uitgever": "Gemente Waterstede"},
            "De gekozen uitgever ‘Gemente Waterstede’ staat niet in de index"
            " (bedoelde u ‘Gemeente Waterstede’?)",
        ),
        ({"thema": "Nergens"}, "Het gekozen thema ‘Nergens’ staat niet in de index; wel: "),
        ({"taal": "fy"}, "De gekozen taal ‘fy’ staat niet in de index."),
        ({"gelezenMetOcr": "soms"}, "De keuze voor tekst van scans moet true of false zijn"),
    ],
)
def test_a_value_that_is_not_there_is_explained_and_can_be_taken_away(client, fields, sentence):
    response = client.post("/zoeken", data={"q": "zorg", **fields})
    assert response.status_code == 400
    assert sentence in response.text
    assert len(chips(re.sub(r"\s+", " ", response.text))) == 1


def test_literal_words_are_counted_by_report(client):
    page = asked(client, q='"de gemeente"')
    assert "“de gemeente” staat er 12 keer, in 1 rapport (doorzocht: 3 rapporten, 16" in page


def test_reports_are_listed_in_pages(client, monkeypatch):
    monkeypatch.setattr("rdsearch_service.routes.reader.REPORTS_A_PAGE", 2)
    first, second = client.get("/documenten").text, client.get("/documenten?page=2").text
    assert 'rel="next" href="/documenten?page=2"' in first
    assert 'rel="prev" href="/documenten?page=1"' in second
    assert "Fietsen in Waterstede" in first
    assert "Zorg dichtbij" not in first
    assert "Zorg dichtbij" in second
    assert client.get("/documenten?page=3").status_code == 404
