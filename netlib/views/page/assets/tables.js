// The tables: the equal of the picture, sortable, a page of rows at a time.

const ROWS_AT_ONCE = 100;

class Grid {
  // columns: { name, text(row), value(row), num, cell(row) }
  constructor(holder, caption, columns, sortBy) {
    this.holder = holder;
    this.caption = caption;
    this.columns = columns;
    this.sort = { at: sortBy.at, down: sortBy.down };
    this.at = 0;
  }

  fill(items, isChosen) {
    this.items = items;
    this.isChosen = isChosen;
    this.at = 0;
    this.order();
    this.draw();
  }

  order() {
    const { value } = this.columns[this.sort.at];
    const way = this.sort.down ? -1 : 1;
    const keys = this.items.map((item, i) => [value(item), i]);
    const empty = (key) => key === null || key === undefined || Number.isNaN(key);
    keys.sort(([a, i], [b, j]) => {
      if (empty(a) || empty(b)) return empty(a) - empty(b) || i - j;
      return way * (typeof a === "number" && typeof b === "number" ? a - b : COLLATOR.compare(String(a), String(b))) || i - j;
    });
    this.sorted = keys.map(([, i]) => this.items[i]);
  }

  draw(focus) {
    const head = this.columns.map((column, at) => {
      const sorted = this.sort.at === at;
      const button = el("button", { type: "button", onclick: () => this.by(at) }, column.name);
      return el("th", { scope: "col", class: column.num ? "num" : null, "aria-sort": sorted ? (this.sort.down ? "descending" : "ascending") : "none" }, button);
    });
    const rows = this.sorted.slice(this.at, this.at + ROWS_AT_ONCE).map((item) =>
      el("tr", { class: this.isChosen(item) ? "chosen" : null }, this.columns.map((column) => el("td", { class: column.num ? "num" : column.long ? "text" : null }, column.cell(item))))
    );
    const end = Math.min(this.sorted.length, this.at + ROWS_AT_ONCE);
    const caption = this.sorted.length ? `${this.caption(this.sorted.length)}${this.sorted.length > ROWS_AT_ONCE ? `; rows ${number(this.at + 1)} to ${number(end)}` : ""}. Sort by any column.` : "Nothing passes the filters.";
    const table = el("table", { class: "grid" }, el("caption", {}, caption), el("thead", {}, el("tr", {}, head)), el("tbody", {}, rows));
    const parts = [el("div", { class: "table-scroll", tabindex: "0", role: "region", "aria-label": "Table, scrolls sideways" }, table)];
    if (this.sorted.length > ROWS_AT_ONCE) {
      const step = (by, words, stop) => el("button", { type: "button", disabled: stop, onclick: () => { this.at += by; this.draw(); this.holder.scrollTop = 0; } }, words);
      parts.push(el("div", { class: "pager" }, step(-ROWS_AT_ONCE, "Previous", this.at === 0), step(ROWS_AT_ONCE, "Next", end === this.sorted.length)));
    }
    this.holder.replaceChildren(...parts);
    if (focus !== undefined) this.holder.querySelectorAll("th button")[focus].focus();
  }

  by(at) {
    this.sort = { at, down: this.sort.at === at ? !this.sort.down : Boolean(this.columns[at].num) };
    this.at = 0;
    this.order();
    this.draw(at);
  }
}

const COLLATOR = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

class Tables {
  constructor(page, actors, interactions) {
    this.page = page;
    this.holders = { actors, interactions };
    this.grids = {};
    this.fresh = { actors: false, interactions: false };
  }

  open() {
    const { page } = this;
    const { level } = page.view;
    const left = () => page.view.left.relations;
    const ties = (node) => node.relations.filter((relation) => left()[relation.i].pass);
    const claims = (node, friendly) => {
      const rows = new Set(ties(node).flatMap((relation) => left()[relation.i].rows));
      return [...rows].filter((row) => Boolean(page.model.rows.cooperative[row]) === friendly).length;
    };
    const plain = (name, value, num) => ({ name, num, value, cell: (item) => (num ? number(value(item)) : value(item) === null || value(item) === undefined ? "" : isolated(value(item))) });
    const actorColumns = [
      { name: "Actor", value: (node) => node.text, cell: (node) => el("button", { type: "button", onclick: () => page.choose({ kind: "node", i: node.i }) }, isolated(node.text)) },
      plain("Kind", (node) => (node.kind ? KINDS[node.kind] || node.kind : null)),
      plain("Country", (node) => node.country),
      plain("Role", (node) => node.role),
      plain("Relations", (node) => ties(node).length, true),
    ];
    if (page.model.size) actorColumns.push(plain("Cooperation", (node) => claims(node, true), true), plain("Conflict", (node) => claims(node, false), true));
    for (const name of Object.keys(level.measures)) actorColumns.push(plain(measureText(name), (node) => level.measures[name][node.i], true));
    const used = actorColumns.filter((column) => !["Kind", "Country", "Role"].includes(column.name) || level.nodes.some((node) => column.value(node)));
    const at = used.findIndex((column) => column.name === "Relations");
    this.grids.actors = new Grid(this.holders.actors, (n) => counted(n, "actor"), used, { at, down: true });
    this.grids.interactions = page.model.size ? this.claimGrid() : this.tieGrid();
    this.stale();
  }

  claimGrid() {
    const { page } = this;
    const model = page.model;
    const get = (name) => (row) => model.value(row, name);
    const who = (side) => ({
      name: side === "source" ? "Source" : "Target",
      value: (row) => clean(model.value(row, `${side}_name`) || model.value(row, side) || ""),
      cell: (row) => isolated(model.value(row, `${side}_name`) || model.value(row, side) || ""),
    });
    const certainty = {
      name: "Certainty",
      value: (row) => model.order.get(get("certainty")(row)),
      cell: (row) => el("span", { class: model.tentative(row) ? "badge tentative" : "badge" }, TENTATIVE[get("certainty")(row)] || get("certainty")(row) || ""),
    };
    const sentence = {
      name: "Sentence", long: true, value: (row) => get("evidence")(row),
      cell: (row) => {
        const text = get("evidence")(row);
        const relation = page.relationOf(row);
        const words = isolated(text ? short(text, 400) : "No sentence was kept");
        return relation ? el("button", { type: "button", onclick: () => page.choose({ kind: "relation", i: relation.i }) }, words) : words;
      },
    };
    const publisher = { name: "Publisher", value: (row) => model.publisher(row), cell: (row) => (model.publisher(row) ? isolated(model.publisher(row)) : "") };
    const columns = [
      { name: "Date", value: (row) => model.day[row], cell: (row) => el("span", { class: "tag" }, shortDate(get("date")(row), get("date_precision")(row))) },
      who("source"),
      { name: "Event", value: get("event"), cell: (row) => el("span", { class: model.rows.cooperative[row] ? "coop" : "conf" }, eventText(get("event")(row), get("mode")(row))) },
      who("target"), certainty, sentence,
    ];
    for (let row = 0; row < model.size; row++) {
      if (!model.publisher(row)) continue;
      columns.push(publisher);
      break;
    }
    return new Grid(this.holders.interactions, (n) => counted(n, "interaction"), columns, { at: 0, down: true });
  }

  tieGrid() {
    const { page } = this;
    const state = (relation) => page.view.left.relations[relation.i];
    const name = (relation) => `${relation.a.text} – ${relation.b.text}`;
    const columns = [
      { name: "Relation", value: name, cell: (relation) => el("button", { type: "button", onclick: () => page.choose({ kind: "relation", i: relation.i }) }, isolated(relation.a.text), " – ", isolated(relation.b.text)) },
      { name: "Weight", num: true, value: (relation) => state(relation).value, cell: (relation) => number(state(relation).value) },
      { name: "Cooperation", num: true, value: (relation) => state(relation).cooperation, cell: (relation) => number(state(relation).cooperation) },
      { name: "Conflict", num: true, value: (relation) => state(relation).conflict, cell: (relation) => number(state(relation).conflict) },
    ];
    return new Grid(this.holders.interactions, (n) => counted(n, "relation"), columns, { at: 1, down: true });
  }

  stale() {
    this.fresh = { actors: false, interactions: false };
    this.draw();
  }

  draw() {
    const { tab, level, left, chosen } = this.page.view;
    if (tab === "network" || this.fresh[tab]) return;
    this.fresh[tab] = true;
    if (tab === "actors") {
      const nodes = level.nodes.filter((node) => !node.relations.length || node.relations.some((relation) => left.relations[relation.i].pass));
      this.grids.actors.fill(nodes, (node) => chosen && chosen.kind === "node" && chosen.i === node.i);
    } else if (this.page.model.size) {
      const rows = new Set(level.relations.flatMap((relation) => (left.relations[relation.i].pass ? left.relations[relation.i].rows : [])));
      this.grids.interactions.fill([...rows].sort((a, b) => a - b), (row) => {
        const relation = chosen && chosen.kind === "relation" && level.relations[chosen.i];
        return Boolean(relation && relation.rows.includes(row));
      });
    } else {
      this.grids.interactions.fill(level.relations.filter((relation) => left.relations[relation.i].pass), (relation) => chosen && chosen.kind === "relation" && chosen.i === relation.i);
    }
  }
}
