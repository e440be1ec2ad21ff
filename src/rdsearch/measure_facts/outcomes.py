"""Found figures against labelled ones: one label is met by one find of the right value in the right sentence.

A find says its kind. As an outcome (reached, planned or input) it is right where the label is one of these three,
whichever, and false where the label is of the context or there is none. As context it is neither right nor false: a
labelled outcome that is only found as context is missed. Whether the kind itself is right is measured apart, on all
labels that are met, those of the context too; so is how many finds of the context no label knows.
"""

from collections.abc import Mapping, Sequence

from rdsearch.measure_facts.labels import OutcomeLabel
from rdsearch.measure_facts.likeness import is_counted, is_name, is_unit, is_value
from rdsearch.measure_facts.places import Words, folded, places_of
from rdsearch.measure_facts.tally import Tally
from rdsearch.types import Outcome, OutcomeKind, Page


def judge_outcomes(
    labels: Sequence[OutcomeLabel],
    found: Sequence[Outcome],
    *,
    projects: Sequence[str | None],
    pages: Mapping[int, Page],
    words: Mapping[int, Words],
    tally: Tally,
) -> None:
    """`projects`: of the passage in which each of `found` stands."""
    at = places_on(labels, words)
    for label, place in zip(labels, at, strict=True):
        if place is None:
            tally.fault("label not on its page as extracted", label.page, _shown(label))
    left = {number for number, outcome in enumerate(found) if outcome.page in pages}
    missed: list[tuple[OutcomeLabel, int | None]] = []
    for label, place in zip(labels, at, strict=True):
        _count(label, "labelled", tally)
        number = _nearest([n for n in left if _is_it(found[n], label, place)], found, place)
        if number is None:
            missed.append((label, place))
            continue
        left.remove(number)
        _judge_kind(label, found[number], tally)
        _judge_fields(label, found[number], project=projects[number], tally=tally)
    for label, place in missed:
        near = [n for n in left if _is_outcome(found[n]) and _is_near(found[n], label, place)]
        number = _nearest(near, found, place)
        if label.kind == "context":
            continue
        if number is not None:
            left.remove(number)
            tally.add(label.page, "outcomes false")
            tally.add(label.page, "values wrong")
            tally.fault("outcome value", label.page, f"{_shown(label)}: {found[number].value:g}")
        else:
            tally.fault(f"outcome missed ({label.kind}, {label.place})", label.page, _shown(label))
    for number in sorted(left):
        _judge_unlabelled(found[number], tally)


def _nearest(numbers: Sequence[int], found: Sequence[Outcome], place: int | None) -> int | None:
    """Of the finds that fit, the one whose figure stands nearest to the labelled one."""

    def distance(number: int) -> tuple[int, int]:
        outcome = found[number]
        lead = outcome.figure[0] if outcome.figure else 0
        return abs(outcome.start + lead - (place or 0)), number

    return min(numbers, key=distance, default=None)


def _is_outcome(outcome: Outcome) -> bool:
    return outcome.kind is not OutcomeKind.CONTEXT


def _judge_kind(label: OutcomeLabel, outcome: Outcome, tally: Tally) -> None:
    """Whether the find meets its label as an outcome, and whether its kind is the labelled one."""
    tally.add(label.page, "kinds compared")
    if outcome.kind == label.kind:
        tally.add(label.page, "kinds right")
    else:
        tally.fault(f"kind wrong ({label.kind})", label.page, f"{_shown(label)}: {outcome.kind}")
    if label.kind == "context":
        _count(label, "found", tally)
        if _is_outcome(outcome):
            tally.add(label.page, "outcomes false")
            tally.add(label.page, "outcomes of the context")
            tally.fault("outcome is context", label.page, f"{_shown(label)}: {outcome.kind}")
        else:
            tally.add(label.page, "context found as such")
    elif _is_outcome(outcome):
        _count(label, "found", tally)
        tally.add(label.page, "outcomes of the right kind", outcome.kind == label.kind)
    else:
        tally.fault(f"outcome missed ({label.kind}, {label.place})", label.page, _shown(label))


def _judge_unlabelled(outcome: Outcome, tally: Tally) -> None:
    if not _is_outcome(outcome):
        tally.add(outcome.page, "context unlabelled")
        return
    tally.add(outcome.page, "outcomes false")
    tally.fault("outcome false", outcome.page, f"{outcome.value:g} {outcome.what} ({outcome.kind})")


def _count(label: OutcomeLabel, what: str, tally: Tally) -> None:
    if label.kind == "context":
        tally.add(label.page, f"context {what}")
        return
    tally.add(label.page, f"outcomes {what}")
    tally.add(label.page, f"outcomes in a {label.place} {what}")
    tally.add(label.page, f"outcomes {label.kind} {what}")


def places_on(labels: Sequence[OutcomeLabel], words: Mapping[int, Words]) -> list[int | None]:
    """The code point at which each figure stands, None where it does not; labels with the same words stand one after
    the other."""
    taken = set[tuple[int, int]]()
    places: list[int | None] = []
    for label in labels:
        on_page = words[label.page]
        fragment = f"{label.before} {label.figure} {label.after}"
        lead = len(folded(label.before))
        figures = (first + lead for first in places_of(fragment, on_page))
        figure = next((n for n in figures if (label.page, n) not in taken), None)
        if figure is None:
            places.append(None)
            continue
        taken.add((label.page, figure))
        places.append(on_page.spans[figure][0])
    return places


def _is_it(outcome: Outcome, label: OutcomeLabel, place: int | None) -> bool:
    return _is_around(outcome, label, place) and is_value(
        outcome.value, label.values, is_share="%" in label.unit
    )


def _is_near(outcome: Outcome, label: OutcomeLabel, place: int | None) -> bool:
    """In the same sentence and about the same thing."""
    return _is_around(outcome, label, place) and any(
        is_counted(outcome.what, what) for what in label.what if what
    )


def _is_around(outcome: Outcome, label: OutcomeLabel, place: int | None) -> bool:
    return place is not None and outcome.page == label.page and outcome.start <= place < outcome.end


def _judge_fields(
    label: OutcomeLabel, outcome: Outcome, *, project: str | None, tally: Tally
) -> None:
    right = {
        "bounds": outcome.qualifier in label.bounds,
        "units": any(is_unit(outcome.unit, unit) for unit in label.unit),
        "counted": (not outcome.what and None in label.what)
        or any(is_counted(outcome.what, what) for what in label.what if what),
        "subjects": (project is None and None in label.subject)
        or any(is_name(project, name) for name in label.subject if name and project),
    }
    said = {
        "bounds": outcome.qualifier,
        "units": outcome.unit,
        "counted": outcome.what,
        "subjects": project,
    }
    for name, is_right in right.items():
        tally.add(label.page, f"{name} compared")
        if is_right:
            tally.add(label.page, f"{name} right")
        else:
            tally.fault(f"{name} wrong", label.page, f"{_shown(label)}: {said[name]}")


def _shown(label: OutcomeLabel) -> str:
    return " ".join(f"{label.before} [{label.figure}] {label.after}".split())
