"""Addresses of the pages for operators: runs, sources, quality, quarantine, from where documents are replayed."""

from __future__ import annotations

import logging
import re
from typing import Annotated

from airflow.api_fastapi.core_api.security import GetUserDep
from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse
from mediawatch.desk import operations_desk
from mediawatch.errors import MediaWatchError, UsageError

from mediawatch_airflow.desk import access, answers, replaying

log = logging.getLogger(__name__)
router = APIRouter()

Run = Annotated[str | None, Query(max_length=300, pattern=r"^[^\x00-\x1f]+$")]
Word = Annotated[str | None, Query(max_length=60, pattern=r"^[a-z0-9_]*$")]
Sent = Annotated[str | None, Query(max_length=80, pattern=r"^[a-z]+__[0-9T:.+_a-zA-Z-]+$")]
AfterSource = Annotated[str | None, Query(max_length=65, pattern=r"^[1-9]-[a-z0-9][a-z0-9-]{0,62}$")]
Before = Annotated[int | None, Query(ge=1, le=2**63 - 1)]


@router.get("/runs", response_class=HTMLResponse)
def runs(request: Request, user: GetUserDep, run: Run = None) -> HTMLResponse:
    """How runs went. `run` names the one to look at (default: the newest)."""
    return answers.page(
        request, user, "runs.html", lambda connection: operations_desk.runs_page(connection, run), here="runs"
    )


@router.get("/sources", response_class=HTMLResponse)
def sources(request: Request, user: GetUserDep, after: AfterSource = None) -> HTMLResponse:
    """What each source delivers against what it usually does."""
    place, _, source = (after or "").partition("-")
    key = (int(place), source) if source else None
    return answers.page(
        request, user, "sources.html", lambda connection: operations_desk.sources_page(connection, key), here="sources"
    )


@router.get("/quality", response_class=HTMLResponse)
def quality(request: Request, user: GetUserDep, before: Before = None) -> HTMLResponse:
    """What the gates found."""
    return answers.page(
        request,
        user,
        "quality.html",
        lambda connection: operations_desk.quality_page(connection, before),
        here="quality",
    )


@router.get("/quarantine", response_class=HTMLResponse)
def quarantine(
    request: Request,
    user: GetUserDep,
    stage: Word = None,
    reason: Word = None,
    before: Before = None,
    sent: Sent = None,
) -> HTMLResponse:
    """Documents at fault that wait for a person. `sent`: the run that was just asked to replay some of them."""
    return answers.page(
        request,
        user,
        "quarantine.html",
        lambda connection: operations_desk.quarantine_page(
            connection, before=before, stage=stage or None, reason=reason or None
        ),
        here="quarantine",
        sent=sent,
        most=operations_desk.REPLAYED,
        dag=replaying.DAG,
    )


@router.post("/quarantine", response_class=RedirectResponse)
def replay(user: GetUserDep, form: access.SentForm) -> RedirectResponse:
    """Send entries through again: those that are ticked (fields `entry-NUMBER`), or with `what` = all those of the
    stage and the reason that the page shows; then back to that page."""
    if not access.may_trigger(user, access.REPLAYING_DAG):
        raise HTTPException(403, f"replaying takes the right to trigger {access.REPLAYING_DAG}")
    stage, reason = form.get("stage") or None, form.get("reason") or None
    if not all(word is None or re.fullmatch(r"[a-z0-9_]{1,60}", word) for word in (stage, reason)):
        raise HTTPException(422, "a stage and a reason are words as the page names them")
    ticked = [int(found.group(1)) for name in form if (found := re.fullmatch(r"entry-([0-9]{1,18})", name, re.ASCII))]
    whole = form.get("what") == "all"
    if whole and not (stage or reason):
        raise HTTPException(422, "choose a stage or a reason first")
    try:
        with answers.reading() as connection:
            chosen = operations_desk.replayable(
                connection, None if whole else ticked, stage=stage if whole else None, reason=reason if whole else None
            )
        if not chosen:
            raise UsageError("nothing was ticked that is open and whose bytes are kept")
        run_id = replaying.start(chosen, user.get_name())
    except UsageError as error:
        raise HTTPException(422, str(error)) from None
    except MediaWatchError as error:
        log.warning("replay: %s", error)
        raise HTTPException(503, "the warehouse or the DAG does not answer: try again in a moment") from None
    return RedirectResponse(f"quarantine{answers.address(stage=stage, reason=reason, sent=run_id)}", 303)
