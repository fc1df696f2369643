"""What an account is to a filing, where a history names it."""

from portal.domain.vocabulary import Channel, Role
from portal.models import Filing, FilingEvent, User
from portal.models.live_sessions import SeenAccount
from portal.models.looks import LookingAccount
from portal.web.labels import label
from portal.web.language import gettext as _
from portal.web.presenters.damage import legible


def name_of(user: User | SeenAccount | LookingAccount) -> str:
    """What the owner of an account is called."""
    return legible(lambda: str(user.identity.name))


def part_of(user: User | LookingAccount) -> Channel | Role:
    """Its role; the system of an institution is none of the desk."""
    return Channel.API if user.is_of_a_key else user.role


def nobodys_name(event: FilingEvent, by_link: str) -> str:
    """Who wrote a line without an account: at the command line, by the name the machine knows; else through a link."""
    if operator := legible(lambda: event.detail.operator):
        return str(_("命令行：%(name)s", name=operator))
    return by_link if event.actor_role in (None, Role.CITIZEN) else str(_("系统管理员（在服务器上）"))


def part_in(user: User, filing: Filing) -> str:
    """Its role; a citizen who acts for another is an agent, whether named in the filing or bound to it, and the system
    of an institution is none of the desk."""
    if user.is_of_a_key and user.role is not Role.TERMINAL:
        return label(Channel.API)
    acts_for_another = user.role is Role.CITIZEN and user.person_index != filing.person_index
    return str(_("代办人")) if acts_for_another else label(user.role)
