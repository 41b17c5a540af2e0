"""The OpenAPI document: what django-ninja derives from the routes, and what holds for every one of them."""

from http import HTTPStatus
from typing import Any

from ninja import NinjaAPI
from ninja.openapi.schema import REF_TEMPLATE, OpenAPISchema

from stamkund.api.idempotency import HEADER, LONGEST_KEY, PATTERN
from stamkund.api.problems import PROBLEM_JSON, Problem

Document = dict[str, Any]

EVERYWHERE = (400, 401, 403, 404, 422, 429, 500)
WITH_A_BODY = (409, 413, 415)
METHODS_WITH_A_BODY = frozenset({"post", "patch"})


class DescribedAPI(NinjaAPI):
    """An API whose document names every way a request can fail."""

    def get_openapi_schema(
        self, *, path_prefix: str | None = None, path_params: Document | None = None
    ) -> OpenAPISchema:
        """Return the document with the problems and the idempotency key declared on each route."""
        document = super().get_openapi_schema(path_prefix=path_prefix, path_params=path_params)
        document["components"]["schemas"] |= _problem_schemas()
        for routes in document["paths"].values():
            for method, operation in routes.items():
                _declare(method, operation)
        return document


def _declare(method: str, operation: Document) -> None:
    statuses = EVERYWHERE + (WITH_A_BODY if method in METHODS_WITH_A_BODY else ())
    operation["responses"] |= {status: _response(status) for status in sorted(statuses)}
    if method == "post":
        operation["parameters"].append(_idempotency_key())


def _response(status: int) -> Document:
    content = {PROBLEM_JSON: {"schema": {"$ref": REF_TEMPLATE.format(model="Problem")}}}
    return {"description": HTTPStatus(status).phrase, "content": content}


def _idempotency_key() -> Document:
    return {
        "in": "header",
        "name": HEADER,
        "required": False,
        "schema": {"type": "string", "minLength": 1, "maxLength": LONGEST_KEY, "pattern": PATTERN},
        "description": "Your own key for this request. Sent again with the same body, the stored answer comes back and"
        " nothing is done twice; with another body it is refused.",
    }


def _problem_schemas() -> Document:
    schema = Problem.model_json_schema(ref_template=REF_TEMPLATE, mode="serialization")
    return {**schema.pop("$defs"), "Problem": schema}
