"""What decides the output of extraction. The settings themselves stand with all others in `config`."""

from rdsearch.config import ExtractConfig

__all__ = ["EXTRACTOR_VERSION", "ExtractConfig"]

EXTRACTOR_VERSION = "6"
"""Changes with every change of output: an index carries over only pages of its own version."""
