"""What a page costs, as times a bare Flask hello, and how many bytes it has, of filings of the demo.

Asked of the application itself, in turns:

    .venv/bin/python -m bench.pages 10000

Processor time, so that other load disturbs little; the ratio holds on a slow machine too.
"""

import argparse
import gc
import time
from collections.abc import Callable, Mapping
from statistics import median
from typing import Any, TypeVar

from flask import Flask
from sqlalchemy import select
from werkzeug.test import EnvironBuilder

from bench.population import portal_of
from portal.models import Filing, User, db
from portal.web.presenters.queue import _drawn_row
from tests.web.living import cookie_of

ROUNDS = 9
BASE = "http://127.0.0.1:8000"
REPLACING = {"HX-Request": "true", "HX-Boosted": "true", "HX-Target": "main"}
"""What a browser sends where the main part is replaced in place (templates/components/live.html)."""
NAMES = ("clerk", "supervisor", "hospital", "citizen")
Work = Callable[[], Any]
Name = TypeVar("Name")


def hello() -> Work:
    """The least a Flask application can answer."""
    bare = Flask("hello")
    bare.add_url_rule("/", view_func=lambda: "hello")
    return page_of(bare, "/")


def page_of(app: Flask, path: str, cookie: str = "", headers: Mapping[str, str] | None = None) -> Work:
    """Ask for a page; whoever calls it gets its bytes, and another answer than a page is a fault."""
    environ = EnvironBuilder(path=path, base_url=BASE, headers={"Cookie": cookie, **(headers or {})}).get_environ()
    served: Any = app.wsgi_app

    def ask() -> bytes:
        statuses: list[str] = []
        body = b"".join(served(dict(environ), lambda status, _headers, _fault=None: statuses.append(status)))
        assert statuses[0].startswith("200"), f"{path}: {statuses[0]}"
        return body

    return ask


def after_a_page(app: Flask, cookie: str) -> str:
    """The cookie a browser holds from its first page on: the forms' token is in it, and is not made anew each time."""
    answer = app.test_client(use_cookies=False).get("/account", base_url=BASE, headers={"Cookie": cookie})
    return answer.headers["Set-Cookie"].partition(";")[0]


def of_home(app: Flask) -> str:
    """The number of the most urgent filing of the home county."""
    with app.app_context():
        waiting = select(Filing.number).where(Filing.county == "wenshang", Filing.queue_due_on.is_not(None))
        return db.session.scalars(waiting.order_by(Filing.queue_due_on, Filing.id).limit(1)).one()


def signed_in_again(app: Flask, who: str) -> str:
    """The cookie of one more browser in which that account just signed in; none for nobody."""
    with app.app_context():
        user = db.session.scalars(select(User).where(User.username == who)).one_or_none()
        return f"portal_session={cookie_of(app, user)}" if user else ""


def cookies_of(app: Flask) -> dict[str, str]:
    """The cookie of each account of the demo, as its browser holds it after its first page."""
    return {name: after_a_page(app, signed_in_again(app, name)) for name in NAMES}


def pages(app: Flask) -> dict[str, Work]:
    """Each page that is measured, by the name it is printed under."""
    number, cookies = of_home(app), cookies_of(app)
    clerk, boss, hospital, citizen = (cookies[name] for name in NAMES)
    return {
        "queue": page_of(app, "/clerk/", clerk),
        "queue in English": page_of(app, "/clerk/", f"{clerk}; portal_language=en"),
        "queue as a fragment": page_of(app, "/clerk/", clerk, REPLACING),
        "queue, its rows new": _drawn_anew(page_of(app, "/clerk/", clerk)),
        "a filing's screen": page_of(app, f"/clerk/filings/{number}", clerk),
        "a hospital's list": page_of(app, "/hospital/", hospital),
        "a citizen's filings": page_of(app, "/me", citizen),
        "the trail": page_of(app, "/admin/trail", boss),
        "the workload": page_of(app, "/admin/", boss),
        "the public list": page_of(app, "/disclosure?county=wenshang", ""),
        "a guide": page_of(app, "/guides/liujiang/emergency"),
        "the wizard": page_of(app, "/start"),
        "home": page_of(app, "/"),
        "sign in": page_of(app, "/login"),
    }


def _drawn_anew(ask: Work) -> Work:
    """The same where no row was drawn before: the first look of the day in each process, or after anybody is erased."""

    def ask_first() -> Any:
        _drawn_row._rows.clear()
        return ask()

    return ask_first


def in_turns(works: Mapping[Name, Work]) -> dict[Name, list[float]]:
    """Processor seconds a call of each, a figure a round."""
    times = {name: max(3, int(0.05 / _once(work))) for name, work in works.items()}
    gc.freeze()  # as `portal serve` before it forks: what the application is made of is not looked through again
    found: dict[Name, list[float]] = {name: [] for name in works}
    for _round in range(ROUNDS):
        for name, work in works.items():
            begun = time.process_time()
            for _time in range(times[name]):
                work()
            found[name].append((time.process_time() - begun) / times[name])
    return found


def _once(work: Work) -> float:
    for _time in range(5):
        work()
    begun = time.process_time()
    work()
    return max(time.process_time() - begun, 1e-6)


def main() -> None:
    """Measure and tell."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int, nargs="?", default=2000, help="how many filings there are")
    app = portal_of(parser.parse_args().count)
    works = {"hello": hello(), **pages(app)}
    found = in_turns(works)
    print(f"{'page':<22} {'ms':>7} {'hellos':>7} {'bytes':>7}  spread")
    for name, spent in found.items():
        ratios = sorted(each / floor for each, floor in zip(spent, found["hello"], strict=True))
        cost = f"{1000 * median(spent):7.2f} {median(ratios):7.1f} {len(works[name]()):7}"
        print(f"{name:<22} {cost}  {ratios[0]:.0f} to {ratios[-1]:.0f}")


if __name__ == "__main__":
    main()
