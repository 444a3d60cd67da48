// The current view as a list of shapes, written as SVG or painted on a canvas: title, drawing and legend.

function sceneOf(page) {
  const { drawing, view } = page;
  const c = drawing.colours;
  const [w, h] = [Math.max(360, drawing.holder.clientWidth || 900), Math.max(300, drawing.holder.clientHeight || 600)];
  const scale = drawing.net.getScale();
  const top = 64, bottom = 40;
  const shapes = [{ kind: "box", x: 0, y: 0, w, h: h + top + bottom, fill: c.paper }];
  const at = (node) => {
    const p = drawing.net.canvasToDOM(drawing.place(node));
    return { x: p.x, y: p.y + top };
  };
  for (const i of view.shown) {
    const relation = view.level.relations[i];
    const state = view.left.relations[i];
    const a = at(relation.a), b = at(relation.b);
    const width = Math.max(0.5, drawing.width(state.value) * scale);
    const lit = !view.chosen || (view.chosen.kind === "relation" ? view.chosen.i === i : relation.a.i === view.chosen.i || relation.b.i === view.chosen.i);
    shapes.push(...tieShapes(a, b, drawing.radius(relation.a) * scale, drawing.radius(relation.b) * scale, width, c.colours[state.sign], state, relation.arrows, lit ? 1 : 0.16));
  }
  for (const node of drawing.visible) {
    const p = at(node);
    const dim = view.chosen && !drawing.near.has(node.i);
    shapes.push({ kind: "node", shape: SHAPES[node.kind] || "dot", x: p.x, y: p.y, r: drawing.radius(node) * scale, fill: c.node, stroke: c.paper, opacity: dim ? 0.25 : 1 });
  }
  for (const label of drawing.labels()) shapes.push({ kind: "text", text: label.text, x: label.x, y: label.y + top, size: 13, fill: label.dim ? c.muted : c.ink, halo: c.paper });
  shapes.push({ kind: "box", x: 0, y: 0, w, h: top, fill: c.paper }, { kind: "box", x: 0, y: h + top, w, h: bottom, fill: c.paper });
  const fit = (text, size) => short(clean(text), Math.floor((w - 32) / (size * 0.52)));
  shapes.push({ kind: "text", serif: true, text: fit(page.data.title, 20), x: 16, y: 30, size: 20, fill: c.ink });
  shapes.push({ kind: "text", text: fit(`${document.getElementById("status").textContent} ${page.data.summary}`, 12), x: 16, y: 50, size: 12, fill: c.muted });
  let x = 16;
  for (const [sign, words] of [["coop", "cooperation"], ["conf", "conflict"], ["both", "both"]]) {
    shapes.push(...tieShapes({ x, y: h + top + 20 }, { x: x + 40, y: h + top + 20 }, 0, 0, 2.5, c.colours[sign], { sign, tentative: false }, "", 1));
    shapes.push({ kind: "text", text: words, x: x + 47, y: h + top + 24, size: 12, fill: c.muted });
    x += 47 + words.length * 7 + 16;
  }
  shapes.push(...tieShapes({ x, y: h + top + 20 }, { x: x + 40, y: h + top + 20 }, 0, 0, 2.5, c.colours.none, { sign: "none", tentative: true }, "", 1));
  shapes.push({ kind: "text", text: "not established", x: x + 47, y: h + top + 24, size: 12, fill: c.muted });
  return { w, h: h + top + bottom, clip: { y: top, h }, title: page.data.title, shapes };
}

function tieShapes(a, b, ra, rb, width, colour, state, arrows, opacity) {
  const length = Math.hypot(b.x - a.x, b.y - a.y);
  if (length < 1e-6) return [{ kind: "ring", x: a.x, y: a.y - ra, r: Math.max(6, ra), width, stroke: colour, dash: state.tentative, opacity }];
  const [ux, uy] = [(b.x - a.x) / length, (b.y - a.y) / length];
  const head = 5 + 2.2 * width;
  const to = arrows.includes("to"), from = arrows.includes("from");
  const start = { x: a.x + ux * (ra + (from ? head * 0.8 : 0)), y: a.y + uy * (ra + (from ? head * 0.8 : 0)) };
  const end = { x: b.x - ux * (rb + (to ? head * 0.8 : 0)), y: b.y - uy * (rb + (to ? head * 0.8 : 0)) };
  const shapes = [{ kind: "line", x1: start.x, y1: start.y, x2: end.x, y2: end.y, width, stroke: colour, dash: state.tentative, opacity }];
  const tip = (x, y, dx, dy) => ({ kind: "polygon", points: [[x, y], [x - dx * head - dy * head * 0.4, y - dy * head + dx * head * 0.4], [x - dx * head + dy * head * 0.4, y - dy * head - dx * head * 0.4]], fill: colour, opacity });
  if (to) shapes.push(tip(b.x - ux * rb, b.y - uy * rb, ux, uy));
  if (from) shapes.push(tip(a.x + ux * ra, a.y + uy * ra, -ux, -uy));
  const [mx, my] = [(a.x + b.x) / 2, (a.y + b.y) / 2];
  const s = 4 + width;
  if (state.sign === "conf") shapes.push({ kind: "line", x1: mx - uy * s, y1: my + ux * s, x2: mx + uy * s, y2: my - ux * s, width: Math.max(2, width * 0.8), stroke: colour, dash: false, opacity });
  if (state.sign === "both") shapes.push({ kind: "polygon", points: [[mx + ux * s, my + uy * s], [mx - uy * s * 0.7, my + ux * s * 0.7], [mx - ux * s, my - uy * s], [mx + uy * s * 0.7, my - ux * s * 0.7]], fill: colour, opacity });
  return shapes;
}

function corners(shape) {
  const { x, y, r } = shape;
  if (shape.shape === "square") return [[x - r, y - r], [x + r, y - r], [x + r, y + r], [x - r, y + r]];
  if (shape.shape === "diamond") return [[x, y - r], [x + r, y], [x, y + r], [x - r, y]];
  if (shape.shape === "hexagon") return Array.from({ length: 6 }, (_, i) => [x + r * Math.cos((i * Math.PI) / 3), y + r * Math.sin((i * Math.PI) / 3)]);
  return null;
}

const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif';
const SERIF = 'Georgia, "Noto Serif", "DejaVu Serif", serif';

function svgOf(scene) {
  const n = (value) => String(Math.round(value * 100) / 100);
  const points = (list) => list.map(([x, y]) => `${n(x)},${n(y)}`).join(" ");
  const parts = scene.shapes.map((s) => {
    const see = s.opacity !== undefined && s.opacity < 1 ? ` opacity="${s.opacity}"` : "";
    const dash = s.dash ? ` stroke-dasharray="7 6"` : "";
    if (s.kind === "box") return `<rect x="${n(s.x)}" y="${n(s.y)}" width="${n(s.w)}" height="${n(s.h)}" fill="${s.fill}"/>`;
    if (s.kind === "line") return `<line x1="${n(s.x1)}" y1="${n(s.y1)}" x2="${n(s.x2)}" y2="${n(s.y2)}" stroke="${s.stroke}" stroke-width="${n(s.width)}"${dash}${see}/>`;
    if (s.kind === "ring") return `<circle cx="${n(s.x)}" cy="${n(s.y)}" r="${n(s.r)}" fill="none" stroke="${s.stroke}" stroke-width="${n(s.width)}"${dash}${see}/>`;
    if (s.kind === "polygon") return `<polygon points="${points(s.points)}" fill="${s.fill}"${see}/>`;
    if (s.kind === "node") {
      const look = `fill="${s.fill}" stroke="${s.stroke}" stroke-width="1.5"${see}`;
      return corners(s) ? `<polygon points="${points(corners(s))}" ${look}/>` : `<circle cx="${n(s.x)}" cy="${n(s.y)}" r="${n(s.r)}" ${look}/>`;
    }
    const halo = s.halo ? ` stroke="${s.halo}" stroke-width="4" stroke-linejoin="round" paint-order="stroke"` : "";
    return `<text x="${n(s.x)}" y="${n(s.y)}" font-family="${xml(s.serif ? SERIF : FONT)}" font-size="${s.size}" fill="${s.fill}"${halo}>${xml(s.text)}</text>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${scene.w}" height="${scene.h}" viewBox="0 0 ${scene.w} ${scene.h}" role="img"><title>${xml(clean(scene.title))}</title>\n${parts.join("\n")}\n</svg>\n`;
}

function pngOf(scene) {
  const canvas = el("canvas", { width: scene.w * 2, height: scene.h * 2 });
  const ctx = canvas.getContext("2d");
  ctx.scale(2, 2);
  ctx.lineJoin = "round";
  for (const s of scene.shapes) {
    ctx.globalAlpha = s.opacity === undefined ? 1 : s.opacity;
    ctx.setLineDash(s.dash ? [7, 6] : []);
    ctx.beginPath();
    if (s.kind === "box") {
      ctx.fillStyle = s.fill;
      ctx.fillRect(s.x, s.y, s.w, s.h);
    } else if (s.kind === "line" || s.kind === "ring") {
      if (s.kind === "line") { ctx.moveTo(s.x1, s.y1); ctx.lineTo(s.x2, s.y2); } else ctx.arc(s.x, s.y, s.r, 0, 2 * Math.PI);
      ctx.strokeStyle = s.stroke;
      ctx.lineWidth = s.width;
      ctx.stroke();
    } else if (s.kind === "text") {
      ctx.font = `${s.size}px ${s.serif ? SERIF : FONT}`;
      if (s.halo) {
        ctx.strokeStyle = s.halo;
        ctx.lineWidth = 4;
        ctx.strokeText(s.text, s.x, s.y);
      }
      ctx.fillStyle = s.fill;
      ctx.fillText(s.text, s.x, s.y);
    } else {
      const outline = s.kind === "polygon" ? s.points : corners(s);
      if (outline) {
        outline.forEach(([x, y], i) => (i ? ctx.lineTo(x, y) : ctx.moveTo(x, y)));
        ctx.closePath();
      } else ctx.arc(s.x, s.y, s.r, 0, 2 * Math.PI);
      ctx.fillStyle = s.fill;
      ctx.fill();
      if (s.stroke) {
        ctx.strokeStyle = s.stroke;
        ctx.lineWidth = 1.5;
        ctx.stroke();
      }
    }
  }
  return new Promise((done) => canvas.toBlob(done, "image/png"));
}
