"""Whoever signs a commitment reads first what the county's file has of it, and nothing that it has not."""

from dataclasses import replace

from flask import Flask

from portal.domain.item import Material
from portal.domain.sourced import SILENT, Citation, stated
from portal.web.language import in_language
from portal.web.presenters.pledges import terms_of

CITED = Citation("S", "指南", 12, "可以承诺，六十日内补交")
MATERIAL = Material("household_book", "户口簿", CITED, commitment=stated(True, CITED))


def test_when_somebody_looks_and_what_follows_is_read_before_it_is_signed(app: Flask) -> None:
    material = replace(
        MATERIAL,
        commitment_days=stated(60, CITED),
        commitment_breach=stated("停止按备案结算。", CITED, "No settlement"),
    )
    with app.test_request_context():
        assert terms_of(material) == ("准予以后 60 天以内核查承诺有没有兑现。", "没有兑现的：停止按备案结算。")
        with in_language("en"):
            assert terms_of(material)[1] == "If it is not kept: No settlement."


def test_what_the_file_has_not_is_not_read(app: Flask) -> None:
    with app.test_request_context():
        assert terms_of(MATERIAL) == ()
        assert terms_of(replace(MATERIAL, commitment_days=SILENT, commitment_breach=SILENT)) == ()
