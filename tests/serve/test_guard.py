"""The preview is for this machine's own browser, and shows the published site and nothing beside it."""

import re
import socket
from pathlib import Path

import pytest

from tests.serve.conftest import Served
from vrapport.serve.listening import PortTakenError, listen, port_of

UPGRADE = {
    "Connection": "Upgrade",
    "Upgrade": "websocket",
    "Sec_WebSocket_Key": "dGhlIHNhbXBsZSBub25jZQ==",
    "Sec_WebSocket_Version": "13",
}

PATHS_OUTSIDE = (
    "/.git/config",
    "/.vrapport",
    "/.vrapport-public.json",
    "/../.vrapport-public.json",
    "/..%2f.vrapport-public.json",
    "/%2e%2e/.vrapport-public.json",
    "/../../content/site.yml",
    "/content/site.yml",
    "//etc/passwd",
    "/assets/../../../content/site.yml",
    "/assets/%00",
    "/beslut\\2020\\1.html",
)


def test_the_front_page_is_shown(shared: Served) -> None:
    status, headers, content = shared.ask("/")
    assert status == 200
    assert headers["content-type"] == "text/html; charset=utf-8"
    assert "Bygdegården målas".encode() in content


def test_it_listens_on_this_machine_only() -> None:
    with listen(0) as opened:
        assert opened.getsockname()[0] == "127.0.0.1"


@pytest.mark.parametrize("path", ["/", "/assets/site.css", "/nowhere", "/livereload.js", "/livereload"])
@pytest.mark.parametrize(
    "host", ["evil.example:{port}", "127.0.0.1", "127.0.0.1:1", "localhost.evil.example:{port}", ""]
)
def test_another_host_is_refused(shared: Served, path: str, host: str) -> None:
    assert shared.ask(path, Host=host.format(port=shared.port))[0] == 403


@pytest.mark.parametrize("host", ["127.0.0.1:{port}", "localhost:{port}", "LOCALHOST:{port}", "[::1]:{port}"])
def test_this_machine_is_known_by_each_of_its_names(shared: Served, host: str) -> None:
    assert shared.ask("/", Host=host.format(port=shared.port))[0] == 200


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "http://127.0.0.1", "https://127.0.0.1:{port}"])
@pytest.mark.parametrize("line", [{}, UPGRADE], ids=["page", "socket"])
def test_another_origin_is_refused(shared: Served, origin: str, line: dict[str, str]) -> None:
    path = "/livereload" if line else "/"
    assert shared.ask(path, Origin=origin.format(port=shared.port), **line)[0] == 403


def test_the_line_is_open_to_the_page_itself(shared: Served) -> None:
    assert shared.ask("/livereload", Origin=f"http://127.0.0.1:{shared.port}", **UPGRADE)[0] == 101


@pytest.mark.parametrize("path", PATHS_OUTSIDE)
def test_nothing_outside_the_site_is_shown(shared: Served, path: str) -> None:
    status, _, content = shared.ask(path)
    assert status in {400, 404}
    assert b"format: 1" not in content
    assert b"fingerprint" not in content
    assert b"hemligt" not in content


def test_what_is_laid_among_the_pages_is_not_shown(served: Served) -> None:
    (served.output / "public" / "secret.html").write_text("hemligt")
    assert served.ask("/secret.html")[0] == 404


def test_a_link_in_the_place_of_a_page_is_not_followed(served: Served, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("hemligt")
    page = served.output / "public" / "beslut" / "2020" / "1.html"
    page.unlink()
    page.symlink_to(tmp_path / "secret")
    status, _, content = served.ask("/beslut/2020/1.html")
    assert status == 404
    assert b"hemligt" not in content


def test_a_folder_that_is_a_link_is_not_followed(served: Served, tmp_path: Path) -> None:
    folder = served.output / "public" / "beslut"
    folder.rename(tmp_path / "elsewhere")
    folder.symlink_to(tmp_path / "elsewhere")
    assert served.ask("/beslut/2020/1.html")[0] == 404


def test_a_page_that_is_missing_says_so(shared: Served) -> None:
    status, headers, content = shared.ask("/finns-inte.html")
    assert status == 404
    assert headers["content-type"] == "text/html; charset=utf-8"
    assert b'class="page-missing"' in content


def test_a_folder_shows_its_index(shared: Served) -> None:
    assert shared.ask("/beslut/")[0] == 200
    status, headers, _ = shared.ask("/beslut")
    assert (status, headers["location"]) == (302, "/beslut/")


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/assets/site.css", "text/css; charset=utf-8"),
        ("/assets/search.js", "text/javascript; charset=utf-8"),
        ("/assets/favicon.svg", "image/svg+xml; charset=utf-8"),
        ("/sitemap.xml", "(application|text)/xml; charset=utf-8"),
        ("/robots.txt", "text/plain; charset=utf-8"),
        ("/beslut/2020/1.json", "application/json; charset=utf-8"),
    ],
)
def test_a_file_is_sent_as_what_it_is(shared: Served, path: str, kind: str) -> None:
    status, headers, _ = shared.ask(path)
    assert status == 200
    assert re.fullmatch(kind.replace("+", r"\+"), headers["content-type"])


def test_other_sites_cannot_include_what_is_shown(shared: Served) -> None:
    for path in ("/", "/assets/search.js", "/livereload.js"):
        assert shared.ask(path)[1]["cross-origin-resource-policy"] == "same-origin"


def test_the_policy_is_loosened_for_one_connection_only(shared: Served) -> None:
    published = (shared.output / "public" / "index.html").read_text(encoding="utf-8")
    shown = shared.ask("/")[2].decode()
    assert _policy(shown) == _policy(published).replace(
        "connect-src 'self'", f"connect-src 'self' ws://127.0.0.1:{shared.port}"
    )


def _policy(html: str) -> str:
    found = re.search(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)"', html)
    assert found
    return found[1]


def test_nothing_of_the_preview_is_written_to_the_site(shared: Served) -> None:
    shared.ask("/")
    assert not [path for path in (shared.output / "public").rglob("*.html") if b"livereload" in path.read_bytes()]


def test_a_port_in_use_is_named_with_what_to_do() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(PortTakenError) as refused:
            listen(port)
    finding = refused.value.finding
    assert finding.code == "port-taken"
    assert finding.what.values["port"] == port
    assert finding.hint


def test_without_a_port_the_next_free_one_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken, socket.create_server(("127.0.0.1", 0)) as free:
        ports = taken.getsockname()[1], free.getsockname()[1]
        free.close()
        monkeypatch.setattr("vrapport.serve.listening.USUAL_PORTS", ports)
        with listen(None) as opened:
            assert port_of(opened) == ports[1]


def test_where_all_usual_ports_are_taken_any_other_does(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        monkeypatch.setattr("vrapport.serve.listening.USUAL_PORTS", (taken.getsockname()[1],))
        with listen(None) as opened:
            assert port_of(opened) != taken.getsockname()[1]


def test_ctrl_c_ends_it_quietly(served: Served) -> None:
    assert served.stop() == 0
    served.hears("ended")
    assert served.said[-2:] == [f"{served.said[1]}", "ended\n"]
