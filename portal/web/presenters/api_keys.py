"""Keys of institutions as a supervisor reads them."""

from typing import NamedTuple

from flask import url_for

from portal.domain.actor import Context
from portal.models import ApiKey
from portal.web.dates import day, moment
from portal.web.labels import label
from portal.web.language import gettext as _
from portal.web.presenters.actors import name_of


class KeyLine(NamedTuple):
    """One key: of the secret nothing is shown, for nothing of it is kept."""

    institution: str
    prefix: str
    hospital: str
    scopes: str
    state: str
    is_live: bool
    revoke_url: str

    @classmethod
    def of(cls, key: ApiKey, ctx: Context) -> "KeyLine":
        """The line of a key as it stands today."""
        return cls(
            institution=name_of(key.user),
            prefix=key.prefix,
            hospital=key.user.hospital.name if key.user.hospital else "—",
            scopes=_("、").join(label(each.scope) for each in key.scopes),
            state=_state(key, ctx),
            is_live=key.is_live(ctx.today),
            revoke_url=url_for("admin_keys.revoke", uid=key.uid),
        )


def _state(key: ApiKey, ctx: Context) -> str:
    if key.revoked_at is not None:
        return str(_("已作废（%(day)s）", day=moment(key.revoked_at)))
    if not key.is_live(ctx.today):
        return str(_("已过期（%(day)s）", day=day(key.expires_on)))
    return str(_("能用到 %(day)s", day=day(key.expires_on)))
