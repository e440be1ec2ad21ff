"""The HTTP service of rdsearch: the only code that knows HTTP. It imports `rdsearch`, never the reverse."""

API_VERSION = "1.3.0"
"""Semantic version of the API under `/v1`, sent with every answer."""
