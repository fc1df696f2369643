"""The routes of a terminal: what each answers to a device that is one, while nobody stands there."""

from collections.abc import Mapping

AT_A_TERMINAL: Mapping[tuple[str, str], int] = {
    ("kiosk.home", "GET"): 200,
    ("kiosk.begin", "POST"): 404,  # its county opens nothing there
    ("kiosk.receipt", "GET"): 303,
    ("kiosk.stay", "GET"): 204,
    ("kiosk.end", "POST"): 303,
    ("kiosk_asking.ask", "GET"): 303,
    ("kiosk_asking.answer", "POST"): 303,
    ("kiosk_asking.check", "GET"): 303,
    ("kiosk_asking.send", "POST"): 303,
}
