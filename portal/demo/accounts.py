"""The demo's seven accounts with one password, and the people who filed without anybody signing in as them."""

from portal.demo.people import DemoPerson, demo_person
from portal.domain.actor import Context
from portal.domain.vocabulary import Role
from portal.models import Hospital, User, db
from portal.models.accounts import Identity
from portal.models.sealed import person_index, phone_index
from portal.models.transaction import transaction

HOSPITAL = "汶上县中医院"
STAFF: dict[str, tuple[Role, str]] = {
    "clerk": (Role.CLERK, "wenshang"),
    "supervisor": (Role.SUPERVISOR, "wenshang"),
    "clerk-fushun": (Role.CLERK, "fushun"),
    "clerk-zhenping": (Role.CLERK, "zhenping"),
    "clerk-liujiang": (Role.CLERK, "liujiang"),
}
NAMES = ("citizen", "hospital", *STAFF)
_NAME_OF = {Role.CLERK: "经办员", Role.SUPERVISOR: "主管"}


def make(ctx: Context, password_hash: str) -> dict[str, User]:
    """The seven accounts, by user name."""
    owner = demo_person(0)
    with transaction():
        hospital = db.session.query(Hospital).filter(Hospital.name == HOSPITAL).one()
        users = {
            "citizen": _citizen(ctx, owner, password_hash, "citizen"),
            "hospital": User(
                role=Role.HOSPITAL,
                username="hospital",
                identity=Identity("医保办演示员"),
                hospital_id=hospital.id,
                password_hash=password_hash,
                created_at=ctx.now,
            ),
            **{
                name: User(
                    role=role,
                    username=name,
                    identity=Identity(f"演示{_NAME_OF[role]}"),
                    county=county,
                    password_hash=password_hash,
                    created_at=ctx.now,
                )
                for name, (role, county) in STAFF.items()
            },
        }
        db.session.add_all(users.values())
        return users


def _citizen(ctx: Context, who: DemoPerson, password_hash: str, username: str | None = None) -> User:
    return User(
        role=Role.CITIZEN,
        username=username,
        phone_index=phone_index(who.phone),
        person_index=person_index(who.id_number),
        identity=Identity(who.name, who.id_number, who.phone),
        password_hash=password_hash,
        created_at=ctx.now,
    )


def make_citizen(ctx: Context, who: DemoPerson, password_hash: str) -> User:
    """An account nobody has the password of."""
    with transaction():
        user = _citizen(ctx, who, password_hash)
        db.session.add(user)
        return user


def set_password(password_hash: str) -> None:
    """Give the seven accounts the password of this start; sessions of an earlier start go on."""
    with transaction():
        for user in db.session.query(User).filter(User.username.in_(NAMES)):
            user.password_hash = password_hash
