"""Hooks of mkdocs: tables of columns from the schema, references one a line, and a search that works from a folder.

Browsers run no workers on file:// pages. The theme gets around that with a script from a server; the one here is
inline, so that no page asks for anything from outside.
"""

from __future__ import annotations

import re
from typing import Any

from netlib import schema

_COLUMNS = re.compile(r"^<!-- columns: (\w+) -->$", re.MULTILINE)
_REFERENCE = re.compile(r"(<p>)?\s*\.\. \[(\d+)\] ")
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


def on_page_markdown(markdown: str, **_: Any) -> str:
    """Write the columns of a table where a page asks for them."""
    return _COLUMNS.sub(lambda match: _columns(match[1]), markdown)


def _columns(name: str) -> str:
    rows = ["| column | holds | meaning |", "|---|---|---|"]
    for column in getattr(schema, name):
        need = ", required" if column.required else ""
        allowed = f"; one of {', '.join(column.allowed)}" if column.allowed else ""
        rows.append(f"| `{column.name}` | {column.dtype}{need} | {column.meaning}{allowed} |")
    return "\n".join(rows)


def on_post_page(output: str, **_: Any) -> str:
    """Replace the remote script, and begin each reference on a line of its own."""
    output = _REFERENCE.sub(lambda match: f"{match[1] or '<br>'}[{match[2]}] ", output)
    return _REMOTE.sub(lambda _: _SHIM, output)


def on_post_template(output_content: str, **_: Any) -> str:
    """Replace the remote script of a page that has no source, such as 404.html."""
    return _REMOTE.sub(lambda _: _SHIM, output_content)
