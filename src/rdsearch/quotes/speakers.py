"""The names of all who are quoted, joined over reports."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from rdsearch.dutch import fold
from rdsearch.quotes.names import full_names, speaker_key


class Speakers:
    """Joins the forms of a speaker's name.

    "Ottink" is "Jeroen Ottink" where the reports of the same publisher name but one person so. Of others only equal
    names are one: two people may well be called Jansen.
    """

    def __init__(
        self, named: Iterable[tuple[str, str]], publishers: Mapping[str, str | None]
    ) -> None:
        """`named` are (report id, name as it stands there), `publishers` those of the reports."""
        self._group = {report_id: name or report_id for report_id, name in publishers.items()}
        by_group: defaultdict[str, list[str]] = defaultdict(list)
        for report_id, name in named:
            by_group[self._group[report_id]].append(name)
        self._full = {
            (group, name): full
            for group, names in by_group.items()
            for name, full in full_names(names).items()
        }
        self._spelled = _spelled_most(
            self._full[group, name] for group, names in by_group.items() for name in names
        )

    def full_name(self, report_id: str, name: str | None) -> str | None:
        """None for no name. Raises KeyError for one that was not among `named`."""
        return None if name is None else self._spelled[self._full[self._group[report_id], name]]


def _spelled_most(names: Iterable[str]) -> dict[str, str]:
    """Each name as the spelling of it that comes most."""
    counted = Counter(names)
    chosen: dict[str, str] = {}
    for name in sorted(counted, key=lambda name: (-counted[name], fold(name))):
        chosen.setdefault(speaker_key(name), name)
    return {name: chosen[speaker_key(name)] for name in counted}
