"""People are served in turn, however many files each brings, and nobody holds more seats than one person may."""

from portal.adapters.seats import Seats


def served(seats: Seats[str], rounds: int) -> list[str]:
    """What is begun when each that was begun is done at once."""
    begun = []
    for _round in range(rounds):
        for whose, what in list(seats.seated()):
            begun.append(what)
            seats.leave(whose)
    return begun


def test_many_files_of_one_person_keep_nobody_else_waiting() -> None:
    seats: Seats[str] = Seats(1, of_one=1)
    for number in range(20):
        seats.wait("many", f"many {number}")
    seats.wait("few", "few")
    seats.wait("third", "third")
    assert served(seats, 4) == ["many 0", "few", "third", "many 1"]
    assert served(seats, 30) == [f"many {number}" for number in range(2, 20)]


def test_no_more_begin_than_there_are_seats_and_no_more_of_one_than_may() -> None:
    seats: Seats[str] = Seats(3, of_one=2)
    for whose in ("one", "one", "one", "two", "two"):
        seats.wait(whose, whose)
    assert [whose for whose, _what in seats.seated()] == ["one", "two", "one"]
    seats.leave("one")
    assert [whose for whose, _what in seats.seated()] == ["two"]
    seats.leave("two")
    seats.leave("two")
    assert [whose for whose, _what in seats.seated()] == ["one"]


def test_a_person_at_work_leaves_the_free_seats_to_others() -> None:
    seats: Seats[str] = Seats(3, of_one=1)
    for _file in range(3):
        seats.wait("one", "file")
    assert len(list(seats.seated())) == 1
    assert list(seats.seated()) == []
