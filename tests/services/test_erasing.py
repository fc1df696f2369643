"""Erased is erased: nothing of it opens or is found from the database, its log or its files, and all else goes on."""

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select, text

from portal.adapters.erasure_list import ErasureList
from portal.domain.actor import SYSTEM, Context
from portal.models import ApiRequest, Document, Erasure, Fax, Filing, FilingEvent, Notice, Token, User, db
from portal.models.crypto import SealErased
from portal.models.sealed import person_index, phone_index, sealed_names
from portal.models.transaction import transaction
from portal.services import damage, erasing, fax_tray, faxes, filings, kept_files, notices, own_filings
from portal.services.fax_tray import FilledPages
from portal.services.faxes import ArrivedFax, KeptPart
from tests.people import NOW, acting, citizen, long_stay, person, staff

CTX = Context(SYSTEM, NOW)
KEYS = ("person_index", "name_index", "phone_index", "caller_phone_index", "agent_index", "agent_phone_index")


def a_filing(serial: int) -> tuple[User, Filing]:
    """Of somebody, sent in."""
    who = person(serial, "删除")
    user = citizen(who)
    draft = filings.open_draft(acting(user), "wenshang.long-term", long_stay(who))
    return user, filings.submit(acting(user), draft.number)


def belonging(filing: Filing) -> list[FilingEvent | Notice | Token | Document]:
    """Every row of a filing that may hold something sealed."""
    return [
        row
        for kind in (FilingEvent, Notice, Token, Document)
        for row in db.session.scalars(select(kind).where(kind.filing_id == filing.id))
    ]


def on_disk() -> bytes:
    """The database's files, byte by byte; nothing where a server has them."""
    path = db.engine.url.database or ""
    there = Path(path).parent.glob(f"{Path(path).name}*") if path.startswith("/") else ()
    return b"".join(each.read_bytes() for each in there)


def test_a_filing_goes_for_good_and_its_neighbour_stays(services: Flask, tmp_path: Path) -> None:
    (owner, gone), (_other, stays) = a_filing(1), a_filing(2)
    once = [getattr(gone, name) for name in KEYS if getattr(gone, name)]
    wrapped, number = gone.data_key, gone.number
    assert wrapped is not None
    assert len(once) >= 3
    if found := on_disk():
        assert wrapped in found
    erasing.erase(CTX, ErasureList(tmp_path).add, filings=[gone])

    with pytest.raises(SealErased):
        _ = gone.claims
    for row in belonging(gone):
        for name in sealed_names(type(row)):
            if getattr(row, getattr(type(row), name).column) is not None:
                with pytest.raises(SealErased):
                    getattr(row, name)
    assert [getattr(gone, name) for name in KEYS] == [gone.uid, *[None] * 5]
    assert person_index(person(1).id_number) not in {gone.person_index, gone.agent_index}
    left = on_disk()
    assert wrapped not in left
    of_the_account = {owner.person_index, owner.phone_index}
    assert [key for key in once if key.encode() in left and key not in of_the_account] == []
    assert (gone.number, gone.is_erased, stays.is_erased) == (number, True, False)
    assert stays.claims.person.name
    assert damage.seek().numbers == []
    listed = [each.uid for each in ErasureList(tmp_path).read()]
    assert [each.uid for each in db.session.scalars(select(Erasure))] == listed == [gone.uid]
    assert [each.filing.number for each in own_filings.page(acting(owner), None)] == [number]
    again = erasing.erase(CTX, ErasureList(tmp_path).add, filings=[gone])
    assert (list(again), len(ErasureList(tmp_path).read())) == ([], 1)


def test_no_digest_stays_of_what_was_typed_or_sent(services: Flask, tmp_path: Path) -> None:
    _user, filing = a_filing(7)
    with transaction():
        filing.submission_key = "row-digest"
        request = ApiRequest(
            user_id=filing.entered_by_id, request_key="r", body_index="b" * 32, filing_id=filing.id, at=NOW
        )
        db.session.add(request)
    erasing.erase(CTX, ErasureList(tmp_path).add, filings=[filing])
    assert (filing.submission_key, db.session.query(ApiRequest).count()) == (None, 0)


def faxed(filing: Filing, serial: int, parts: list[KeptPart], pages: slice) -> Fax:
    """A fax of which these pages were put to the filing."""
    arrived = ArrivedFax("wenshang", f"{serial}.tif", f"{serial:064}", "+86 537")
    faxes.take(CTX, arrived, parts)
    fax = db.session.scalars(select(Fax).order_by(Fax.id.desc())).first()
    assert fax is not None
    clerk = acting(staff(f"clerk{serial}"))
    with transaction():
        wanted = FilledPages(fax.uid, [page.uid for page in fax.pages[pages]], fax.came_at)
        fax_tray.put_to_filing(clerk, wanted, filing)
    return fax


def test_the_pages_of_a_fax_go_with_the_filing_they_were_put_to(services: Flask, tmp_path: Path) -> None:
    (_one, filing), (_two, other) = a_filing(4), a_filing(5)
    whole = faxed(filing, 1, [KeptPart("1" * 32, 1, []), KeptPart("2" * 32, 1, [])], slice(2))
    partly = faxed(filing, 2, [KeptPart(f"{n}" * 32, 1, []) for n in (3, 4)], slice(1))
    faxed(other, 3, [KeptPart("5" * 32, 1, [])], slice(1))
    files = erasing.erase(CTX, ErasureList(tmp_path).add, filings=[filing])
    db.session.expire_all()
    assert sorted(files) == ["1" * 32, "2" * 32, "3" * 32]
    assert kept_files.all_named() == {"4" * 32, "5" * 32}
    assert (whole.pages, whole.name, whole.sender, whole.content_digest) == ([], None, None, None)
    assert ([page.file_key for page in partly.pages], partly.sender) == (["4" * 32], "+86 537")


def test_what_was_drawn_while_its_filing_was_erased_is_not_kept(services: Flask, tmp_path: Path) -> None:
    (_one, filing), (_two, other) = a_filing(8), a_filing(9)
    uids = [notice.uid for each in (filing, other) for notice in notices.of_filing(each)]
    assert len(uids) == 2
    erasing.erase(CTX, ErasureList(tmp_path).add, filings=[filing])
    with transaction():
        for place, uid in enumerate(uids):
            notices.keep(uid, f"drawn {place}", False)
    assert kept_files.all_named() == {"drawn 1"}


def test_a_file_that_holds_another_page_still_stays_for_that(services: Flask, tmp_path: Path) -> None:
    """As faxes were kept before each page had a file of its own."""
    _user, filing = a_filing(6)
    fax = faxed(filing, 1, [KeptPart("1" * 32, 3, [])], slice(1))
    assert list(erasing.erase(CTX, ErasureList(tmp_path).add, filings=[filing])) == []
    db.session.expire_all()
    assert [page.number for page in fax.pages] == [2, 3]


def test_an_account_goes_without_its_filings(services: Flask, tmp_path: Path) -> None:
    user, filing = a_filing(3)
    erasing.erase(CTX, ErasureList(tmp_path).add, accounts=[user])
    with pytest.raises(SealErased):
        _ = user.identity
    assert (user.person_index, user.phone_index, user.password_hash) == (None, user.uid, "")
    assert db.session.scalar(select(User).where(User.phone_index == phone_index(person(3).phone))) is None
    assert db.session.scalar(text("SELECT count(*) FROM login_sessions WHERE ended_at IS NULL")) == 0
    assert filing.claims.person.name


def test_half_a_line_of_a_power_cut_is_passed_over_and_written_anew(tmp_path: Path) -> None:
    listed = ErasureList(tmp_path)
    assert listed.read() == []
    listed.add([Erasure(uid="a" * 32, of_table="filings", at=NOW)])
    path = tmp_path / "erasures"
    path.write_bytes(path.read_bytes() + b'{"uid": "bb')
    assert [each.uid for each in listed.read()] == ["a" * 32]
    listed.add([Erasure(uid="b" * 32, of_table="users", at=NOW)])
    assert [(each.uid, each.of_table, each.at) for each in listed.read()] == [
        ("a" * 32, "filings", NOW),
        ("b" * 32, "users", NOW),
    ]
    assert path.stat().st_mode & 0o777 == 0o600
