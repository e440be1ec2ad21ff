"""What the tests of the command line share."""

import json
from dataclasses import dataclass

from tests.hash_encoder import HashEncoder


class LoadedEncoder(HashEncoder):
    """Takes the place of a model that has to be loaded."""

    def load(self) -> None:
        pass


@dataclass(frozen=True)
class Ended:
    """How a command ended and what it printed."""

    code: int
    out: str
    err: str

    @property
    def json(self):
        return json.loads(self.out)
