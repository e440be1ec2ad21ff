import json
from dataclasses import replace

from hypothesis import given
from tests.citation_formats.reading import ACROSS, LINK, ODD, REPORT, reference, words

from rdsearch.citation_formats import Format, written


@given(ODD)
def test_the_w3c_annotation_has_the_words_to_the_letter(text):
    selector = json.loads(written(words(text), Format.ANNOTATION))["target"]["selector"][0]
    assert selector["refinedBy"]["exact"] == text


def test_the_annotation_points_at_the_words_on_their_page_in_two_ways():
    document = json.loads(
        written(reference(pdf_url="https://zoek.example.nl/d.pdf"), Format.ANNOTATION)
    )
    on_page = {
        "type": "FragmentSelector",
        "conformsTo": "http://tools.ietf.org/rfc/rfc3778",
        "value": "page=14",
    }
    quote = {
        "type": "TextQuoteSelector",
        "exact": "De dijk werd hoger & breder.",
        "prefix": "Eerst dit. ",
        "suffix": "\nDaarom bleef",
    }
    position = {"type": "TextPositionSelector", "start": 11, "end": 39}
    assert document == {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": LINK,
        "type": "Annotation",
        "motivation": "highlighting",
        "created": "2026-11-21T10:30:00Z",
        "target": {
            "source": "https://zoek.example.nl/d.pdf",
            "selector": [on_page | {"refinedBy": quote}, on_page | {"refinedBy": position}],
            "state": {"type": "TimeState", "sourceDate": "2026-11-21T10:30:00Z"},
        },
    }


def test_the_annotation_of_an_excerpt_over_two_pages_has_two_targets():
    document = json.loads(written(reference(spans=ACROSS), Format.ANNOTATION))
    exact = [target["selector"][0]["refinedBy"]["exact"] for target in document["target"]]
    assert exact == ["Daarom bleef", "het dorp droog."]


def test_a_file_without_an_address_is_named_by_its_hash():
    report = replace(REPORT, sha256="00" * 32)
    document = json.loads(written(reference(report), Format.ANNOTATION))
    assert document["target"]["source"] == f"ni:///sha-256;{'A' * 43}"
