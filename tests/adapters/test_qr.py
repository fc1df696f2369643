"""The QR code: read back by a scanner, and fit for a page under a strict CSP."""

import html5lib
import pytest

from portal.adapters import qr


@pytest.mark.parametrize("title", ["扫码查看办理进度", '"><script>alert(1)</script>'])
def test_svg_carries_its_title_and_no_style_or_script(title: str) -> None:
    tree = html5lib.parseFragment(qr.svg("http://127.0.0.1:8000/p/abc", title), namespaceHTMLElements=False)
    names = [element.tag.split("}")[-1] for element in tree.iter() if isinstance(element.tag, str)]
    assert names[1:] == ["svg", "title", "path"]
    assert [element.text for element in tree.iter() if str(element.tag).endswith("title")] == [title]
    assert [element.attrib["style"] for element in tree.iter() if "style" in element.attrib] == []
