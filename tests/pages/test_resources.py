"""What a resource lends out: an address, or a file that is published with it."""

from pathlib import Path

import pytest

from tests.small import built, errors, published, write

BREV = "content/resources/brev.md"


def resource(link: str) -> dict[str, str]:
    return {BREV: f"---\ntitle: Ett brev\nlink: {link}\n---\nSkriv så här.\n"}


def test_an_address_is_a_link(tmp_path: Path) -> None:
    files = published(write(tmp_path, resource("https://example.org/motion.pdf?a=1&copy=2")))
    (page,) = [text.decode() for at, text in files.items() if at.endswith("/brev.html")]
    assert '<a href="https://example.org/motion.pdf?a=1&amp;copy=2" rel="external">' in page


def test_a_file_beside_it_is_published(tmp_path: Path) -> None:
    files = published(write(tmp_path, resource("brev.txt"), {"content/resources/brev.txt": "Hej"}))
    (page,) = [text.decode() for at, text in files.items() if at.endswith("/brev.html")]
    assert 'href="../filer/resources/brev.txt"' in page
    assert files["filer/resources/brev.txt"] == b"Hej"


def test_a_record_is_led_to(tmp_path: Path) -> None:
    files = published(write(tmp_path, resource("../motions/2019/A1.md")))
    (page,) = [text.decode() for at, text in files.items() if at.endswith("/brev.html")]
    assert "motioner/2019/A1.html" in page


def test_the_file_of_a_hidden_resource_stays_at_home(tmp_path: Path) -> None:
    hidden = {BREV: "---\ntitle: Ett brev\naudience: medlemmar\nlink: brev.txt\n---\nText.\n"}
    files = published(write(tmp_path, hidden, {"content/resources/brev.txt": "Hej"}))
    assert not [at for at in files if at.startswith("filer/")]


def test_a_file_outside_the_content_is_an_error(tmp_path: Path) -> None:
    root = write(tmp_path / "site", resource("../../../secret.txt"))
    (tmp_path / "secret.txt").write_text("hemligt", encoding="utf-8")
    done = built(root)
    assert not done.published
    assert any("missing-file" in said for said in errors(done))


@pytest.mark.parametrize("link", ["javascript:alert(1)", "file:///etc/passwd", "//example.org/x"])
def test_what_no_link_may_lead_to_is_told_of_and_left_out(tmp_path: Path, link: str) -> None:
    root = write(tmp_path, resource(f'"{link}"'))
    assert any(said.startswith(f"{BREV}:3:7: unsafe-link") for said in errors(built(root)))
    (page,) = [text.decode() for at, text in published(root).items() if at.endswith("/brev.html")]
    assert link not in page
