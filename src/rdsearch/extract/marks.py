"""Marks that open a list item or a numbered heading."""

import re

BULLET = re.compile(r"[•●○◦▪■□▫►▶➢➤✓✔❖→➔➜‣⁃∙·\-–—*>»✘☐☑☒★✶\ue000-\uf8ff]")
MARKER = re.compile(
    BULLET.pattern + r"|[o§]|\(?(?:\d{1,3}(?:\.\d{1,3}){0,4}|[a-zA-Z]|[ivx]{1,5}|[IVX]{1,5})[.):]?"
)
"""What may stand before the text of a list item or a numbered heading."""
