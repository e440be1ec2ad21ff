import random
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rdsearch.versions import families_of, sketch_of

WORDS = [f"woord{number}" for number in range(3_000)]


def text_of(seed: int, length: int = 2_000) -> list[str]:
    return random.Random(seed).choices(WORDS, k=length)


def changed(words: list[str], share: float, seed: int = 1) -> list[str]:
    """The same words, with this share of them replaced."""
    chance = random.Random(seed)
    return [chance.choice(WORDS) if chance.random() < share else word for word in words]


def sketch(words: list[str]) -> tuple[int, ...]:
    return sketch_of([" ".join(words)])


def test_a_report_with_a_sentence_added_is_a_version():
    first = text_of(1)
    sketches = {"b": sketch(first), "a": sketch([*first[:500], *text_of(9, 30), *first[500:]])}
    assert families_of(sketches) == (("a", "b"),)


def test_reports_that_share_a_chapter_are_no_versions():
    shared = text_of(1, 600)
    sketches = {str(n): sketch([*shared, *text_of(n, 1_400)]) for n in (2, 3)}
    assert families_of(sketches) == ()


def test_a_version_of_a_version_is_of_the_family():
    steps = [text_of(1)]
    for number in range(4):
        steps.append(changed(steps[-1], 0.05, seed=number))
    sketches = {str(number): sketch(words) for number, words in enumerate(steps)}
    assert families_of(sketches) == (("0", "1", "2", "3", "4"),)


def test_two_families_stay_apart_and_a_report_without_a_version_is_in_none():
    sketches = {
        f"{seed}-{n}": sketch(changed(text_of(seed), 0.01 * n)) for seed in (1, 2) for n in (0, 1)
    }
    sketches["alone"] = sketch(text_of(3))
    assert families_of(sketches) == (("1-0", "1-1"), ("2-0", "2-1"))


def test_other_line_ends_capitals_and_passages_make_no_other_sketch():
    words = text_of(1)
    assert sketch(words) == sketch_of([" ".join(words[:700]).upper(), "\n".join(words[700:])])


@pytest.mark.parametrize("texts", [[], [""], ["Nog niet gelezen."], ["kort " * 20]])
def test_reports_with_hardly_any_text_are_no_versions_of_each_other(texts):
    assert families_of({"a": sketch_of(texts), "b": sketch_of(texts)}) == ()


@given(st.integers(0, 10_000), st.sampled_from([0.0, 0.05, 0.1, 0.2, 0.3]))
def test_what_the_sketches_say_is_what_all_runs_of_words_say(seed, share):
    first = text_of(seed, 1_500)
    second = changed(first, share, seed)
    runs = [{tuple(t[i : i + 5]) for i in range(len(t) - 4)} for t in (first, second)]
    resemblance = len(runs[0] & runs[1]) / len(runs[0] | runs[1])
    if abs(resemblance - 0.5) > 0.1:  # more than four standard errors of the estimate
        are_versions = families_of({"a": sketch(first), "b": sketch(second)}) != ()
        assert are_versions == (resemblance > 0.5)


def test_no_two_of_many_unlike_reports_are_versions():
    sketches = {str(seed): sketch(text_of(seed, 300)) for seed in range(40)}
    assert families_of(sketches) == ()
    assert all(set(a).isdisjoint(b) for a, b in combinations(sketches.values(), 2))
