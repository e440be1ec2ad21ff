from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rdsearch.config import GroupingConfig
from rdsearch.fuse import Fused
from rdsearch.search.grouping import groups_of
from rdsearch.types import Passage, Span

NOTHING = GroupingConfig(collapse_copies=False, merge_within=0, crowd_penalty=0.0)
COPIES = GroupingConfig(merge_within=0, crowd_penalty=0.0)
NEIGHBOURS = GroupingConfig(collapse_copies=False, crowd_penalty=0.0)
TURNS = GroupingConfig(collapse_copies=False, merge_within=0)

DIKE = (
    "Het waterschap verhoogde de dijk langs de Vennebeek over een lengte van 3 kilometer in 2021."
)


def passage(text, *, report="a", ordinal=0, headings=("Water",)):
    return Passage(
        passage_id=f"{report}{ordinal}",
        report_id=report,
        ordinal=ordinal,
        spans=(Span(1, 1000 * ordinal, 1000 * ordinal + len(text)),),
        text=text,
        headings=headings,
        token_count=len(text.split()),
    )


def ranked(*passages):
    return [(Fused(n, 1 / (n + 1), ()), p) for n, p in enumerate(passages)]


def ids(groups):
    return [group.passage.passage_id for group in groups]


@pytest.mark.parametrize(
    ("other", "is_copy"),
    [
        (DIKE, True),
        (DIKE.replace("Het waterschap", "Ons waterschap"), True),
        (DIKE.upper(), True),
        (DIKE.replace("2021", "2022"), False),
        (DIKE.replace("3 kilometer", "30 kilometer"), False),
        ("De corporatie bouwt in 2021 in 3 wijken.", False),
        ("Dijk.", False),
    ],
)
def test_copies_have_nearly_the_same_words_and_the_very_same_figures(other, is_copy):
    groups = groups_of(ranked(passage(DIKE), passage(other, report="b")), COPIES)
    assert len(groups) == (1 if is_copy else 2)
    assert [p.report_id for p in groups[0].copies] == (["b"] if is_copy else [])


def test_the_neighbours_of_one_story_are_one_hit_in_reading_order():
    second, first = passage("En toen dat.", ordinal=4), passage("Eerst dit.", ordinal=3)
    (group,) = groups_of(ranked(second, first), NEIGHBOURS)
    assert group.passage.text == "Eerst dit. En toen dat."
    assert group.passage.spans == (*first.spans, *second.spans)
    assert (group.passage.passage_id, group.neighbour) == ("a4", first)


@pytest.mark.parametrize(
    "other",
    [
        passage("Elders.", report="b", ordinal=1),
        passage("Onder een ander kopje.", ordinal=1, headings=("Wonen",)),
        passage("Verderop.", ordinal=2),
    ],
)
def test_passages_of_other_stories_do_not_merge(other):
    assert len(groups_of(ranked(passage("Een verhaal."), other), NEIGHBOURS)) == 2


def test_three_in_a_row_are_not_one_hit():
    row = [passage(f"Zin {n}.", ordinal=n) for n in range(3)]
    assert ids(groups_of(ranked(*row), NEIGHBOURS)) == ["a0", "a2"]


def test_a_neighbour_far_down_stays_there():
    others = [passage(f"Woord{n}.", report="b", ordinal=2 * n) for n in range(6)]
    groups = groups_of(ranked(passage("Boven."), *others, passage("Onder.", ordinal=1)), NEIGHBOURS)
    assert ids(groups)[0] == "a0"
    assert ids(groups)[-1] == "a1"


def test_one_report_does_not_crowd_out_the_others():
    crowd = [passage(f"Woord{n}.", ordinal=2 * n) for n in range(5)]
    groups = groups_of(ranked(*crowd, passage("Anders.", report="b")), TURNS)
    assert ids(groups).index("b0") < 5
    assert ids(groups)[0] == "a0"


texts = st.sampled_from(
    [DIKE, DIKE.replace("2021", "2022"), "Dijk.", "...", "Sluis en dijk en sluis."]
)
places = st.tuples(texts, st.sampled_from("ab"), st.integers(0, 6))


@given(st.lists(places, max_size=12, unique_by=lambda place: place[1:]))
def test_every_passage_is_in_just_one_group(found):
    given_ = [passage(text, report=report, ordinal=n) for text, report, n in found]
    groups = groups_of(ranked(*given_), GroupingConfig())
    members = [
        member.passage_id
        for group in groups
        for member in (group.passage, group.neighbour, *group.copies)
        if member
    ]
    assert Counter(members) == Counter(p.passage_id for p in given_)


@given(st.lists(places, max_size=12, unique_by=lambda place: place[1:]))
def test_switched_off_it_leaves_the_ranking_as_it_is(found):
    given_ = [passage(text, report=report, ordinal=n) for text, report, n in found]
    assert ids(groups_of(ranked(*given_), NOTHING)) == [p.passage_id for p in given_]
