"""What happens to accounts and to the portal itself: its kinds, and what is kept of each."""

from dataclasses import dataclass
from enum import StrEnum
from ipaddress import IPv6Address, ip_address, ip_network


class PortalEventKind(StrEnum):
    """An act on an account, on the list of hospitals, or on the whole installation."""

    REGISTERED = "registered"
    INVITED = "invited"
    INVITATION_TAKEN = "invitation_taken"
    OWN_NUMBER_TOLD = "own_number_told"
    OWN_PHONE_GIVEN = "own_phone_given"  # to be rung on
    HOUSEHOLD_ADDED = "household_added"  # by a member of staff, of their own
    HOUSEHOLD_REMOVED = "household_removed"
    RESET_WANTED = "reset_wanted"  # of a password or a second factor, by somebody else
    RESET_CONFIRMED = "reset_confirmed"
    RESET_CALLED_BACK = "reset_called_back"
    RESET_TAKEN_BACK = "reset_taken_back"
    RESET_RECOGNISED = "reset_recognised"  # by the account's owner
    RESET_DISOWNED = "reset_disowned"
    RESET_LINK_GIVEN = "reset_link_given"
    DISABLED = "disabled"
    PASSWORD_CHANGED = "password_changed"  # noqa: S105
    PASSWORD_RESET = "password_reset"  # by a supervisor's link  # noqa: S105
    PASSWORD_RECOVERED = "password_recovered"  # by a code the office read out  # noqa: S105
    FACTOR_SET = "factor_set"
    FACTOR_FORGOTTEN = "factor_forgotten"  # by a supervisor, for a lost telephone
    SIGNED_IN = "signed_in"
    SIGN_IN_FAILED = "sign_in_failed"
    PROOF_FAILED = "proof_failed"  # a number or a code by which something of somebody's would have opened
    UNKNOWN_NAMES_TRIED = "unknown_names_tried"  # names that no account has, and numbers; never what was typed
    SIGNED_OUT = "signed_out"
    SIGNED_OUT_EVERYWHERE = "signed_out_everywhere"
    KEY_MADE = "key_made"  # of an institution, for the interface
    KEY_REVOKED = "key_revoked"
    KEY_MISSES = "key_misses"  # it asks about many people who are not covered
    TERMINAL_SET_UP = "terminal_set_up"  # a device on which people file for themselves
    TERMINAL_ENDED = "terminal_ended"
    HOSPITAL_ADDED = "hospital_added"
    HOSPITAL_DATED = "hospital_dated"
    DIAGNOSES_LOADED = "diagnoses_loaded"  # by a hospital for its slips; how many before, how many now
    NETWORKED_LIST_LOADED = "networked_list_loaded"  # of which day before, of which day now
    EMPLOYER_ADDED = "employer_added"  # a unit that files for its staff
    SIGNER_NAMED = "signer_named"  # as what an account of a hospital signs slips, before and now
    REFERRALS_IMPORTED = "referrals_imported"  # a spreadsheet was sent; each row of it has its own history
    REFUSED_ROWS_FETCHED = "refused_rows_fetched"  # what was not taken of it, with the reasons
    FAX_RECEIVED = "fax_received"
    FAX_SET_ASIDE = "fax_set_aside"
    FAX_SEEN = "fax_seen"  # by a clerk, who sees whatever stands on it
    FAX_TURNED = "fax_turned"
    FAX_SPLIT = "fax_split"
    FAX_JOINED = "fax_joined"
    FAX_JUNKED = "fax_junked"
    FAX_RESTORED = "fax_restored"  # out of the junk
    FAX_FILED = "fax_filed"  # pages of it were put to a filing, whose history has the papers
    FAX_COUNTED = "fax_counted"  # a filing counts from when it came
    FAX_FETCHED = "fax_fetched"  # one set aside, as it came, at the command line
    FAX_WATCH_ENDED = "fax_watch_ended"  # for good: nobody misses the watcher any more
    INITIALISED = "initialised"
    UPGRADED = "upgraded"
    REINDEXED = "reindexed"
    CATALOGUE_CHANGED = "catalogue_changed"
    BACKED_UP = "backed_up"
    RESTORED = "restored"
    REKEYED = "rekeyed"  # a new version of the master key
    OLD_KEYS_DESTROYED = "old_keys_destroyed"
    SIGNER_RENEWED = "signer_renewed"  # a new key for certificates
    FILING_HELD = "filing_held"  # it stays although its time is over
    FILING_RELEASED = "filing_released"
    RETENTION_RUN = "retention_run"  # what was kept too long was deleted
    LEDGER_TAKEN = "ledger_taken"  # somebody downloaded a month's ledger or report
    NATIONAL_EXPORTED = "national_exported"  # a file for the national library was written
    NATIONAL_ANSWERED = "national_answered"  # what the platform took of it, or refused, was entered
    DATA_TAKEN = "data_taken"  # somebody downloaded all that is held of them
    DAMAGE_FOUND = "damage_found"  # something sealed does not open; which is its number
    MESSAGES_CHOSEN = "messages_chosen"  # in which language and to which mailbox, by their owner
    PHONE_CHANGED = "phone_changed"  # by which its owner signs in
    MAILBOX_PROVEN = "mailbox_proven"  # by the code that was sent to it
    ACCOUNT_CLOSED = "account_closed"  # by its owner


OF_THE_INSTALLATION = frozenset(
    {
        PortalEventKind.UNKNOWN_NAMES_TRIED,
        PortalEventKind.INITIALISED,
        PortalEventKind.UPGRADED,
        PortalEventKind.REINDEXED,
        PortalEventKind.CATALOGUE_CHANGED,
        PortalEventKind.NETWORKED_LIST_LOADED,
        PortalEventKind.BACKED_UP,
        PortalEventKind.RESTORED,
        PortalEventKind.REKEYED,
        PortalEventKind.OLD_KEYS_DESTROYED,
        PortalEventKind.SIGNER_RENEWED,
        PortalEventKind.FILING_HELD,
        PortalEventKind.FILING_RELEASED,
        PortalEventKind.RETENTION_RUN,
        PortalEventKind.DAMAGE_FOUND,
    }
)
"""Of no county: the supervisors of all of them see it. What is held was of none before each was its own county's."""


@dataclass(frozen=True, slots=True)
class PortalEventDetail:
    """Kept sealed with its event; most say one thing or nothing.

    What a reset was and is now stands as its kind and its state, `password.waiting`.
    """

    operator: str = ""  # whoever sat at the command line, by the name the machine knows
    username: str = ""  # of an account that is not there yet
    before: str = ""
    after: str = ""
    place: str = ""  # the office, hospital or unit for which somebody is invited
    network: str = ""  # from where, shortened
    tries: int = 0
    reason: str = ""
    number: str = ""  # of the filing that would have opened
    called_at: str = ""  # when the owner of the account was rung


NOTHING_NOTED = PortalEventDetail()


def network_of(address: str) -> str:
    """The network an address belongs to, /24 of the old kind and /48 of the new: enough to see a pattern, too little to
    point at a person. Empty for what is no address."""
    try:
        found = ip_address(address)
    except ValueError:
        return ""
    if isinstance(found, IPv6Address):
        found = found.ipv4_mapped or found
    return str(ip_network((found, 24 if found.version == 4 else 48), strict=False))
