"""Nothing typed is lost when a session ends: the form is parked, sealed, until its own account signs in again.

Where the browser lost its cookie nobody knows whose form it is; then the browser carries it, sealed, to the sign-in.
"""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import delete, select

from portal.domain.actor import STRANGER, Context
from portal.domain.errors import NotFound
from portal.domain.numbering import read_filing_number
from portal.models import LoginSession, ParkedForm, db
from portal.models.carried import Carried
from portal.models.parked import CarriedForm, UnsentForm
from portal.models.sealed import token_index
from portal.models.transaction import transaction
from portal.services import scoping, sessions

KEPT_FOR = timedelta(days=1)
_ON_THE_WAY = Carried(CarriedForm, "a form on its way to the sign-in", KEPT_FOR)


def carried(ctx: Context, content: UnsentForm) -> str:
    """The form as a browser may carry it: it can read nothing of it and change nothing in it."""
    return _ON_THE_WAY.handed_out(CarriedForm(ctx.now, content))


def park_carried(ctx: Context, token: str, text: str) -> None:
    """Keep a carried form for the account that has just signed in; what is none, is too old, or was going to a filing
    that this account does not see and so was somebody else's, is let go."""
    form = _ON_THE_WAY.taken_back(text, ctx.now)
    if form and _may_be_theirs(token, form.content.path):
        park(ctx, token, form.content.path, form.content.fields, form.content.had_files)


def _may_be_theirs(token: str, path: str) -> bool:
    begun: LoginSession | None = db.session.get(LoginSession, token_index("session", token))
    try:
        for number in filter(None, map(read_filing_number, path.split("/"))):
            scoping.filing_by_number(sessions.actor_of(begun.user) if begun else STRANGER, number)
    except NotFound:
        return False
    return True


def park(ctx: Context, token: str, path: str, fields: Sequence[tuple[str, str]], had_files: bool) -> bool:
    """Keep a form for the account whose session this was; the last one of a session counts.

    False where nobody's session it was, where that ended too long ago, or where the account is disabled.
    """
    index = token_index("session", token)
    with transaction():
        ended: LoginSession | None = db.session.get(LoginSession, index)
        if ended is None or ended.user.disabled_at is not None or ctx.now - ended.seen_at > KEPT_FOR:
            return False
        db.session.execute(delete(ParkedForm).where(ParkedForm.session_index == index))
        content = UnsentForm(path, tuple(fields), had_files)
        db.session.add(ParkedForm(session_index=index, user_id=ended.user_id, parked_at=ctx.now, content=content))
        return True


def waiting(ctx: Context) -> ParkedForm | None:
    """The newest form parked for whoever is signed in."""
    rows = select(ParkedForm).where(ParkedForm.user_id == ctx.actor.user_id, ParkedForm.parked_at > ctx.now - KEPT_FOR)
    form: ParkedForm | None = db.session.scalar(rows.order_by(ParkedForm.id.desc()).limit(1))
    return form


def take(ctx: Context, uid: str) -> str:
    """Its owner sends it again, or lets it go: it is parked no longer. Returns where it was going."""
    with transaction():
        own = select(ParkedForm).where(ParkedForm.uid == uid, ParkedForm.user_id == ctx.actor.user_id)
        form = db.session.scalar(own)
        if form is None:
            raise NotFound
        content: UnsentForm = form.content
        db.session.delete(form)
        return content.path


def forget_old(ctx: Context) -> None:
    """Drop what nobody came back for within a day."""
    with transaction():
        db.session.execute(delete(ParkedForm).where(ParkedForm.parked_at <= ctx.now - KEPT_FOR))
