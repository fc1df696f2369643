"""A unit of 汶上 and whoever files for its staff."""

from portal.domain.credit_code import check_sign
from portal.domain.vocabulary import Role
from portal.models import Employer, User
from portal.models.accounts import Identity
from portal.services import employers
from tests.people import NOW, PASSWORD_HASH, acting, added, staff


def code(serial: int) -> str:
    """A well-formed code of nobody."""
    body = f"91370830MA{serial:07d}"
    return body + check_sign(body)


def unit(serial: int = 1, county: str = "wenshang") -> Employer:
    """One that a supervisor wrote down."""
    chief = staff(f"chief-of-{county}-{serial}", county, Role.SUPERVISOR)
    return employers.add(acting(chief), f"测试机械{serial}厂", code(serial))


def unit_staff(username: str, of: Employer | None = None) -> User:
    """Who files for the staff of a unit."""
    return added(
        User(
            role=Role.EMPLOYER,
            username=username,
            identity=Identity(f"人事{username}"),
            employer_id=(of or unit()).id,
            password_hash=PASSWORD_HASH,
            created_at=NOW,
        )
    )
