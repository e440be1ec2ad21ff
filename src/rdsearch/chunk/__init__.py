"""Pages → passages: whole sentences under one heading, about as long as the encoder reads best. Pure."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from rdsearch import dutch
from rdsearch.chunk.tables import Row, with_rows
from rdsearch.config import ChunkConfig
from rdsearch.types import (
    EXCERPT_SEPARATOR,
    Block,
    Page,
    Passage,
    Role,
    Span,
    TokenCounter,
)

CHUNKER_VERSION = "6"

_HEADINGS = (Role.TITLE, Role.HEADING)
_INSERTED = (Role.QUOTE, Role.CAPTION)  # set apart on the page, read with the text around them
_RUNNING = (Role.BODY, Role.LIST_ITEM)
_TITLE_LEVEL = 1  # a title heads what follows until the next chapter, not the whole report
# Pages: from so many on, a stretch under one heading is cut where a page ends with a sentence, and at twice
# as many anyway. A document without headings, of any length, is then never held whole.
_LONG_SECTION = 64
_PARAGRAPH_BREAK_COST = (
    0.15  # of cutting inside a paragraph, in squared shares of the target length
)


@dataclass(frozen=True, slots=True)
class _Sentence:
    spans: tuple[Span, ...]
    slices: tuple[str, ...]  # the text of each span
    ends_paragraph: bool
    token_count: int = 0
    context: tuple[str, ...] = ()  # of a table row: what stands over it: caption, head, group
    reading: str | None = None  # of a table row: what is read in its place

    @property
    def text(self) -> str:
        return EXCERPT_SEPARATOR.join(self.slices)


@dataclass(frozen=True, slots=True)
class _Placed:
    """A block on its page; of a table, with what its row says."""

    page: Page
    block: Block
    row: Row | None

    @property
    def text(self) -> str:
        return self.page.text[self.block.start : self.block.end]

    @property
    def words(self) -> str:
        return " ".join(self.text.split())


@dataclass(frozen=True, slots=True)
class _Section:
    """What stands under one heading path in one stream of text."""

    headings: tuple[str, ...]
    sentences: tuple[_Sentence, ...]


def passages_of(
    pages: Sequence[Page],
    *,
    report_id: str,
    sha256: str,
    count_tokens: TokenCounter,
    config: ChunkConfig,
) -> Iterator[Passage]:
    """The passages of a report in reading order, made as they are asked for.

    Every character of body, list, quote, caption, footnote and table text is in exactly one passage;
    headings are context, tables of contents are left out.
    """
    ordinal = 0
    for section in _sections(pages):
        counted = _counted(section.sentences, count_tokens, config.max_tokens)
        for group in _packed(counted, config):
            spans = _joined(span for sentence in group for span in sentence.spans)
            yield Passage(
                passage_id=_passage_id(sha256, spans),
                report_id=report_id,
                ordinal=ordinal,
                spans=spans,
                text=excerpt_of(spans, pages),
                headings=section.headings,
                token_count=sum(sentence.token_count for sentence in group),
                language=_language_of(spans, pages),
                indexed=_indexed(group),
            )
            ordinal += 1


def excerpt_of(spans: Iterable[Span], pages: Sequence[Page]) -> str:
    """The slices of the page texts, joined; `pages` are all pages of the report, in order."""
    return EXCERPT_SEPARATOR.join(pages[s.page - 1].text[s.start : s.end] for s in spans)


def _language_of(spans: Sequence[Span], pages: Sequence[Page]) -> str | None:
    """The language of most of the letters, by block; by page where its blocks are too short to tell."""
    by_block: Counter[str] = Counter()
    by_page: Counter[str] = Counter()
    for span in spans:
        page = pages[span.page - 1]
        if page.language:
            by_page[page.language] += span.end - span.start
        for block in page.blocks:
            shared = min(span.end, block.end) - max(span.start, block.start)
            if block.language and shared > 0:
                by_block[block.language] += shared
    most = (by_block or by_page).most_common(1)
    return most[0][0] if most else None


def _indexed(group: Sequence[_Sentence]) -> str:
    """The rows of a table as sentences, under what stands over them and is not among them; empty where
    the text is read as it stands."""
    shown = [dutch.forms(sentence.text) for sentence in group]
    over = dict.fromkeys(line for sentence in group for line in sentence.context)
    missing = [line for line in over if dutch.forms(line) not in shown]
    has_readings = any(sentence.reading for sentence in group)
    if not missing and not has_readings:
        return ""
    # Heads go with the rows; alone in a passage they are all there is to read.
    read = (s.reading if has_readings and s.reading is not None else s.text for s in group)
    return "\n".join(filter(None, (*missing, *read)))


def _passage_id(sha256: str, spans: Sequence[Span]) -> str:
    place = ";".join(f"{s.page}:{s.start}:{s.end}" for s in spans)
    return hashlib.sha256(f"{sha256}|{place}|{CHUNKER_VERSION}".encode()).hexdigest()[:16]


def _sections(pages: Iterable[Page]) -> Iterator[_Section]:
    """What stands under each heading: the running text, then its tables, then its footnotes."""
    path: list[tuple[int, str]] = []
    blocks: list[_Placed] = []
    follows_heading = False
    for page, rows in with_rows(pages):
        if _is_long(blocks):
            yield from _streams(blocks, path)
            blocks.clear()
        for block in page.blocks:
            placed = _Placed(page, block, rows.get(block.start))
            if block.role in _HEADINGS:
                yield from _streams(blocks, path)
                # A heading right above another is its kicker ("PROJECT X" over a story's title):
                # whatever its level, it goes with the story, not before it.
                kicker = path[-1:] if follows_heading else []
                blocks.clear()
                level = _TITLE_LEVEL if block.role is Role.TITLE else block.level or 1
                path = [e for e in path if e[0] < level or e in kicker]
                path.append((level, placed.words))
            elif block.role is not Role.TOC:
                blocks.append(placed)
            follows_heading = block.role in _HEADINGS
    yield from _streams(blocks, path)


def _is_long(blocks: Sequence[_Placed]) -> bool:
    """Whether whole pages under one heading are so many that they are read on their own."""
    page_count = blocks[-1].page.number - blocks[0].page.number + 1 if blocks else 0
    if page_count < _LONG_SECTION:
        return False
    flow = (placed.text for placed in reversed(blocks) if placed.block.role in _RUNNING)
    return page_count >= 2 * _LONG_SECTION or dutch.is_sentence_end(next(flow, "."))


def _streams(blocks: Sequence[_Placed], path: Sequence[tuple[int, str]]) -> Iterator[_Section]:
    headings = tuple(text for _, text in path)
    flow: list[_Placed] = []
    table: list[_Placed] = []
    notes: list[_Placed] = []
    for position, placed in enumerate(blocks):
        beside = blocks[max(0, position - 1) : position + 2]
        role = placed.block.role
        if role is Role.FOOTNOTE:
            notes.append(placed)
        elif role is Role.TABLE or (
            role is Role.CAPTION and any(p.block.role is Role.TABLE for p in beside)
        ):
            table.append(placed)
        else:
            flow.append(placed)
    if flow:
        yield _Section(headings, tuple(_flow_sentences(_settled(flow))))
    if table:
        yield _Section(headings, tuple(_table_rows(table)))
    if notes:
        yield _Section(headings, tuple(s for placed in notes for s in _block_sentences(placed)))


def _settled(flow: Sequence[_Placed]) -> list[_Placed]:
    """The running text with each pull quote or caption that parts a sentence moved behind it."""
    result: list[_Placed] = []
    held: list[_Placed] = []
    is_open = False
    for placed in flow:
        if placed.block.role in _INSERTED and is_open:
            held.append(placed)
            continue
        result.append(placed)
        if placed.block.role not in _INSERTED:
            is_open = not dutch.is_sentence_end(placed.text)
        if not is_open:
            result += held
            held.clear()
    return result + held


def _table_rows(table: Sequence[_Placed]) -> Iterator[_Sentence]:
    """The rows of tables and their captions; none is cut at a full stop."""
    captions = [placed.words if placed.block.role is Role.CAPTION else None for placed in table]
    # Captions stand above their tables, unless this run of them begins with a table and ends with one.
    is_below = captions[0] is None and captions[-1] is not None
    for position, placed in enumerate(table):
        row = placed.row
        beside = captions[position:] if is_below else captions[position::-1]
        caption = next(filter(None, beside), None)
        yield _Sentence(
            (Span(placed.page.number, placed.block.start, placed.block.end),),
            (placed.text,),
            ends_paragraph=True,
            context=(*([caption] if caption else ()), *(row.over if row else ())),
            reading=row.sentence if row else None,
        )


def _block_sentences(placed: _Placed) -> Iterator[_Sentence]:
    text, offset = placed.text, placed.block.start
    found = dutch.sentences(text)
    for position, (start, end) in enumerate(found, start=1):
        span = Span(placed.page.number, offset + start, offset + end)
        yield _Sentence((span,), (text[start:end],), position == len(found))


def _flow_sentences(flow: Sequence[_Placed]) -> Iterator[_Sentence]:
    """The sentences of body blocks; one that a column or page end cuts in two is made whole."""
    held: _Sentence | None = None
    for placed in flow:
        for sentence in _block_sentences(placed):
            if held is None:
                held = sentence
            elif _runs_on(held, sentence, placed.block):
                held = _Sentence(
                    held.spans + sentence.spans,
                    held.slices + sentence.slices,
                    sentence.ends_paragraph,
                )
            else:
                yield held
                held = sentence
    if held:
        yield held


def _runs_on(first: _Sentence, second: _Sentence, block: Block) -> bool:
    return (
        first.ends_paragraph
        and block.role is Role.BODY
        and second.spans[0].start == block.start
        and second.text[:1].islower()
        and not dutch.is_sentence_end(first.text)
    )


def _counted(
    sentences: Sequence[_Sentence], count_tokens: TokenCounter, max_tokens: int
) -> list[_Sentence]:
    """The sentences with their lengths; those longer than a passage may be are cut at words."""
    counts = count_tokens([sentence.text for sentence in sentences])
    result: list[_Sentence] = []
    for sentence, count in zip(sentences, counts, strict=True):
        if count <= max_tokens:
            result.append(replace(sentence, token_count=max(count, 1)))
        else:
            result += _cut(sentence, count, count_tokens, max_tokens)
    return result


def _cut(
    sentence: _Sentence, count: int, count_tokens: TokenCounter, max_tokens: int
) -> Iterator[_Sentence]:
    """Pieces of at most `max_tokens`, on one page each, cut at white space where there is some."""
    # Tokens are not spread evenly over the characters: with a tenth of room few pieces are cut twice.
    size = sum(map(len, sentence.slices))
    limit = max(1, int(size * max_tokens * 0.9 / count))
    pieces = [
        (Span(span.page, span.start + start, span.start + end), text[start:end])
        for span, text in zip(sentence.spans, sentence.slices, strict=True)
        for start, end in _cuts(text, limit)
    ]
    counts = count_tokens([text for _, text in pieces])
    for position, ((span, text), tokens) in enumerate(zip(pieces, counts, strict=True), start=1):
        is_last = position == len(pieces)
        piece = _Sentence(
            (span,),
            (text,),
            sentence.ends_paragraph and is_last,
            token_count=max(tokens, 1),
            context=sentence.context,
        )
        if tokens > max_tokens and len(text) > 1:
            yield from _cut(piece, tokens, count_tokens, max_tokens)
        else:
            yield piece


def _cuts(text: str, limit: int) -> Iterator[tuple[int, int]]:
    """Consecutive spans of at most `limit` characters, white space at the cuts left out."""
    start = 0
    while len(text) - start > limit:
        spaces = [m.start() for m in re.finditer(r"\s+", text[start : start + limit + 1])]
        end = start + (spaces[-1] if spaces else limit)
        yield start, end
        start = end + len(text[end:]) - len(text[end:].lstrip())
    yield start, len(text)


def _packed(sentences: Sequence[_Sentence], config: ChunkConfig) -> Iterator[Sequence[_Sentence]]:
    """Cuts a section into runs of sentences near the target length, best at paragraph ends.

    Least total cost over all ways to cut (as Knuth & Plass, 1981, do for lines): the squared deviation
    from the target, plus a little for a cut inside a paragraph. A run is never over `max_tokens`.
    """
    best: list[float] = [0.0]
    cut_before: list[int] = [0]
    for end in range(1, len(sentences) + 1):
        best.append(float("inf"))
        cut_before.append(end - 1)
        length = 0
        for start in range(end - 1, -1, -1):
            length += sentences[start].token_count
            if length > config.max_tokens and start < end - 1:
                break
            cost = best[start] + _cost(length, sentences[end - 1], config)
            if cost < best[end]:
                best[end], cut_before[end] = cost, start
    ends: list[int] = []
    end = len(sentences)
    while end:
        ends.append(end)
        end = cut_before[end]
    start = 0
    for end in reversed(ends):
        yield sentences[start:end]
        start = end


def _cost(length: int, last: _Sentence, config: ChunkConfig) -> float:
    deviation = (length - config.target_tokens) / config.target_tokens
    too_short = max(0, config.min_tokens - length) / config.min_tokens
    return deviation**2 + too_short + (0 if last.ends_paragraph else _PARAGRAPH_BREAK_COST)


def _joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Spans that follow each other on a page, with nothing but white space between, become one."""
    result: list[Span] = []
    for span in spans:
        previous = result[-1] if result else None
        if previous and previous.page == span.page and 0 <= span.start - previous.end <= 2:
            result[-1] = Span(span.page, previous.start, span.end)
        else:
            result.append(span)
    return tuple(result)
