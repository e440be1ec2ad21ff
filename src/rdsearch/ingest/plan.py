"""What an ingest has to do: which files are new, which reports are as they were, which stay out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rdsearch import corpus
from rdsearch.corpus import Source
from rdsearch.errors import CorpusError
from rdsearch.index import BuildKey, Index
from rdsearch.store import FileFailure, Withdrawal
from rdsearch.types import Report

# The same bytes fail the same way again; what depends on the machine is tried again.
_LASTING = frozenset({"not_a_pdf", "encrypted", "damaged", "empty"})


@dataclass(frozen=True, slots=True)
class Task:
    """A file to read."""

    source: Source
    sha256: str
    report_id: str
    known: Report | None = None  # the index's description, when only the rows have to be made again


@dataclass(frozen=True, slots=True)
class Carried:
    """A report whose rows are taken over, under a description that may be new."""

    report: Report
    source_id: str  # its id in the index before


@dataclass(frozen=True, slots=True)
class Plan:
    """All that has to happen. `kept` are the reports of the old index that these sources do not name."""

    tasks: tuple[Task, ...]
    carried: tuple[Carried, ...]
    kept: tuple[Carried, ...]
    failures: tuple[FileFailure, ...]
    withdrawn: tuple[Withdrawal, ...]


def plan_for(
    sources: Sequence[Source],
    old: Index | None,
    key: BuildKey,
    *,
    withdrawals: Mapping[str, Withdrawal],
    restore: Sequence[str] = (),
) -> Plan:
    """Compares the sources with the published index, by hash."""
    known = {e.report.report_id: e.report for e in old.catalog.reports()} if old else {}
    if unknown := [name for name in restore if name not in withdrawals]:
        raise CorpusError(
            f"{', '.join(unknown)} is not withdrawn; withdrawn are: {', '.join(withdrawals) or 'none'}"
        )
    withdrawn = tuple(w for w in withdrawals.values() if w.report_id not in restore)
    hashed, failures = _hashed(sources, {w.sha256: w for w in withdrawn})
    ids = corpus.ids_for(hashed, known)
    is_same_key = old is not None and old.manifest.key == key
    tasks, carried = list[Task](), list[Carried]()
    by_hash = {report.sha256: report for report in known.values()}
    refused = {(f.file, f.sha256): f for f in old.catalog.failures()} if is_same_key and old else {}
    for (source, sha256), report_id in zip(hashed, ids, strict=True):
        before = by_hash.get(sha256)
        if (known_failure := refused.get((corpus.name_of(source.path), sha256))) and (
            known_failure.reason in _LASTING
        ):
            failures.append(known_failure)
        elif before is None:
            tasks.append(Task(source, sha256, report_id))
        else:
            report = corpus.updated(before, source, report_id)
            # The title is part of what is embedded: a new one means new vectors.
            if is_same_key and report.title == before.title:
                carried.append(Carried(report, before.report_id))
            else:
                tasks.append(Task(source, sha256, report_id, known=report))
    named = {*ids, *(c.source_id for c in carried)} | {
        by_hash[sha256].report_id for _, sha256 in hashed if sha256 in by_hash
    }
    rest = tuple(Carried(r, r.report_id) for r in known.values() if r.report_id not in named)
    if old and not is_same_key:
        tasks += [_again(old, item.report) for item in rest]
        rest = ()
    return Plan(tuple(tasks), tuple(carried), rest, tuple(failures), withdrawn)


def _again(old: Index, report: Report) -> Task:
    """Reads a report's PDF again from the index that holds it."""
    return Task(Source(old.pdf_path(report.report_id)), report.sha256, report.report_id, report)


def _hashed(
    sources: Sequence[Source], withdrawn: dict[str, Withdrawal]
) -> tuple[list[tuple[Source, str]], list[FileFailure]]:
    """Each different file with its hash; those that stay out with the reason."""
    hashed: list[tuple[Source, str]] = []
    failures: list[FileFailure] = []
    first: dict[str, Path] = {}
    for source in sources:
        name = corpus.name_of(source.path)
        try:
            sha256 = corpus.sha256_of(source.path)
        except CorpusError as error:
            failures.append(FileFailure(name, None, "missing", str(error)))
            continue
        if problem := _refusal(source, sha256, first, withdrawn):
            failures.append(FileFailure(name, sha256, *problem))
            continue
        first[sha256] = source.path
        hashed.append((source, sha256))
    return hashed, failures


def _refusal(
    source: Source, sha256: str, first: dict[str, Path], withdrawn: dict[str, Withdrawal]
) -> tuple[str, str] | None:
    """(reason, message) why a file that can be hashed stays out."""
    name = corpus.name_of(source.path)
    if source.expected_sha256 not in (None, sha256):
        return "changed", (
            f"{name} is not the file that {corpus.REPORT_LIST} describes (its sha256 differs);"
            " put the right file there or correct the list"
        )
    if sha256 in first:
        return (
            "duplicate",
            f"{name} is the same PDF as {corpus.name_of(first[sha256])}, which is in",
        )
    if sha256 in withdrawn:
        w = withdrawn[sha256]
        return "withdrawn", (
            f"{name} was withdrawn on {w.withdrawn_on}; `--restore {w.report_id}` lets it in"
        )
    return None
