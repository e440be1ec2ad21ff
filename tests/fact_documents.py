"""Two reports with quotes, figures and a project, as the finders of facts would give them."""

from dataclasses import replace

from tests.making import TOPICS, Document, document_of, report_of

from rdsearch.types import Outcome, OutcomeKind, Quote, Span

QUOTED = "De dijk is hoger en daar ben ik trots op"
ASIDE = "Nu slapen we weer"
TOLD = (
    f"Dijkgraaf Thérèse van der Berg stond erbij. “{QUOTED}”, zegt zij. “{ASIDE}.”",
    "Aan de Waterwende deden 12 dorpen mee. Zij plantten 3.400 wilgen langs de Vennebeek.",
    "De Waterwende is een plan van bewoners die samen hun beken verzorgen. In het land woont 14 procent laag.",
)


def placed(page, words, *, after=0):
    start = page.text.index(words, after)
    return 1, start, start + len(words)


def water(report_id="water"):
    """Quotes by one person under two names, figures of several kinds, and a project."""
    plain = document_of(report_of(report_id, publisher="Waterschap"), *TOLD)
    (page,) = plain.pages
    planted = "Zij plantten 3.400 wilgen langs de Vennebeek."
    joined = "Aan de Waterwende deden 12 dorpen mee."
    low = "In het land woont 14 procent laag."
    quotes = (
        Quote(QUOTED, *placed(page, QUOTED), "Thérèse van der Berg", "dijkgraaf", "Waterschap Vennebeek",
              "1", 1, Span(*placed(page, "zegt zij")), "zegt zij"),
        Quote(ASIDE, *placed(page, ASIDE), "Van der Berg", None, None, "1", 1),
    )  # fmt: skip
    outcomes = (
        Outcome(12, "exact", None, "dorpen", joined, *placed(page, joined), "1", period="in 2023"),
        Outcome(
            3_400, "exact", None, "wilgen", planted, *placed(page, planted), "1", figure=(13, 18)
        ),
        Outcome(14, "exact", "%", "land", low, *placed(page, low), "1", OutcomeKind.CONTEXT),
    )
    named = tuple(replace(p, project="Waterwende") for p in plain.passages[1:])
    return Document(plain.report, plain.pages, (plain.passages[0], *named), quotes, outcomes)


def versions():
    """Two versions of the one report, of one family by their sketches."""
    return tuple(replace(water(name), sketch=(1, 2)) for name in ("water", "water-concept"))


def wonen():
    plain = document_of(report_of("wonen"), *TOPICS["wonen"])
    (page,) = plain.pages
    first = TOPICS["wonen"][0]
    return Document(
        plain.report,
        plain.pages,
        plain.passages,
        (Quote(first, *placed(page, first), None),),
        (Outcome(80, "at_least", None, "huurwoningen", first, *placed(page, first), upper=90.0),),
    )
