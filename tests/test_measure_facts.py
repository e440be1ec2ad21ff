import json
from collections import Counter
from pathlib import Path

import pytest

from rdsearch.errors import CorpusError
from rdsearch.measure_facts import FoundFacts, ReportLabels, judged, measured, read_labels
from rdsearch.measure_facts.labels import OutcomeLabel, ProjectLabel, QuoteLabel, QuotePart
from rdsearch.measure_facts.likeness import is_counted, is_name, is_person, is_value
from rdsearch.types import Outcome, OutcomeKind, Page, Passage, Quote, Span

CONTEXT = OutcomeKind.CONTEXT

JUDGED = Path(__file__).parent.parent / "corpus" / "judged"
TEXT = (
    "Draadkracht\n\nIn 2025 deden 67 bedrijven mee. “Sokken komen nooit samen”, zegt directeur Bram "
    "Lubberink. “Ze raken kwijt.” Hij lacht. “Altijd één van de twee.”"
)


def span_of(words):
    start = TEXT.index(words)
    return start, start + len(words)


def quote(words, speaker="Bram Lubberink", role=None):
    start, end = span_of(words)
    return Quote(text=words, page=1, start=start, end=end, speaker=speaker, role=role)


def quote_label(*parts, speaker=("Bram Lubberink",)):
    return QuoteLabel(
        report="r",
        parts=tuple(QuotePart(page=1, starts=a, ends=b) for a, b in parts),
        speaker=speaker,
        role=(None,),
        organisation=(None,),
    )


def outcome(value, *, what="bedrijven", kind=OutcomeKind.REACHED):
    sentence = "In 2025 deden 67 bedrijven mee."
    start, end = span_of(sentence)
    return Outcome(value, "exact", None, what, sentence, page=1, start=start, end=end, kind=kind)


def outcome_label(figure="67", kind="reached"):
    return OutcomeLabel(
        report="r",
        page=1,
        before="deden",
        figure=figure,
        after="bedrijven",
        values=(67,),
        bounds=("exact",),
        unit=(None,),
        what=("bedrijven",),
        subject=("Draadkracht",),
        kind=kind,
        place="text",
    )


def passage(project, words=TEXT):
    start, end = span_of(words)
    return Passage("id", "r", 0, (Span(1, start, end),), words, (), 9, project=project)


def tally_of(
    *, quotes=(), outcomes=(), projects=(), found_quotes=(), found_outcomes=(), passages=()
):
    labels = ReportLabels("r", "tune", frozenset({1}), quotes, outcomes, projects)
    other = Page(2, 595, 842, text="“Dit telt niet mee, want niemand las het”, zegt hij.")
    found = FoundFacts(
        (Page(1, 595, 842, text=TEXT), other), passages, found_quotes, found_outcomes
    )
    return judged(labels, found)


def counts_of(**facts):
    return tally_of(**facts).pages[1]


INTERRUPTED = quote_label(("Sokken komen", "nooit samen"), ("Ze", "kwijt."))


def test_an_interrupted_quote_is_found_as_its_parts_and_as_one_span():
    parts = (quote("Sokken komen nooit samen"), quote("Ze raken kwijt."))
    whole = (quote(TEXT[slice(span_of("Sokken")[0], span_of("kwijt.")[1])]),)
    for found in (parts, whole):
        counts = counts_of(quotes=(INTERRUPTED,), found_quotes=found)
        assert (counts["quotes found"], counts["quotes false"]) == (1, 0)


def test_half_a_quote_is_missed_and_false():
    counts = counts_of(quotes=(INTERRUPTED,), found_quotes=(quote("Sokken komen nooit samen"),))
    assert (counts["quotes found"], counts["quotes false"]) == (0, 1)


def test_a_quote_of_which_a_part_is_not_on_its_page_is_missed():
    label = quote_label(("Sokken komen", "nooit samen"), ("Ze zijn", "weg."))
    tally = tally_of(quotes=(label,), found_quotes=(quote("Sokken komen nooit samen"),))
    assert tally.pages[1]["quotes found"] == 0
    assert "label not on its page as extracted" in [fault.kind for fault in tally.faults]


def test_a_quote_in_more_pieces_than_were_spoken_is_not_found():
    label = quote_label(("Altijd één", "de twee."))
    pieces = (quote("Altijd één van"), quote("de twee."))
    assert counts_of(quotes=(label,), found_quotes=pieces)["quotes found"] == 0


def test_a_find_that_no_label_has_is_false_and_one_on_another_page_is_not_judged():
    elsewhere = Quote(text="Dit telt", page=2, start=1, end=9)
    tally = tally_of(found_quotes=(quote("Altijd één van de twee."), elsewhere))
    assert tally.pages[1]["quotes false"] == 1
    assert 2 not in tally.pages
    assert [fault.kind for fault in tally.faults] == ["quote false"]


def test_labels_of_the_same_words_stand_for_places_one_after_the_other():
    text = "“Een loket is een muur.” En groot: “Een loket is een muur.”"
    label = quote_label(("Een loket", "een muur."), speaker=(None,))
    labels = ReportLabels("r", "tune", frozenset({1}), (label, label), (), ())
    second = Quote("Een loket is een muur.", 1, text.rindex("Een"), len(text) - 1)
    tally = judged(labels, FoundFacts((Page(1, 9, 9, text=text),), (), (second,), ()))
    assert tally.pages[1]["quotes found"] == 1


@pytest.mark.parametrize(
    ("said", "alternatives", "right", "wrong", "score"),
    [
        ("Bram Lubberink", ("Bram Lubberink",), 1, 0, 1.0),
        ("Lubberink", ("Bram Lubberink",), 1, 0, 1.0),
        (None, ("Bram Lubberink",), 0, 0, 0.0),
        ("Ria Postma", ("Bram Lubberink",), 0, 1, -2.0),
    ],
)
def test_a_wrong_speaker_counts_worse_than_an_unknown_one(said, alternatives, right, wrong, score):
    label = quote_label(("Altijd één", "de twee."), speaker=alternatives)
    counts = counts_of(
        quotes=(label,), found_quotes=(quote("Altijd één van de twee.", speaker=said),)
    )
    assert (counts["speakers right"], counts["speakers wrong"]) == (right, wrong)
    assert measured([counts])["speakers: score"].value == score


def test_a_name_for_a_speaker_whom_the_text_does_not_name_is_wrong():
    label = quote_label(("Altijd één", "de twee."), speaker=(None,))
    counts = counts_of(quotes=(label,), found_quotes=(quote("Altijd één van de twee."),))
    assert counts["speakers wrong"] == 1
    assert counts["speakers labelled"] == 0


def test_an_outcome_is_found_by_its_value_in_its_sentence():
    counts = counts_of(outcomes=(outcome_label(),), found_outcomes=(outcome(67),))
    assert (counts["outcomes found"], counts["outcomes false"]) == (1, 0)
    assert (counts["bounds right"], counts["units right"], counts["counted right"]) == (1, 1, 1)


def test_a_wrong_value_is_missed_and_false():
    counts = counts_of(outcomes=(outcome_label(),), found_outcomes=(outcome(76),))
    assert (counts["outcomes found"], counts["outcomes false"], counts["values wrong"]) == (0, 1, 1)


def test_the_year_beside_a_figure_is_a_false_find_and_is_found_once_only():
    found = (outcome(67), outcome(67), outcome(2025, what="jaar"))
    counts = counts_of(outcomes=(outcome_label(),), found_outcomes=found)
    assert (counts["outcomes found"], counts["outcomes false"]) == (1, 2)


def test_a_figure_of_the_context_is_false_when_it_is_called_an_outcome():
    counts = counts_of(outcomes=(outcome_label(kind="context"),), found_outcomes=(outcome(67),))
    assert (counts["outcomes found"], counts["outcomes false"]) == (0, 1)
    assert (counts["context found"], counts["kinds right"], counts["kinds compared"]) == (1, 0, 1)


def test_a_figure_of_the_context_that_is_called_so_is_neither_right_nor_false():
    found = (outcome(67, kind=CONTEXT),)
    counts = counts_of(outcomes=(outcome_label(kind="context"),), found_outcomes=found)
    assert (counts["outcomes found"], counts["outcomes false"]) == (0, 0)
    assert (counts["context found"], counts["kinds right"]) == (1, 1)


def test_an_outcome_that_is_called_context_is_missed_and_not_false():
    counts = counts_of(outcomes=(outcome_label(),), found_outcomes=(outcome(67, kind=CONTEXT),))
    assert (counts["outcomes labelled"], counts["outcomes found"]) == (1, 0)
    assert (counts["outcomes false"], counts["kinds right"]) == (0, 0)


def test_a_figure_without_a_label_is_false_unless_it_is_called_context():
    found = (outcome(2025), outcome(2025, kind=CONTEXT))
    counts = counts_of(found_outcomes=found)
    assert (counts["outcomes false"], counts["context unlabelled"]) == (1, 1)


def test_a_find_of_any_kind_meets_a_label_of_any_kind():
    found = (outcome(67, kind=CONTEXT), outcome(2025), outcome(2026, kind=CONTEXT))
    measures = measured([counts_of(outcomes=(outcome_label(),), found_outcomes=found)])
    assert measures["figures of any kind: precision"].value == pytest.approx(1 / 3)
    assert measures["figures of any kind: recall"].value == 1
    assert measures["outcomes: recall"].value == 0


def test_an_outcome_of_another_kind_is_found_and_its_kind_is_wrong():
    found = (outcome(67, kind=OutcomeKind.PLANNED),)
    counts = counts_of(outcomes=(outcome_label(),), found_outcomes=found)
    assert (counts["outcomes found"], counts["outcomes of the right kind"]) == (1, 0)
    assert (counts["kinds right"], counts["kinds compared"]) == (0, 1)


def test_of_two_finds_of_one_value_the_nearer_meets_the_label():
    text = "Er kwamen 67 wagens. Toen kwamen er in de zomer van dat jaar 67 bedrijven."
    label = outcome_label().model_copy(update={"before": "jaar"})
    starts = (text.index("67"), text.rindex("67"))
    found = tuple(
        Outcome(67, "exact", None, what, text, 1, 0, len(text), figure=(start, start + 2))
        for what, start in zip(("wagens", "bedrijven"), starts, strict=True)
    )
    labels = ReportLabels("r", "tune", frozenset({1}), (), (label,), ())
    tally = judged(labels, FoundFacts((Page(1, 9, 9, text=text),), (), (), found))
    assert tally.pages[1]["counted right"] == 1


def test_labels_that_begin_with_the_same_words_are_found_each():
    text = "Vouchers 3.000 980"
    rows = [("Vouchers", "3.000", "980", 3000.0), ("Vouchers 3.000", "980", "", 980.0)]
    labels = tuple(
        outcome_label().model_copy(
            update={"before": before, "figure": figure, "after": after, "values": (value,)}
        )
        for before, figure, after, value in rows
    )
    found = tuple(
        Outcome(value, "exact", None, "bedrijven", text, 1, 0, len(text))
        for value in (3000.0, 980.0)
    )
    all_labels = ReportLabels("r", "tune", frozenset({1}), (), labels, ())
    tally = judged(all_labels, FoundFacts((Page(1, 9, 9, text=text),), (), (), found))
    assert tally.pages[1]["outcomes found"] == 2


def test_a_label_that_is_not_on_its_page_is_missed_and_said():
    tally = tally_of(outcomes=(outcome_label(figure="68"),), found_outcomes=())
    assert tally.pages[1]["outcomes labelled"] == 1
    assert "label not on its page as extracted" in [fault.kind for fault in tally.faults]


@pytest.mark.parametrize(("project", "right"), [("Draadkracht", 1), ("Stagebrug", 0), (None, 0)])
def test_a_passage_belongs_to_the_project_in_whose_story_it_stands(project, right):
    label = ProjectLabel(
        report="r", page=1, name="Draadkracht", aliases=(), theme=None, starts=None, ends=None
    )
    counts = counts_of(projects=(label,), passages=(passage(project),))
    assert (counts["passages judged"], counts["passages right"]) == (1, right)


def test_a_passage_outside_all_stories_has_no_project_and_one_across_an_edge_is_not_judged():
    label = ProjectLabel(
        report="r", page=1, name="X", aliases=(), theme=None, starts="Draadkracht", ends="mee."
    )
    across = counts_of(projects=(label,), passages=(passage("X"),))
    outside = counts_of(projects=(label,), passages=(passage(None, "Hij lacht."),))
    assert across["passages judged"] == 0
    assert (outside["passages judged"], outside["passages right"]) == (1, 1)


def test_names_phrases_and_values_are_the_same_in_other_spellings():
    assert is_person("mevrouw Spijker", "G. Spijker")
    assert not is_person("Tom Ribbers", "Janneke Ribbers")
    assert is_name("TalentIT", "Talent IT")
    assert not is_name("directeur van een bedrijf in Tolveen", "directeur")
    assert is_counted("actuele vacatures", "vacatures")
    assert not is_counted("a b c d e f vacatures", "vacatures")
    assert is_value(0.667, (67,), is_share=True)
    assert not is_value(0.67, (67,), is_share=False)


def test_intervals_hold_the_value_and_are_not_empty_where_all_are_right():
    page = Counter({"quotes found": 3, "quotes labelled": 4})
    one = measured([page, Counter({"quotes found": 1, "quotes labelled": 4})])["quotes: recall"]
    assert one.value == 0.5
    assert one.interval == (0.25, 0.75)
    sure = measured([Counter({"quotes found": 30, "quotes labelled": 30})] * 2)["quotes: recall"]
    assert sure.interval == (0.95, 1.0)
    assert measured([page])["outcomes: recall"].value is None


def test_a_label_of_a_page_that_is_not_listed_and_a_report_in_both_splits_are_said(tmp_path):
    page = {"report": "r", "page": 1, "split": "tune", "chosen": "all"}
    for kind in ("quotes", "outcomes", "projects"):
        (tmp_path / f"facts_{kind}.jsonl").write_text("")
    (tmp_path / "facts_pages.jsonl").write_text(
        json.dumps(page) + "\n" + json.dumps({**page, "page": 2, "split": "holdout"})
    )
    with pytest.raises(CorpusError, match="both splits"):
        read_labels(tmp_path)
    (tmp_path / "facts_pages.jsonl").write_text(json.dumps(page))
    (tmp_path / "facts_projects.jsonl").write_text(
        json.dumps(
            {"report": "r", "page": 9, "name": "X", "aliases": [], "theme": None}
            | {"starts": None, "ends": None}
        )
    )
    with pytest.raises(CorpusError, match="page 9 of r"):
        read_labels(tmp_path)


def test_the_labels_of_this_repository_quote_at_most_twelve_words_and_are_enough():
    labels = read_labels(JUDGED)
    quotes = [label for report in labels for label in report.quotes]
    outcomes = [label for report in labels for label in report.outcomes]
    projects = {(r.report, p.name) for r in labels for p in r.projects if p.name}
    for one in quotes:
        fragments = {part.starts for part in one.parts} | {part.ends for part in one.parts}
        assert sum(len(fragment.split()) for fragment in fragments) <= 12, one
    for one in outcomes:
        assert len(f"{one.before} {one.figure} {one.after}".split()) <= 12, one
    for one in (label for report in labels for label in report.projects):
        assert len(f"{one.starts or ''} {one.ends or ''}".split()) <= 12, one
    assert len(quotes) >= 150
    assert len(outcomes) >= 200
    assert len(projects) >= 60
    assert {report.split for report in labels} == {"tune", "holdout"}
