"""Why a document is asked for, on which sentence that rests, and in whose account a filing is read."""

from dataclasses import replace
from types import SimpleNamespace
from typing import cast

import pytest

from portal.catalogue.repository import Catalogue
from portal.domain.determination import Determination
from portal.domain.findings import Finding
from portal.domain.item import Item, Material
from portal.domain.reaching import Holder
from portal.domain.sourced import Citation, Fact, stated
from portal.domain.vocabulary import Mark, Severity
from portal.models import Document, Filing
from portal.services import owing
from portal.services.owing import OwedDocument, holder_of, owed_of

SLIP, SEAL, YEARS = (Citation("S", "指南", line, "字") for line in (1, 2, 3))
MATERIAL = Material("referral_slip", "转诊单", SLIP, sealed=stated(True, SEAL), valid_years=stated(1, YEARS))
PLAIN = replace(MATERIAL, sealed=Fact(), valid_years=Fact())


def item(material: Material = MATERIAL) -> Item:
    """An item that asks for one slip."""
    return replace(next(iter(Catalogue.load().items())), materials=(material,))


def page(mark: Mark, note: str | None = None, kind: str = "referral_slip") -> Document:
    """A page of which a clerk found that."""
    return Document(kind=kind, mark=mark) if note is None else _noted(mark, note, kind)


def _noted(mark: Mark, note: str, kind: str) -> Document:
    return cast(Document, SimpleNamespace(kind=kind, mark=mark, mark_note=note))


def found(code: str, severity: Severity = Severity.CORRECT, kind: str | None = "referral_slip") -> Finding:
    """What the rules found of the slip."""
    return Finding(code, severity, "规则", {"kind": kind} if kind else {}, "documents")


def owed(documents: list[Document], findings: list[Finding], material: Material = MATERIAL) -> OwedDocument:
    """Why the slip is asked for."""
    determination = cast(Determination, SimpleNamespace(findings=findings))
    [one] = owed_of(["referral_slip"], documents, determination, item(material))
    return one


EXPIRED = found("paper_expired")


@pytest.mark.parametrize(
    ("documents", "findings", "material", "reason"),
    [
        ([], [EXPIRED], MATERIAL, OwedDocument("referral_slip", "规则", finding=EXPIRED)),
        ([page(Mark.SOUND)], [EXPIRED], MATERIAL, OwedDocument("referral_slip", "规则", finding=EXPIRED)),
        ([], [], MATERIAL, OwedDocument("referral_slip", SLIP.basis)),  # a clerk named it
        ([], [found("paper_seal_unknown", Severity.ASK)], MATERIAL, OwedDocument("referral_slip", SLIP.basis)),
        ([], [found("paper_missing", kind="identity")], MATERIAL, OwedDocument("referral_slip", SLIP.basis)),
        ([], [found("paper_missing", kind=None)], MATERIAL, OwedDocument("referral_slip", SLIP.basis)),
        (
            [_noted(Mark.UNSEALED, "", "referral_slip")],
            [found("paper_unsealed")],
            MATERIAL,
            OwedDocument("referral_slip", SEAL.basis, Mark.UNSEALED),  # what a clerk found comes first
        ),
        (
            [_noted(Mark.EXPIRED, "去年的", "referral_slip")],
            [],
            MATERIAL,
            OwedDocument("referral_slip", YEARS.basis, Mark.EXPIRED, "去年的"),
        ),
        (
            [_noted(Mark.UNSEALED, "", "referral_slip")],
            [],
            PLAIN,
            OwedDocument("referral_slip", SLIP.basis, Mark.UNSEALED),
        ),
        (
            [_noted(Mark.ILLEGIBLE, "", "referral_slip")],
            [],
            MATERIAL,
            OwedDocument("referral_slip", SLIP.basis, Mark.ILLEGIBLE),
        ),
        *(
            (
                [_noted(mark, "", "referral_slip")],
                [found("paper_unsound"), EXPIRED],
                MATERIAL,
                OwedDocument("referral_slip", SLIP.basis, mark, finding=also),
            )
            for mark, also in ((Mark.ILLEGIBLE, EXPIRED), (Mark.WRONG_PERSON, None))
        ),
        ([_noted(Mark.EXPIRED, "", "identity")], [], MATERIAL, OwedDocument("referral_slip", SLIP.basis)),
        (
            [_noted(Mark.OTHER, "缺页", "referral_slip")],
            [],
            replace(MATERIAL, kind="identity"),
            OwedDocument("referral_slip", "", Mark.OTHER, "缺页"),  # the guide does not list it
        ),
    ],
)
def test_the_true_reason_and_its_sentence(
    documents: list[Document], findings: list[Finding], material: Material, reason: OwedDocument
) -> None:
    assert owed(documents, findings, material) == reason


@pytest.mark.parametrize(
    ("columns", "holder"),
    [
        ({}, Holder.NOBODY),
        ({"agent_index": "a"}, Holder.NOBODY),
        ({"applicant_id": 1}, Holder.PERSON),
        ({"applicant_id": 1, "agent_index": "a"}, Holder.AGENT),
        ({"bound_user_id": 2}, Holder.PERSON),
        ({"bound_user_id": 2, "agent_index": "a"}, Holder.PERSON),  # who bound it is the person
        ({"hospital_id": 3}, Holder.HOSPITAL),
        ({"hospital_id": 3, "bound_user_id": 2}, Holder.HOSPITAL),
    ],
)
def test_in_whose_account_it_is_read(columns: dict[str, int | str], holder: Holder) -> None:
    assert holder_of(Filing(**columns)) is holder


NEEDED, OPTIONAL, SILENT = (
    replace(MATERIAL, necessary=each) for each in (stated(True, SLIP), stated(False, SLIP), Fact())
)


@pytest.mark.parametrize(
    ("material", "marks", "is_owed", "is_missing"),
    [
        (NEEDED, [], False, True),
        (NEEDED, [Mark.UNCHECKED], False, False),
        (NEEDED, [Mark.SOUND, Mark.UNCHECKED], False, False),
        (NEEDED, [Mark.SOUND, Mark.ILLEGIBLE], False, True),  # one page of it cannot be used
        (NEEDED, [Mark.SOUND], True, True),  # it expired, though it was seen
        (SILENT, [], False, True),
        (None, [], False, True),  # a clerk asked for what the guide does not list
        (None, [Mark.UNCHECKED], False, False),
        (OPTIONAL, [], False, False),
        (OPTIONAL, [Mark.ILLEGIBLE], True, False),
    ],
)
def test_what_is_still_to_come(material: Material | None, marks: list[Mark], is_owed: bool, is_missing: bool) -> None:
    assert owing.is_missing(material, [page(mark) for mark in marks], is_owed) is is_missing
