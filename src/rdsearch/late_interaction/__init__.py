"""Late interaction: a passage is scored by how well its tokens meet those of the question.

The score is MaxSim (ColBERT, Khattab & Zaharia, 2020): the mean over the question's tokens of the similarity of
the passage's best token. It needs no training: the tokens of any sentence model will do once their common
mean is taken away. A token of a passage is stored as the signs of its centred vector after one fixed random
rotation, one bit a dimension; the question's tokens keep their full precision.
"""

from rdsearch.late_interaction.codes import (
    CODES_VERSION,
    NO_PROJECTION,
    Projection,
    TokenCodes,
    concatenated,
    encoded,
    fitted_to,
)
from rdsearch.late_interaction.stored import (
    CODES,
    ENDS,
    PROJECTION,
    SPANS,
    Match,
    MaxSim,
    TokenIndex,
    load_projection,
    save_projection,
    write,
)

RETRIEVER = "late_interaction"

__all__ = [
    "CODES",
    "CODES_VERSION",
    "ENDS",
    "NO_PROJECTION",
    "PROJECTION",
    "RETRIEVER",
    "SPANS",
    "Match",
    "MaxSim",
    "Projection",
    "TokenCodes",
    "TokenIndex",
    "concatenated",
    "encoded",
    "fitted_to",
    "load_projection",
    "save_projection",
    "write",
]
