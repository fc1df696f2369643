"""`portal national` as an operator meets it; the services it calls: tests/services/test_national.py."""

from contextlib import nullcontext
from pathlib import Path

import pytest
from flask import Flask

from portal.adapters.national_files import NationalFolder
from portal.cli import main
from portal.cli import national as command
from portal.cli.runtime import operator
from portal.domain.errors import NotAllowed, NotFound
from portal.domain.national import UploadState
from portal.models.folder_lock import held
from portal.services import national, national_answers
from tests.people import acting, staff
from tests.services.test_national import approved


@pytest.fixture
def at_the_machine(services: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its command line, over one database and without an application of its own."""
    monkeypatch.setattr(command, "settings", lambda: None)
    monkeypatch.setattr(command, "application", lambda _settings: nullcontext(services))


@pytest.fixture
def outbox(tmp_path: Path) -> Path:
    """Where its files go."""
    made = tmp_path / "outbox"
    made.mkdir(0o700)
    return made


def run(*words: str) -> int:
    """The command for 汶上."""
    return main(["national", *words, "--county", "wenshang"])


def newest() -> str:
    """The number of the file that was written last."""
    return str(national_answers.latest_files(operator("wenshang"))[0].file.id)


@pytest.mark.usefixtures("at_the_machine")
def test_killed_between_the_database_and_the_folder_the_next_run_finishes_the_file(
    outbox: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    clerk = acting(staff("clerk"))
    numbers = [approved(serial, clerk).number for serial in (1, 2, 3)]

    def killed(_folder: object, _name: str) -> Path:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(NationalFolder, "publish", killed)
        with pytest.raises(KeyboardInterrupt):
            run("export", str(outbox), "--size", "2")
    assert [path.suffix for path in outbox.iterdir()] == [".part"]
    for _twice in range(2):
        assert run("export", str(outbox), "--size", "2") == 0
    files = sorted(outbox.iterdir())
    assert [path.suffix for path in files] == [".csv", ".csv"]
    assert [each.folder for each in national.done_with()] == [], "nobody knows yet whether they arrived"
    for batch in national.files_of(operator("wenshang")):
        assert run("confirm", str(batch.id)) == 0
    assert {each.folder for each in national.done_with()} == {str(outbox)}
    written = "".join(path.read_text("utf-8-sig") for path in files)
    assert [written.count(number) for number in numbers] == [1, 1, 1]
    assert written.count("格式待确认 / provisional") == 2
    shown = capsys.readouterr().out
    assert "上次没有写完，现在补上" in shown
    assert "导出 0 件。格式待确认 / provisional：没有发送给任何人；平台收下以后，请登记结果\n" in shown


@pytest.mark.usefixtures("at_the_machine")
def test_killed_between_the_file_and_the_database_the_next_run_writes_it_anew(
    outbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    numbers = [approved(serial, acting(staff(f"clerk-{serial}"))).number for serial in (1, 2)]

    def killed(*_args: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(national, "_written", killed)
        with pytest.raises(KeyboardInterrupt):
            run("export", str(outbox))
    assert [path.suffix for path in outbox.iterdir()] == [".part"]
    assert run("export", str(outbox)) == 0
    [written] = [path.read_text("utf-8-sig") for path in outbox.iterdir()]
    assert [written.count(number) for number in numbers] == [1, 1]


@pytest.mark.usefixtures("at_the_machine")
def test_answers_are_entered_all_or_none_and_a_wrong_line_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    clerk = acting(staff("clerk"))
    taken, refused = (approved(serial, clerk) for serial in (1, 2))
    run("export", str(tmp_path))
    batch, file = newest(), tmp_path / "answers.csv"
    heads = "serv_matt_inst_id,result,reason\n"
    for wrong, sentence in (("也许,", "结果要写"), ("退回,", "退回的要写原因")):
        file.write_text(f"{heads}{taken.number},成功,\n{refused.number},{wrong}\n", "utf-8")
        assert run("answers", batch, str(file)) == 1
        assert f"第 3 行：{sentence}" in capsys.readouterr().err
        assert taken.upload_state is UploadState.EXPORTED
    file.write_text(f"{heads}{taken.number},成功,\n{refused.number},退回,没有参保\n100000000008,成功,\n", "utf-8")
    assert run("answers", batch, str(file)) == 1
    shown = capsys.readouterr().out
    assert "登记了：收下 1 件，退回 1 件" in shown
    assert shown.endswith("100000000008\n")
    assert run("again", refused.number) == 0
    assert run("export", str(tmp_path)) == 0
    assert run("answers", batch, str(file)) == 1
    assert f"请等新的一批的结果：\n{refused.number}\n" in capsys.readouterr().out
    with pytest.raises(NotAllowed, match="answers_of_another_file"):  # the application says it in a sentence
        run("answers", newest(), str(file))
    assert refused.upload_state is UploadState.EXPORTED
    assert run("confirm", newest()) == 0
    assert run("state") == 0
    assert "经办人登记：平台已收下：2 件" in capsys.readouterr().out


@pytest.mark.usefixtures("at_the_machine")
def test_what_cannot_be_meant_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("export", str(tmp_path / "none")) == 1
    assert "没有目录" in capsys.readouterr().err
    with held(tmp_path):
        assert run("export", str(tmp_path)) == 1
    assert "另一个导出正在" in capsys.readouterr().err
    for no_file in (str(tmp_path / "none.csv"), "/dev/zero"):
        assert run("answers", "1", no_file) == 1
    for words in (("confirm", "7"), ("again", "100000000008")):
        with pytest.raises(NotFound):  # the application says it in a sentence
            run(*words)
    assert main(["national", "state", "--county", "nowhere"]) == 1
