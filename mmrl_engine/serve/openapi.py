"""The service described as OpenAPI 3.1, for programs that make clients. No torch."""

from __future__ import annotations

from typing import Any

from mmrl_engine.serve.limits import ServeLimits
from mmrl_engine.version import engine_version

_NUMBER, _TEXT, _NULL = {"type": "number"}, {"type": "string"}, {"type": "null"}


def describe(limits: ServeLimits) -> dict[str, Any]:
    """The whole document."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "MMRL Studio",
            "version": engine_version(),
            "description": "What pictures show, by classes learned from a few pictures and by names that are only "
            "typed. Answers come from the computer that it runs on, and pictures go no further.",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": "/"}],
        "security": [{"token": []}],
        "paths": {
            "/classify": {"post": _classify(limits)},
            "/names": {"get": _get("names", "What was learned, for each adapter.", "Names", guarded=True)},
            "/health": {"get": _get("health", "Whether the service is there.", "Health")},
            "/openapi.json": {"get": _get("openapi", "This description.", None)},
        },
        "components": {
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
            "responses": {"Error": _json("Why there is no answer.", "Error")},
            "schemas": _schemas(),
        },
    }


def _classify(limits: ServeLimits) -> dict[str, Any]:
    binary = {"schema": {"type": "string", "contentMediaType": "application/octet-stream"}}
    errors = ("400", "401", "403", "408", "413", "415", "421", "422", "500", "503")
    return {
        "operationId": "classify",
        "summary": "What one picture shows.",
        "description": "The body is the picture's file as it is, at most "
        f"{limits.megabytes:g} MB. Busy (503) says in Retry-After when to come again.",
        "parameters": [
            {
                "name": "also",
                "in": "query",
                "description": f"A name to choose from that was never learned; at most {limits.names} of them. "
                "Where several adapters answer, they are for the first.",
                "schema": {"type": "array", "items": _TEXT, "maxItems": limits.names},
                "style": "form",
                "explode": True,
            }
        ],
        "requestBody": {"required": True, "content": {"image/*": binary, "application/octet-stream": binary}},
        "responses": {
            "200": {
                "description": "The same as `mmrl classify --json` for one picture.",
                "content": {
                    "application/json": {
                        "schema": {
                            "oneOf": [_ref("Answers"), _ref("AnswersOfSeveral")],
                        }
                    }
                },
            },
            **{status: {"$ref": "#/components/responses/Error"} for status in errors},
        },
    }


def _get(name: str, summary: str, schema: str | None, *, guarded: bool = False) -> dict[str, Any]:
    answer = _json(summary, schema) if schema else {"description": summary, "content": {"application/json": {}}}
    made: dict[str, Any] = {"operationId": name, "summary": summary, "responses": {"200": answer}}
    if guarded:
        made["responses"]["401"] = {"$ref": "#/components/responses/Error"}
        return made
    return {**made, "security": []}


def _schemas() -> dict[str, Any]:
    score = _object(name=_TEXT, kind={"enum": ["trained", "typed"]}, probability=_NUMBER)
    verdict = {"enum": ["sure", "maybe", "none", None]}
    limit = _object(score=_TEXT, value=_NUMBER, direction={"enum": ["below", "above"]}, limit=_NUMBER)
    flag = {"type": "boolean"}
    fit = _object(place=_NUMBER, rough=flag, scores=_list(limit), like_enough=flag)
    said = {
        "scores": _list(_ref("Score")),
        "verdict": verdict,
        "fit": {"anyOf": [_ref("Fit"), _NULL]},
        "sure_from": {"type": ["number", "null"]},
    }
    adapter = _object(adapter=_TEXT, trained=_list(_TEXT))
    one = {"const": 1}
    return {
        "Score": score,
        "Fit": fit,
        "Answers": _object(format=one, pictures=_list(_object(path=_TEXT, error=_NULL, **said))),
        "AnswersOfSeveral": _object(
            format=one,
            adapters=_list(_TEXT),
            pictures=_list(_object(path=_TEXT, error=_NULL, answers=_list(_object(adapter=_TEXT, **said)))),
        ),
        "Names": _object(format=one, adapters=_list(adapter)),
        "Health": _object(status={"const": "ok"}),
        "Error": _object(error=_object(code=_TEXT, message=_TEXT)),
    }


def _object(**properties: Any) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": [*properties]}


def _list(items: Any) -> dict[str, Any]:
    return {"type": "array", "items": items}


def _ref(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}


def _json(description: str, schema: str) -> dict[str, Any]:
    return {"description": description, "content": {"application/json": {"schema": _ref(schema)}}}
