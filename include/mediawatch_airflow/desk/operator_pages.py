"""Addresses of the pages for operators: runs, sources, quality, quarantine."""

from __future__ import annotations

from typing import Annotated

from airflow.api_fastapi.core_api.security import GetUserDep
from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse
from mediawatch.desk import operations_desk

from mediawatch_airflow.desk import answers

router = APIRouter()

Run = Annotated[str | None, Query(max_length=300, pattern=r"^[^\x00-\x1f]+$")]
Word = Annotated[str | None, Query(max_length=60, pattern=r"^[a-z0-9_]*$")]
Before = Annotated[int | None, Query(ge=1, le=2**63 - 1)]


@router.get("/runs", response_class=HTMLResponse)
def runs(request: Request, user: GetUserDep, run: Run = None) -> HTMLResponse:
    """How runs went. `run` names the one to look at (default: the newest)."""
    return answers.page(
        request, user, "runs.html", lambda connection: operations_desk.runs_page(connection, run), here="runs"
    )


@router.get("/sources", response_class=HTMLResponse)
def sources(request: Request, user: GetUserDep) -> HTMLResponse:
    """What each source delivers against what it usually does."""
    return answers.page(request, user, "sources.html", operations_desk.sources_page, here="sources")


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
    request: Request, user: GetUserDep, stage: Word = None, reason: Word = None, before: Before = None
) -> HTMLResponse:
    """Documents at fault that wait for a person."""
    return answers.page(
        request,
        user,
        "quarantine.html",
        lambda connection: operations_desk.quarantine_page(
            connection, before=before, stage=stage or None, reason=reason or None
        ),
        here="quarantine",
    )
