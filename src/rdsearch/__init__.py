"""Search in Dutch report PDFs that answers with exact, cited excerpts."""

from importlib.metadata import version

__version__ = version("rdsearch")
