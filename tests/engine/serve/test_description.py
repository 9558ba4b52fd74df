"""The page and the OpenAPI document say what the service does, and load nothing from elsewhere."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from mmrl_engine.serve.service import OPEN_PATHS
from tests.engine.serve.conftest import Service


def references(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if isinstance(value.get("$ref"), str):
            yield value["$ref"]
        for item in value.values():
            yield from references(item)
    elif isinstance(value, list):
        for item in value:
            yield from references(item)


def resolved(document: Any, reference: str) -> Any:
    found = document
    for part in reference.removeprefix("#/").split("/"):
        found = found[part]
    return found


def fits(document: Any, schema: Any, value: Any) -> bool:
    """As much of JSON Schema as the document uses."""
    if "$ref" in schema:
        return fits(document, resolved(document, schema["$ref"]), value)
    if "const" in schema:
        return bool(value == schema["const"])
    if "enum" in schema:
        return value in schema["enum"]
    for word in ("anyOf", "oneOf"):
        if word in schema:
            matches = sum(fits(document, item, value) for item in schema[word])
            return matches == 1 if word == "oneOf" else matches > 0
    kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    classes: dict[str, Any] = {
        "object": dict,
        "array": list,
        "string": str,
        "number": (int, float),
        "boolean": bool,
        "null": type(None),
    }
    if not any(isinstance(value, classes[kind]) for kind in kinds):
        return False
    if isinstance(value, dict):
        properties = schema["properties"]
        return set(properties) == set(value) and all(fits(document, properties[key], value[key]) for key in value)
    return not isinstance(value, list) or all(fits(document, schema["items"], item) for item in value)


def test_the_document_is_whole(service: Service) -> None:
    status, document, _ = service.ask("GET", "/openapi.json", headers={"Authorization": ""})
    assert (status, document["openapi"]) == (200, "3.1.0")
    assert {"title", "version"} <= set(document["info"])
    assert set(document["paths"]) == {"/classify", "/names", "/health", "/openapi.json"}
    operations = [(path, item) for path, methods in document["paths"].items() for item in methods.values()]
    assert len({item["operationId"] for _, item in operations}) == len(operations)
    for path, item in operations:
        assert (item.get("security") == []) == (path in OPEN_PATHS)
        assert all(re.fullmatch(r"\d{3}", code) for code in item["responses"])
    assert list(references(document))
    for reference in references(document):
        assert resolved(document, reference)
    assert all(schema["type"] == "object" for schema in document["components"]["schemas"].values())


def test_answers_are_as_the_document_says(service: Service, pictures: Path) -> None:
    _, document, _ = service.ask("GET", "/openapi.json")
    picture = (pictures / "cat" / "0.png").read_bytes()
    for method, path, body in (
        ("POST", "/classify", picture),
        ("GET", "/names", None),
        ("GET", "/health", None),
    ):
        _, told, _ = service.ask(method, path, body)
        operation = document["paths"][path][method.lower()]
        schema = operation["responses"]["200"]["content"]["application/json"]["schema"]
        assert fits(document, schema, told)
        assert not fits(document, schema, {**told, "more": 1})
    _, told, _ = service.ask("POST", "/classify", b"")
    assert fits(document, {"$ref": "#/components/schemas/Error"}, told)


def test_the_page_loads_nothing_but_itself(service: Service) -> None:
    for path in ("/", "/docs"):
        status, page, headers = service.ask("GET", path, headers={"Authorization": ""})
        assert status == 200
        assert headers["content-type"].startswith("text/html")
        assert re.findall(r"""(?:src|href|action)\s*=|url\(|@import|<link|<iframe""", page) == []
        policy = headers["content-security-policy"]
        assert policy.startswith("default-src 'none'")
        for kind in ("style", "script"):
            (text,) = re.findall(f"<{kind}>(.*?)</{kind}>", page, re.DOTALL)
            digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
            assert f"{kind}-src 'sha256-{digest}'" in policy
    assert "innerHTML" not in page
    named = set(re.findall(r'<label for="(\w+)"', page))
    assert named == set(re.findall(r'<input id="(\w+)"', page))
