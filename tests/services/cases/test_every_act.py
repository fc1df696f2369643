"""Lists show what the rules say now: each act that changes what they read keeps what follows, on both engines."""

from collections.abc import Callable

from flask import Flask

from portal.domain.vocabulary import Mark, Outcome
from portal.models import db
from tests.people import person
from tests.services.cases.desk import RECORD, Desk, determined, kept

A, C, K, N = Outcome.APPROVE, Outcome.CORRECT, Outcome.ASK, Outcome.REFUSE
D = Desk
ACTS: list[tuple[str, Callable[[Desk], None], list[tuple[Callable[[Desk], None], Outcome]]]] = [
    ("a document arrives while it waits", D.without_proof, [(D.bring, A)]),
    ("two pages arrive", D.without_proof, [(D.bring_two, A)]),
    ("what came late is taken back", D.without_proof, [(D.bring, A), (D.take_back, C)]),
    ("a document is promised", D.without_proof, [(D.promise, A)]),
    ("a document comes by a link", D.at_the_counter, [(D.send_by_link, A)]),
    ("an original is seen", D.without_proof, [(D.come_to_the_counter, A)]),
    ("a fax comes", D.without_proof, [(D.come_by_fax, A)]),
    ("a promise is signed at the counter", D.without_proof, [(D.sign_at_the_counter, A)]),
    ("a clerk scans it", D.without_proof, [(D.be_scanned, A)]),
    ("a document arrives after it was accepted", D.without_proof, [(D.accept, C), (D.be_scanned, A)]),
    ("it is asked for, and comes", D.without_proof, [(D.ask, C), (D.bring, A), (D.answer, A)]),
    (
        "marked unsound, then sound",
        D.with_proof,
        [(lambda d: d.mark(Mark.ILLEGIBLE), C), (lambda d: d.mark(Mark.SOUND), A)],
    ),
    (
        "marked unsound after it was accepted",
        D.with_proof,
        [(D.accept, A), (lambda d: d.mark(Mark.EXPIRED), C)],
    ),
    (
        "marked unsound, asked for, replaced at the counter",
        D.with_proof,
        [(lambda d: d.mark(Mark.OTHER), C), (lambda d: d.ask("identity"), C), (D.come_to_the_counter, A)],
    ),
    (
        "a seal is found, and the insured status looked up",
        D.emergency,
        [
            (lambda d: d.mark(Mark.SOUND, RECORD), K),
            (lambda d: d.look_up(True), A),
            (lambda d: d.look_up(False), N),
            (lambda d: d.mark(Mark.UNSEALED, RECORD), N),
        ],
    ),
    (
        "an answer is mended, also one the insured status rested on",
        D.emergency,
        [
            (lambda d: d.mark(Mark.SOUND, RECORD), K),
            (lambda d: d.look_up(True), A),
            (lambda d: d.mend(person__id_number=person(d.serial + 500).id_number), K),
        ],
    ),
    (
        "a place is mended, and mended back",
        D.with_proof,
        [(lambda d: d.mend(treatment_place="370800"), N), (lambda d: d.mend(treatment_place="310000"), A)],
    ),
    (
        "a question is opened and answered",
        D.with_proof,
        [
            (lambda d: d.ask(questions=("treatment_place",)), A),
            (lambda d: d.answer(treatment_place="370800"), N),
        ],
    ),
    (
        "the hospital leaves the list and comes back",
        D.referred,
        [(D.be_taken_off_the_list, N), (lambda d: d.be_taken_off_the_list(None), A)],
    ),
    ("nothing is kept of an approval that failed", D.with_proof, [(D.approve_without_looking, A)]),
]


def test_every_act_that_changes_what_the_rules_read_keeps_what_they_say(services: Flask) -> None:
    wrong = []
    for serial, (words, came_in, acts) in enumerate(ACTS, start=1):
        desk = Desk(serial)
        came_in(desk)
        for act, outcome in acts:
            desk.wait_a_minute()
            act(desk)
            db.session.expire_all()
            now = determined(desk.clerk, desk.filing)
            if now[0] is not outcome or kept(desk.filing) != now:
                wrong.append((words, outcome, now, kept(desk.filing)))
    assert wrong == []
