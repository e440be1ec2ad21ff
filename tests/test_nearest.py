import pytest

from rdsearch.search.nearest import nearest

KNOWN = [
    "Gemeente Lindenmeer",
    "Waterschap Vénnebeek",
    "Werken en leren",
    "jaarverslag-2024",
    "jaarverslag-2023",
]


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("Gemente Lindenmeer", "Gemeente Lindenmeer"),
        ("GEMEENTELINDENMEER", "Gemeente Lindenmeer"),
        ("Lindemeer", "Gemeente Lindenmeer"),
        ("vennebek", "Waterschap Vénnebeek"),
        ("Werkn en leren", "Werken en leren"),
        ("jaarverslag 2024", "jaarverslag-2024"),
    ],
)
def test_a_name_is_near_with_a_typing_error_in_it_or_in_a_part_of_it(asked, meant):
    assert nearest(asked, KNOWN)[0] == meant


@pytest.mark.parametrize("asked", ["Nergens", "Xyz", "Gezondheidszorg in Brabant", "…", ""])
def test_nothing_is_near_to_a_name_of_something_else(asked):
    assert nearest(asked, KNOWN) == []


def test_no_more_than_three_are_named_and_a_whole_name_goes_before_a_part():
    known = [f"Dijk {letter}" for letter in "abcde"] + ["Dijk"]
    assert nearest("Dijk", known) == ["Dijk", "Dijk a", "Dijk b"]
