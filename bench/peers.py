"""What others ask of a processor for the same work, as times what we ask: Django's admin and Flask-AppBuilder.

They are installed at run time into an environment of its own, which is thrown away. The same ten thousand filings lie
with each, fifty rows are a page, theirs of eight columns and ours of seven, whoever looks is signed in, each has one
process of waitress with as many threads. Counted is the processor time of the process that answers: photographs are
made anew elsewhere, and by ours alone. Asked in turns, on a connection that stays open.
"""

import json
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from http.client import HTTPConnection
from pathlib import Path

from sqlalchemy import select

from bench.goals import OTHER_PEER_LIST, PEER_LIST, PEER_SCAN, Goal
from bench.peer_forms import FilledForm, Opened, ours_opened, theirs_opened
from bench.peer_servers import NEEDED, Site, environment, our_hospital, our_queue, running
from bench.population import FEW, portal_of
from bench.uploads import noise, sized
from portal.models import Filing, db

ROUNDS, PAGES, FORMS = 5, 40, 10
SCAN = ((1700, 1200), 415_000)
LISTS = {"django_site": "/admin/django_site/djangofiling/", "appbuilder_site": "/builderlist/list/"}
FORMS_OF = {"django_site": "/admin/django_site/djangofiling/add/", "appbuilder_site": "/builderlist/add"}


def measured() -> Iterator[tuple[Goal, list[float]]]:
    """The ratios of lists and of forms, a figure a round."""
    with ExitStack() as until_the_end:
        folder = Path(until_the_end.enter_context(tempfile.TemporaryDirectory(prefix="portal-peers-")))
        python = environment(folder)
        (folder / "rows.json").write_text(json.dumps(list(_rows())))
        theirs = {name: until_the_end.enter_context(running(python, folder, name)) for name in NEEDED}
        found = _lists({"ours": until_the_end.enter_context(our_queue()), **theirs})
        yield PEER_LIST, _ratios(found, "django_site")
        yield OTHER_PEER_LIST, _ratios(found, "appbuilder_site")
        found = _forms({"ours": until_the_end.enter_context(our_hospital(folder / "ours")), **theirs})
        yield PEER_SCAN.of("Django's admin"), _ratios(found, "django_site")
        yield PEER_SCAN.of("Flask-AppBuilder"), _ratios(found, "appbuilder_site")


def _rows() -> Iterator[dict[str, str | None]]:
    """What each shows of our filings."""
    with portal_of(FEW).app_context():
        for filing in db.session.scalars(select(Filing).where(Filing.submitted_at.is_not(None)).order_by(Filing.id)):
            yield {
                "number": filing.number,
                "person": filing.claims.person.name or "",
                "county": filing.county,
                "item": filing.item_id,
                "channel": filing.channel,
                "status": filing.status,
                "due_on": filing.queue_due_on and filing.queue_due_on.isoformat(),
                "doctor": filing.claims.slip.doctor or "",
            }


def _ratios(found: Mapping[str, list[float]], peer: str) -> list[float]:
    return [theirs / ours for theirs, ours in zip(found[peer], found["ours"], strict=True)]


def _spent(site: Site, act: Callable[[], None]) -> float:
    before = site.spent
    act()
    return site.spent - before


def _lists(sites: Mapping[str, Site]) -> dict[str, list[float]]:
    paths = {"ours": "/clerk/", **LISTS}
    return _in_turns(sites, lambda name, _turn: lambda: _read(sites[name], paths[name]))


def _read(site: Site, path: str) -> None:
    connection = HTTPConnection("127.0.0.1", site.port, timeout=60)
    for _page in range(PAGES):
        connection.request("GET", path, headers={"Cookie": site.cookie})
        answer = connection.getresponse()
        page = answer.read()
        assert answer.status == 200, (path, answer.status)
        assert 50 <= page.count(b"<tr") <= 60, (path, page.count(b"<tr"))
    connection.close()


def _forms(sites: Mapping[str, Site]) -> dict[str, list[float]]:
    """Each form is opened before, and only its sending counts."""
    scan = sized(noise(SCAN[0]), "JPEG", SCAN[1])

    def prepared(name: str, turn: int) -> Callable[[], None]:
        site, serials = sites[name], range(turn * FORMS, (turn + 1) * FORMS)
        opened: Opened = ours_opened if name == "ours" else theirs_opened
        forms = [opened(site.port, FORMS_OF.get(name, ""), site.cookie, serial, scan) for serial in serials]
        return lambda: _send(site, forms)

    return _in_turns(sites, prepared)


def _send(site: Site, forms: Sequence[FilledForm]) -> None:
    connection = HTTPConnection("127.0.0.1", site.port, timeout=60)
    for form in forms:
        connection.request("POST", form.path, form.body, form.headers)
        answer = connection.getresponse()
        answer.read()
        assert answer.status in (302, 303), (form.path, answer.status)
    connection.close()


def _in_turns(sites: Mapping[str, Site], work: Callable[[str, int], Callable[[], None]]) -> dict[str, list[float]]:
    """Processor seconds of each in each round; the first, in which all is read for the first time, does not count."""
    found: dict[str, list[float]] = {name: [] for name in sites}
    for turn in range(ROUNDS + 1):
        for name, site in sites.items():
            found[name].append(_spent(site, work(name, turn)))
    return {name: spent[1:] for name, spent in found.items()}
