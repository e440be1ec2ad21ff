"""The project of a passage against the stories that were labelled on its pages."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from rdsearch.measure_facts.labels import ProjectLabel
from rdsearch.measure_facts.likeness import is_name
from rdsearch.measure_facts.places import Words, folded, places_of
from rdsearch.measure_facts.tally import Tally
from rdsearch.types import Passage

_CLEARLY = 0.9  # of the words of a passage

_Stories = Mapping[tuple[int, int], ProjectLabel]


def judge_projects(
    labels: Sequence[ProjectLabel],
    passages: Iterable[Passage],
    *,
    words: Mapping[int, Words],
    tally: Tally,
) -> None:
    story_of = _stories(labels, words, tally)
    found = set[str]()
    for passage in passages:
        if any(span.page not in words for span in passage.spans):
            continue
        if passage.project:
            found.add(passage.project)
        _judge(passage, story_of, words, tally)
    names = {label.name: label for label in reversed(labels) if label.name}
    for name, label in names.items():
        tally.add(label.page, "projects labelled")
        if any(_is_project(project, label) for project in found):
            tally.add(label.page, "projects found")
        else:
            tally.fault("project missed", label.page, name)


def _judge(passage: Passage, story_of: _Stories, words: Mapping[int, Words], tally: Tally) -> None:
    held = [
        story_of.get((span.page, number))
        for span in passage.spans
        for number, (start, end) in enumerate(words[span.page].spans)
        if span.start <= start and end <= span.end
    ]
    if not held:
        return
    label, count = Counter(held).most_common(1)[0]
    if count < _CLEARLY * len(held) or (label is not None and label.name is None):
        return
    page, project = passage.spans[0].page, passage.project
    tally.add(page, "passages judged")
    if label is not None:
        tally.add(page, "passages of a project")
    if project is None:
        is_right = label is None
    else:
        is_right = label is not None and _is_project(project, label)
        tally.add(page, "passages named right" if is_right else "passages named wrong")
    if is_right:
        tally.add(page, "passages right")
    else:
        shown = " ".join(passage.text.split()[:6])
        tally.fault("passage", page, f"{shown} …: {project}, not {label.name if label else None}")


def _is_project(found: str, label: ProjectLabel) -> bool:
    return any(is_name(found, name) for name in (label.name, *label.aliases) if name)


def _stories(labels: Sequence[ProjectLabel], words: Mapping[int, Words], tally: Tally) -> _Stories:
    """The label of each word that stands in a story."""
    story_of: dict[tuple[int, int], ProjectLabel] = {}
    for label in labels:
        on_page = words[label.page]
        first, last = 0, len(on_page.words) - 1
        if label.starts is not None and label.ends is not None:
            start = next(places_of(label.starts, on_page), None)
            end = None if start is None else next(places_of(label.ends, on_page, start=start), None)
            if start is None or end is None:
                tally.fault("label not on its page as extracted", label.page, label.starts)
                continue
            first, last = start, end + len(folded(label.ends)) - 1
        for number in range(first, last + 1):
            story_of[label.page, number] = label
    return story_of
