"""What Flask works out anew for each request, and what never changes while an application lives: it is remembered."""

from collections import Counter
from collections.abc import Callable
from functools import cached_property, lru_cache
from typing import Any, cast

from flask import Flask, has_request_context
from flask.globals import request_ctx
from flask.sessions import SecureCookieSessionInterface
from itsdangerous import URLSafeTimedSerializer
from werkzeug.routing import Rule


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
        return URLSafeTimedSerializer(latest_last, salt=self.salt, serializer=self.serializer, signer_kwargs=signer)


class RememberingFlask(Flask):
    """Flask, but an address without blanks is built once, and no hook is looked at anew."""

    session_interface = RememberingSessions()

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
        adapter = request_ctx.url_adapter if has_request_context() else None
        if adapter is None or adapter.script_name != "/" or endpoint.startswith("."):
            return super().url_for(endpoint, **values)
        if values and (rule := self._rules.get(endpoint)) and rule.arguments == values.keys():
            built = rule.build(values, append_unknown=False)
            return built[1] if built else super().url_for(endpoint, **values)
        if any(value is not None for value in values.values()):
            return super().url_for(endpoint, **values)
        if endpoint not in self._addresses:
            self._addresses[endpoint] = super().url_for(endpoint)
        return self._addresses[endpoint]

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """Nothing here is a coroutine; Flask would ask it of every hook at every request."""
        return func
