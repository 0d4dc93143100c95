"""The texts that are being measured: read when they are needed, and no more of them in memory than a bound allows."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Collection, Iterable, Mapping

from mediawatch.deduplicate.history import History
from mediawatch.deduplicate.measure import Text

Bodies = Callable[[Collection[str]], Mapping[str, str]]
"""text_sha256 of articles of a run -> their bodies, by text_sha256."""

CHARACTERS = 3_000_000
"""Of bodies in memory. A text that is measured takes some thirty bytes a character: its shingles and its words."""

PAGE = 200
"""Texts that are asked for at a time: a body has up to MAX_BODY_CHARS, and most have some thousand."""


class Texts:
    """Texts by text_sha256: those of the run (`own`, by its `bodies`), all others from the history."""

    def __init__(self, own: Collection[str], bodies: Bodies, history: History) -> None:
        self._own = own
        self._bodies = bodies
        self._history = history
        self._kept: OrderedDict[str, Text | str] = OrderedDict()
        self._characters = 0

    def __getitem__(self, text_sha256: str) -> Text:
        found = self._kept.get(text_sha256)
        if found is None:
            self.read([text_sha256])
            found = self._kept[text_sha256]
        if isinstance(found, str):
            found = self._kept[text_sha256] = Text(found)
        return found

    def read(self, text_sha256s: Iterable[str]) -> None:
        """Have these texts in memory, as far as they fit; those that are there already stay."""
        wanted = dict.fromkeys(text_sha256s)
        for sha in wanted:
            if sha in self._kept:
                self._kept.move_to_end(sha)
        missing = [sha for sha in wanted if sha not in self._kept]
        for sha, body in self._bodies([sha for sha in missing if sha in self._own]).items():
            self._keep(sha, body)
        published = [sha for sha in missing if sha not in self._own]
        for start in range(0, len(published), PAGE):
            for text in self._history.texts(published[start : start + PAGE]):
                self._keep(text.text_sha256, text.article_body)

    def _keep(self, sha: str, body: str) -> None:
        self._kept[sha] = body
        self._characters += len(body)
        while self._characters > CHARACTERS and len(self._kept) > 1:
            _, oldest = self._kept.popitem(last=False)
            self._characters -= len(oldest if isinstance(oldest, str) else oldest.body)
