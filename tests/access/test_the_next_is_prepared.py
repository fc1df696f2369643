"""While a clerk reads one filing the server draws the next one's pages: nothing leaves it before that is opened."""

import pytest

from portal.adapters import previews
from portal.adapters.prepared_pictures import PictureOf
from portal.domain.actor import Context
from portal.models import Filing, db
from portal.services import assignments
from tests.access.world import World
from tests.people import NOW, acting

PNG = b"\x89PNG"
PREPARE = "/clerk/filings/{}/prepare-next"


def looks(world: World) -> list[str]:
    """What was looked at so far."""
    return [row[0] for row in world.snapshot.file.execute("SELECT what FROM access_log ORDER BY id")]


def test_a_picture_is_drawn_before_and_handed_out_by_its_own_route_alone(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = world.seeds.names["sent"]
    with world.rolled_back():
        with world.app.app_context():
            [paper, *_more] = assignments.papers_of_next(acting(world.user("clerk")), number)
            following = db.session.get_one(Filing, paper.filing_id).number
            kept = world.app.extensions["portal_papers"].get(paper.storage_key)
        assert following != number
        address = f"/clerk/filings/{following}/papers/{paper.uid}/pages/1"
        before = looks(world)
        answer = world.send("clerk", PREPARE.format(number), {})
        assert (answer.status_code, answer.data, looks(world)) == (204, b"", before)

        def never(*_given: object) -> bytes:
            raise AssertionError("it was drawn already")

        monkeypatch.setattr(previews, "page_png", never)
        assert world.send("clerk", PREPARE.format(number), {}).status_code == 204
        drawn = world.ask("clerk", "GET", address)
        assert (drawn.status_code, drawn.mimetype) == (200, "image/png")
        assert looks(world) == [*before, f"paper:{paper.kind}"]
        for stranger, status in (("other_clerk", 404), ("owner", 403), ("stranger", 303)):
            assert world.ask(stranger, "GET", address).status_code == status
        pictures = [path for path in (world.data_dir / "pictures").rglob("*") if path.is_file()]
        assert pictures
        assert all(drawn.data[:64] not in path.read_bytes() and kept[:64] not in path.read_bytes() for path in pictures)


def test_a_picture_opens_by_the_key_of_its_filing_alone(world: World) -> None:
    """Whatever erases the filing, at whatever hour, has made its pictures unreadable with it."""
    number, pictures = world.seeds.names["sent"], world.app.extensions["portal_pictures"]
    with world.rolled_back():
        with world.app.app_context():
            [paper, *_more] = assignments.papers_of_next(acting(world.user("clerk")), number)
            uid, key = paper.uid, paper.key_holder.opened_key()
        assert world.send("clerk", PREPARE.format(number), {}).status_code == 204
        with world.app.app_context():
            shown = pictures.found(PictureOf(uid, 1, key), NOW)
            assert shown is not None
            assert shown.startswith(PNG)
            assert pictures.found(PictureOf(uid, 1, bytes(len(key))), NOW) is None
            assert [PNG in pictures._files.get(kept.key) for kept in pictures._files.kept()] == [False]


def test_nothing_is_prepared_of_what_a_colleague_has_taken(world: World) -> None:
    with world.rolled_back(), world.app.app_context():
        clerk, chief = (acting(world.user(name)) for name in ("clerk", "supervisor"))
        number = world.seeds.names["sent"]
        [paper, *_more] = assignments.papers_of_next(clerk, number)
        taken = db.session.get_one(Filing, paper.filing_id)
        taken.assigned_to_id = world.user("supervisor").id
        db.session.commit()
        assert paper.uid not in uids(clerk, number)
        assert paper.uid in uids(chief, number)


def uids(ctx: Context, number: str) -> set[str]:
    """The documents that would be prepared."""
    return {each.uid for each in assignments.papers_of_next(ctx, number)}
