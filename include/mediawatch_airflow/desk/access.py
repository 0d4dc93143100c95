"""Who may look, who may judge, and forms that only our own pages can send.

Airflow guards nothing that a plugin mounts: every application here depends on `requires_authenticated`. Whoever may
trigger the DAG `topics_retag` may overrule tags, and whoever may trigger `quarantine_replay` may replay what is in
quarantine: with the simple auth manager the roles user and above.
"""

from __future__ import annotations

from typing import Annotated, Any
from urllib.parse import parse_qsl, urlsplit

from airflow.api_fastapi.app import get_auth_manager
from airflow.api_fastapi.auth.managers.models.resource_details import DagAccessEntity, DagDetails
from airflow.api_fastapi.core_api.security import GetUserDep
from airflow.configuration import conf
from fastapi import Depends, HTTPException, Request
from itsdangerous import BadSignature, URLSafeTimedSerializer

FORM_HOURS = 12
"""For which a form that was shown can be sent."""

MAX_FORM_BYTES = 20_000
MAX_FORM_FIELDS = 100
JUDGING_DAG, REPLAYING_DAG = "topics_retag", "quarantine_replay"


def may_trigger(user: Any, dag_id: str) -> bool:
    """Whether Airflow lets the user trigger the DAG."""
    return bool(
        get_auth_manager().is_authorized_dag(
            method="POST", access_entity=DagAccessEntity.RUN, details=DagDetails(id=dag_id), user=user
        )
    )


def form_token(user: Any) -> str:
    """What a form of this user's page carries: signed with the API server's own secret, good for FORM_HOURS."""
    return _serializer().dumps(_name(user))


def _name(user: Any) -> str:
    return f"{type(user).__name__}:{user.get_id()}"


def _serializer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(conf.get_mandatory_value("api", "secret_key"), salt="mediawatch desk form")


async def sent_form(request: Request, user: GetUserDep) -> dict[str, str]:
    """The fields of a form that one of our own pages sent for this user; 403 for any other, 413 for a large one.

    The cookie alone proves nothing: another site can make a browser send it. So the token is asked for, and where the
    browser says where the request comes from, that must be here.
    """
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        raise HTTPException(403, "this form was sent by another site")
    origin = request.headers.get("origin")
    if origin is not None and urlsplit(origin).netloc != request.headers.get("host"):
        raise HTTPException(403, "this form was sent by another site")
    if request.headers.get("content-type", "").partition(";")[0].strip() != "application/x-www-form-urlencoded":
        raise HTTPException(415, "send the form as the page does")
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > MAX_FORM_BYTES:
            raise HTTPException(413, "the form is too large")
    try:
        sent = parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=MAX_FORM_FIELDS)
    except ValueError:
        raise HTTPException(413, "the form has too many fields") from None
    fields = {name: value.replace("\0", "") for name, value in sent}  # it stands in no text, and Postgres takes none
    try:
        told = _serializer().loads(fields.pop("token", ""), max_age=FORM_HOURS * 3600)
    except BadSignature:
        raise HTTPException(403, "the form is too old, or was not made by this page: load the page again") from None
    if told != _name(user):
        raise HTTPException(403, "the form was made for another user")
    return fields


SentForm = Annotated[dict[str, str], Depends(sent_form)]
