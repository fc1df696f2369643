"""Which kind of browser and device somebody signed in with: kept as two words, said in plain ones."""

from collections.abc import Mapping

from portal.web.language import lazy_gettext as _

# What a browser calls itself names those it resembles too: the more particular come first.
_PROGRAMS: Mapping[str, str] = {
    "MicroMessenger": "wechat",
    "AlipayClient": "alipay",
    "QQBrowser": "qq",
    "UCBrowser": "uc",
    "Edg": "edge",
    "Firefox": "firefox",
    "Chrome": "chrome",
    "Safari": "safari",
}
_DEVICES: Mapping[str, str] = {
    "OpenHarmony": "harmony",
    "HarmonyOS": "harmony",
    "Android": "android",
    "iPhone": "iphone",
    "iPad": "ipad",
    "Windows": "windows",
    "Macintosh": "mac",
    "Linux": "linux",
}
_NAMES = {
    "wechat": _("微信"),
    "alipay": _("支付宝"),
    "qq": _("QQ 浏览器"),
    "uc": _("UC 浏览器"),
    "edge": "Edge",
    "firefox": "Firefox",
    "chrome": "Chrome",
    "safari": "Safari",
    "harmony": _("鸿蒙手机"),
    "android": _("安卓手机"),
    "iphone": _("苹果手机"),
    "ipad": _("苹果平板"),
    "windows": _("Windows 电脑"),
    "mac": _("苹果电脑"),
    "linux": _("Linux 电脑"),
    "browser": _("浏览器"),
    "device": _("别的设备"),
}


def browser_kind(user_agent: str) -> str:
    """`chrome windows`; `browser device` where neither is known."""
    return f"{_first(_PROGRAMS, user_agent, 'browser')} {_first(_DEVICES, user_agent, 'device')}"


def _first(words: Mapping[str, str], text: str, otherwise: str) -> str:
    return next((word for sign, word in words.items() if sign in text), otherwise)


def browser_words(kind: str | None) -> str:
    """Windows 电脑上的Edge."""
    program, _blank, device = (kind or browser_kind("")).partition(" ")
    return str(_("%(device)s上的%(program)s", device=_NAMES[device], program=_NAMES[program]))
