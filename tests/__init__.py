"""The tests: units mirror their modules, suites are named for what they try.

A unit test lies where its module lies: `tests/web/clerk/test_queue_routes.py` is about `queue_routes.py` in
`portal/web/clerk/`; `tests/wording/test_wording.py` is about that package as a whole; a module that several files are
about has a folder of its name, `tests/services/filings/`. What goes through several layers is a suite with a name of
its own: `access`, `journeys`, `rules` and the others that `tests/architecture/test_mirror.py` lists. That test names
every file that is out of place.
"""
