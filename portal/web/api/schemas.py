"""Pieces of the description that several operations share, as OpenAPI 3.1 writes them (JSON Schema 2020-12)."""

import re
from collections.abc import Mapping, Sequence
from typing import TypeAlias

from flask import current_app

from portal.domain.fact_rules import LONGEST_TEXT
from portal.web.explanations import EXPLANATIONS

Schema: TypeAlias = dict[str, object]


def address_of(endpoint: str) -> str:
    """The address of an operation, as OpenAPI writes the names in it."""
    rule = next(current_app.url_map.iter_rules(endpoint)).rule
    return re.sub(r"<(?:[^:<>]+:)?([^<>]+)>", r"{\1}", rule)


def a_text(description: str, most: int = LONGEST_TEXT) -> Schema:
    """Words."""
    return {"type": "string", "minLength": 1, "maxLength": most, "description": description}


def a_day(description: str) -> Schema:
    """A day of the calendar."""
    return {"type": "string", "format": "date", "description": description}


def an_id_number(description: str) -> Schema:
    """Eighteen characters; the birth date and the check character have to be right too."""
    return {"type": "string", "pattern": "^[0-9]{17}[0-9Xx]$", "description": description}


def a_place(description: str) -> Schema:
    """A division of the country."""
    return {"type": "string", "pattern": "^[0-9]{6}$", "description": description, "examples": ["310000"]}


def one_of(words: Sequence[str], description: str) -> Schema:
    """One of a closed list."""
    return {"type": "string", "enum": list(words), "description": description}


def or_nothing(schema: Schema) -> Schema:
    """The same, or null."""
    return {**schema, "type": [schema["type"], "null"]}


def an_object(properties: Mapping[str, Schema], needed: Sequence[str] | None = None) -> Schema:
    """An object with these keys and no others, all of them needed unless some are named."""
    return {
        "type": "object",
        "properties": dict(properties),
        "required": list(properties if needed is None else needed),
        "additionalProperties": False,
    }


def named(name: str) -> Schema:
    """A schema that stands among the components."""
    return {"$ref": f"#/components/schemas/{name}"}


def in_json(schema: Schema) -> Schema:
    """The content of a body in JSON."""
    return {"application/json": {"schema": schema}}


def body(name: str) -> Schema:
    """A body that has to be sent."""
    return {"required": True, "content": in_json(named(name))}


def answers(well: Mapping[int, Schema], badly: Sequence[int]) -> Schema:
    """What an operation answers, and which problems it may have."""
    problems: Schema = {str(status): {"$ref": f"#/components/responses/{status}"} for status in badly}
    return {str(status): answer for status, answer in well.items()} | problems


def problems(statuses: Sequence[int]) -> Schema:
    """The answers that say what is wrong."""
    return {str(status): _problem(status) for status in statuses}


def _problem(status: int) -> Schema:
    answer: Schema = {
        "description": str(EXPLANATIONS[status].title),
        "content": {"application/problem+json": {"schema": named("Problem")}},
    }
    if status in (429, 503):
        answer["headers"] = {"Retry-After": {"schema": {"type": "string"}, "required": True}}
    return answer
