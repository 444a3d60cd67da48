// The page: one view (what is shown and chosen), kept in the address, from which every part is drawn.

const byId = (id) => document.getElementById(id);
const noFilter = () => ({ sign: "", events: new Set(), certainties: new Set(), publishers: new Set(), from: null, to: null, weight: 0 });

class Page {
  constructor(data) {
    this.data = data;
    this.model = new Model(data);
    this.view = { level: this.model.levels[0], filter: noFilter(), chosen: null, tab: "network", all: false, left: null, shown: [] };
    this.drawing = new Drawing(byId("graph"), (found) => this.choose(found));
    this.drawing.onDrawn = () => {
      this.drawing.onDrawn = null;
      performance.mark("netlib-drawn");
    };
    this.panel = new Panel(byId("panel"), this);
    this.tables = new Tables(this, byId("view-actors"), byId("view-interactions"));
    this.timeline = new Timeline(byId("timeline"), this);
    this.filters = new Filters(this, byId("filters"));
    this.search = new Search(this, byId("search"), byId("found"));
    downloadList(this, byId("download-list"));
    closesItself(byId("downloads"));
    this.buttons();
    this.legend();
    if (window.matchMedia("(max-width: 820px)").matches) byId("legend").open = false;
    for (const id of ["tools", "toolbar", "main"]) byId(id).hidden = false;
    this.read(location.hash);
    this.openLevel();
    window.addEventListener("hashchange", () => {
      if (location.hash === this.written) return;
      const before = this.view.level;
      this.read(location.hash);
      if (this.view.level !== before) this.openLevel();
      else this.update();
    });
    new ResizeObserver(() => this.drawing.resize()).observe(byId("graph"));
    window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.recolour());
  }

  openLevel() {
    const { level } = this.view;
    this.whereIs = new Map(level.nodes.map((node) => [node.id, node]));
    this.rowHome = null;
    this.drawing.open(level);
    this.filters.open();
    this.search.open();
    for (const button of byId("levels").children) button.setAttribute("aria-pressed", String(button.textContent === level.label));
    this.update(true);
  }

  // Work out what passes, and draw every part.
  update(opened) {
    const { view } = this;
    view.left = this.model.left(view.level, view.filter);
    this.choosePart();
    if (opened) this.tables.open();
    else this.tables.stale();
    this.filters.draw();
    this.timeline.draw();
    this.panel.show();
    this.words();
    this.write();
  }

  // Which relations are drawn: those that pass; of a large network the backbone, and those of the chosen actor.
  choosePart() {
    const { view } = this;
    const { level, left, chosen } = view;
    const part = level.bones && !view.all;
    const ends = chosen && chosen.kind === "node" ? level.nodes[chosen.i] : null;
    const extra = new Set();
    if (part && chosen && chosen.kind === "relation") extra.add(chosen.i);
    if (part && ends) {
      const near = ends.relations.filter((relation) => left.relations[relation.i].pass).sort((x, y) => left.relations[y.i].value - left.relations[x.i].value);
      for (const relation of near.slice(0, 150)) extra.add(relation.i);
    }
    view.shown = level.relations.filter((relation) => left.relations[relation.i].pass && (!part || level.bones.has(relation.i) || extra.has(relation.i))).map((relation) => relation.i);
    view.passing = left.relations.reduce((n, state) => n + state.pass, 0);
    this.drawing.show(left.relations, view.shown, chosen);
  }

  filter(change) {
    Object.assign(this.view.filter, change);
    if (!("from" in change)) this.timeline.stop();
    this.update();
  }

  choose(chosen) {
    const { view } = this;
    view.chosen = chosen;
    if (view.level.bones && !view.all) this.choosePart();
    else {
      this.drawing.chosen = chosen;
      this.drawing.paint();
    }
    if (chosen) this.drawing.reveal(chosen.kind === "node" ? [view.level.nodes[chosen.i]] : [view.level.relations[chosen.i].a, view.level.relations[chosen.i].b]);
    document.body.classList.toggle("chosen", Boolean(chosen));
    this.panel.show();
    if (view.tab !== "network") this.tables.stale();
    this.words();
    this.say();
    this.write();
    if (window.parent !== window) window.parent.postMessage({ netlib: "choose", ...this.selection() }, "*");
  }

  // What is chosen, by id: for whoever holds the page.
  selection() {
    const { chosen, level, left } = this.view;
    if (!chosen) return { nodes: [], interactions: [] };
    const nodes = chosen.kind === "node" ? [level.nodes[chosen.i]] : [level.relations[chosen.i].a, level.relations[chosen.i].b];
    const ties = chosen.kind === "node" ? level.nodes[chosen.i].relations : [level.relations[chosen.i]];
    const rows = new Set(ties.flatMap((relation) => left.relations[relation.i].rows));
    return { level: level.key, nodes: nodes.map((node) => node.id), interactions: [...rows].map((row) => this.model.value(row, ID)) };
  }

  find(...ids) {
    for (const id of ids) if (this.whereIs.has(id)) return this.whereIs.get(id);
    return null;
  }

  relationOf(row) {
    if (!this.rowHome) {
      this.rowHome = new Map();
      for (const relation of this.view.level.relations) for (const at of relation.rows) if (!this.rowHome.has(at)) this.rowHome.set(at, relation);
    }
    return this.rowHome.get(row) || null;
  }

  words() {
    const { view, model } = this;
    const { filter } = view;
    const narrowed = view.left.narrowed || filter.weight > 0;
    const total = view.level.relations.length;
    byId("status").textContent = narrowed ? `Filtered: ${number(view.passing)} of ${counted(total, "relation")}.` : `${counted(total, "relation")}, ${counted(view.level.nodes.length, "actor")}.`;
    byId("reset").hidden = !narrowed;
    const nothing = !view.level.nodes.length ? "This network is empty: no interaction passed its filters." : !view.passing && total ? "No relation passes the filters." : "";
    byId("nothing").textContent = nothing;
    byId("nothing").hidden = !nothing;
    const bar = byId("backbone");
    bar.hidden = !view.level.bones || (!view.all && view.shown.length === view.passing && !narrowed);
    if (view.level.bones) {
      const words = view.all ? `Showing all ${number(view.passing)} relations; zoom in for arrowheads.` : `Showing ${number(view.shown.length)} of ${number(view.passing)} relations, the backbone.`;
      bar.replaceChildren(`${words} `, el("button", { type: "button", class: "link", onclick: () => this.showAll(!view.all) }, view.all ? "Show the backbone" : "Show all"));
    }
    byId("graph").setAttribute("aria-label", `Network drawing: ${view.level.label.toLowerCase()}, ${counted(view.shown.length, "relation")} shown`);
    if (model.size === 0) byId("tab-interactions").textContent = "Relations";
  }

  // A short account for those who cannot see the drawing change.
  say() {
    const { chosen, level } = this.view;
    if (!chosen) return void (byId("said").textContent = "");
    const name = chosen.kind === "node" ? level.nodes[chosen.i].text : `${level.relations[chosen.i].a.text} and ${level.relations[chosen.i].b.text}`;
    byId("said").textContent = `Chosen: ${short(name, 80)}.`;
  }

  showAll(all) {
    this.view.all = all;
    this.update();
    this.drawing.fit();
    const button = byId("backbone").querySelector("button");
    if (button) button.focus();
  }

  buttons() {
    byId("zoom-in").addEventListener("click", () => this.drawing.zoom(1.35));
    byId("zoom-out").addEventListener("click", () => this.drawing.zoom(1 / 1.35));
    byId("zoom-fit").addEventListener("click", () => this.drawing.fit());
    byId("reset").addEventListener("click", () => {
      this.view.filter = noFilter();
      this.timeline.stop();
      this.update();
      byId("search").focus();
    });
    byId("theme").addEventListener("click", () => {
      document.documentElement.dataset.theme = isDark() ? "light" : "dark";
      this.recolour();
      this.write();
    });
    byId("filters-toggle").addEventListener("click", () => {
      byId("filters-toggle").setAttribute("aria-expanded", String(byId("filters").classList.toggle("open")));
    });
    byId("skip").addEventListener("click", (event) => {
      event.preventDefault();
      byId("panel").focus();
    });
    const tabs = [...byId("tabs").children];
    tabs.forEach((tab, i) => {
      tab.addEventListener("click", () => this.tab(tab.id.slice(4)));
      tab.addEventListener("keydown", (event) => {
        const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
        if (!step) return;
        const next = tabs[(i + step + tabs.length) % tabs.length];
        this.tab(next.id.slice(4));
        next.focus();
      });
    });
    if (this.model.levels.length > 1) {
      byId("levels").hidden = false;
      for (const level of this.model.levels) byId("levels").append(el("button", { type: "button", onclick: () => this.toLevel(level) }, level.label));
    }
    byId("graph").addEventListener("keydown", (event) => this.key(event));
    byId("panel").addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !this.view.chosen) return;
      this.choose(null);
      byId("graph").focus();
    });
  }

  toLevel(level) {
    if (level === this.view.level) return;
    this.view.level = level;
    this.view.chosen = null;
    this.view.filter.weight = 0;
    this.view.all = false;
    document.body.classList.remove("chosen");
    this.openLevel();
  }

  key(event) {
    const { view, drawing } = this;
    const by = { "+": () => drawing.zoom(1.35), "=": () => drawing.zoom(1.35), "-": () => drawing.zoom(1 / 1.35), 0: () => drawing.fit(), Escape: () => this.choose(null),
      ArrowRight: () => this.step(1), ArrowLeft: () => this.step(-1), ArrowDown: () => this.stepTie(1), ArrowUp: () => this.stepTie(-1) }[event.key];
    if (!by || event.ctrlKey || event.metaKey || event.altKey || !view.level.nodes.length) return;
    event.preventDefault();
    by();
  }

  // Actors in order of importance, whatever is chosen now.
  step(by) {
    const nodes = this.drawing.visible.slice().sort((a, b) => b.value - a.value || a.i - b.i);
    if (!nodes.length) return;
    const at = nodes.findIndex((node) => node.i === (this.base ?? -1));
    this.base = nodes[at < 0 ? 0 : (at + by + nodes.length) % nodes.length].i;
    this.choose({ kind: "node", i: this.base });
  }

  // The relations of the actor that was stepped to.
  stepTie(by) {
    const { chosen, level, left } = this.view;
    if (chosen && chosen.kind === "node") this.base = chosen.i;
    const node = level.nodes[this.base ?? -1];
    const ties = (node ? node.relations : level.relations).filter((relation) => left.relations[relation.i].pass).sort((x, y) => left.relations[y.i].value - left.relations[x.i].value || x.i - y.i);
    if (!ties.length) return;
    const at = chosen && chosen.kind === "relation" ? ties.findIndex((relation) => relation.i === chosen.i) : by > 0 ? -1 : 0;
    this.choose({ kind: "relation", i: ties[(at + by + ties.length) % ties.length].i });
  }

  tab(name) {
    this.view.tab = name;
    for (const each of ["network", "actors", "interactions"]) {
      const on = each === name;
      byId(`view-${each}`).hidden = !on;
      byId(`tab-${each}`).setAttribute("aria-selected", String(on));
      byId(`tab-${each}`).tabIndex = on ? 0 : -1;
    }
    if (name === "network") this.drawing.resize();
    else this.tables.draw();
    this.write();
  }

  recolour() {
    byId("theme").textContent = isDark() ? "Light" : "Dark";
    this.drawing.recolour();
    this.timeline.draw();
    this.legend();
  }

  legend() {
    const c = palette();
    const draw = (shapes, w = 44) => {
      const made = svgEl("svg", { width: w, height: 16, viewBox: `0 0 ${w} 16`, "aria-hidden": "true" });
      for (const s of shapes) {
        if (s.kind === "line") made.append(svgEl("line", { x1: s.x1, y1: s.y1, x2: s.x2, y2: s.y2, stroke: s.stroke, "stroke-width": s.width, ...(s.dash ? { "stroke-dasharray": "6 4" } : {}) }));
        else if (s.kind === "polygon" || corners(s)) made.append(svgEl("polygon", { points: (s.points || corners(s)).map((p) => p.join(",")).join(" "), fill: s.fill }));
        else made.append(svgEl("circle", { cx: s.x, cy: s.y, r: s.r, fill: s.fill }));
      }
      return made;
    };
    const line = (sign, tentative, arrows, width = 2.5) => draw(tieShapes({ x: 2, y: 8 }, { x: 42, y: 8 }, 0, 0, width, c.colours[sign], { sign, tentative }, arrows, 1));
    const level = this.view.level;
    const kinds = [...new Set(level.nodes.map((node) => node.kind).filter((kind) => kind in SHAPES))];
    const items = [
      [line("coop", false, ""), "cooperation"], [line("conf", false, ""), "conflict (bar)"], [line("both", false, ""), "both (diamond)"],
      [line("none", true, ""), "not established: unconfirmed, possible, planned or denied"],
      level.directed ? [line("none", false, "to"), "who acts on whom"] : null, level.directed ? [line("none", false, "to;from"), "both ways"] : null,
      [draw([...tieShapes({ x: 2, y: 4 }, { x: 42, y: 4 }, 0, 0, 1.2, c.colours.none, { sign: "none" }, "", 1), ...tieShapes({ x: 2, y: 11 }, { x: 42, y: 11 }, 0, 0, 5, c.colours.none, { sign: "none" }, "", 1)]), "wider: more weight"],
      ...kinds.map((kind) => [draw([{ kind: "node", shape: SHAPES[kind], x: 8, y: 8, r: 6, fill: c.node }], 16), KINDS[kind].toLowerCase()]),
      [draw([{ kind: "node", shape: "dot", x: 6, y: 8, r: 3.5, fill: c.node }, { kind: "node", shape: "dot", x: 20, y: 8, r: 7, fill: c.node }], 28), "larger: more related"],
    ];
    byId("legend-body").replaceChildren(...items.filter(Boolean).map(([picture, words]) => el("span", {}, picture, words)));
  }

  // The view as the part of the address after #, so that a link reopens it.
  write() {
    const { view, model } = this;
    const { filter, chosen, level } = view;
    const parts = new URLSearchParams();
    if (level !== model.levels[0]) parts.set("level", level.key);
    if (view.tab !== "network") parts.set("tab", view.tab);
    if (chosen && chosen.kind === "node") parts.set("actor", level.nodes[chosen.i].id);
    if (chosen && chosen.kind === "relation") for (const end of ["a", "b"]) parts.append("between", level.relations[chosen.i][end].id);
    if (filter.sign) parts.set("sign", filter.sign);
    for (const field of ["events", "certainties", "publishers"]) for (const value of filter[field]) parts.append(`without-${field}`, value);
    if (filter.from !== null) parts.set("from", isoOf(filter.from));
    if (filter.to !== null) parts.set("to", isoOf(filter.to));
    if (filter.weight > 0) parts.set("weight", String(filter.weight));
    if (view.all) parts.set("all", "1");
    if (document.documentElement.dataset.theme !== this.data.theme) parts.set("theme", document.documentElement.dataset.theme);
    const text = parts.toString();
    if (text === (location.hash || "").slice(1)) return;
    this.written = text ? `#${text}` : "";
    try {
      history.replaceState(null, "", text ? `#${text}` : location.href.split("#")[0]);
    } catch {
      this.written = null; // inside a notebook the frame has no address of its own
    }
  }

  read(hash) {
    const { view, model } = this;
    const parts = new URLSearchParams(hash.replace(/^#/, ""));
    view.level = model.levels.find((level) => level.key === parts.get("level")) || model.levels[0];
    const ids = new Map(view.level.nodes.map((node) => [node.id, node]));
    const [a, b] = parts.getAll("between").map((id) => ids.get(id));
    const tie = a && b && a.relations.find((relation) => (relation.a === a && relation.b === b) || (relation.a === b && relation.b === a));
    const node = ids.get(parts.get("actor"));
    view.chosen = tie ? { kind: "relation", i: tie.i } : node ? { kind: "node", i: node.i } : null;
    document.body.classList.toggle("chosen", Boolean(view.chosen));
    const sign = parts.get("sign");
    const weight = Number(parts.get("weight"));
    const day = (name) => (Number.isNaN(dayOf(parts.get(name))) ? null : dayOf(parts.get(name)));
    view.filter = {
      sign: ["cooperation", "conflict", "both"].includes(sign) ? sign : "",
      events: new Set(parts.getAll("without-events")), certainties: new Set(parts.getAll("without-certainties")), publishers: new Set(parts.getAll("without-publishers")),
      from: day("from"), to: day("to"), weight: weight > 0 && Number.isFinite(weight) ? weight : 0,
    };
    view.all = parts.get("all") === "1";
    const theme = parts.get("theme");
    document.documentElement.dataset.theme = theme === "dark" || theme === "light" ? theme : this.data.theme;
    const tab = parts.get("tab");
    view.tab = tab === "actors" || tab === "interactions" ? tab : "network";
    for (const each of ["network", "actors", "interactions"]) {
      byId(`view-${each}`).hidden = each !== view.tab;
      byId(`tab-${each}`).setAttribute("aria-selected", String(each === view.tab));
      byId(`tab-${each}`).tabIndex = each === view.tab ? 0 : -1;
    }
    this.recolourQuietly();
  }

  recolourQuietly() {
    byId("theme").textContent = isDark() ? "Light" : "Dark";
    this.drawing.colours = palette();
    this.legend();
  }
}

function isDark() {
  const { theme } = document.documentElement.dataset;
  return theme === "dark" || (theme !== "light" && window.matchMedia("(prefers-color-scheme: dark)").matches);
}

const page = new Page(JSON.parse(byId("data").textContent));
document.documentElement.dataset.ready = "true";
