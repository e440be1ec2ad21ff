"""The published index as this process sees it: opened once, swapped while requests go on."""

import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from rdsearch.config import FusionConfig, GroupingConfig, LexicalConfig
from rdsearch.errors import RdsearchError
from rdsearch.facts import Facts
from rdsearch.index import Index, current_id, open_index
from rdsearch.search import Searcher
from rdsearch.suggest import Completer
from rdsearch.types import Encoder, Reranker
from rdsearch_service.holdings import Holdings, holdings_of

logger = logging.getLogger(__name__)

RETRY_S = 60.0
"""How long a refused index is left alone: opening a large broken one every poll costs more than it helps."""


class ModelState(StrEnum):
    """How far the encoder is; the words stand in the readiness answer."""

    LOADING = "laden"
    READY = "gereed"
    FAILED = "mislukt"


class Unavailable(Exception):
    """The service cannot answer yet; the message is a Dutch sentence for the reader."""


@dataclass(slots=True, eq=False)
class Edition:
    """One opened index with those who read it; guarded by the lock of its `LiveIndex`."""

    index: Index
    holdings: Holdings
    completer: Completer
    facts: Facts
    searcher: Searcher | None = None
    readers: int = 0
    is_retired: bool = False


@dataclass(slots=True)
class LiveIndex:
    """Hands out the newest good index. A reader keeps the one it got until it is done.

    | event | what happens |
    | --- | --- |
    | `lease` | counts a reader in and out of the current edition |
    | a new index is published | opened beside the old one, then swapped under the lock |
    | the old one's last reader leaves | the old one is closed |
    | the new one is broken or of another model | logged and refused; the old one goes on |
    """

    root: Path
    make_encoder: Callable[[], Encoder]
    make_reranker: Callable[[], Reranker | None] = lambda: None
    poll_seconds: float = 2.0
    fusion: FusionConfig = field(default_factory=FusionConfig)
    lexical: LexicalConfig = field(default_factory=LexicalConfig)
    grouping: GroupingConfig = field(default_factory=GroupingConfig)
    model_state: ModelState = ModelState.LOADING
    _encoder: Encoder | None = None
    _reranker: Reranker | None = None
    _edition: Edition | None = None
    _refused: tuple[str, float] | None = None  # index id, when to try again
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _stop: threading.Event = field(default_factory=threading.Event)
    _watcher: threading.Thread | None = None

    def start(self) -> None:
        """Opens the index and loads the model in the background, then watches for a new index."""
        self._watcher = threading.Thread(target=self._watch, name="rdsearch-index", daemon=True)
        self._watcher.start()

    def close(self) -> None:
        """Stops watching and closes the index once its last reader is done."""
        self._stop.set()
        if self._watcher is not None:
            self._watcher.join()
        self._swap(None)

    def _watch(self) -> None:
        # The index first: reports and pages can be read before the model is there.
        self.refresh()
        self._load_model()
        while not self._stop.wait(self.poll_seconds):
            self.refresh()

    def _load_model(self) -> None:
        start = time.perf_counter()
        try:
            self._reranker = self.make_reranker()
            self._encoder = self.make_encoder()
        except RdsearchError as error:
            logger.error("no model, so no search: %s", error)
            self.model_state = ModelState.FAILED
            return
        except Exception:  # any library under the model may fail; the pages stay readable
            logger.exception("no model, so no search")
            self.model_state = ModelState.FAILED
            return
        self.refresh()
        self.model_state = ModelState.READY
        logger.info("model %s ready in %.1f s", self._encoder.model_id, time.perf_counter() - start)

    def refresh(self) -> None:
        """Opens what the `current` pointer names, if that is not what is open already."""
        try:
            wanted = current_id(self.root)
        except (RdsearchError, OSError) as error:
            logger.error("the index pointer cannot be read: %s", error)
            return
        edition = self._edition
        if wanted is None or self._is_refused(wanted):
            return
        try:
            if edition is None or edition.index.index_id != wanted:
                self._swap(self._opened())
                logger.info("index %s is open", wanted)
            elif edition.searcher is None:
                edition.facts = self._facts_of(edition.index)
                edition.searcher = self._searcher_of(edition.index)
        except Exception as error:  # noqa: BLE001 - whatever is wrong with it, the old one goes on
            self._refused = (wanted, time.monotonic() + RETRY_S)
            logger.error("index %s refused: %s", wanted, error)

    def _is_refused(self, index_id: str) -> bool:
        if self._refused is None:
            return False
        refused_id, retry_at = self._refused
        return refused_id == index_id and time.monotonic() < retry_at

    def _opened(self) -> Edition:
        index = open_index(self.root)
        try:
            holdings = holdings_of(index.catalog)
            facts = self._facts_of(index)
            return Edition(index, holdings, index.completer, facts, self._searcher_of(index))
        except BaseException:
            index.close()
            raise

    def _facts_of(self, index: Index) -> Facts:
        return Facts(index, self._encoder, lexical=self.lexical)

    def _searcher_of(self, index: Index) -> Searcher | None:
        """None while there is no encoder. Raises QueryError for an index of another model."""
        if self._encoder is None:
            return None
        return Searcher(
            index,
            self._encoder,
            fusion=self.fusion,
            lexical=self.lexical,
            grouping=self.grouping,
            reranker=self._reranker,
        )

    def _swap(self, new: Edition | None) -> None:
        with self._lock:
            old, self._edition = self._edition, new
            if old is None:
                return
            old.is_retired = True
            is_unused = old.readers == 0
        if is_unused:
            old.index.close()

    @contextmanager
    def lease(self) -> Iterator[Edition]:
        """The current edition, open at least until the `with` block ends."""
        with self._lock:
            edition = self._edition
            if edition is None:
                raise Unavailable("Er is nog geen index om in te zoeken.")
            edition.readers += 1
        try:
            yield edition
        finally:
            with self._lock:
                edition.readers -= 1
                is_done = edition.is_retired and edition.readers == 0
            if is_done:
                edition.index.close()

    @property
    def index_id(self) -> str | None:
        edition = self._edition
        return None if edition is None else edition.index.index_id

    @property
    def is_ready(self) -> bool:
        """Whether a question would be answered."""
        edition = self._edition
        return edition is not None and edition.searcher is not None
