// Files made on the reader's device: the data (CSV, JSON, GEXF) and the picture of the current view (SVG, PNG).

const safeName = (text) => (clean(text).normalize("NFD").replace(/[^A-Za-z0-9]+/g, "-").replace(/^-+|-+$/g, "").toLowerCase() || "network").slice(0, 60);

function save(name, type, content) {
  const blob = content instanceof Blob ? content : new Blob([content], { type });
  const link = el("a", { download: name, href: URL.createObjectURL(blob) });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

// A cell that a spreadsheet would compute gets an apostrophe; a plain number stays a number.
function cell(value) {
  if (value === null || value === undefined) return "";
  let text = String(value).replace(/\u0000/g, "\ufffd");
  if (/^[\s\u0000-\u0020]*[=+\-@＝＋－＠|%]|^[\t\r\n]/.test(text) && !/^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(text)) text = `'${text}`;
  return /[",\r\n;]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
}

const csv = (names, rows) => `\ufeff${[names, ...rows].map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;

function interactionsCsv(page, rows) {
  const names = Object.keys(page.model.rows).filter((name) => name !== "cooperative");
  const extra = ["publisher", "url"].filter((name) => !names.includes(name) && rows.some((row) => page.model.paper(row, name)));
  const title = rows.some((row) => page.model.paper(row, "title")) ? ["document_title"] : [];
  return csv([...names, ...extra, ...title], rows.map((row) => [
    ...names.map((name) => page.model.value(row, name)), ...extra.map((name) => page.model.paper(row, name)), ...title.map(() => page.model.paper(row, "title")),
  ]));
}

function actorsCsv(page) {
  const { level } = page.view;
  const measures = Object.keys(level.measures);
  return csv(["actor_id", "name", "kind", "country", "role", ...measures], level.nodes.map((node) => [node.id, node.name, node.kind, node.country, node.role, ...measures.map((name) => level.measures[name][node.i])]));
}

// One record an edge of the network as it was filtered.
function edgesOf(page) {
  const { level, left } = page.view;
  return level.relations.filter((relation) => left.relations[relation.i].pass).flatMap((relation) =>
    left.relations[relation.i].ways.filter((way) => way.weight > 0 || !way.rows.length || way.count).map((way) => {
      const [from, to] = way.forward ? [relation.a, relation.b] : [relation.b, relation.a];
      return { from, to, way: way.rows.length ? { ...way, ...factsOf(page.model, way.rows) } : way };
    })
  );
}

const ID = "interaction_id";

// The strongest certainty, the first and the last day among some interactions.
function factsOf(model, rows) {
  const places = rows.map((row) => model.order.get(model.value(row, "certainty") || "asserted"));
  const days = rows.map((row) => model.day[row]).filter((day) => !Number.isNaN(day)).sort((a, b) => a - b);
  return { certainty: model.data.certainties[Math.min(...places)], first: days.length ? isoOf(days[0]) : null, last: days.length ? isoOf(days[days.length - 1]) : null };
}

function networkJson(page) {
  const { level } = page.view;
  const edges = edgesOf(page);
  const rows = [...new Set(edges.flatMap(({ way }) => way.rows))].sort((a, b) => a - b);
  const names = Object.keys(page.model.rows).filter((name) => name !== "cooperative");
  const measures = Object.keys(level.measures);
  return JSON.stringify({
    title: page.data.title, question: page.data.question, level: level.key, directed: level.directed, multigraph: false,
    nodes: level.nodes.map((node) => ({ id: node.id, name: node.name, kind: node.kind, country: node.country, role: node.role, ...Object.fromEntries(measures.map((name) => [name, level.measures[name][node.i]])) })),
    links: edges.map(({ from, to, way }) => ({
      source: from.id, target: to.id, weight: way.weight, cooperation: way.cooperation, conflict: way.conflict, count: way.count, certainty: way.certainty, first: way.first, last: way.last,
      interactions: way.rows.map((row) => page.model.value(row, ID)),
    })),
    interactions: rows.map((row) => Object.fromEntries(names.map((name) => [name, page.model.value(row, name)]))),
  }, null, 1);
}

// XML has no place for control characters, lone surrogates or the two non-characters.
const xml = (text) => String(text).replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, "\ufffd")
  .replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;").replace(/[\t\n\r]/g, (c) => `&#${c.charCodeAt(0)};`);

function gexf(page) {
  const { level } = page.view;
  const attributes = (fields, values) => {
    const kept = fields.map(([name], i) => [i, values[i]]).filter(([, value]) => value !== null && value !== undefined);
    return kept.length ? `<attvalues>${kept.map(([i, value]) => `<attvalue for="${i}" value="${xml(value)}"/>`).join("")}</attvalues>` : "";
  };
  const declare = (kind, fields) => `<attributes class="${kind}">${fields.map(([name, type], i) => `<attribute id="${i}" title="${xml(name)}" type="${type}"/>`).join("")}</attributes>`;
  const measures = Object.keys(level.measures);
  const nodeFields = [["kind", "string"], ["country", "string"], ["role", "string"], ...measures.map((name) => [name, "double"])];
  const edgeFields = [["cooperation", "double"], ["conflict", "double"], ["count", "long"], ["certainty", "string"], ["first", "string"], ["last", "string"], ["interactions", "string"]];
  const nodes = level.nodes.map((node) => `<node id="${node.i}" label="${xml(node.text)}">${attributes([["id"]], [])}${attributes(nodeFields, [node.kind, node.country, node.role, ...measures.map((name) => level.measures[name][node.i])])}</node>`);
  const edges = edgesOf(page).map(({ from, to, way }, i) => `<edge id="${i}" source="${from.i}" target="${to.i}" weight="${way.weight}">${attributes(edgeFields, [way.cooperation, way.conflict, way.count, way.certainty, way.first, way.last, way.rows.map((row) => page.model.value(row, ID)).join(" ") || null])}</edge>`);
  return `<?xml version="1.0" encoding="UTF-8"?>\n<gexf xmlns="http://gexf.net/1.3" version="1.3"><meta><description>${xml(page.data.title)}</description></meta><graph defaultedgetype="${level.directed ? "directed" : "undirected"}">${declare("node", nodeFields)}${declare("edge", edgeFields)}<nodes>${nodes.join("\n")}</nodes><edges>${edges.join("\n")}</edges></graph></gexf>\n`;
}

function downloadList(page, holder) {
  const base = safeName(page.data.title);
  const rowsNow = () => {
    const { level, left } = page.view;
    return [...new Set(level.relations.flatMap((relation) => (left.relations[relation.i].pass ? left.relations[relation.i].rows : [])))].sort((a, b) => a - b);
  };
  const items = [
    ["Picture of this view, PNG", async () => save(`${base}.png`, "image/png", await pngOf(sceneOf(page)))],
    ["Picture of this view, SVG", () => save(`${base}.svg`, "image/svg+xml", svgOf(sceneOf(page)))],
    page.model.size ? ["Interactions shown, CSV", () => save(`${base}-interactions.csv`, "text/csv", interactionsCsv(page, rowsNow()))] : null,
    ["Actors, CSV", () => save(`${base}-actors.csv`, "text/csv", actorsCsv(page))],
    ["Network shown, GEXF", () => save(`${base}.gexf`, "application/xml", gexf(page))],
    ["Network shown, JSON", () => save(`${base}.json`, "application/json", networkJson(page))],
  ];
  for (const item of items) {
    if (item) holder.append(el("button", { type: "button", class: "link", onclick: item[1] }, item[0]));
  }
  holder.append(el("p", { class: "fine" }, "Made on this device from the data in this file."));
}
