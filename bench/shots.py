"""Photograph a page of every kind, as readers see it, and put the pictures on one contact sheet: docs/shots/.

Usage: python bench/shots.py SITE FOLDER, where SITE is a built site such as that of tests/showcase.
The sheet is a page (`FOLDER/index.html`) made of one picture for each way of looking.
"""

import base64
import html
import os
import re
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

LANGUAGE = re.compile(r'<html lang="([a-z-]+)')
KIND = re.compile(r'<body class="page-([a-z-]+)')
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update")
THUMB = 300  # pixels, the width of a picture on the sheet
TALLEST = 2.6  # times as high as wide: the rest of a long page is cut away


@dataclass(frozen=True)
class Look:
    """One way of looking at a page."""

    name: str
    title: str
    width: int
    height: int
    settings: dict[str, str] = field(default_factory=dict)
    prefix: str = ""
    media: str = "screen"


LOOKS = (
    Look("phone", "Phone, light", 390, 844),
    Look("desk", "Desktop, light", 1280, 900),
    Look("dark", "Desktop, dark", 1280, 900, {"color_scheme": "dark"}),
    Look("contrast", "Desktop, more contrast", 1280, 900, {"contrast": "more"}),
    Look("rtl", "Desktop, right to left", 1280, 900, prefix="ar/"),
    Look("rtl-phone", "Phone, right to left", 390, 844, prefix="ar/"),
    Look("print", "Paper", 794, 1123, media="print"),
)


def main(site: Path, folder: Path) -> None:
    """Write a sheet for each look, and a page that shows them all."""
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        executable = next(found for name in _named() if (found := shutil.which(name)))
        browser = playwright.chromium.launch(executable_path=executable, args=list(FLAGS))
        for look in LOOKS:
            _sheet(browser, look, dict(photographs(browser, site, look)), folder / f"{look.name}.jpg")
        browser.close()
    (folder / "index.html").write_text(_index(), encoding="utf-8")


def _named() -> Iterator[str]:
    if os.environ.get("CHROMIUM"):
        yield os.environ["CHROMIUM"]
    yield from CHROMIUM


def photographs(browser: Browser, site: Path, look: Look) -> Iterator[tuple[str, bytes]]:
    """Open a page of each kind, and photograph it."""
    context = browser.new_context(viewport={"width": look.width, "height": look.height}, **look.settings)
    page = context.new_page()
    page.emulate_media(media=look.media)
    for kind, address in one_of_each(site, look.prefix).items():
        page.goto((site / address).as_uri(), wait_until="load")
        yield kind, _photograph(page, look)
    context.close()


def _photograph(page: Page, look: Look) -> bytes:
    height = min(page.evaluate("document.documentElement.scrollHeight"), int(look.width * TALLEST))
    return page.screenshot(full_page=True, clip={"x": 0, "y": 0, "width": look.width, "height": height})


def one_of_each(site: Path, prefix: str) -> dict[str, str]:
    """Choose the longest page of each kind in one language, the front page first."""
    language = _found(LANGUAGE, site / prefix / "index.html")
    pages = [path for path in (site / prefix).rglob("*.html") if _found(LANGUAGE, path) == language]
    longest = {_found(KIND, path): path for path in sorted(pages, key=lambda path: (path.stat().st_size, path))}
    ordered = sorted(longest, key=lambda kind: (kind not in {"front", "decision", "report"}, kind))
    return {kind: longest[kind].relative_to(site).as_posix() for kind in ordered}


def _found(pattern: re.Pattern[str], path: Path) -> str:
    found = pattern.search(path.read_text(encoding="utf-8"))
    return found[1] if found else ""


def _sheet(browser: Browser, look: Look, pictures: dict[str, bytes], path: Path) -> None:
    """Lay the pictures of a look out on a page, and photograph that."""
    figures = "".join(
        f'<figure><img src="data:image/png;base64,{base64.b64encode(picture).decode()}"><figcaption>{html.escape(kind)}'
        "</figcaption></figure>"
        for kind, picture in pictures.items()
    )
    page = browser.new_page(viewport={"width": 7 * (THUMB + 20) + 40, "height": 900})
    page.set_content(f"<style>{STYLE}</style><h1>{html.escape(look.title)}</h1><div>{figures}</div>")
    page.wait_for_load_state("load")
    page.screenshot(path=path, full_page=True, type="jpeg", quality=72)
    page.close()


def _index() -> str:
    sheets = "".join(f'<h2>{look.title}</h2><p><img src="{look.name}.jpg" alt=""></p>\n' for look in LOOKS)
    head = '<!doctype html><html lang="en"><meta charset="utf-8"><title>Contact sheet</title>'
    return f"{head}\n<h1>Contact sheet</h1>\n{sheets}</html>\n"


STYLE = f"""
  body {{ margin: 20px; font: 15px system-ui, sans-serif; background: #777; color: #fff }}
  div {{ display: flex; flex-wrap: wrap; gap: 20px; align-items: start }}
  figure {{ margin: 0; inline-size: {THUMB}px }} img {{ inline-size: 100%; display: block }}
"""

if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
