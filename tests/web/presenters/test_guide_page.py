"""Silence of a guide is a claim about it: a page makes it only where a line of the county's file does."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any

import pytest
from flask import Flask

from portal.catalogue.repository import Catalogue
from portal.domain.item import Item
from portal.domain.sourced import Fact, FactState
from portal.services.rulebook import rulebook
from portal.web.presenters.guide_page import GuidePage, guide_page, hospitals_of

ITEMS = Catalogue.load().items()
PERIODS = ("deadline", "effective", "validity")


def undeclared(value: Any) -> Any:
    """The same without any line that says the guide is silent."""
    if isinstance(value, Fact):
        return Fact() if value.state is FactState.NOT_STATED else value
    if isinstance(value, tuple):
        return tuple(undeclared(each) for each in value)
    if isinstance(value, Mapping):
        return {key: undeclared(each) for key, each in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        return replace(
            value, **{each.name: undeclared(getattr(value, each.name)) for each in fields(value) if each.compare}
        )
    return value


def page_of(app: Flask, item: Item) -> GuidePage:
    county = rulebook.catalogue.county(item.place.slug)
    assert county is not None
    with app.test_request_context():
        return guide_page(undeclared(county) if item.silent == frozenset() else county, item, hospitals_of(item))


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.id)
def test_silence_is_said_only_where_a_line_of_the_file_declares_it(app: Flask, item: Item) -> None:
    page = page_of(app, replace(undeclared(item), silent=frozenset()))
    entries = [entry for chapter in page.sections for group in chapter.groups for entry in group.entries]
    assert [entry.label for entry in entries if entry.state in ("silent", "applied")] == []
    assert [chapter.id for chapter in page.sections if not chapter.groups] == [
        key for key in PERIODS if getattr(item, key) is None
    ]
    assert page.silent == ()
    assert len(page.summary.silent) == len([key for key in PERIODS if getattr(item, key) is None])


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.id)
def test_what_the_file_declares_is_said(app: Flask, item: Item) -> None:
    page = page_of(app, item)
    silent = {chapter.id for chapter in page.sections if not chapter.groups}
    assert silent == {key for key in PERIODS if getattr(item, key) is None} | {
        key
        for key in item.silent
        if key != "common_errors"  # asked about in one chapter with the questions
    } - ({"questions"} if item.questions or item.common_errors else set()) - (
        {"limits"} if item.handling_mode.is_set else set()
    )
