"""The desk as one application beside Airflow's own: every route asks who is there, and what cannot be asked is said.

Airflow mounts it and shows it in a frame of its own origin; headlines come from anywhere. So everything is escaped, no
script runs, and whatever writes asks for a form that our own page made for this user (`access`).
"""

from __future__ import annotations

from airflow.api_fastapi.core_api.security import requires_authenticated
from fastapi import Depends, FastAPI, HTTPException, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response

from mediawatch_airflow.desk import analyst_pages, answers, operator_pages, take_pages

app = FastAPI(
    title="MediaWatch",
    dependencies=[Depends(requires_authenticated())],  # Airflow guards nothing that a plugin mounts
    docs_url=None,
    redoc_url=None,
    openapi_url=None,
)
for pages in (analyst_pages, operator_pages, take_pages):
    app.include_router(pages.router)


@app.exception_handler(RequestValidationError)
def _wrong_address(request: Request, error: RequestValidationError) -> Response:
    """What a parameter should be, in a page; nothing of what was sent comes back."""
    told = "; ".join(f"{'.'.join(map(str, item['loc'][1:]))}: {item['msg']}" for item in error.errors()[:5])
    return answers.problem(request, 422, "This address asks for something that cannot be", told)


@app.exception_handler(HTTPException)
def _refused(request: Request, error: HTTPException) -> Response:
    answer = answers.problem(request, error.status_code, _WORDS.get(error.status_code, "Refused"), str(error.detail))
    answer.headers.update(error.headers or {})
    return answer


_WORDS = {401: "Log in to Airflow first", 403: "That is not allowed", 404: "There is nothing at this address"}
