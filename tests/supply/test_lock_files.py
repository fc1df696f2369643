"""Nothing is installed but what the lock files pin by hash, and the bill of materials names all of it."""

import re
import tomllib
from importlib import metadata
from pathlib import Path

import pytest

from tests.supply.lock_file import LOCKS, ROOT, NoLockFile, Pinned, pinned, resolved_on
from tests.supply.sbom import bill_of

RUN, DEV, OCR = LOCKS
SOUND = "# resolved 2026-11-28\nflask==3.1.3 \\\n    --hash=sha256:" + "0" * 64 + "\n"
BROKEN = (
    SOUND.replace("==3.1.3", ">=3.1.3"),
    SOUND.replace("==3.1.3", ""),
    SOUND.replace("sha256", "md5"),
    SOUND.replace("0" * 64, "0" * 63),
    "flask==3.1.3\n",
    SOUND.replace("flask==3.1.3", "flask @ https://example.org/flask.whl"),
    "--index-url https://example.org/simple\n" + SOUND,
    "-r other.txt\n" + SOUND,
    "./flask.whl\n" + SOUND,
)
FOR_NO_LOCK = {"portal", "pip", "setuptools"}


def of(lock: Path) -> dict[str, Pinned]:
    """Its packages by name."""
    return {each.name: each for each in pinned(lock.read_text("utf-8"))}


def normal(name: str) -> str:
    """The one spelling of a package's name (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def test_a_sound_lock_file_is_read() -> None:
    assert list(pinned(SOUND)) == [Pinned("flask", "3.1.3", "", ("0" * 64,))]


@pytest.mark.parametrize("text", BROKEN)
def test_whatever_is_not_pinned_by_version_and_hash_is_refused(text: str) -> None:
    with pytest.raises(NoLockFile):
        list(pinned(text))


def test_every_dependency_is_locked_and_the_locks_agree() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extra = project["optional-dependencies"]
    names = {lock: {normal(re.split(r"[\[<>=!~; ]", each)[0]) for each in wanted} for lock, wanted in (
        (RUN, project["dependencies"] + extra["build"]), (DEV, project["dependencies"] + extra["build"] + extra["dev"]),
        (OCR, project["dependencies"] + extra["build"] + extra["ocr"]),
    )}  # fmt: skip
    for lock, wanted in names.items():
        assert wanted - set(of(lock)) == set()
    for lock in (DEV, OCR):
        assert [name for name, package in of(RUN).items() if of(lock)[name] != package] == []
    assert all(resolved_on(lock) for lock in LOCKS)


def test_what_is_installed_is_what_is_locked() -> None:
    locked = {name: package.version for name, package in of(DEV).items()}
    installed = {normal(each.name): each.version for each in metadata.distributions()}
    assert {name: version for name, version in installed.items() if locked.get(name) != version}.keys() <= FOR_NO_LOCK


def test_the_bill_names_all_that_is_installed_with_the_portal_and_its_hashes() -> None:
    bill = bill_of(RUN, "1")
    assert bill == bill_of(RUN, "1")
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")
    listed = {each["name"]: each for each in bill["components"]}
    assert listed.keys() == of(RUN).keys()
    for name, package in of(RUN).items():
        assert listed[name]["purl"] == f"pkg:pypi/{name}@{package.version}"
        assert [each["content"] for each in listed[name]["hashes"]] == list(package.hashes)
    assert len([each for each in listed.values() if "licenses" in each]) > 10
    assert bill["dependencies"][0]["dependsOn"] == [each["bom-ref"] for each in listed.values()]
