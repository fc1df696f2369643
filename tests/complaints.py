"""Complaints answered as the supervisor's page does it: the one that page shows as waiting."""

from sqlalchemy import select

from portal.domain.actor import Context
from portal.models import Filing, db
from portal.services import feedback
from portal.services.cases import Case


def waiting_on(ctx: Context, number: str) -> str:
    """Which one the page of that filing names; empty where none waits."""
    filing = db.session.scalars(select(Filing).where(Filing.number == number)).one()
    complaint = feedback.next_to_answer(Case(ctx, filing))
    return complaint.made.uid if complaint else ""


def answer(ctx: Context, number: str, words: str) -> None:
    """Answer it."""
    feedback.answer(ctx, number, waiting_on(ctx, number), words)
