"""What a comment, a docstring or a page of the books points to is in the repository."""

import re
import subprocess
from pathlib import Path

from portal.cli import COMMANDS
from tests.architecture.glossary import ROOT

READ = {".py", ".md", ".html", ".css", ".js", ".toml", ".typ", ".cfg", ".service", ".timer", ".conf", ".env", ""}
_BOOK = re.compile(r"[\w./-]*\b[\w-]+\.md\b")
_PATH = re.compile(r"`((?:portal|templates|static|migrations|tests|bench|docs)/[\w./-]*)`")
_LINK = re.compile(r"\]\(([^)#:]+)(?:#[^)]*)?\)")


def _tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True)
    return [ROOT / name for name in listed.stdout.splitlines() if Path(name).suffix in READ and (ROOT / name).is_file()]


def _is_held(reference: str, beside: Path) -> bool:
    return (ROOT / reference).exists() or (beside / reference).exists()


def test_every_book_named_anywhere_is_held() -> None:
    missing = [
        f"{path.relative_to(ROOT).as_posix()}: {name}"
        for path in _tracked()
        for name in _BOOK.findall(path.read_text())
        if path != Path(__file__) and not _is_held(name, path.parent)
    ]
    assert missing == []


def test_every_path_the_books_name_is_there() -> None:
    missing = [
        f"{path.relative_to(ROOT).as_posix()}: {name}"
        for path in _tracked()
        if path.suffix == ".md"
        for pattern in (_PATH, _LINK)
        for name in pattern.findall(path.read_text())
        if not _is_held(name, path.parent)
    ]
    assert missing == []


def test_the_book_of_the_product_names_every_command() -> None:
    faces = (ROOT / "docs/product.md").read_text().partition("**Commands.**")[2].partition("\n\n")[0]
    assert [name for name in COMMANDS if not re.search(rf"[`| ]{name}\b", faces)] == []
