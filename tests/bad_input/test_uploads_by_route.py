"""Files no portal wants, sent by every route that takes files: refused in a sentence, and nothing stays on disk."""

import io

import pytest

from portal.models import Document, db
from portal.models.transaction import transaction
from portal.services import documents
from portal.services.documents import MOST_BYTES, MOST_DOCUMENTS, StoredFile
from tests.access.requesting import address, filled, known
from tests.access.routes import RouteCase
from tests.access.seeds import photograph
from tests.access.table import CALL, ROUTES
from tests.access.world import World
from tests.adapters import hostile
from tests.bad_input.forms import read
from tests.people import acting, person

UPLOAD_ROUTES = (
    ("own_documents.add", "residence_proof-files"),
    ("following.add", "emergency_record-files"),
    ("hospital.issue", "slip"),
    ("hospital.correct", "slip"),
    ("clerk_receiving.take", "scan_emergency_record"),
    ("clerk_intake.enter", "scan_emergency_record"),
)
FEW = ("page.html.jpg", "cut.jpg", "locked.pdf", "letter.docx", "empty.jpg", "bomb.png")
ONE_A_CODE = {code: name for name, (code, _make) in hostile.REFUSED.items()}
CLEANED = list(hostile.cleaned())[::4]
each_route = pytest.mark.parametrize(("endpoint", "field"), UPLOAD_ROUTES, ids=[e for e, _ in UPLOAD_ROUTES])


def route(endpoint: str) -> RouteCase:
    """The form of an endpoint."""
    return next(d for d in ROUTES if d.endpoint == endpoint and d.method == "POST")


def assert_refused(world: World, endpoint: str, field: str, files: list[tuple[bytes, str]], documents: int) -> str:
    """422 with a sentence and a way to the field; neither a row nor a file is left. Gives the page."""
    found = route(endpoint)
    form = filled(world, found) | {field: files}
    answer = world.send(sorted(found.owners)[0], address(world, found), form)
    assert answer.status_code == 422, f"{endpoint} took {files[0][1]}: {answer.status_code}"
    page = read(answer.text)
    assert "notice-bad" in answer.text.partition("<main")[2]
    assert all(link[1:] in page.ids for link in page.summary_links)
    assert world.is_untouched()
    assert world.kept_files() == documents, f"{endpoint} refused {files[0][1]} and kept a file"
    return answer.text


@pytest.mark.slow  # one route is sent every kind below, and each route one bad file among good ones
@each_route
@pytest.mark.parametrize("name", FEW)
def test_a_file_that_is_not_what_it_says_is_refused(world: World, endpoint: str, field: str, name: str) -> None:
    page = assert_refused(world, endpoint, field, [(hostile.body(name), name)], world.kept_files())
    assert "请" in page.partition("<main")[2].partition("notice-bad")[2][:600]


@pytest.mark.parametrize("code", sorted(ONE_A_CODE))
def test_every_kind_of_refusal_is_said_by_the_route(world: World, code: str) -> None:
    name = ONE_A_CODE[code]
    file = (hostile.body(name), name)
    assert_refused(world, "own_documents.add", "residence_proof-files", [file], world.kept_files())


@each_route
def test_one_bad_file_among_good_ones_keeps_none(world: World, endpoint: str, field: str) -> None:
    good, bad = photograph("olive"), (hostile.body("cut.jpg"), "cut.jpg")
    for files in ([good, bad], [bad, good], [good, good, bad]):
        assert_refused(world, endpoint, field, files, world.kept_files())


def test_a_bad_file_of_one_paper_keeps_none_of_the_others(world: World) -> None:
    url = address(world, route("clerk_intake.enter"), channel="window", slug="emergency")
    case = CALL | {"id_number": person(61).id_number, "insured_place": "450206", "contact_phone": "13900000061"}
    good, bad = photograph("navy"), (hostile.body("cut.jpg"), "cut.jpg")
    documents = world.kept_files()
    for first, second in ((good, bad), (bad, good)):
        files = {"scan_identity": [first], "scan_emergency_record": [second], "sealed_emergency_record": "yes"}
        assert world.send("liujiang_clerk", url, case | files).status_code == 422
        assert world.is_untouched()
        assert world.kept_files() == documents
    files = {"scan_identity": [bad], "scan_emergency_record": [(b"hello", "words.txt")]}
    both = world.send("liujiang_clerk", url, case | files)
    assert ["cut.jpg" in both.text, "words.txt" in both.text] == [True, True]
    files = {"scan_identity": [good], "scan_emergency_record": [photograph("lime")], "sealed_emergency_record": "yes"}
    assert world.send("liujiang_clerk", url, case | files).status_code == 303
    assert world.kept_files() == documents + 2


def test_the_twenty_first_file_is_refused_and_not_kept(world: World) -> None:
    _fill_up(world, MOST_DOCUMENTS - 1, size=1000)
    assert_full(world)


def test_more_than_fifty_megabytes_are_refused_and_not_kept(world: World) -> None:
    with world.app.app_context():
        there = db.session.query(Document).filter(Document.filing_id == _id_of(world, "draft")).one().size or 0
    _fill_up(world, 5, size=(MOST_BYTES - there) // 5)
    assert_full(world)


def _fill_up(world: World, count: int, size: int) -> None:
    """Rows as of many files, without their bytes."""
    with world.app.app_context():
        ctx = acting(world.user("owner"))
        for serial in range(count):
            document = StoredFile(f"{serial:032x}", "image/jpeg", size, 1, f"{serial:064x}")
            documents.attach(ctx, world.seeds.names["draft"], "residence_proof", document, None)


def assert_full(world: World) -> None:
    """One more photograph is refused in a sentence; again and again, and the disk does not fill."""
    before, documents = world.digest(), world.kept_files()
    found = route("own_documents.add")
    for colour in ("pink", "plum"):
        answer = world.send("owner", address(world, found), {"residence_proof-files": [photograph(colour)]})
        assert answer.status_code == 422
        assert "材料太多了" in answer.text
    assert world.digest() == before
    assert world.kept_files() == documents


def test_a_request_that_is_too_large_is_refused_before_it_is_read(world: World) -> None:
    found = route("own_documents.add")
    length = str(65 * 2**20)
    answer = world.ask_raw(
        "owner", address(world, found), b"x", "multipart/form-data; boundary=x", None, CONTENT_LENGTH=length
    )
    assert answer.status_code == 413
    assert "文件太大" in answer.text
    assert world.is_untouched()


@each_route
def test_files_for_what_takes_none_now_are_not_kept(world: World, endpoint: str, field: str) -> None:
    """A filing in another state, somebody else's filing, a spent link: nothing is stored before that is known."""
    found, documents = route(endpoint), world.kept_files()
    wrong = {
        "own_documents.add": ("owner", {"number": "@approved"}),
        "following.add": ("stranger", {"token": "@sent.qr"}),
        "hospital.issue": ("clerk", {}),
        "hospital.correct": ("hospital", {"number": "@slip_approved"}),
        "clerk_receiving.take": ("clerk", {"number": "@slip_returned"}),
        "clerk_intake.enter": ("other_clerk", {}),
    }
    actor, other = wrong[endpoint]
    url = address(world, found, **{key: known(world, value) for key, value in other.items()})
    answer = world.send(actor, url, filled(world, found) | {field: [photograph("teal")]})
    assert answer.status_code in {403, 404, 409, 422}
    assert world.is_untouched()
    assert world.kept_files() == documents


@pytest.mark.parametrize(("name", "body"), CLEANED, ids=[name for name, _ in CLEANED])
def test_what_is_kept_is_never_what_was_sent(world: World, name: str, body: bytes) -> None:
    """Polyglots and active content are cleaned: the kept paper carries none of it, and is saved, not shown."""
    found = route("own_documents.add")
    answer = world.send("owner", address(world, found), {"residence_proof-files": [(body, name)]})
    assert answer.status_code == 303, name
    with world.app.app_context():
        document = db.session.query(Document).order_by(Document.id.desc()).first()
        assert document is not None
        number, uid = world.seeds.names["draft"], document.uid
    file = world.ask("owner", "GET", f"/me/filings/{number}/documents/{uid}")
    assert file.status_code == 200
    assert b"SECRET-COMMENT" not in file.data
    assert file.headers["Content-Disposition"].startswith("attachment")
    assert file.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in file.headers["Content-Security-Policy"]


def test_a_paper_whose_file_is_changed_is_said_to_be_damaged_and_one_that_is_gone_to_be_missing(world: World) -> None:
    number, uid = world.seeds.names["sent"], world.seeds.names["sent.document"]
    with world.app.app_context():
        document = db.session.query(Document).filter(Document.uid == uid).one()
        key = document.storage_key or ""
    path = world.data_dir / "papers" / key[:2] / key[2:4] / key
    body = path.read_bytes()
    try:
        for changed in (body[:-1] + bytes([body[-1] ^ 1]), b"", b"\x01"):
            path.write_bytes(changed)
            assert _answers_to_the_paper(world, number, uid) == (409, 409, 200)
        path.unlink()
        assert _answers_to_the_paper(world, number, uid) == (404, 404, 200)
    finally:
        path.write_bytes(body)


def _answers_to_the_paper(world: World, number: str, uid: str) -> tuple[int, int, int]:
    """To its owner, to a clerk, and to a clerk who opens the filing."""
    return (
        world.ask("owner", "GET", f"/me/filings/{number}/documents/{uid}").status_code,
        world.ask("clerk", "GET", f"/clerk/filings/{number}/papers/{uid}/pages/1").status_code,
        world.ask("clerk", "GET", f"/clerk/filings/{number}").status_code,
    )


def test_the_same_photograph_twice_is_one_page(world: World) -> None:
    found = route("own_documents.add")
    picture = photograph("salmon")
    for _ in range(2):
        answer = world.send("owner", address(world, found), {"residence_proof-files": [picture, picture]})
        assert answer.status_code == 303
    with world.app.app_context(), transaction():
        rows = db.session.query(Document).filter(Document.filing_id == _id_of(world, "draft"))
        assert rows.count() == 2  # the seeded one, and this one


def _id_of(world: World, name: str) -> int:
    from portal.models import Filing

    found: int = db.session.query(Filing.id).filter(Filing.number == world.seeds.names[name]).scalar()
    return found


def test_a_picture_of_a_page_that_is_not_there_is_missing(world: World) -> None:
    number, uid = world.seeds.names["sent"], world.seeds.names["sent.document"]
    for sheet in ("0", "2", "999", str(10**18), str(10**30)):
        assert world.ask("owner", "GET", f"/me/filings/{number}/documents/{uid}/{sheet}.png").status_code == 404
    assert (
        io.BytesIO(world.ask("owner", "GET", f"/me/filings/{number}/documents/{uid}/1.png").data).read(4) == b"\x89PNG"
    )
