"""Pages of made-up text, and the quotes in them."""

from rdsearch.quotes import quotes_of
from rdsearch.types import Block, Page, Quote, Role

QUOTE = "Wij zijn er nog lang niet, maar het begin is gemaakt."


def page_of(*blocks: tuple[Role, str], number: int = 1, language: str | None = "nl") -> Page:
    text = ""
    made = []
    for role, content in blocks:
        text += "\n\n" if text else ""
        level = 1 if role is Role.HEADING else None
        made.append(Block(role, len(text), len(text) + len(content), 0, 0, 1, 1, level))
        text += content
    return Page(number, 595, 842, text=text, blocks=tuple(made), language=language)


def quotes_in(*pages: Page) -> tuple[Quote, ...]:
    return tuple(quotes_of(pages))


def found_in(*paragraphs: str) -> tuple[Quote, ...]:
    return quotes_in(page_of(*((Role.BODY, p) for p in paragraphs)))


def only(*paragraphs: str) -> Quote:
    (quote,) = found_in(*paragraphs)
    return quote
