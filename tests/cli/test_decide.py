"""`portal decide` as a process: what it loads, what it does with odd input and odd terminals."""

import json
import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from portal.catalogue.files import COUNTIES
from tests import processes

pytestmark = pytest.mark.slow  # in the quick net tests/rules asks the same face within one process
PORTAL = [sys.executable, "-c", "import sys; from portal.cli import main; sys.exit(main())"]
HEAVY = ("flask", "sqlalchemy", "babel", "flask_babel", "wtforms", "typst", "PIL")
FACTS = {
    "item": "wenshang.long-term",
    "channel": "online",
    "filed_at": "2026-10-08T10:00:00+08:00",
    "person": {"name": "孔测试", "id_number": "370830195503070018", "scheme": "resident", "insured_place": "370830"},
    "treatment_place": "310000",
    "stay_months": 8,
    "documents": ["residence_proof"],
}


def portal(
    *arguments: str, stdin: bytes = b"", environment: dict[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    """The command in a process of its own, which has what it needs loaded already."""
    ran = processes.portal(Path("var"), *arguments, given=stdin, **(environment or {}))
    return subprocess.CompletedProcess(ran.args, ran.returncode, ran.stdout.encode(), ran.stderr.encode())


def begun(
    *arguments: str, stdin: bytes, environment: dict[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    """The command in an interpreter of its own."""
    return subprocess.run(
        [*PORTAL, *arguments],
        input=stdin,
        capture_output=True,
        timeout=60,
        check=False,
        env=os.environ | (environment or {}),
    )


@pytest.mark.parametrize(
    ("arguments", "most"), [(["--help"], 60), (["decide", "--help"], 170), (["decide", "-"], 172)], ids=str
)
def test_command_loads_nothing_heavy_and_little_at_all(arguments: list[str], most: int) -> None:
    """What starting costs is what is imported: modules are counted, no clock read (bench/ratios.py has the times)."""
    program = (
        "import sys\nbare = set(sys.modules)\nfrom portal.cli import main\n"
        "try:\n    main(sys.argv[1:])\nexcept SystemExit:\n    pass\n"
        "print(*(set(sys.modules) - bare), file=sys.stderr)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        input=json.dumps(FACTS).encode(),
        capture_output=True,
        timeout=60,
        check=True,
    )
    loaded = ran.stderr.decode().splitlines()[-1].split()
    assert [name for name in HEAVY if name in loaded] == []
    assert len(loaded) <= most, sorted(loaded)


def test_facts_come_from_a_file_or_from_standard_input(tmp_path: Path) -> None:
    text = json.dumps(FACTS).encode()
    path = tmp_path / "facts.json"
    path.write_bytes(text)
    by_file, by_input = portal("decide", str(path)), begun("decide", "-", stdin=text)
    assert (by_file.returncode, by_input.returncode) == (0, 0)
    assert by_file.stdout == by_input.stdout
    assert json.loads(by_file.stdout)["outcome"] == "approve"


def test_file_with_a_byte_order_mark_is_read() -> None:
    assert portal("decide", "-", stdin=b"\xef\xbb\xbf" + json.dumps(FACTS).encode()).returncode == 0


def test_missing_file_is_a_sentence() -> None:
    ran = portal("decide", "nowhere/facts.json")
    assert (ran.returncode, ran.stdout) == (2, b"")
    (line,) = ran.stderr.decode().splitlines()
    assert line.startswith("nowhere/facts.json: ")


def test_folder_in_place_of_a_file_is_a_sentence(tmp_path: Path) -> None:
    ran = portal("decide", str(tmp_path))
    assert (ran.returncode, len(ran.stderr.decode().splitlines())) == (2, 1)


def test_terminal_of_another_encoding_still_gets_utf8() -> None:
    ran = begun("decide", "-", stdin=b"{}", environment={"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"})
    assert ran.returncode == 2
    assert "缺少这一项" in ran.stderr.decode("utf-8")


def test_repeated_key_is_named_by_its_path() -> None:
    text = json.dumps(FACTS).replace('"scheme": "resident"', '"scheme": "resident", "scheme": "employee"')
    ran = portal("decide", "-", stdin=text.encode())
    assert [line.partition(":")[0] for line in ran.stderr.decode().splitlines()] == ["person.scheme"]


@pytest.mark.parametrize(
    ("value", "path"), [("NaN", "stay_months"), ("1" * 5000, "stay_months"), ("-" + "9" * 30, "stay_months")]
)
def test_number_out_of_all_measure_is_named_by_its_path(value: str, path: str) -> None:
    ran = portal("decide", "-", stdin=json.dumps(FACTS).replace('"stay_months": 8', f'"stay_months": {value}').encode())
    assert [line.partition(":")[0] for line in ran.stderr.decode().splitlines()] == [path]


def test_one_broken_object_over_many_lines_is_one_fault() -> None:
    ran = portal("decide", "-", stdin=json.dumps(FACTS, indent=2).replace("true", "").encode()[:-3])
    assert (ran.returncode, ran.stdout, len(ran.stderr.decode().splitlines())) == (2, b"", 1)


@pytest.mark.parametrize("depth", [50, 400, 900, 3000, 30_000])
def test_deep_nesting_is_a_fault_and_no_crash(depth: int) -> None:
    text = json.dumps(FACTS)[:-1] + ', "extra": ' + '{"a": [' * depth + "1" + "]}" * depth + "}"
    ran = portal("decide", "-", stdin=text.encode())
    assert (ran.returncode, ran.stdout, len(ran.stderr.decode().splitlines())) == (2, b"", 1)


def test_operator_supplies_the_calendar_of_a_year(tmp_path: Path) -> None:
    """Filed on New Year's Eve 2026, a Thursday: without the file 1 January alone is off, with it Monday is too."""
    (tmp_path / "2027.toml").write_text("year = 2027\noff = [2027-01-01, 2027-01-04]\n", "utf-8")
    facts = {
        "item": "liujiang.emergency",
        "channel": "online",
        "filed_at": "2026-12-31T10:00:00+08:00",
        "person": {
            "name": "韦测试",
            "id_number": "450206195503070015",
            "scheme": "resident",
            "insured_place": "450206",
        },
    }
    due, codes = [], []
    for environment in ({}, {"PORTAL_HOLIDAYS_DIR": str(tmp_path)}):
        found = json.loads(portal("decide", "-", stdin=json.dumps(facts).encode(), environment=environment).stdout)
        due.append(found["due_on"])
        codes.append("calendar_year_unknown" in [finding["code"] for finding in found["findings"]])
    assert due == ["2027-01-04", "2027-01-05"]
    assert codes == [True, False]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("year = 2027\noff = [2026-12-31]", "2027.toml: off: "),
        ("year = 2027\nworking = ['a']", "2027.toml: working: "),
        ("year = 2027\ncolour = 1", "2027.toml: colour: "),
        ("off = []", "2027.toml: year: "),
        ("year =", "2027.toml: TOML "),
        ("year = 2027\noff = [2027-02-06]\nworking = [2027-02-06]", "2027.toml: working: "),
    ],
)
def test_faulty_year_file_is_told_by_file_and_key(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "2027.toml").write_text(text, "utf-8")
    ran = portal("decide", "-", stdin=b"{}", environment={"PORTAL_HOLIDAYS_DIR": str(tmp_path)})
    assert (ran.returncode, ran.stdout) == (1, b"")
    assert ran.stderr.decode().startswith(message)


def test_unknown_command_is_refused() -> None:
    ran = portal("dance")
    assert ran.returncode == 2
    assert b"Traceback" not in ran.stderr


@pytest.mark.parametrize("command", [["decide", "/dev/zero"], ["catalogue", "check", "/dev/zero"]], ids=str)
def test_what_has_no_end_takes_no_more_room_than_a_large_file(command: list[str]) -> None:
    """It took 962 MB, and then everything there was; of this room Python itself wants a third."""
    room = 300 * 1024 * 1024
    ran = subprocess.run(
        [*PORTAL, *command],
        capture_output=True,
        timeout=60,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (room, room)),
    )
    assert (ran.returncode, ran.stderr.count(b"\n")) == (2 if command[0] == "decide" else 1, 1)
    assert "太大".encode() in ran.stderr


def test_standard_input_is_read_no_further_than_a_file() -> None:
    ran = portal("decide", "-", stdin=b"[" * 17_000_000)
    assert (ran.returncode, ran.stderr.decode()) == (2, "(facts): 太大，最多 16384 KB，请检查是不是选错了文件\n")


def test_an_item_the_county_has_ended_by_that_day_is_named(tmp_path: Path) -> None:
    """The edition of 2027 lacks the item; a filing of 2026 is judged by the one before."""
    printed = COUNTIES / "370830-wenshang.toml"
    head, *items = printed.read_text("utf-8").split("[[item]]")
    rest = [each for each in items if 'slug = "long-term"' not in each]
    text = "[[item]]".join([head, *rest]).replace("edition = 2026-11-01", "edition = 2027-01-01")
    (tmp_path / "370830-wenshang@2027-01-01.toml").write_text(text, "utf-8")
    lines = "\n".join(
        json.dumps({**FACTS, "filed_at": f"{day}T10:00:00+08:00"}) for day in ("2026-12-31", "2027-01-01")
    )
    ran = portal("decide", "-", stdin=lines.encode(), environment={"PORTAL_COUNTIES_DIR": str(tmp_path)})
    first, second = (json.loads(line) for line in ran.stdout.splitlines())
    assert first["item_version"] == "2026-11-01"
    assert "没有这个事项了" in json.dumps(second, ensure_ascii=False)
