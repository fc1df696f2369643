"""Files for the national library: nobody else's to read, never half there, and answers read back from them."""

import os
from pathlib import Path

import pytest

from portal.adapters.national_files import NationalFolder, NoAnswers, answers
from tests.modes import open_to_others

LINE = {"number": "370830202600", "name": "=某某"}
NAME = "wenshang-000001-provisional.csv"


def folder(path: Path) -> NationalFolder:
    """A folder of two columns."""
    return NationalFolder(path, "wenshang", "格式待确认", ("number", "name"))


def test_a_file_is_there_once_it_is_published_and_for_nobody_else(tmp_path: Path) -> None:
    tmp_path.chmod(0o777)
    old = os.umask(0)
    try:
        folder(tmp_path).prepare([LINE])
        assert [path.name for path in tmp_path.iterdir()] == ["wenshang-next.part"]
        folder(tmp_path).publish(NAME)
    finally:
        os.umask(old)
    assert open_to_others(tmp_path) == []
    written = (tmp_path / NAME).read_bytes().decode("utf-8-sig").splitlines()
    assert written[0].startswith("格式待确认,")
    assert written[1:] == ["", "out_appy_d", "number,name", "370830202600,'=某某"]


def test_what_a_killed_run_wrote_down_is_put_in_its_place_and_the_rest_goes(tmp_path: Path) -> None:
    sha256 = folder(tmp_path).prepare([LINE])
    others = tmp_path / "fushun-000002-provisional.csv.part"
    others.write_text("another county's")
    assert folder(tmp_path).finish([("wenshang-000000-provisional.csv", "0" * 64), (NAME, sha256)]) == [tmp_path / NAME]
    for _twice in range(2):
        folder(tmp_path).prepare([LINE])  # the same lines once more are another file
    assert folder(tmp_path).finish([(NAME, sha256)]) == []
    assert {path.name for path in tmp_path.iterdir()} == {NAME, others.name}, (
        "what counts for nothing holds people's data"
    )


def test_answers_are_read_from_below_whatever_stands_on_top() -> None:
    content = "格式待确认\n\nname,number,result,reason\n某某,1,成功,\n\n某某, 2 ,退回,没有参保\n3\n".encode("utf-8-sig")
    found = list(answers(content, "number", "result", "reason"))
    assert found == [(4, "1", "成功", ""), (6, "2", "退回", "没有参保"), (7, "", "", "")]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"number,other\n1,2\n",
        "号码".encode("gb18030"),
        b"\xff\xfe\x00",
        b'number,result\n"' + b"9" * 140_000,
        'number,result,reason\n1,退回,"没有参保\n2,成功,\n'.encode(),
    ],
)
def test_what_is_no_file_of_answers_is_refused(content: bytes) -> None:
    with pytest.raises(NoAnswers):
        list(answers(content, "number", "result", "reason"))
