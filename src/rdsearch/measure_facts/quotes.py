"""Found quotes against labelled ones: the words that they hold, and who is said to have spoken them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from rdsearch.measure_facts.labels import QuoteLabel, QuotePart
from rdsearch.measure_facts.likeness import is_name, is_person
from rdsearch.measure_facts.places import Words, folded, places_of
from rdsearch.measure_facts.tally import Tally
from rdsearch.types import Page, Quote

_SAME = 0.9  # of the words of a quote and its label together
_MARKS = "“”„‟\"‘’‚«»‹›'"

_Place = tuple[int, int]  # page, number of a word
_Same = Callable[[str, str], bool]


@dataclass(frozen=True, slots=True)
class _Located:
    """A label and the words that it stands for; `around` has those between its parts too."""

    label: QuoteLabel
    spoken: frozenset[_Place]
    around: frozenset[_Place]


def judge_quotes(
    labels: Sequence[QuoteLabel],
    found: Iterable[Quote],
    *,
    pages: Mapping[int, Page],
    words: Mapping[int, Words],
    tally: Tally,
) -> None:
    located = _located(labels, pages, words, tally)
    groups: dict[int, list[Quote]] = {}
    for quote in found:
        if quote.page not in words:
            continue
        number = _label_of(quote, located, words)
        if number is None:
            tally.add(quote.page, "quotes false")
            tally.fault("quote false", quote.page, _shown(quote.text))
        else:
            groups.setdefault(number, []).append(quote)
    for number, one in enumerate(located):
        _judge(one, groups.get(number, []), words, tally)


def _judge(one: _Located, group: list[Quote], words: Mapping[int, Words], tally: Tally) -> None:
    label, page = one.label, one.label.page
    tally.add(page, "quotes labelled")
    if None not in label.speaker:
        tally.add(page, "speakers labelled")
    for field, alternatives in (("roles", label.role), ("organisations", label.organisation)):
        if None not in alternatives:
            tally.add(page, f"{field} labelled")
    shown = f"{label.parts[0].starts} … {label.parts[-1].ends}"
    if not group:
        tally.fault("quote missed", page, shown)
        return
    heard = frozenset(place for quote in group for place in _words_in(quote, words))
    heard -= one.around - one.spoken
    if len(heard & one.spoken) < _SAME * len(heard | one.spoken) or len(group) > len(
        label.parts
    ) + _page_ends(label):
        tally.add(page, "quotes false")
        tally.fault("quote span", page, f"{shown}: {' | '.join(_shown(q.text) for q in group)}")
        return
    tally.add(page, "quotes found")
    for name, values, alternatives, same in (
        ("speakers", [q.speaker for q in group], label.speaker, is_person),
        ("roles", [q.role for q in group], label.role, is_name),
        ("organisations", [q.organisation for q in group], label.organisation, is_name),
    ):
        _judge_field(name, values, alternatives, same, page=page, shown=shown, tally=tally)


def _judge_field(
    name: str,
    values: Sequence[str | None],
    alternatives: Sequence[str | None],
    same: _Same,
    *,
    page: int,
    shown: str,
    tally: Tally,
) -> None:
    value = next((value for value in values if value), None)
    if value is None:
        if None not in alternatives:
            tally.fault(f"{name} unknown", page, f"{shown}: {alternatives[0]}")
        return
    if any(same(value, label) for label in alternatives if label):
        tally.add(page, f"{name} right")
        if None not in alternatives:
            tally.add(page, f"{name} right of labelled")
        return
    tally.add(page, f"{name} wrong")
    tally.fault(f"{name} wrong", page, f"{shown}: {value}, not {alternatives[0] or 'said'}")


def _located(
    labels: Sequence[QuoteLabel],
    pages: Mapping[int, Page],
    words: Mapping[int, Words],
    tally: Tally,
) -> list[_Located]:
    """The words of each label; of labels with the same words, the later has the later place."""
    taken = set[_Place]()
    located = []
    for label in labels:
        runs: list[tuple[int, int, int]] = []
        for part in label.parts:
            last = runs[-1][2] if runs and runs[-1][0] == part.page else -1
            run = _run_of(part, pages[part.page], words[part.page], after=last, taken=taken)
            if run is None:
                tally.fault("label not on its page as extracted", part.page, part.starts)
                runs.clear()  # a quote of which a part cannot be found cannot be judged: it is missed
                break
            runs.append((part.page, *run))
        taken.update((page, first) for page, first, _ in runs)
        located.append(_Located(label, _places(runs), _places(_bridged(runs))))
    return located


def _run_of(
    part: QuotePart, page: Page, words: Words, *, after: int, taken: set[_Place]
) -> tuple[int, int] | None:
    """First and last word of a part: after the part before it and after a quote mark where possible."""
    starts = [n for n in places_of(part.starts, words) if (page.number, n) not in taken]
    if not starts:
        return None
    first = min(starts, key=lambda n: (n <= after, not _is_marked(page.text, words, n), n))
    length = len(folded(part.ends))
    if part.starts == part.ends:
        return first, first + length - 1
    begun = first + len(folded(part.starts))
    last = next(places_of(part.ends, words, start=begun), None)
    return None if last is None else (first, last + length - 1)


def _is_marked(text: str, words: Words, number: int) -> bool:
    return text[: words.spans[number][0]].rstrip(" \n([.…")[-1:] in tuple(_MARKS)


def _places(runs: Iterable[tuple[int, int, int]]) -> frozenset[_Place]:
    return frozenset((page, n) for page, first, last in runs for n in range(first, last + 1))


def _bridged(runs: Sequence[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """From the first word to the last on each page."""
    on_page: dict[int, list[int]] = {}
    for page, first, last in runs:
        on_page.setdefault(page, []).extend((first, last))
    return [(page, min(numbers), max(numbers)) for page, numbers in on_page.items()]


def _label_of(quote: Quote, located: Sequence[_Located], words: Mapping[int, Words]) -> int | None:
    """The label that has the most words of the quote, if more than half."""
    heard = set(_words_in(quote, words))
    shares = [len(heard & one.around) for one in located]
    best = max(range(len(shares)), key=shares.__getitem__, default=None)
    return best if best is not None and 2 * shares[best] > len(heard) else None


def _words_in(quote: Quote, words: Mapping[int, Words]) -> list[_Place]:
    return [
        (quote.page, number)
        for number, (start, end) in enumerate(
            words[quote.page].spans if quote.page in words else ()
        )
        if quote.start <= start and end <= quote.end
    ]


def _page_ends(label: QuoteLabel) -> int:
    return len({part.page for part in label.parts}) - 1


def _shown(text: str) -> str:
    words = text.split()
    return " ".join(words) if len(words) <= 8 else " ".join((*words[:4], "…", *words[-3:]))
