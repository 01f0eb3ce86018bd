"""`POST /api/v1/advise`: the guides' answer to a file of facts the caller brings.

Open by decision (ADR 0016): the facts come in and the answer goes out, nothing is stored or
logged, no cookie is read, and no case of ours can be named. Its limits are those of a case file.
"""

from typing import Any

from django.http import HttpRequest
from ninja import Router, Status

from forevar.api import schemas
from forevar.guideline import advice

router = Router(tags=["advise"])
MAX_BYTES = 1024 * 1024
_REFUSALS = (413, 415, 422)


@router.post(
    "/advise",
    auth=None,
    summary="What the guides ask, from facts",
    response={200: schemas.Advice} | dict.fromkeys(_REFUSALS, schemas.Problem),
    openapi_extra={"requestBody": schemas.CASE_FILE_BODY},
)
def advise(request: HttpRequest, phase: str | None = None, actor: str | None = None) -> Any:
    """Answer as `forevar advise --format json` does; the body is a case file."""
    if request.content_type != "application/json":
        return Status(415, problem("content_type", "$", "Send facts as application/json."))
    if int(request.headers.get("Content-Length") or 0) > MAX_BYTES:
        return Status(413, problem("too_large", "$", "A case file is at most 1 MiB."))
    try:
        return advice.advise(advice.read_case(request.body), phase=phase, actor=actor)
    except advice.BadCaseFile as bad:
        return Status(422, problem(bad.code, bad.path, bad.message))
    except advice.NoSuchFilter as unknown:
        return Status(422, problem(unknown.code, f"?{unknown.kind}", str(unknown)))


def problem(code: str, path: str, message: str) -> dict[str, Any]:
    """Put a refusal in the one shape every refusal has."""
    return {"error": {"code": code, "path": path, "message": message}}
