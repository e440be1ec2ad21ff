"""Reads the projects of a published catalog, each with what the index has of it."""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterator

from rdsearch import dutch
from rdsearch.store.entries import ProjectEntry
from rdsearch.store.rows import project_of

_PASSAGES = "SELECT project, report_id, spans FROM passage WHERE project IS NOT NULL"
_QUOTES = (
    "SELECT project, count(*) FROM quote JOIN passage USING (passage_id)"
    " WHERE project IS NOT NULL GROUP BY project"
)
_OUTCOMES = (
    "SELECT project, count(*) FROM outcome JOIN passage USING (passage_id)"
    " WHERE project IS NOT NULL AND kind != 'context' GROUP BY project"
)


def entries_of(db: sqlite3.Connection) -> Iterator[ProjectEntry]:
    """Every project that has a passage, by name."""
    places = defaultdict[str, set[tuple[str, int]]](set)
    passages = defaultdict[str, int](int)
    for name, report_id, spans in db.execute(_PASSAGES):
        passages[name] += 1
        places[name].update((report_id, page) for page, _, _ in json.loads(spans))
    outcomes = dict[str, int](db.execute(_OUTCOMES).fetchall())
    quotes = dict[str, int](db.execute(_QUOTES).fetchall())
    found = [project_of(row) for row in db.execute("SELECT * FROM project")]
    for project in sorted(found, key=lambda project: dutch.fold(project.name)):
        if project.name in passages:
            yield ProjectEntry(
                project=project,
                reports=tuple(sorted({report_id for report_id, _ in places[project.name]})),
                pages=tuple(sorted(places[project.name])),
                passages=passages[project.name],
                outcomes=outcomes.get(project.name, 0),
                quotes=quotes.get(project.name, 0),
            )


def called(entries: tuple[ProjectEntry, ...], name: str) -> ProjectEntry | None:
    """The project of this id, or of this name or other name, however spelled."""
    key = dutch.name_key(name)
    by_id = (entry for entry in entries if entry.project.project_id == name)
    by_name = (entry for entry in entries if dutch.name_key(entry.project.name) == key)
    by_alias = (
        entry for entry in entries if any(dutch.name_key(a) == key for a in entry.project.aliases)
    )
    return next((entry for found in (by_id, by_name, by_alias) for entry in found), None)
