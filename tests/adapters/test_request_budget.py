"""One request has one budget: what it brings is judged by headers before anything is decoded."""

import io

import pytest

from portal.adapters.checker_messages import CheckerJob, CleaningJob, Done, EstimateJob
from portal.adapters.request_budget import MOST_FILES, RequestBudget
from portal.adapters.sandbox import SANDBOX, CheckerResult
from portal.adapters.uploads import UploadLimits, UploadRefused, check_all
from tests.adapters import hostile


@pytest.fixture(autouse=True)
def jobs(monkeypatch: pytest.MonkeyPatch) -> list[type[CheckerJob]]:
    """What the checker was asked to do."""
    jobs: list[type[CheckerJob]] = []
    run = SANDBOX.run

    def noted(job: CheckerJob, body: bytes, answer: type[Done], whose: str) -> CheckerResult[Done]:
        jobs.append(type(job))
        return run(job, body, answer, whose)

    monkeypatch.setattr(SANDBOX, "run", noted)
    return jobs


def brought(*bodies: bytes) -> list[tuple[io.BytesIO, str]]:
    return [(io.BytesIO(body), f"{number}.jpg") for number, body in enumerate(bodies)]


def test_all_headers_are_read_before_anything_is_decoded(jobs: list[type[CheckerJob]]) -> None:
    picture = hostile.picture("JPEG")
    assert len(check_all(brought(picture, picture), UploadLimits(), RequestBudget())) == 2  # type: ignore[arg-type]
    assert jobs == [EstimateJob, EstimateJob, CleaningJob, CleaningJob]


def test_dots_beyond_the_budget_are_refused_before_any_is_decoded(jobs: list[type[CheckerJob]]) -> None:
    picture = hostile.blank("JPEG", (4000, 3000))
    with pytest.raises(UploadRefused, match="too_much_at_once") as refused:
        check_all(brought(picture, picture), UploadLimits(), RequestBudget(milliseconds=400))  # type: ignore[arg-type]
    assert refused.value.values["name"] == "1.jpg"
    assert jobs == [EstimateJob, EstimateJob]


def test_too_many_files_are_refused(jobs: list[type[CheckerJob]]) -> None:
    few = brought(*[hostile.picture("PNG", size=(8, 8))] * 3)
    with pytest.raises(UploadRefused, match="too_much_at_once"):
        check_all(few, UploadLimits(), RequestBudget(files=2))  # type: ignore[arg-type]
    assert MOST_FILES >= 20


def test_time_really_spent_is_counted_too() -> None:
    budget = RequestBudget(seconds=0.000_01)
    with pytest.raises(UploadRefused, match="too_much_at_once"):
        check_all(brought(hostile.picture("JPEG")), UploadLimits(), budget)  # type: ignore[arg-type]


def test_twenty_photographs_of_a_telephone_fit() -> None:
    budget = RequestBudget()
    assert all(budget.take(1, 4032 * 3024 * 25 // 1_000_000) for _ in range(19))


def test_every_file_at_fault_is_named_at_once(jobs: list[type[CheckerJob]]) -> None:
    """Those that their header gives away first, then those that cannot be decoded."""
    sound, cut = hostile.picture("PNG", size=(8, 8)), hostile.body("cut.jpg")
    files = brought(cut, b"hello", sound, b"", hostile.picture("GIF", size=(8, 8)), cut)
    with pytest.raises(UploadRefused) as refused:
        check_all(files, UploadLimits(), RequestBudget())  # type: ignore[arg-type]
    every = (refused.value, *refused.value.others)
    assert [each.values["name"] for each in every] == ["1.jpg", "3.jpg", "4.jpg", "0.jpg", "5.jpg"]
    assert len({each.code for each in every}) == 4
    assert jobs.count(CleaningJob) == 3
