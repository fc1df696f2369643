"""The visitor of the stories is not put off by a page that goes away under their eyes."""

import pytest
from flask import Flask

from tests.journeys.conftest import SCREEN, Enters

pytestmark = pytest.mark.browser
A_BUTTON_THAT_LEADS_ON = """milliseconds => {
  const button = document.createElement("button");
  button.textContent = "走";
  button.addEventListener("click", () => setTimeout(() => { location.href = "/progress"; }, milliseconds));
  document.querySelector("main").append(button);
}"""


def test_where_a_page_sends_on_while_it_is_looked_at_the_next_counts(portal: Flask, enters: Enters) -> None:
    she = enters(SCREEN)
    for milliseconds in range(0, 20, 2):
        she.opens("/").page.evaluate(A_BUTTON_THAT_LEADS_ON, milliseconds)
        she.presses("走").is_at("查办理进度")
