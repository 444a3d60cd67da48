"""A still picture of a page, for places that show no scripts: code hosting, mail, print."""

from __future__ import annotations

import html
import math
import re
from typing import Any

from netlib.views.page.columns import decoded
from netlib.views.page.words import TENTATIVE

__all__ = ["still_svg"]

_COLOURS = {"cooperation": "#1b5e9e", "conflict": "#b5400e", "both": "#6f3a94", "none": "#63676e"}
_TIES, _LABELS = 300, 60
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")


def still_svg(data: dict[str, Any], *, width: int = 900, height: int = 560) -> str:
    """Return an SVG of the page's first level: title, summary, relations and names."""
    level = data["levels"][0]
    nodes, ties = level["nodes"], level["relations"]
    values = decoded(ties["value"], len(ties["from"]))
    signs, tentative = _signs(data, len(values))
    chosen = level["backbone"] or range(len(values))
    drawn = sorted(sorted(chosen, key=lambda i: (-values[i], i))[:_TIES])
    shown = sorted({ties["from"][i] for i in drawn} | {ties["to"][i] for i in drawn}) or list(range(len(nodes["id"])))
    place = _placed(nodes, shown, width, height)
    heaviest = max((values[i] for i in drawn), default=1) or 1
    largest = max((nodes["value"][i] for i in shown), default=1) or 1
    parts = [f'<rect width="{width}" height="{height}" fill="#faf9f5"/>']
    for i in drawn:
        (x1, y1), (x2, y2) = place[ties["from"][i]], place[ties["to"][i]]
        dash = ' stroke-dasharray="7 6"' if tentative[i] else ""
        thick = 1.2 + 5 * math.sqrt(values[i] / heaviest)
        parts.append(
            f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{_COLOURS[signs[i]]}" '
            f'stroke-width="{thick:.2f}"{dash}/>'
        )
        if signs[i] in ("conflict", "both") and (x1, y1) != (x2, y2):
            parts.append(_bar((x1 + x2) / 2, (y1 + y2) / 2, x2 - x1, y2 - y1, 5 + thick, _COLOURS[signs[i]]))
    for i in shown:
        x, y = place[i]
        radius = 5 + 9 * math.sqrt(nodes["value"][i] / largest)
        parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}" fill="#33373d" stroke="#faf9f5"/>')
    for i in sorted(shown, key=lambda i: (-nodes["value"][i], i))[:_LABELS]:
        x, y = place[i]
        radius = 5 + 9 * math.sqrt(nodes["value"][i] / largest)
        name = _text(nodes["name"][i] or nodes["id"][i] or "(no name)", 34)
        parts.append(
            f'<text x="{x:.1f}" y="{y + radius + 14:.1f}" text-anchor="middle" font-size="12" fill="#1b1d20" '
            f'stroke="#faf9f5" stroke-width="3" paint-order="stroke">{name}</text>'
        )
    parts.append(f'<text x="18" y="32" font-size="20" font-family="Georgia, serif">{_text(data["title"], 70)}</text>')
    parts.append(f'<text x="18" y="52" font-size="12" fill="#575b62">{_text(data["summary"], 130)}</text>')
    legend = "Blue: cooperation. Orange-red with a bar: conflict. Purple with a bar: both. Dashed: not established."
    parts.append(f'<text x="18" y="{height - 14}" font-size="12" fill="#575b62">{legend}</text>')
    body = "\n".join(parts)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'font-family="system-ui, sans-serif" role="img"><title>{_text(data["title"], 200)}</title>\n{body}\n</svg>\n'
    )


def _signs(data: dict[str, Any], n: int) -> tuple[list[str], list[bool]]:
    """Return the sign of each relation, and whether nothing behind it is established."""
    ways, claims, size = data["levels"][0]["directions"], data["interactions"], data["rows"]
    certainties = decoded(claims["certainty"], size) if size else []
    kind = decoded(claims["cooperative"], size) if size else []
    names = ("relation", "cooperation", "conflict", "certainty")
    columns = [decoded(ways[name], len(ways["rows"])) for name in names]
    friendly, hostile, sure = [False] * n, [False] * n, [False] * n
    for relation, cooperation, conflict, certainty, rows in zip(*columns, ways["rows"], strict=True):
        rows = rows if isinstance(rows, list) else [rows]
        friendly[relation] |= any(kind[row] for row in rows) if rows else cooperation > 0
        hostile[relation] |= not all(kind[row] for row in rows) if rows else conflict > 0
        told = [certainties[row] for row in rows] if rows else [certainty]
        sure[relation] |= any(name not in TENTATIVE for name in told)
    words = {(True, False): "cooperation", (False, True): "conflict", (True, True): "both", (False, False): "none"}
    return [words[pair] for pair in zip(friendly, hostile, strict=True)], [not s for s in sure]


def _placed(nodes: dict[str, Any], shown: list[int], width: int, height: int) -> dict[int, tuple[float, float]]:
    """Fit the positions of the nodes shown into the picture."""
    xs, ys = [nodes["x"][i] for i in shown], [nodes["y"][i] for i in shown]
    if not shown:
        return {}
    wide, high = max(max(xs) - min(xs), 1), max(max(ys) - min(ys), 1)
    scale = min((width - 180) / wide, (height - 160) / high, 1.4)
    x0, y0 = (max(xs) + min(xs)) / 2, (max(ys) + min(ys)) / 2
    return {
        i: (width / 2 + (x - x0) * scale, height / 2 + 10 + (y - y0) * scale)
        for i, x, y in zip(shown, xs, ys, strict=True)
    }


def _bar(x: float, y: float, dx: float, dy: float, size: float, colour: str) -> str:
    length = math.hypot(dx, dy)
    a, b = -dy / length * size, dx / length * size
    return (
        f'<line x1="{x + a:.1f}" y1="{y + b:.1f}" x2="{x - a:.1f}" y2="{y - b:.1f}" stroke="{colour}" '
        'stroke-width="2.5"/>'
    )


def _text(value: str, length: int) -> str:
    plain = _CONTROL.sub("\ufffd", value)
    return html.escape(plain if len(plain) <= length else f"{plain[: length - 1]}…")
