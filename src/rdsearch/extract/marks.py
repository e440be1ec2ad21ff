"""Marks that open a list item or a numbered heading."""

import re

BULLET = re.compile(r"[•●○◦▪■□▫►▶➢➤✓✔❖→➔➜‣⁃∙·\-–—*>»\uf0a7\uf0b7\uf0d8\uf0fc\uf06e\uf076]")
MARKER = re.compile(
    BULLET.pattern + r"|[o§]|\(?(?:\d{1,3}(?:\.\d{1,3}){0,4}|[a-zA-Z]|[ivx]{1,5}|[IVX]{1,5})[.):]?"
)
"""What may stand before the text of a list item or a numbered heading."""
