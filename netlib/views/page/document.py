"""The page as one HTML text: template, style, script, vis-network and data, under a policy that allows nothing else."""

from __future__ import annotations

import base64
import hashlib
import html
import re
from functools import cache
from importlib.resources import files
from typing import Any

from netlib.views.page.columns import embeddable_json

__all__ = ["html_document", "vis_network"]

_SCRIPTS = ("text", "model", "graph", "panel", "tables", "timeline", "controls", "downloads", "picture", "app")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def html_document(data: dict[str, Any], *, lang: str) -> str:
    """Return the page for what `page_data` made."""
    parts = {
        "lang": _text(lang),
        "theme": _text(data["theme"]),
        "title": _text(data["title"]),
        "question": f'<p class="question"><bdi>{_text(data["question"])}</bdi></p>' if data["question"] else "",
        "summary": _text(data["summary"]),
        "version": _version(),
        "policy": _policy(),
        "style": _asset("page.css"),
        "script": _script(),
        "vis": vis_network(),
        "data": embeddable_json(data),
    }
    # One pass, so that a placeholder inside the data stays what it is: text.
    page = re.sub(r"\{\{(\w+)\}\}", lambda match: parts[match[1]], _asset("page.html"))
    return page.encode("utf-8", "replace").decode("utf-8")  # a lone surrogate has no place in a file


def _text(value: str) -> str:
    """Return text that stays text in an element or an attribute."""
    return html.escape(_CONTROL.sub("\ufffd", value), quote=True)


@cache
def _asset(name: str) -> str:
    return files("netlib.views.page").joinpath("assets", name).read_text(encoding="utf-8")


@cache
def _script() -> str:
    body = "\n".join(_asset(f"{name}.js") for name in _SCRIPTS)
    return f'"use strict";\n(() => {{\n{body}}})();\n'


@cache
def vis_network() -> str:
    """Return the vis-network that pyvis brings, without the comment that names a source map to fetch."""
    folder = files("pyvis").joinpath("templates", "lib")
    bundled = [entry for entry in folder.iterdir() if re.fullmatch(r"vis-\d+(\.\d+)*", entry.name)]
    newest = max(bundled, key=lambda entry: [int(part) for part in entry.name[4:].split(".")])
    source = newest.joinpath("vis-network.min.js").read_text(encoding="utf-8")
    source = re.sub(r"^//# sourceMappingURL=.*$", "", source, flags=re.MULTILINE)
    return re.sub(r"</(?=script)", r"<\\/", source, flags=re.IGNORECASE)


@cache
def _policy() -> str:
    """Return the content security policy: nothing, but for the very scripts and the style that the file carries."""
    scripts = " ".join(_digest(source) for source in (vis_network(), _script()))
    return "; ".join(
        [
            "default-src 'none'",
            f"script-src {scripts}",
            f"style-src {_digest(_asset('page.css'))}",
            "base-uri 'none'",
            "form-action 'none'",
        ]
    )


def _digest(source: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(source.encode('utf-8')).digest()).decode('ascii')}'"


def _version() -> str:
    from netlib import __version__

    return __version__
