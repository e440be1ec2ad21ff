"""Which project a passage is about: a heading of its story that is a name, by its own text or by its like. Pure.

`told_by` reads one report; `joined` makes one project of what several reports and people say of it.
"""

from rdsearch.projects.joining import JoinedProjects, joined
from rdsearch.projects.lists import updated
from rdsearch.projects.reading import ReportProjects, told_by

FACTS_VERSION = "2"

__all__ = ["FACTS_VERSION", "JoinedProjects", "ReportProjects", "joined", "told_by", "updated"]
