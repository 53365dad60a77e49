"""Content is never run: not as a template on our side, not as a script in the reader's browser."""

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.small import FILES, published, write

SCRIPTS = {"site.js", "print.js", "search.js", "documents.js", "table.js", "news.js"}  # those of the theme
EVIL = "</script></title><script>alert(1)</script><img src=x onerror=alert(1)>\"' onmouseover='x"
QUOTED = json.dumps(EVIL)  # as YAML reads it too
TEMPLATE = "{{ 7*7 }} {% include '/etc/passwd' %} {{ config }} {# x #}"

EVERYWHERE = {
    "content/site.yml": (
        f"format: 1\ntitle: {QUOTED}\norganisation: {QUOTED}\ndescription: {QUOTED}\nresponsible: styrelsen\n"
        f"today: 2020-01-31\nurl: https://exempel.se/\nareas:\n  kampanj: {QUOTED}\n  ekonomi: Ekonomi\n"
        f"words:\n  status.ongoing: {QUOTED}\n  field.area: {QUOTED}\n"
    ),
    "content/decisions/2019/A1.yml": (
        f"title: {QUOTED}\narea: kampanj\nmeeting: 2019/arsmote\nref: {QUOTED}\ncontact: {QUOTED}\nsummary: {QUOTED}\n"
        f"source: {QUOTED}\nupdates:\n  - date: 2020-01\n    status: ongoing\n    said: {QUOTED}\n    text: {QUOTED}\n"
        f"    next: {QUOTED}\n    evidence: {QUOTED}\n"
    ),
    "content/bodies/styrelsen.yml": f"title: {QUOTED}\nalso: [{QUOTED}]\ncontact: {QUOTED}\n",
    "content/motions/2019/A1.md": f"---\ntitle: {QUOTED}\nmeeting: 2019/arsmote\namends: {QUOTED}\n---\n{EVIL}\n",
    "content/pages/om.md": f"---\ntitle: {QUOTED}\n---\n# {EVIL}\n\n{EVIL} [x](javascript:alert(1)) `{EVIL}`\n",
    "content/resources/brev.md": f"---\ntitle: {QUOTED}\ntopics: [{QUOTED}]\nplace: {QUOTED}\n---\n{EVIL}\n",
    "content/meetings/2019/arsmote.md": (
        f"---\ntitle: {QUOTED}\nbody: styrelsen\ndate: 2019-03-10\nnotice: {QUOTED}\nagenda: [{QUOTED}]\n---\n"
        f"## § 1 {EVIL}\n{EVIL}\n\nBeslut: {EVIL} [[2019/A1]]\n"
    ),
}


class Elements(HTMLParser):
    """Notes every script, every handler of an event and every address that is no address."""

    def __init__(self) -> None:
        super().__init__()
        self.scripts: list[str | None] = []
        self.handlers: list[str] = []
        self.pictures: list[str | None] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        if tag == "script":
            self.scripts.append(named.get("src"))
        if tag == "img":
            self.pictures.append(named.get("src"))
        self.handlers += [name for name in named if name.startswith("on")]
        self.handlers += [
            str(value) for value in named.values() if re.match(r"\s*(javascript|vbscript|data):", value or "")
        ]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return published(write(tmp_path_factory.mktemp("site"), EVERYWHERE))


def test_no_script_handler_or_picture_comes_from_content(site: dict[str, bytes]) -> None:
    for address, content in site.items():
        if address.endswith(".html"):
            page = Elements()
            page.feed(content.decode())
            assert not page.handlers, address
            assert not page.pictures, address
            assert {str(source).rpartition("/")[2] for source in page.scripts} <= SCRIPTS, address


def test_what_was_typed_is_shown_as_it_was_typed(site: dict[str, bytes]) -> None:
    page = site["beslut/2019/A1.html"].decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert EVIL in json.loads(site["beslut/2019/A1.json"])["title"]


def test_search_data_cannot_end_the_script_it_stands_in(site: dict[str, bytes]) -> None:
    """The index is loaded as classic scripts: none of it may close an element or break a line of JavaScript."""
    for address, content in site.items():
        if address.startswith("assets/search/"):
            assert b"</script" not in content.lower(), address
            assert "\u2028".encode() not in content


def test_the_site_map_is_whole(site: dict[str, bytes]) -> None:
    assert site["sitemap.xml"].count(b"<loc>") == site["sitemap.xml"].count(b"</loc>") > 20


def test_content_is_never_a_template(tmp_path: Path) -> None:
    typed = {
        "content/pages/om.md": f"---\ntitle: {json.dumps(TEMPLATE)}\n---\n{TEMPLATE}\n",
        "content/decisions/2019/A2.yml": f"title: {json.dumps(TEMPLATE)}\ntext: {json.dumps(TEMPLATE)}\n",
        "content/site.yml": FILES["content/site.yml"].replace("Provföreningen\n", json.dumps(TEMPLATE) + "\n", 1),
    }
    files = published(write(tmp_path, typed))
    for address in ("om.html", "beslut/2019/A2.html", "index.html"):
        page = files[address].decode()
        assert "{{ 7*7 }}" in page, address
        assert "root:" not in page
    assert "49" not in re.sub(r"<svg.*?</svg>", "", files["om.html"].decode())
