// The drawing: vis-network moves and paints; what is shown, how it looks and what was hit is decided here.

const SHAPES = lookup({ person: "dot", organisation: "square", country: "hexagon", group: "diamond" });
const SIGNS = { coop: "cooperation", conf: "conflict", both: "cooperation and conflict", none: "no sign known" };
const DASH = [7, 6];
const NO_ARROWS = { to: { enabled: false }, from: { enabled: false }, middle: { enabled: false } };
const LABEL_LENGTH = 34;
const MANY = 1500;

const still = () => window.matchMedia("(prefers-reduced-motion: reduce)").matches;

function rgba(hex, alpha) {
  const n = parseInt(hex.slice(1), 16);
  return `rgba(${n >> 16},${(n >> 8) & 255},${n & 255},${alpha})`;
}

function palette() {
  const style = getComputedStyle(document.documentElement);
  const read = (name) => style.getPropertyValue(`--${name}`).trim();
  const colours = { coop: read("cooperation"), conf: read("conflict"), both: read("mixed"), none: read("unsigned") };
  const dim = Object.fromEntries(Object.entries(colours).map(([sign, hex]) => [sign, rgba(hex, 0.16)]));
  return { colours, dim, paper: read("paper"), ink: read("ink"), muted: read("muted"), node: read("node"), faint: rgba(read("node"), 0.25), focus: read("focus") };
}

class Drawing {
  constructor(holder, onChoose) {
    this.holder = holder;
    this.onChoose = onChoose;
    this.widths = new Map();
    this.hovered = null;
    this.colours = palette();
    this.net = null;
  }

  // Start anew with the nodes of a level; relations join when they are first shown.
  open(level) {
    if (this.net) this.net.destroy();
    this.level = level;
    this.top = Math.max(1e-12, ...level.nodes.map((node) => node.value || 0).slice(0, 1e5));
    this.heaviest = level.relations.reduce((most, relation) => Math.max(most, relation.value), 1e-12);
    this.nodes = new vis.DataSet(
      level.nodes.map((node) => ({ id: node.i, x: node.x, y: node.y, shape: SHAPES[node.kind] || "dot", size: this.radius(node) }))
    );
    this.edges = new vis.DataSet();
    this.joined = new Set();
    const options = structuredClone(level.options);
    options.autoResize = false;
    this.net = new vis.Network(this.holder, { nodes: this.nodes, edges: this.edges }, options);
    const canvas = this.holder.querySelector("canvas");
    canvas.setAttribute("aria-hidden", "true");
    canvas.tabIndex = -1;
    for (const part of this.holder.querySelectorAll("[tabindex]")) part.tabIndex = -1;
    this.net.on("afterDrawing", (ctx) => this.paintLabels(ctx));
    this.net.on("click", (event) => this.onChoose(this.at(event.pointer.DOM, event.event.pointerType === "touch" ? 18 : 7)));
    this.net.on("zoom", () => this.crowded && this.detailed !== this.detail() && this.paint());
    this.net.on("doubleClick", () => this.zoom(1.5));
    canvas.parentElement.addEventListener("mousemove", (event) => this.hover(event));
    this.fitted = false;
  }

  radius(node) {
    return 7 + 15 * Math.sqrt((node.value || 0) / this.top);
  }

  width(value) {
    return 1.25 + 4.25 * Math.sqrt(Math.max(0, value) / this.heaviest);
  }

  // Show what the view says: `left` by relation, which of them, and what is chosen.
  show(left, shown, chosen) {
    this.left = left;
    this.shown = shown;
    this.chosen = chosen;
    const fresh = shown.filter((i) => !this.joined.has(i));
    if (fresh.length) {
      this.edges.add(fresh.map((i) => ({ id: i, from: this.level.relations[i].a.i, to: this.level.relations[i].b.i })));
      for (const i of fresh) this.joined.add(i);
    }
    const crowded = shown.length > MANY;
    if (crowded !== this.crowded) {
      this.crowded = crowded;
      this.net.setOptions({ interaction: { hideEdgesOnDrag: crowded, hideEdgesOnZoom: crowded } });
    }
    this.paint();
  }

  // Arrowheads and marks of thousands of lines are a blur from afar, and slow; they appear on zooming in.
  detail() {
    return !this.crowded || this.net.getScale() > 0.45;
  }

  paint() {
    const { net, level, left, chosen, colours } = this;
    this.detailed = this.detail();
    const lit = new Set();
    const isNode = chosen && chosen.kind === "node";
    const near = new Set();
    if (isNode) {
      near.add(chosen.i);
      for (const relation of level.nodes[chosen.i].relations) {
        lit.add(relation.i);
        near.add(relation.a.i).add(relation.b.i);
      }
    } else if (chosen) {
      lit.add(chosen.i);
      near.add(level.relations[chosen.i].a.i).add(level.relations[chosen.i].b.i);
    }
    const showing = new Set(this.shown);
    const withTies = new Set();
    for (const i of this.joined) {
      const edge = net.body.edges[i];
      const visible = showing.has(i);
      edge.options.hidden = !visible;
      if (!visible) continue;
      const relation = level.relations[i];
      withTies.add(relation.a.i).add(relation.b.i);
      const state = left[i];
      const dim = chosen && !lit.has(i);
      const colour = (dim ? colours.dim : colours.colours)[state.sign];
      edge.options.color = { color: colour, highlight: colour, hover: colour, inherit: false, opacity: 1 };
      edge.options.width = this.width(state.value) + (chosen && chosen.kind === "relation" && chosen.i === i ? 1.5 : 0);
      edge.options.dashes = state.tentative ? DASH : false;
      edge.options.arrows = this.detailed || lit.has(i) ? arrowsOf(relation.arrows, state.sign, edge.options.width) : NO_ARROWS;
    }
    this.near = near;
    this.visible = [];
    for (const node of level.nodes) {
      const drawn = net.body.nodes[node.i];
      // An actor whose every relation a filter hides steps back; one that never had any stays.
      const hidden = !withTies.has(node.i) && node.relations.length > 0 && !near.has(node.i);
      drawn.options.hidden = hidden;
      if (hidden) continue;
      this.visible.push(node);
      const dim = chosen && !near.has(node.i);
      const fill = dim ? colours.faint : colours.node;
      const border = isNode && chosen.i === node.i ? colours.focus : colours.paper;
      drawn.options.color = { background: fill, border, highlight: { background: fill, border }, hover: { background: fill, border } };
      drawn.options.borderWidth = isNode && chosen.i === node.i ? 4 : 1.5;
    }
    this.visible.sort((a, b) => near.has(b.i) - near.has(a.i) || b.value - a.value || a.i - b.i);
    net._updateVisibleIndices();
    if (!this.fitted && this.holder.clientWidth) this.fit(false);
    net.redraw();
  }

  recolour() {
    this.colours = palette();
    if (this.net) this.paint();
  }

  resize() {
    if (!this.net || !this.holder.clientWidth) return;
    this.net.setSize("100%", "100%");
    if (this.fitted === "whole" || !this.fitted) this.fit(false);
    this.net.redraw();
  }

  place(node) {
    const drawn = this.net.body.nodes[node.i];
    return { x: drawn.x, y: drawn.y };
  }

  fit(moving = !still()) {
    if (!this.visible || !this.visible.length || !this.holder.clientWidth) return;
    let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
    for (const node of this.visible) {
      const { x, y } = this.place(node);
      left = Math.min(left, x); right = Math.max(right, x);
      top = Math.min(top, y); bottom = Math.max(bottom, y);
    }
    const wide = this.holder.clientWidth - Math.min(190, this.holder.clientWidth * 0.32);
    const high = this.holder.clientHeight - 110;
    const scale = Math.max(0.02, Math.min(wide / Math.max(1, right - left), high / Math.max(1, bottom - top), 1.5));
    this.net.moveTo({ position: { x: (left + right) / 2, y: (top + bottom) / 2 }, scale, animation: moving && !this.crowded ? { duration: 300 } : false });
    this.fitted = "whole";
  }

  zoom(by) {
    this.fitted = "chosen";
    const scale = Math.min(8, Math.max(0.01, this.net.getScale() * by));
    this.net.moveTo({ scale, animation: still() || this.crowded ? false : { duration: 150 } });
  }

  // Bring a node or relation into sight if it is out of it.
  reveal(nodes) {
    const frame = { w: this.holder.clientWidth, h: this.holder.clientHeight };
    const outside = nodes.some((node) => {
      const { x, y } = this.net.canvasToDOM(this.place(node));
      return x < 20 || y < 20 || x > frame.w - 20 || y > frame.h - 20;
    });
    if (!outside) return;
    const places = nodes.map((node) => this.place(node));
    const position = { x: places.reduce((sum, p) => sum + p.x, 0) / places.length, y: places.reduce((sum, p) => sum + p.y, 0) / places.length };
    this.fitted = "chosen";
    this.net.moveTo({ position, animation: still() || this.crowded ? false : { duration: 250 } });
  }

  // The node or relation at a point of the screen.
  at(point, reach) {
    const scale = this.net.getScale();
    const { x, y } = this.net.DOMtoCanvas(point);
    let best = null, nearest = Infinity;
    for (const node of this.visible || []) {
      const p = this.place(node);
      const gap = Math.hypot(p.x - x, p.y - y) - this.radius(node);
      if (gap < reach / scale && gap < nearest) { nearest = gap; best = { kind: "node", i: node.i }; }
    }
    if (best) return best;
    for (const i of this.shown || []) {
      const relation = this.level.relations[i];
      const gap = toSegment(x, y, this.place(relation.a), this.place(relation.b));
      if (gap < reach / scale + this.width(this.left[i].value) / 2 && gap < nearest) { nearest = gap; best = { kind: "relation", i }; }
    }
    return best;
  }

  hover(event) {
    if (event.buttons || this.pending) return;
    this.pending = true;
    requestAnimationFrame(() => {
      this.pending = false;
      const box = this.holder.getBoundingClientRect();
      const found = this.at({ x: event.clientX - box.left, y: event.clientY - box.top }, 5);
      this.holder.classList.toggle("pointing", Boolean(found));
      const hovered = found && found.kind === "node" ? found.i : null;
      if (hovered !== this.hovered) {
        this.hovered = hovered;
        this.net.redraw();
      }
    });
  }

  // Labels keep their size on the screen however far one zooms; the ones that matter most are placed first.
  labels() {
    const scale = this.net.getScale();
    const [w, h] = [this.holder.clientWidth, this.holder.clientHeight];
    const placed = [];
    const boxes = this.visible.slice(0, 400).map((node) => {
      const { x, y } = this.net.canvasToDOM(this.place(node));
      const r = this.radius(node) * scale;
      return [x - r, y - r, x + r, y + r];
    });
    const free = (box) => boxes.every((other) => box[2] < other[0] || box[0] > other[2] || box[3] < other[1] || box[1] > other[3]);
    const lines = this.shown.length > 200 ? null : this.shown.map((i) => {
      const { a, b } = this.level.relations[i];
      return [this.net.canvasToDOM(this.place(a)), this.net.canvasToDOM(this.place(b))];
    });
    const first = this.visible.filter((node) => node.i === this.hovered);
    for (const node of first.concat(this.visible.filter((node) => node.i !== this.hovered)).slice(0, 600)) {
      if (placed.length >= 90) break;
      const { x, y } = this.net.canvasToDOM(this.place(node));
      if (x < -60 || y < -20 || x > w + 60 || y > h + 20) continue;
      const text = short(node.text, LABEL_LENGTH);
      const wide = this.measure(text);
      const r = this.radius(node) * scale + 4;
      const high = 16;
      const spots = [
        [x - wide / 2, y + r], [x - wide / 2, y - r - high], [x + r, y - high / 2], [x - r - wide, y - high / 2],
        [x + r * 0.8, y + r * 0.6], [x - r * 0.8 - wide, y + r * 0.6],
        [Math.min(Math.max(3, x - wide / 2), w - wide - 3), y + r], [Math.min(Math.max(3, x - wide / 2), w - wide - 3), y - r - high],
      ];
      const within = ([a, b]) => a > 2 && a + wide < w - 2 && b > 2 && b + high < h - 2;
      const open = spots.filter((s) => within(s) && free([s[0] - 2, s[1], s[0] + wide + 2, s[1] + high]));
      let spot = lines ? least(open, (s) => lines.filter((line) => crosses(line, s[0], s[1], s[0] + wide, s[1] + high)).length) : open[0];
      if (!spot && (this.near.has(node.i) || node.i === this.hovered)) spot = spots.find(within) || spots[0];
      if (!spot) continue;
      boxes.push([spot[0] - 2, spot[1], spot[0] + wide + 2, spot[1] + high]);
      placed.push({ text, x: spot[0], y: spot[1] + 12, dim: this.chosen && !this.near.has(node.i), strong: this.chosen && this.chosen.kind === "node" && this.chosen.i === node.i });
    }
    return placed;
  }

  measure(text) {
    let wide = this.widths.get(text);
    if (wide === undefined) {
      this.ruler = this.ruler || document.createElement("canvas").getContext("2d");
      this.ruler.font = LABEL_FONT;
      this.widths.set(text, (wide = this.ruler.measureText(text).width));
    }
    return wide;
  }

  paintLabels(ctx) {
    if (!this.visible) return;
    const ratio = ctx.canvas.width / Math.max(1, this.holder.clientWidth);
    ctx.save();
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    ctx.font = LABEL_FONT;
    ctx.textAlign = "left";
    ctx.textBaseline = "alphabetic";
    ctx.lineJoin = "round";
    for (const label of this.labels()) {
      ctx.strokeStyle = this.colours.paper;
      ctx.lineWidth = 4;
      ctx.strokeText(label.text, label.x, label.y);
      ctx.fillStyle = label.dim ? this.colours.muted : this.colours.ink;
      ctx.fillText(label.text, label.x, label.y);
      if (label.strong) ctx.fillText(label.text, label.x + 0.4, label.y);
    }
    ctx.restore();
    if (this.onDrawn) this.onDrawn();
  }
}

const LABEL_FONT = '13px system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif';

// Arrowheads say who acts on whom; the mark in the middle repeats the sign for those who see no colour.
function arrowsOf(arrows, sign, width) {
  const size = Math.max(0.28, 0.62 - 0.045 * width);
  const head = (enabled) => ({ enabled, type: "arrow", scaleFactor: size });
  const middle = { enabled: sign === "conf" || sign === "both", type: sign === "both" ? "diamond" : "bar", scaleFactor: sign === "both" ? size * 0.95 : size * 1.1 };
  return { to: head(arrows.includes("to")), from: head(arrows.includes("from")), middle };
}

function least(items, cost) {
  let best, lowest = Infinity;
  for (const item of items) {
    const now = cost(item);
    if (now < lowest) [best, lowest] = [item, now];
  }
  return best;
}

// Whether a line passes through a box.
function crosses([a, b], left, top, right, bottom) {
  let [enter, leave] = [0, 1];
  for (const [from, step, low, high] of [[a.x, b.x - a.x, left, right], [a.y, b.y - a.y, top, bottom]]) {
    if (Math.abs(step) < 1e-9) {
      if (from < low || from > high) return false;
      continue;
    }
    const [t, u] = [(low - from) / step, (high - from) / step];
    enter = Math.max(enter, Math.min(t, u));
    leave = Math.min(leave, Math.max(t, u));
  }
  return enter <= leave;
}

function toSegment(x, y, a, b) {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const length = dx * dx + dy * dy;
  const t = length ? Math.max(0, Math.min(1, ((x - a.x) * dx + (y - a.y) * dy) / length)) : 0;
  return Math.hypot(x - a.x - t * dx, y - a.y - t * dy);
}
