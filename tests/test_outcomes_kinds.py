"""How the kind of a figure is told: cues, the model that weighs them, the labelled texts it was fitted on."""

import json
import math
from importlib.resources import files
from pathlib import Path

import pytest
from tests.making import page_of

from rdsearch.errors import CorpusError
from rdsearch.measure_facts import of_written, read_written
from rdsearch.outcomes.cues import Setting, cues_of
from rdsearch.outcomes.figures import figures
from rdsearch.outcomes.kinds import KINDS, NO_FIGURE, KindModel
from rdsearch.outcomes.running_text import told_by_page
from rdsearch.outcomes.tone import Tone, tone_of
from rdsearch.types import OutcomeKind, Role

WRITTEN = Path(__file__).parent.parent / "corpus" / "judged" / "written.jsonl"
MODEL = KindModel(
    intercepts=(0.0, 0.0, 0.0, 0.5, -9.0),
    weights={
        "told": (2.0, 0.0, 0.0, 0.0, 0.0),
        "planned": (0.0, 2.0, 0.0, 0.0, 0.0),
        "scene": (0.0, 0.0, 0.0, 0.0, 12.0),
        "world": (0.0, 0.0, 0.0, 2.0, 0.0),
        "unsure": (0.2, 0.2, 0.2, 0.0, 0.0),
    },
)


def cues_in(sentence: str, setting: Setting | None = None) -> frozenset[str]:
    (figure,) = figures(sentence)
    return cues_of(sentence, figure, setting or Setting())


@pytest.mark.parametrize(
    ("cues", "kind"),
    [
        ({"told"}, OutcomeKind.REACHED),
        ({"planned"}, OutcomeKind.PLANNED),
        ({"told", "a cue that is not known"}, OutcomeKind.REACHED),
        ({"scene"}, None),
        ({"world"}, OutcomeKind.CONTEXT),
    ],
)
def test_the_kind_is_the_one_that_the_cues_speak_for_most(cues: set[str], kind: OutcomeKind | None):
    assert MODEL.kind_by(cues) is kind


def test_what_is_likely_of_the_work_is_so_though_no_kind_of_it_is_likelier_than_the_context():
    chance = dict(zip(KINDS, MODEL.chances({"unsure"}), strict=True))
    assert max(chance, key=lambda kind: chance[kind]) == OutcomeKind.CONTEXT
    assert MODEL.kind_by({"unsure"}) is OutcomeKind.REACHED


def test_chances_are_those_of_a_softmax_and_their_sum_is_one():
    chances = MODEL.chances({"told", "planned"})
    odds = [math.exp(score) for score in (2.0, 2.0, 0.0, 0.5, -9.0)]
    assert chances == pytest.approx([one / sum(odds) for one in odds])
    assert sum(chances) == pytest.approx(1)


def test_the_model_of_the_program_has_a_weight_for_every_class():
    stored = json.loads(
        files("rdsearch.outcomes").joinpath("kinds.json").read_text(encoding="utf-8")
    )
    assert len(stored["intercepts"]) == len(KINDS)
    assert {len(weights) for weights in stored["weights"].values()} == {len(KINDS)}
    assert KINDS[-1] == NO_FIGURE


def test_cues_tell_the_clause_of_the_figure_from_the_rest_of_its_sentence():
    cues = cues_in("Er werden 40 bomen geplant, terwijl de gemeente meer wil.")
    assert {"manner:told", "told", "rest_planned", "what:boom", "behind:planten"} <= cues
    assert "planned" not in cues
    assert "clause:gemeente" not in cues


def test_cues_tell_how_the_report_speaks_and_under_which_head():
    sentence = "Het bureau plantte 40 bomen."
    plain = cues_in(sentence)
    under = cues_in(sentence, Setting(Tone(telling=4), heading="Resultaten", is_spoken=True))
    assert {"under_results", "heading:resultaat", "spoken", "manner:told telling:4"} <= under
    assert not {"under_results", "spoken"} & plain


def test_a_head_is_a_cue_of_figures_on_the_next_page_too():
    first = page_of(1, (Role.HEADING, "Wat het kostte"), (Role.BODY, "Er werd hard gewerkt."))
    second = page_of(2, (Role.BODY, "De bouw vergde 40 kranen."))
    pages = [first, second]
    (told,) = [one for _, found in told_by_page(pages, tone_of(pages)) for one in found]
    assert "heading:kosten" in told.cues


def test_a_report_of_research_is_known_by_its_words():
    studied = "De onderzoekers hielden interviews en stuurden respondenten een vragenlijst."
    told = "De gemeente bouwde een brug over de beek."
    pages = [page_of(1, (Role.BODY, " ".join((studied, studied, told))))]
    assert tone_of(pages).finding > tone_of([page_of(1, (Role.BODY, told))]).finding


def test_every_label_of_the_written_texts_stands_in_its_block_and_both_splits_have_all_kinds():
    texts = read_written(WRITTEN)
    for split in ("tune", "holdout"):
        kinds = [kind for one in texts if one.split == split for kind in one.places.values()]
        assert {*kinds} == {str(kind) for kind in OutcomeKind}
        assert len(kinds) >= 300
    assert len({one.document for one in texts}) == len(texts)


def test_a_label_that_is_not_in_its_block_is_said():
    text = read_written(WRITTEN)[0]
    wrong = with_label(text, figure="123456789", nth=1)
    with pytest.raises(CorpusError, match="'123456789' does not stand 1 times in block"):
        _ = wrong.places


def test_a_label_of_a_block_that_is_not_there_is_said():
    wrong = with_label(read_written(WRITTEN)[0], block=1_000)
    with pytest.raises(CorpusError, match="is of block 1000, which it has not"):
        _ = wrong.places


def with_label(text, **changes):
    return text.model_copy(update={"figures": (text.figures[0].model_copy(update=changes),)})


def test_examples_are_the_figures_that_are_seen_and_the_labels_that_are_not():
    text = read_written(WRITTEN)[0]
    examples = of_written(text)
    labelled = [one for one in examples if one.kind != NO_FIGURE]
    assert len(labelled) == len(text.figures)
    unlabelled = of_written(text.model_copy(update={"figures": ()}))
    seen = [one for one in examples if one.cues is not None]
    assert [one.cues for one in unlabelled] == [one.cues for one in seen]
    assert {one.kind for one in unlabelled} == {NO_FIGURE}
