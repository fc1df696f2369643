"""Mutants of papers sent by a route, as a stranger would: none kept that shows something else, no answer of 500.

`python -m tests.bad_input.mutants 5000` sends so many and says what became of them; a few hundred are in `make test`.
"""

import html
import sys
import tempfile
from collections import Counter
from pathlib import Path

from portal.adapters.sandbox import SANDBOX
from portal.adapters.uploads import SENTENCES
from portal.models import Document, db, schema
from portal.models.engine import build_engine
from portal.web.uploads import store
from tests.access.requesting import address
from tests.access.table import ROUTES
from tests.access.world import World
from tests.adapters import mutants

ENDPOINT, FIELD = "own_documents.add", "residence_proof-files"
TAILS = {code: sentence.partition("%(name)s")[2].partition("%")[0] for code, sentence in SENTENCES.items()}
"""How each sentence goes on after the name of the file."""


def verdict(world: World, name: str, body: bytes) -> str:
    """`same` or the code of the refusal that the page says; anything that begins with WRONG must not be."""
    route = next(case for case in ROUTES if case.endpoint == ENDPOINT and case.method == "POST")
    with world.rolled_back():
        answer = world.send("owner", address(world, route), {FIELD: (body, name)})
        if answer.status_code == 303:
            return mutants.compared(body, *_kept(world))
    words = html.unescape(answer.text.partition("<main")[2])
    codes = [code for code, tail in TAILS.items() if name + tail in words]
    return codes[0] if answer.status_code == 422 and len(codes) == 1 else f"WRONG: {answer.status_code}, says {codes}"


def _kept(world: World) -> tuple[str, bytes]:
    """Kind and bytes of the paper that came last."""
    with world.app.app_context():
        document = db.session.query(Document).order_by(Document.id.desc()).first()
        assert document is not None
        key = document.storage_key or ""
        content = store().get(key)
        store().delete(key)
        return document.media_type or "", content


def main(number: int, first: int) -> int:
    """Try them, print what became of them, and fail if one was kept that differs or answered by a fault."""
    found: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        template = Path(folder) / "template.sqlite3"
        engine = build_engine(f"sqlite:///{template}")
        schema.upgrade(engine)
        engine.dispose()
        world = World(Path(folder) / "world", template)
        for name, body in mutants.mutants(number, first):
            outcome = verdict(world, name, body)
            found[outcome.partition(":")[0]] += 1
            if outcome.startswith("WRONG"):
                print(name, outcome, flush=True)
                (Path(tempfile.gettempdir()) / f"mutant-{name}").write_bytes(body)
        world.close()
    SANDBOX.close()
    print(f"mutants: {number}, wrong: {found['WRONG']}")
    for outcome, count in found.most_common():
        print(f"{count:6d} {outcome}")
    return 1 if found["WRONG"] else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 0))
