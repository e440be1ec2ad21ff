"""Hand-labelled quotes, outcomes and projects against what is found, on the labelled pages only."""

from rdsearch.measure_facts.judging import FoundFacts, judged
from rdsearch.measure_facts.labels import ReportLabels, read_labels
from rdsearch.measure_facts.measures import Measured, measured
from rdsearch.measure_facts.reading import facts_of
from rdsearch.measure_facts.tally import Fault, Tally

__all__ = [
    "Fault",
    "FoundFacts",
    "Measured",
    "ReportLabels",
    "Tally",
    "facts_of",
    "judged",
    "measured",
    "read_labels",
]
