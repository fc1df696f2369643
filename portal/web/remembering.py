"""What Flask works out anew for each request, and what never changes while an application lives: it is remembered."""

from collections import Counter
from collections.abc import Callable
from functools import cache, cached_property, lru_cache, partial
from typing import Any, cast

from flask import Flask, current_app, g, session
from flask.globals import request_ctx
from flask.sessions import SecureCookieSessionInterface
from flask_wtf.csrf import generate_csrf
from itsdangerous import TimestampSigner, URLSafeTimedSerializer
from werkzeug.routing import Rule

_HANDED_ON = {"_anchor", "_method", "_scheme", "_external"}
_request = cast(Any, request_ctx)._get_current_object


def folder() -> str:
    """Under which folder of its host the portal lies for this request, `/` for none; empty without a request."""
    try:
        adapter = _request().url_adapter
    except RuntimeError:
        return ""
    return str(adapter.script_name) if adapter is not None else ""


class RememberingSigner(TimestampSigner):
    """Itsdangerous's, but a key is derived once for what it signs and not for each signature."""

    def derive_key(self, secret_key: str | bytes | None = None) -> bytes:
        """The key that signs, of this secret or the newest."""
        return _derived(self.salt, self.key_derivation, self.digest_method, secret_key or self.secret_key)


@lru_cache(maxsize=16)
def _derived(salt: bytes, derivation: str, digest: Any, secret: str | bytes) -> bytes:
    return TimestampSigner(secret, salt, key_derivation=derivation, digest_method=digest).derive_key()


@lru_cache(maxsize=8)
def _of_forms(secret: str | bytes) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(secret, salt="wtf-csrf-token", signer=RememberingSigner)


@lru_cache(maxsize=1000)
def _signed(secret: str | bytes, token: str) -> str:
    """It is good for as long as its session, so that when it was signed is all the same."""
    return str(_of_forms(secret).dumps(token))


def csrf_token() -> str:
    """The forms' token as Flask-WTF signs it, which makes a signer anew for each page."""
    page = g._get_current_object()
    if "csrf_token" not in page:
        if "csrf_token" not in session:
            return cast(str, generate_csrf())
        page.csrf_token = _signed(current_app.secret_key or "", session["csrf_token"])
    return cast(str, page.csrf_token)


class RememberingSessions(SecureCookieSessionInterface):
    """Flask's cookie, but what signs it is made once for the keys in use."""

    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer | None:
        """By the application's keys, the latest last."""
        keys = (*(app.config["SECRET_KEY_FALLBACKS"] or ()), app.secret_key)
        return self._serializer(keys) if app.secret_key else None

    @lru_cache(maxsize=8)  # noqa: B019 - an application lives as long as its process
    def _serializer(self, keys: tuple[str | bytes, ...]) -> URLSafeTimedSerializer:
        signer = {"key_derivation": self.key_derivation, "digest_method": self.digest_method}
        latest_last = cast(list[str], list(keys))
        return URLSafeTimedSerializer(
            latest_last,
            salt=self.salt,
            serializer=self.serializer,
            signer=RememberingSigner,
            signer_kwargs=signer,
        )


class UnhurriedRule(Rule):
    """Werkzeug's, but what builds its address is compiled for the first one: two functions a route, which took a
    twentieth of a server's start, and of most routes none is ever wanted."""

    def _compile_builder(self, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
        compiled = cache(partial(super()._compile_builder, append_unknown))
        return lambda rule, /, **values: compiled()(rule, **values)


class RememberingFlask(Flask):
    """Flask, but an address without blanks is built once, and no hook is looked at anew."""

    session_interface = RememberingSessions()
    url_rule_class = UnhurriedRule

    @cached_property
    def _addresses(self) -> dict[str, str]:
        return {}

    @cached_property
    def _rules(self) -> dict[str, Rule]:
        """Every route that is the only one of its name, by that name."""
        names = Counter(rule.endpoint for rule in self.url_map.iter_rules())
        return {rule.endpoint: rule for rule in self.url_map.iter_rules() if names[rule.endpoint] == 1}

    def url_for(self, /, endpoint: str, **values: Any) -> str:
        """The address of a route; one that nothing has to be filled into is the same at every request.

        What is filled into the address alone is filled into its rule at once: which rule, with which method and under
        which host, Flask asks anew each time.
        """
        if folder() != "/" or endpoint.startswith("."):
            return super().url_for(endpoint, **values)
        if "_anchor" in values:  # Flask's function of the same name hands all its words on, said or not
            values = {name: value for name, value in values.items() if value is not None or name not in _HANDED_ON}
        if values and (rule := self._rules.get(endpoint)) and rule.arguments == values.keys():
            is_plain = all(type(value) is str and value.isalnum() and value.isascii() for value in values.values())
            if is_plain and (blanks := self._with_blanks(endpoint, rule)):
                return blanks % values
            built = rule.build(values, append_unknown=False)
            return built[1] if built else super().url_for(endpoint, **values)
        if any(value is not None for value in values.values()):
            return super().url_for(endpoint, **values)
        if endpoint not in self._addresses:
            self._addresses[endpoint] = super().url_for(endpoint)
        return self._addresses[endpoint]

    def _with_blanks(self, endpoint: str, rule: Rule) -> str:
        """The address of that rule, to be filled with what needs no escaping, as numbers and random names; empty for a
        rule that takes not every word."""
        if endpoint not in self._addresses:
            marks = {name: f"blank{name.encode().hex()}blank" for name in rule.arguments}
            try:
                built = rule.build(marks)
            except ValueError:
                built = None
            address = built[1].replace("%", "%%") if built else ""
            for name, mark in marks.items():
                address = address.replace(mark, f"%({name})s")
            self._addresses[endpoint] = address
        return self._addresses[endpoint]

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """Nothing here is a coroutine; Flask would ask it of every hook at every request."""
        return func
