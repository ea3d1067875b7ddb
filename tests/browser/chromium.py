"""What the browser tests share: a server, the sizes of screens, and what is looked at on every page."""

import shutil
import threading
import time

import pytest
import uvicorn

from api.app import create_app
from api.settings import ServerSettings

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
IN_CHROMIUM = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed: apt-get install chromium"),
]
"""The marks of a module whose tests drive it."""

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WIDE = {"width": 1100, "height": 800}
NARROW = {"width": 320, "height": 640}


class Running:
    """A server in a thread, on a port that was free."""

    def __init__(self, live, settings=None):
        app = create_app(live, settings or ServerSettings())
        self._server = uvicorn.Server(uvicorn.Config(app, port=0, log_config=None, ws="none"))
        self._thread = threading.Thread(target=self._server.run, daemon=True)

    def __enter__(self):
        self._thread.start()
        until = time.monotonic() + 10
        while not self._server.started:
            assert time.monotonic() < until, "the server did not start"
            time.sleep(0.01)
        return f"http://127.0.0.1:{self._server.servers[0].sockets[0].getsockname()[1]}"

    def __exit__(self, *_):
        self._server.should_exit = True
        self._thread.join(10)


def violations(page):
    """What axe-core finds against WCAG on the page as it stands."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page, options={"runOnly": WCAG, "resultTypes": ["violations"]})
    return [(each["id"], [node["html"] for node in each["nodes"]]) for each in found.response["violations"]]


# Every element with text of its own whose colour against the nearest background has less than 4.5:1
# (WCAG 2.2, 1.4.3; relative luminance as defined there).
CONTRAST = """() => {
  const parse = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const linear = (v) => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
  const luminance = ([r, g, b]) => 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
  const ground = (node) => {
    for (; node; node = node.parentElement) {
      const colour = parse(getComputedStyle(node).backgroundColor);
      if (colour.length === 3 || colour[3] === 1) return colour;
    }
    return [255, 255, 255];
  };
  const weak = [];
  for (const node of document.body.querySelectorAll("*")) {
    const own = [...node.childNodes].some((each) => each.nodeType === 3 && each.data.trim());
    if (!own || !node.checkVisibility({ visibilityProperty: true })) continue;
    const [a, b] = [parse(getComputedStyle(node).color), ground(node)].map(luminance);
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < 4.5) weak.push(`${node.tagName} ${node.className} ${ratio.toFixed(2)}`);
  }
  return weak;
}"""
