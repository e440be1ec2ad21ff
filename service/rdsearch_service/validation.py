"""Dutch words for what pydantic finds wrong, all of it at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

_REASONS = {
    "missing": "ontbreekt",
    "json_invalid": "is geen geldige JSON",
    "extra_forbidden": "is geen bekende parameter",
    "string_type": "moet tekst zijn",
    "string_too_short": "mag niet leeg zijn",
    "string_too_long": "mag niet langer zijn dan {max_length} tekens",
    "int_type": "moet een geheel getal zijn",
    "int_parsing": "moet een geheel getal zijn",
    "int_parsing_size": "is een te groot getal",
    "int_from_float": "moet een geheel getal zijn",
    "greater_than_equal": "moet minstens {ge} zijn",
    "less_than_equal": "mag hoogstens {le} zijn",
    "bool_type": "moet true of false zijn",
    "bool_parsing": "moet true of false zijn",
    "date_type": "moet een datum zijn als 2024-03-01",
    "date_parsing": "moet een datum zijn als 2024-03-01",
    "date_from_datetime_parsing": "moet een datum zijn als 2024-03-01",
    "date_from_datetime_inexact": "moet een datum zonder tijd zijn, als 2024-03-01",
    "list_type": "moet een lijst zijn",
    "float_type": "moet een getal zijn",
    "float_parsing": "moet een getal zijn, als 12.5",
    "finite_number": "moet een eindig getal zijn",
    "enum": "moet een van {expected} zijn",
    "tuple_type": "moet een lijst zijn",
    "too_long": "mag hoogstens {max_length} waarden hebben",
    "model_attributes_type": "moet een JSON-object zijn",
    "model_type": "moet een JSON-object zijn",
}


@dataclass(frozen=True, slots=True)
class FieldError:
    """What is wrong with one field: where it came in, its name, and what is said of it in Dutch."""

    place: str  # query, path, body or form
    name: str
    said: str  # "moet een geheel getal zijn"

    @property
    def reason(self) -> str:
        """A whole sentence."""
        return f"{self.name or 'De inhoud van het verzoek'} {self.said}."


def field_errors(
    errors: Sequence[Mapping[str, Any]], *, place: str | None = None
) -> list[FieldError]:
    """The errors of pydantic in Dutch; `place` where the locations do not begin with one."""
    return [_field_error(error, place) for error in errors]


def _field_error(error: Mapping[str, Any], place: str | None) -> FieldError:
    location = [str(part) for part in error["loc"]]
    if place is None:
        place, *location = location
    if error["type"] == "json_invalid":
        location = []
    name = location[0] if location else ""
    if error["type"] == "value_error":  # raised by our own validators, in Dutch already
        said = str(error["ctx"]["error"])
    else:
        context = {k: _in_dutch(v) for k, v in error.get("ctx", {}).items()}
        said = _REASONS.get(error["type"], "is ongeldig").format_map(context)
    return FieldError(place, name, said)


def _in_dutch(value: object) -> object:
    """pydantic lists what is allowed as `'a', 'b' or 'c'`."""
    return value.replace("' or '", "' of '") if isinstance(value, str) else value
