"""Rows. Importing the package gives SQLAlchemy every table."""

from portal.models.account_resets import AccountReset
from portal.models.accounts import LoginSession, Throttle, User
from portal.models.agent_slots import AgentSlot
from portal.models.api_keys import ApiKey, ApiKeyScope
from portal.models.api_requests import ApiRequest
from portal.models.base import Base, db
from portal.models.certificates import RetentionCertificate
from portal.models.checkups import CheckupRow
from portal.models.diagnoses import Diagnosis
from portal.models.documents import Document
from portal.models.employers import Employer
from portal.models.erasures import Erasure
from portal.models.events import AccessLog, FilingEvent
from portal.models.faxes import Fax, FaxLook, FaxPage, FaxWatch
from portal.models.filing import Filing
from portal.models.hospitals import Hospital
from portal.models.household import HouseholdMember
from portal.models.installation import Installation
from portal.models.institutions import Institution
from portal.models.messages import Message
from portal.models.national import NationalBatch
from portal.models.networked import HospitalElsewhere, NetworkedList
from portal.models.notices import Notice
from portal.models.outbox import OutboxMessage
from portal.models.parked import ParkedForm
from portal.models.portal_events import PortalEvent
from portal.models.referral_imports import ReferralImport, ReferralImportRefusal
from portal.models.second_factors import RecoveryCode, SecondFactor
from portal.models.slip_signing import SlipSignature, SlipSigning
from portal.models.terminals import Terminal
from portal.models.tokens import Token
from portal.models.trail import TrailLink

__all__ = [
    "AccessLog",
    "AccountReset",
    "AgentSlot",
    "ApiKey",
    "ApiKeyScope",
    "ApiRequest",
    "Base",
    "CheckupRow",
    "Diagnosis",
    "Document",
    "Employer",
    "Erasure",
    "Fax",
    "FaxLook",
    "FaxPage",
    "FaxWatch",
    "Filing",
    "FilingEvent",
    "Hospital",
    "HospitalElsewhere",
    "HouseholdMember",
    "Installation",
    "Institution",
    "LoginSession",
    "Message",
    "NationalBatch",
    "NetworkedList",
    "Notice",
    "OutboxMessage",
    "ParkedForm",
    "PortalEvent",
    "RecoveryCode",
    "ReferralImport",
    "ReferralImportRefusal",
    "RetentionCertificate",
    "SecondFactor",
    "SlipSignature",
    "SlipSigning",
    "Terminal",
    "Throttle",
    "Token",
    "TrailLink",
    "User",
    "db",
]
