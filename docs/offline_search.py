"""Hook of mkdocs: the search works from a folder, and no page asks for anything from outside.

Browsers run no workers on file:// pages. The theme gets around that with a script from a server; this one is inline.
"""

from __future__ import annotations

import re
from typing import Any

_REMOTE = re.compile(r'<script src="https://[^"]*iframe-worker[^"]*"></script>')
_SHIM = """<script>
if (location.protocol === "file:") window.Worker = class extends EventTarget {
  constructor(address) {
    super();
    this.frame = document.createElement("iframe");
    this.frame.hidden = true;
    document.body.appendChild(this.frame);
    const inside = this.frame.contentWindow;
    const load = (url) => new Promise((done, failed) => {
      const script = inside.document.createElement("script");
      Object.assign(script, { src: url, onload: done, onerror: failed });
      inside.document.body.appendChild(script);
    });
    inside.importScripts = (...urls) => urls.reduce((before, url) => before.then(() => load(url)), Promise.resolve());
    inside.postMessage = (data) => this.dispatchEvent(new MessageEvent("message", { data }));
    this.ready = load(String(address));
  }
  postMessage(data) {
    this.ready.then(() => this.frame.contentWindow.dispatchEvent(new MessageEvent("message", { data })));
  }
  terminate() { this.frame.remove(); }
};
</script>"""


def on_post_page(output: str, **_: Any) -> str:
    """Replace the remote script of a page."""
    return _REMOTE.sub(lambda _: _SHIM, output)


def on_post_template(output_content: str, **_: Any) -> str:
    """Replace the remote script of a page that has no source, such as 404.html."""
    return _REMOTE.sub(lambda _: _SHIM, output_content)
