// The evidence: what is chosen, summed up in a sentence, and every claim behind it.

const CLAIMS_AT_ONCE = 25;
const LONG = 1500;
const KINDS = lookup({ person: "Person", organisation: "Organisation", country: "Country", group: "Group" });

class Panel {
  constructor(holder, page) {
    this.holder = holder;
    this.page = page;
  }

  show() {
    const { chosen, level } = this.page.view;
    const parts = !chosen ? this.overview() : chosen.kind === "node" ? this.actor(level.nodes[chosen.i]) : this.relation(level.relations[chosen.i]);
    if (chosen) parts.unshift(el("button", { type: "button", class: "close", "aria-label": "Clear the choice", onclick: () => this.page.choose(null) }, "×"));
    this.holder.replaceChildren(...parts);
    this.holder.scrollTop = 0;
  }

  overview() {
    const { level, left, shown } = this.page.view;
    const parts = [el("p", { class: "eyebrow" }, "Overview"), el("h2", {}, "Choose a line to read its evidence")];
    parts.push(el("p", { class: "sub" }, "A line is a relation, a point is an actor. Every relation opens the sentences that state it."));
    const passing = level.relations.filter((relation) => left.relations[relation.i].pass);
    if (passing.length) {
      parts.push(el("h3", {}, `Strongest of ${counted(passing.length, "relation")}`));
      parts.push(this.ties(passing, null));
    } else if (level.relations.length) {
      parts.push(el("p", { class: "lead" }, "No relation passes the filters."));
    }
    if (shown.length < passing.length) parts.push(el("p", { class: "fine" }, `The drawing shows ${number(shown.length)} of ${number(passing.length)} relations; the tables and the search hold them all.`));
    for (const note of this.page.data.notes) parts.push(el("p", { class: "fine" }, isolated(note)));
    return parts;
  }

  actor(node) {
    const { level, left } = this.page.view;
    const model = this.page.model;
    const ties = node.relations.filter((relation) => left.relations[relation.i].pass);
    const rows = [...new Set(ties.flatMap((relation) => left.relations[relation.i].rows))];
    const parts = [
      el("p", { class: "eyebrow" }, [KINDS[node.kind] || "Actor", node.country && node.country !== node.id ? [" · ", isolated(node.country)] : null]),
      el("h2", {}, isolated(node.text)),
    ];
    const office = [node.role ? isolated(node.role) : null, node.parent && node.parent !== node.name ? isolated(node.parent) : null].filter(Boolean);
    if (office.length) parts.push(el("p", { class: "sub" }, office.length > 1 ? [office[0], ", ", office[1]] : office));
    const lead = rows.length
      ? `Linked to ${counted(ties.length, "actor")} by ${model.sentence(rows)}`
      : ties.length ? `Linked to ${counted(ties.length, "actor")}.` : node.relations.length ? "No relation of this actor passes the filters." : "No relations.";
    parts.push(el("p", { class: "lead" }, lead));
    const measured = Object.keys(level.ranks);
    if (measured.length) {
      const body = measured.map((name) => {
        const rank = level.ranks[name][node.i];
        return el("tr", {}, el("th", { scope: "row" }, measureText(name)), el("td", { class: "num" }, number(level.measures[name][node.i])), el("td", { class: "num" }, rank === null ? "–" : `${ordinal(rank)} of ${number(level.nodes.length)}`));
      });
      parts.push(
        el("table", { class: "figures" }, el("caption", { class: "hidden" }, "Rank by each measure, in the whole network"),
          el("thead", {}, el("tr", {}, el("th", { scope: "col" }, "Measure"), el("th", { scope: "col", class: "num" }, "Value"), el("th", { scope: "col", class: "num" }, "Rank"))),
          el("tbody", {}, body))
      );
    }
    if (ties.length) parts.push(el("h3", {}, "Strongest relations"), this.ties(ties, node));
    if (rows.length) parts.push(...this.claims(rows));
    const others = (node.aliases || []).filter((name) => name !== node.name);
    if (others.length) parts.push(el("h3", {}, "Also called"), el("p", { class: "fine" }, others.slice(0, 20).map((name, i) => [i ? " · " : null, isolated(name)])));
    return parts;
  }

  relation(relation) {
    const { level, left } = this.page.view;
    const state = left.relations[relation.i];
    const { a, b } = relation;
    const sign = level.directed ? (relation.arrows.includes("to") ? (relation.arrows.includes("from") ? "↔" : "→") : "←") : "–";
    const parts = [
      el("p", { class: "eyebrow" }, ["Relation", state.sign === "none" ? null : ` · ${SIGNS[state.sign]}`]),
      el("h2", {}, isolated(a.text), ` ${sign} `, isolated(b.text)),
    ];
    if (state.tentative) parts.push(el("p", {}, el("span", { class: "badge tentative" }, this.unsure(state, relation))));
    if (!state.pass) parts.push(el("p", { class: "sub" }, "This relation does not pass the filters."));
    if (state.rows.length) parts.push(el("p", { class: "lead" }, this.page.model.sentence(state.rows)));
    const names = { weight: "Weight", cooperation: "Cooperation", conflict: "Conflict", count: "Interactions" };
    const body = [...state.ways].sort((x, y) => y.forward - x.forward).map((way) => {
      const [from, to] = way.forward ? [a, b] : [b, a];
      const title = level.directed ? [isolated(short(from.text, 28)), " → ", isolated(short(to.text, 28))] : ["Between the two"];
      return el("tr", {}, el("th", { scope: "row" }, title), el("td", { class: "num" }, number(way.count)), el("td", { class: "num coop" }, number(way.cooperation)), el("td", { class: "num conf" }, number(way.conflict)));
    });
    parts.push(
      el("table", { class: "figures" }, el("caption", { class: "hidden" }, "Both directions, cooperation and conflict apart"),
        el("thead", {}, el("tr", {}, el("th", { scope: "col" }, "Direction"), ...["count", "cooperation", "conflict"].map((name) => el("th", { scope: "col", class: "num" }, names[name])))),
        el("tbody", {}, body))
    );
    const mutual = level.directed && state.rows.some((row) => this.page.model.value(row, "reciprocal"));
    const weighing = { count: "Cooperation and conflict count interactions.", intensity: "Cooperation and conflict add up intensities.", given: "Cooperation and conflict are the parts of the weight, as the network was given." }[level.weighing];
    parts.push(el("p", { class: "fine" }, [weighing, mutual ? " What both do together counts in both directions." : "", level.weighing === "given" && left.narrowed ? " The filters do not change them." : ""]));
    if (state.rows.length) parts.push(...this.claims(state.rows));
    else if (!relation.rows.length) parts.push(el("p", { class: "fine" }, "No evidence was given for this relation."));
    return parts;
  }

  unsure(state, relation) {
    const model = this.page.model;
    const names = new Set(state.rows.length ? state.rows.map((row) => model.value(row, "certainty")) : relation.ways.map((way) => way.certainty));
    return listed(Object.keys(TENTATIVE).filter((name) => names.has(name)).map((name) => TENTATIVE[name]));
  }

  // The strongest relations as buttons, cooperation and conflict side by side in a bar.
  ties(relations, centre) {
    const { left } = this.page.view;
    const sorted = [...relations].sort((x, y) => left.relations[y.i].value - left.relations[x.i].value || left.relations[y.i].rows.length - left.relations[x.i].rows.length || x.i - y.i);
    const top = Math.max(1e-12, ...sorted.slice(0, 1).map((relation) => left.relations[relation.i].value));
    const list = el("ul", { class: "ties" });
    const more = (from, n) => {
      for (const relation of sorted.slice(from, from + n)) list.append(el("li", {}, this.tie(relation, centre, top)));
    };
    more(0, 10);
    if (sorted.length <= 10) return list;
    const button = el("button", { type: "button", class: "link" }, `Show ${number(Math.min(100, sorted.length - 10))} more`);
    button.addEventListener("click", () => {
      const at = list.children.length;
      more(at, 100);
      button.hidden = list.children.length >= sorted.length;
      list.children[at].querySelector("button").focus();
    });
    return el("div", {}, list, button);
  }

  tie(relation, centre, top) {
    const state = this.page.view.left.relations[relation.i];
    const total = state.cooperation + state.conflict;
    const percent = (100 * state.value) / top;
    const part = (share, kind) => {
      const piece = el("i", { class: kind });
      piece.style.width = `${percent * share}%`;
      return share > 0 ? piece : null;
    };
    const names = centre ? [isolated((relation.a === centre ? relation.b : relation.a).text)] : [isolated(relation.a.text), " – ", isolated(relation.b.text)];
    const bar = total ? [part(state.cooperation / total, "c"), part(state.conflict / total, "x")] : [part(1, "u")];
    return el("button", { type: "button", class: "tie", onclick: () => this.page.choose({ kind: "relation", i: relation.i }) },
      el("span", {}, names, state.tentative ? [" ", el("span", { class: "badge tentative" }, this.unsure(state, relation))] : null),
      el("span", { class: "n" }, state.rows.length ? counted(state.rows.length, "interaction") : number(state.value), el("span", { class: "hidden" }, `, ${SIGNS[state.sign]}`)),
      el("span", { class: state.tentative ? "bar tentative" : "bar", "aria-hidden": "true" }, bar));
  }

  claims(rows) {
    const model = this.page.model;
    const sorted = [...rows].sort((x, y) => sortDay(model.day[y]) - sortDay(model.day[x]) || x - y);
    const holder = el("div", {});
    const more = (from, n) => {
      for (const row of sorted.slice(from, from + n)) holder.append(this.claim(row));
    };
    more(0, CLAIMS_AT_ONCE);
    const parts = [el("h3", {}, `Evidence (${number(rows.length)})`)];
    if (rows.some((row) => model.value(row, "marks"))) {
      parts.push(el("p", { class: "fine" }, "Marked: ", el("mark", { class: "source" }, "who"), " ", el("mark", { class: "predicate" }, "does what"), " ", el("mark", { class: "target" }, "with whom")));
    }
    parts.push(holder);
    if (sorted.length > CLAIMS_AT_ONCE) {
      const button = el("button", { type: "button", class: "link" }, `Show ${number(Math.min(100, sorted.length - CLAIMS_AT_ONCE))} more of ${number(sorted.length)}`);
      button.addEventListener("click", () => {
        const at = holder.children.length;
        more(at, 100);
        button.hidden = holder.children.length >= sorted.length;
        holder.children[at].tabIndex = -1;
        holder.children[at].focus();
      });
      parts.push(button);
    }
    return parts;
  }

  claim(row) {
    const model = this.page.model;
    const value = (name) => model.value(row, name);
    const certainty = value("certainty") || "asserted";
    const tentative = certainty in TENTATIVE;
    const friendly = model.rows.cooperative[row];
    const who = (side) => {
      const node = this.page.find(value(side), value(`${side}_country`));
      const name = clean(value(`${side}_name`) || value(side));
      const role = value(`${side}_role`);
      const label = node ? el("button", { type: "button", onclick: () => this.page.choose({ kind: "node", i: node.i }) }, isolated(name)) : el("strong", {}, isolated(name));
      return [label, role ? [" (", isolated(role), ")"] : null];
    };
    const address = model.address(row);
    const title = model.paper(row, "title") || value("doc_id");
    const publisher = model.publisher(row);
    const said = value("attributed_to");
    const says = said ? ["Says ", isolated(said), ". "] : certainty === "reported" ? "Reported, without saying by whom. " : null;
    const paper = [title ? el("cite", {}, address ? el("a", { href: address, target: "_blank", rel: "noopener noreferrer nofollow" }, isolated(title)) : isolated(title)) : null,
      publisher ? [title ? ", " : null, isolated(publisher)] : null,
      !title && address ? el("a", { href: address, target: "_blank", rel: "noopener noreferrer nofollow" }, "Source") : null];
    return el("article", { class: `claim ${friendly ? "c" : "x"}${tentative ? " tentative" : ""}`, "aria-label": `Claim ${row + 1}` },
      el("header", {}, el("strong", { class: friendly ? "coop" : "conf" }, eventText(value("event"), value("mode"))), el("span", {}, dateText(value("date"), value("date_precision"))),
        el("span", { class: tentative ? "badge tentative" : "badge" }, TENTATIVE[certainty] || certainty)),
      el("p", { class: "who" }, who("source"), value("reciprocal") ? " ↔ " : " → ", who("target")),
      value("evidence") ? this.quote(String(value("evidence")), value("marks")) : el("p", { class: "fine" }, "No sentence was kept."),
      el("footer", {}, says, paper, value("rule") ? el("span", {}, " · rule ", isolated(value("rule"))) : null));
  }

  // Offsets count characters as Python does, not halves of them.
  quote(evidence, marks) {
    const letters = Array.from(evidence);
    const spans = [...String(marks || "").matchAll(/(source|target|predicate|attribution)=(\d+):(\d+)/g)]
      .map(([, part, start, end]) => ({ part, start: +start, end: Math.min(+end, letters.length) }))
      .filter((span) => span.start < span.end)
      .sort((x, y) => x.start - y.start || y.end - x.end);
    const quote = el("blockquote", { dir: "auto" });
    const write = (limit) => {
      quote.replaceChildren();
      let at = 0;
      for (const { part, start, end } of spans) {
        if (end > limit) break;
        if (start < at) continue;
        quote.append(clean(letters.slice(at, start).join("")));
        quote.append(el("mark", { class: part, title: { source: "who", target: "with whom", predicate: "does what", attribution: "who says so" }[part] }, clean(letters.slice(start, end).join(""))));
        at = end;
      }
      quote.append(clean(letters.slice(at, limit).join("")));
    };
    const last = spans.length ? spans.reduce((most, span) => Math.max(most, span.end), 0) : 0;
    const limit = letters.length > LONG ? Math.min(letters.length, Math.max(LONG, Math.min(last, 4 * LONG))) : letters.length;
    write(limit);
    if (limit === letters.length) return quote;
    quote.append("…");
    const button = el("button", { type: "button", class: "link" }, `Show all ${number(letters.length)} characters`);
    button.addEventListener("click", () => {
      write(letters.length);
      button.remove();
    });
    return el("div", {}, quote, button);
  }
}

const sortDay = (day) => (Number.isNaN(day) ? -Infinity : day);

function measureText(name) {
  const words = name === "pagerank" ? "PageRank" : String(name).replace(/_/g, " ");
  return clean(words.charAt(0).toUpperCase() + words.slice(1));
}
