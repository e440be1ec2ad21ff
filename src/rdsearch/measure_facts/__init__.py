"""Hand-labelled quotes, outcomes and projects against what is found, on the labelled pages only."""

from rdsearch.measure_facts.examples import Example, of_report, of_written
from rdsearch.measure_facts.judging import FoundFacts, judged
from rdsearch.measure_facts.labels import ReportLabels, read_labels
from rdsearch.measure_facts.measures import Measured, measured
from rdsearch.measure_facts.reading import facts_of, pages_of
from rdsearch.measure_facts.tally import Fault, Tally
from rdsearch.measure_facts.written import WrittenText, read_written

__all__ = [
    "Example",
    "Fault",
    "FoundFacts",
    "Measured",
    "ReportLabels",
    "Tally",
    "WrittenText",
    "facts_of",
    "judged",
    "measured",
    "of_report",
    "of_written",
    "pages_of",
    "read_labels",
    "read_written",
]
