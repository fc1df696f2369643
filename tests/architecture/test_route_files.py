"""Where routes live: `<noun>_routes.py` in the package of their audience, listed in its `blueprints.py`."""

from importlib import import_module
from pathlib import Path

import portal.web

WEB = Path(portal.web.__path__[0])
AUDIENCES = sorted(path.parent for path in WEB.glob("*/blueprints.py"))


def _makes_a_blueprint(path: Path) -> bool:
    return "= guarded_blueprint(" in path.read_text()


def test_every_package_with_routes_lists_them() -> None:
    assert sorted({path.parent for path in WEB.glob("*/*.py") if _makes_a_blueprint(path)}) == AUDIENCES


def test_routes_live_in_files_named_after_a_noun() -> None:
    making = {path for path in WEB.glob("*/*.py") if _makes_a_blueprint(path)}
    assert making == set(WEB.glob("*/*_routes.py"))


def test_every_blueprint_is_listed() -> None:
    for folder in AUDIENCES:
        package = f"portal.web.{folder.name}"
        made = {import_module(f"{package}.{path.stem}").blueprint for path in folder.glob("*_routes.py")}
        assert set(import_module(f"{package}.blueprints").BLUEPRINTS) == made, package


def test_a_route_file_holds_routes_and_no_class() -> None:
    found = [path.relative_to(WEB).as_posix() for path in WEB.glob("*/*_routes.py") if "\nclass " in path.read_text()]
    assert found == []


def test_presenters_live_in_one_place_and_ask_no_database() -> None:
    elsewhere = [path for path in WEB.rglob("*presenter*") if "__pycache__" not in path.parts]
    assert elsewhere == [WEB / "presenters"]
    asking = [path.name for path in (WEB / "presenters").glob("*.py") if "db." in path.read_text()]
    assert asking == []
