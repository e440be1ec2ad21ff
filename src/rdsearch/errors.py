"""What can go wrong, by what the caller can do about it.

RdsearchError
├── ConfigError        fix rdsearch.toml or the option
├── CorpusError        fix the sources or reports.toml
├── ExtractionError    this whole PDF cannot be read; the others can
├── ModelError         give a model that can be loaded
├── IndexUnusable      build the index (again)
├── ExcerptMismatch    an excerpt differs from its stored page: never shown, rebuild
├── IngestBusy         wait for the other ingest to end
└── QueryError         fix the question
    └── UnknownValue   choose a value that the index has

Every message is one line that says what is wrong and what to do.
"""

from collections.abc import Sequence

_MAX_VALUES_LISTED = 20


class RdsearchError(Exception):
    """Base of every failure that a user can cause or mend."""


class ConfigError(RdsearchError):
    """A setting is unknown or has a bad value."""


class CorpusError(RdsearchError):
    """The sources or the report list cannot be used as they are."""


class _ReasonedError(RdsearchError):
    """An error with a short code, by which summaries count and the service translates."""

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        self.reason = reason

    def __reduce__(self) -> tuple[type["_ReasonedError"], tuple[str, str]]:
        # Crosses process borders: the default would call __init__ with one argument.
        return type(self), (self.reason, str(self))


class ExtractionError(_ReasonedError):
    """A whole PDF cannot be read."""


class ModelError(RdsearchError):
    """The embedding model cannot be found, reached or loaded."""


class IndexUnusable(RdsearchError):
    """There is no index, or it does not agree with itself or with this program."""


class ExcerptMismatch(RdsearchError):
    """An excerpt is not what its stored page says."""


class IngestBusy(RdsearchError):
    """Another process is building an index in the same folder."""


class QueryError(_ReasonedError):
    """The question or one of its filters cannot be used."""


class UnknownValue(QueryError):
    """No passage of the index has the value of a filter."""

    def __init__(
        self, kind: str, value: str, *, nearest: Sequence[str], known: Sequence[str]
    ) -> None:
        self.kind, self.value, self.nearest, self.known = kind, value, nearest, known
        meant = f"; did you mean {' or '.join(nearest)}?" if nearest else ";"
        listed = ", ".join(known[:_MAX_VALUES_LISTED]) or "none"
        more = len(known) - _MAX_VALUES_LISTED
        super().__init__(
            f"unknown_{kind}",
            f"there is no {kind} {value}{meant} known are: {listed}"
            + (f" and {more} more" if more > 0 else ""),
        )

    def __reduce__(self) -> tuple[type[QueryError], tuple[str, str]]:
        return QueryError, (self.reason, str(self))
