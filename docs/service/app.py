"""A service that plans orders: JSON in, a plan, a verdict or a PDF out."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Depends, FastAPI, HTTPException, Request
from fastapi.responses import JSONResponse, Response

from ldn_compound import BatchPlan, CompoundError, DocumentError, Order, order_schema
from ldn_compound.documents import papers
from ldn_compound.errors import Fault
from ldn_compound.interop.json import dumps
from ldn_compound.quality import usp_905
from ldn_compound.sheets import render_pdf

#: What one request may ask for: so none takes longer than seconds.
MOST_BYTES, MOST_CAPSULES = 32_000, 5_000

app = FastAPI(title="Batches of low-dose naltrexone capsules")
BODY = {"content": {"application/json": {"schema": order_schema()}}, "required": True}


@app.exception_handler(CompoundError)
def refused(_: Request, error: CompoundError) -> JSONResponse:
    """Answer 422 with every fault: its path, what is wrong, the way out."""
    faults = error.faults if isinstance(error, DocumentError) else (Fault.of(error),)
    told = [{"loc": x.path, "msg": x.message, "hint": x.hint} for x in faults]
    return JSONResponse({"detail": told}, status_code=422)


async def text_of(request: Request) -> str:
    """Return the text of a request that is not too long."""
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > MOST_BYTES:
            raise HTTPException(413, f"at most {MOST_BYTES} bytes")
    return body.decode("utf-8", errors="surrogateescape")


def planned(text: Annotated[str, Depends(text_of)]) -> BatchPlan:
    """Return the plan of the order in a request."""
    order = Order.loads(text, "json")
    if order.capsules > MOST_CAPSULES:
        raise HTTPException(413, f"at most {MOST_CAPSULES} capsules")
    return order.plan()


Planned = Annotated[BatchPlan, Depends(planned)]


@app.post("/plan", openapi_extra={"requestBody": BODY})
def plan(batch: Planned) -> Response:
    """Return the plan as a document."""
    return Response(dumps(batch), media_type="application/json")


@app.post("/papers/{name}", openapi_extra={"requestBody": BODY})
def paper(name: str, batch: Planned) -> Response:
    """Return one paper of the batch, such as ``bench-sheet`` or ``label``, as PDF."""
    found = dict(papers(batch).sheets)
    if name not in found:
        raise HTTPException(404, f"one of {', '.join(found)}")
    return Response(render_pdf(found[name]), media_type="application/pdf")


@app.post("/verdict")
def verdict(contents: list[str]) -> dict[str, Any]:
    """Return what USP <905> says of ten or thirty contents, such as ``98.2 %``."""
    found = usp_905(contents)
    return {"verdict": found.verdict, "acceptance_value": str(found.acceptance_value)}
