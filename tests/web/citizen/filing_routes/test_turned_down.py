"""What somebody reads whose filing was turned down or supplied in part."""

from flask import Flask

from portal.domain.vocabulary import Mark
from portal.models import Filing
from portal.services import claims, documents, filings, marks, review
from portal.services.documents import StoredFile
from tests.page import Page
from tests.people import acting, citizen, long_stay, person, staff
from tests.web.living import signed_in

WHO = person(1)


def sent_with_two_pages() -> Filing:
    """A long-stay filing with two photographs of one paper."""
    user = citizen(WHO)
    filing = filings.open_draft(acting(user), "wenshang.long-term", long_stay(WHO))
    for page in "ab":
        stored = StoredFile(f"key-{page}", "image/jpeg", 1000, 1, page * 64)
        documents.attach(acting(user), filing.number, "residence_proof", stored, None)
    return filings.submit(acting(user), filing.number)


def test_a_decision_against_somebody_is_not_called_a_receipt(app: Flask) -> None:
    with app.app_context():
        filing, clerk = sent_with_two_pages(), acting(staff("clerk"))
        accepted = review.accept(clerk, filing.number, filing.version)
        review.reject(clerk, filing.number, accepted.version, "居住证是别人的")
        number = filing.number
    page = Page.open(signed_in(app, WHO.phone), f"/me/filings/{number}")
    assert "不予备案决定" in page.links
    assert "备案回执" not in page.links


def test_one_unreadable_page_of_two_is_still_missing(app: Flask) -> None:
    with app.app_context():
        filing, clerk = sent_with_two_pages(), acting(staff("clerk"))
        marks.mark(clerk, filing.number, claims.live_documents(filing)[0].uid, Mark.ILLEGIBLE)
        number = review.request_correction(clerk, filing.number, filing.version, []).number
    page = Page.open(signed_in(app, WHO.phone), f"/me/filings/{number}/supply")
    assert "还差 1 样。" in page.text
    assert page.form("/supply").submit("一次交齐", status=422).errors == [
        "还差 1 样。请补齐以后再交，或打电话问经办机构"
    ]


def test_every_page_of_a_file_is_shown(app: Flask) -> None:
    with app.app_context():
        user = citizen(WHO)
        draft = filings.open_draft(acting(user), "wenshang.long-term", long_stay(WHO))
        scan = StoredFile("key-of-three", "application/pdf", 1000, 3, "c" * 64)
        documents.attach(acting(user), draft.number, "residence_proof", scan, None)
        number = draft.number
    page = Page.open(signed_in(app, WHO.phone), f"/apply/draft/{number}/papers")
    shown = [image for image in page.tree.iter("img") if image.get("class") == "thumbnail"]
    assert [str(image.get("src")).rsplit("/", 1)[1] for image in shown] == ["1.png", "2.png", "3.png"]
    assert [str(image.get("alt")).rsplit("，", 1)[1] for image in shown] == ["第 1 页", "第 2 页", "第 3 页"]
