"""What is counted, page by page: pages are what the bootstrap draws."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that was missed or wrongly found."""

    kind: str
    page: int
    what: str


@dataclass(slots=True)
class Tally:
    """The counts of one report by page, and its faults in the order in which they were seen."""

    pages: defaultdict[int, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    faults: list[Fault] = field(default_factory=list)

    def add(self, page: int, name: str, count: int = 1) -> None:
        self.pages[page][name] += count

    def fault(self, kind: str, page: int, what: str) -> None:
        self.faults.append(Fault(kind, page, what))
