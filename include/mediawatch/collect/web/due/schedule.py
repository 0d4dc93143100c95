"""When an address is asked again: rhythms that do not drift, and the plans of retries.

What is due is judged by the moment at which a run began, and the next moment is counted from the one that was due, not
from the answer. Each address has its own phase, so that runs which come often do not ask all sources at once.
"""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta

SLACK = 0.1
"""Share of a rhythm by which runs may begin early or late without an address being passed over."""
_EARLIEST = 0.4
"""Share of a rhythm that lies between two requests at least, however late the first of them came."""
_PHASES = (0.55, 1 - SLACK)

PAGE_RETRIES = tuple(timedelta(hours=hours) for hours in (0.25, 1, 4, 12, 24, 48, 72))
"""Pauses after the first, second ... failing run of a page whose host may answer next time; then it is given up."""
REFUSAL_RETRIES = tuple(timedelta(hours=hours) for hours in (1, 24))
"""Pauses after a page was refused (404, 403 and their like), which some hosts do in the first minutes of a story."""
HOST_PAUSE = timedelta(hours=1)
"""Until a page is due that was not asked because its host did not answer others."""
LONGEST_WAIT = timedelta(days=60)
"""That a page waits for a host which never answers; then it is given up."""
GIVEN_UP = timedelta(days=7)
"""Until a page that was given up, or that led to no article, is asked once more, where it is still listed."""
_UNCHANGED = 7
"""Rhythms until a page that was found unchanged is asked again; a nested sitemap without news at most."""
_LONGEST_UNCHANGED = timedelta(days=7)
"""That an unchanged page is left alone at most, where its rhythm is shorter."""
_BELIEVED = timedelta(days=7)
"""That a server is believed which says that a listing has not changed: some say so for ever, with a tag that they give
to each state of it."""
_LISTING_BACKOFF = (1, 1, 2, 4)
_LONGEST_BACKOFF = timedelta(days=7)


def phase(name: str) -> float:
    """A share of a rhythm from 0.55 to 0.9 that belongs to `name`: the same in every run and on every machine."""
    low, high = _PHASES
    number = int.from_bytes(hashlib.sha256(name.encode("utf-8", "surrogatepass")).digest()[:4], "big")
    return low + (high - low) * number / 2**32


def next_slot(name: str, slot: datetime | None, now: datetime, every: timedelta) -> datetime:
    """From when on `name` is due again, after a run that began at `now` asked it.

    `slot` is since when it was due; None where it was asked for the first time, or ahead of its time. On average there
    is one slot in `every`, and a run that is early or late by up to SLACK of `every` falls into the slot of its own.
    """
    if slot is None or slot > now:
        return now + phase(name) * every
    return max(slot + every, now + _EARLIEST * every)


def after_failure(name: str, now: datetime, every: timedelta, failures: int) -> datetime:
    """From when on a listing is due that has failed `failures` times in a row: one, one, two, then four rhythms later.

    A rhythm of less than a week backs off to a week at most.
    """
    rhythms = _LISTING_BACKOFF[min(failures, len(_LISTING_BACKOFF)) - 1] - 1 + phase(name)
    return now + max(phase(name) * every, min(rhythms * every, _LONGEST_BACKOFF))


def unchanged(every: timedelta) -> timedelta:
    """The rhythm of a page that was found unchanged: seven of its own, up to a week."""
    return max(every, min(_UNCHANGED * every, _LONGEST_UNCHANGED))


def quiet(every: timedelta, now: datetime, changed: datetime | None) -> timedelta:
    """The rhythm of a nested sitemap that named nothing new: half the time since it did, one to seven of its own."""
    longest = _UNCHANGED * every
    return longest if changed is None else min(max((now - changed) / 2, every), longest)


def read_whole(name: str, now: datetime, every: timedelta) -> bool:
    """Whether a listing that has not changed, as its server says, is asked next without what we know of it: once a
    week, in a slot that belongs to `name`."""
    number = int.from_bytes(hashlib.sha256(name.encode("utf-8", "surrogatepass")).digest()[4:8], "big")
    return (int(now.timestamp() // every.total_seconds()) + number) % max(round(_BELIEVED / every), 1) == 0


def retry(now: datetime, pauses: tuple[timedelta, ...], failures: int) -> datetime | None:
    """From when on a page is due that has failed in `failures` runs; None where the plan is at its end."""
    return now + (1 - SLACK) * pauses[failures - 1] if failures <= len(pauses) else None
