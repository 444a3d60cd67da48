// Search and filters.

class Search {
  constructor(page, input, list) {
    this.page = page;
    this.input = input;
    this.list = list;
    this.at = -1;
    this.found = [];
    input.addEventListener("input", () => this.look());
    input.addEventListener("focus", () => this.look());
    input.addEventListener("keydown", (event) => this.key(event));
    input.addEventListener("blur", () => setTimeout(() => this.close(), 150));
    list.addEventListener("mousedown", (event) => event.preventDefault());
  }

  // Names first, then other names; the start of a word before its middle.
  open() {
    const fold = (text) => clean(text).normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
    this.fold = fold;
    this.index = this.page.view.level.nodes.map((node) => ({ node, names: [node.text, ...(node.aliases || []), ...(node.name ? [node.id] : [])].map((name) => [name, fold(name)]) }));
  }

  look() {
    const wanted = this.fold(this.input.value.trim());
    if (!wanted) return this.close();
    const scored = [];
    for (const { node, names } of this.index) {
      let best = null;
      names.forEach(([name, folded], i) => {
        const place = folded.indexOf(wanted);
        if (place < 0) return;
        const score = (i ? 3 : 0) + (place === 0 ? 0 : /\W/.test(folded[place - 1]) ? 1 : 2);
        if (!best || score < best.score) best = { score, name: i ? name : null };
      });
      if (best) scored.push({ node, ...best });
    }
    scored.sort((a, b) => a.score - b.score || b.node.value - a.node.value || a.node.i - b.node.i);
    this.total = scored.length;
    this.found = scored.slice(0, 12);
    this.at = this.found.length ? 0 : -1;
    const options = this.found.map(({ node, name }, i) =>
      el("li", { role: "option", id: `found-${i}`, onclick: () => this.take(i) }, isolated(node.text),
        el("small", {}, [KINDS[node.kind], node.country !== node.id ? node.country : null, name ? `also “${short(clean(name), 50)}”` : null, counted(node.relations.length, "relation")].filter(Boolean).map((part, j) => [j ? " · " : "", isolated(part)])))
    );
    if (!options.length) options.push(el("li", { role: "option", "aria-disabled": "true" }, "No actor of that name"));
    this.list.replaceChildren(...options);
    this.list.hidden = false;
    this.input.setAttribute("aria-expanded", "true");
    this.mark();
  }

  mark() {
    [...this.list.children].forEach((item, i) => item.setAttribute("aria-selected", String(i === this.at)));
    if (this.at >= 0) {
      this.input.setAttribute("aria-activedescendant", `found-${this.at}`);
      this.list.children[this.at].scrollIntoView({ block: "nearest" });
    } else this.input.removeAttribute("aria-activedescendant");
  }

  key(event) {
    if (event.key === "Escape") {
      this.input.value = "";
      return this.close();
    }
    if (this.list.hidden || !this.found.length) return undefined;
    if (event.key === "Enter") this.take(this.at);
    else if (event.key === "ArrowDown") this.at = (this.at + 1) % this.found.length;
    else if (event.key === "ArrowUp") this.at = (this.at + this.found.length - 1) % this.found.length;
    else return undefined;
    event.preventDefault();
    return this.mark();
  }

  take(i) {
    if (i < 0 || !this.found[i]) return;
    const { node } = this.found[i];
    this.close();
    this.input.value = "";
    this.page.choose({ kind: "node", i: node.i });
  }

  close() {
    this.list.hidden = true;
    this.found = [];
    this.at = -1;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }
}

// A menu button that closes when one clicks elsewhere or presses Escape.
function menu(label, body) {
  const made = el("details", { class: "menu" }, el("summary", {}, label), el("div", { class: "menu-body" }, body));
  closesItself(made);
  return made;
}

function closesItself(details) {
  document.addEventListener("pointerdown", (event) => {
    if (details.open && !details.contains(event.target)) details.open = false;
  });
  details.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !details.open) return;
    event.stopPropagation();
    details.open = false;
    details.querySelector("summary").focus();
  });
}

class Filters {
  constructor(page, holder) {
    this.page = page;
    this.boxes = [];
    const { model, data } = page;
    const count = (values) => {
      const found = new Map();
      for (const value of values) found.set(value, (found.get(value) || 0) + 1);
      return found;
    };
    const all = Array.from({ length: model.size }, (_, row) => row);
    const signed = model.size || model.levels.some((level) => level.relations.some((relation) => relation.ways.some((way) => way.cooperation > 0 || way.conflict > 0)));
    if (signed) holder.append((this.sign = this.signs()));
    if (model.size) {
      const events = count(all.map((row) => model.value(row, "event")));
      const groups = Object.entries(data.quads).map(([quad, name]) => {
        const kinds = Object.keys(data.events).filter((event) => data.events[event][0] === +quad && events.has(event));
        return kinds.length ? this.group(name.charAt(0).toUpperCase() + name.slice(1), "events", kinds.map((event) => [event, eventText(event), events.get(event), data.events[event][1]]), true) : null;
      });
      holder.append((this.eventMenu = menu("Event", groups.filter(Boolean))));
    }
    const certain = model.size ? count(all.map((row) => model.value(row, "certainty") || "asserted")) : count(model.levels.flatMap((level) => level.relations.flatMap((relation) => relation.ways.map((way) => way.certainty).filter(Boolean))));
    const sure = data.certainties.filter((name) => certain.has(name));
    if (sure.length) holder.append((this.certaintyMenu = menu("Certainty", this.group("How sure the text is", "certainties", sure.map((name) => [name, TENTATIVE[name] || name, certain.get(name)])))));
    const publishers = count(all.map((row) => model.publisher(row) || ""));
    if (publishers.size > 1) {
      const names = [...publishers.keys()].sort((a, b) => publishers.get(b) - publishers.get(a) || COLLATOR.compare(a, b));
      holder.append((this.publisherMenu = menu("Publisher", this.group("Who published it", "publishers", names.map((name) => [name, name ? clean(name) : "not known", publishers.get(name)]), names.length > 3))));
    }
    this.weight = el("input", { type: "range", min: 0, max: 100, step: 1, value: 0, "aria-label": "Smallest weight shown" });
    this.weightWords = el("output", {}, "any");
    this.weight.addEventListener("input", () => page.filter({ weight: this.weightAt(+this.weight.value) }));
    holder.append((this.weightMenu = menu("Weight", el("div", {}, el("p", {}, "At least ", this.weightWords), el("p", { class: "range" }, this.weight)))));
  }

  signs() {
    const options = [["", "Any sign"], ["cooperation", "Cooperation"], ["conflict", "Conflict"], ["both", "Both"]];
    const group = el("div", { class: "segmented", role: "group", "aria-label": "Sign" });
    for (const [value, words] of options) group.append(el("button", { type: "button", "data-sign": value, "aria-pressed": "false", onclick: () => this.page.filter({ sign: value }) }, words));
    return group;
  }

  group(title, field, options, switches) {
    const choices = options.map(([value, words, n, hint]) => {
      const box = el("input", { type: "checkbox" });
      box.checked = true;
      box.addEventListener("change", () => {
        const off = new Set(this.page.view.filter[field]);
        if (box.checked) off.delete(value);
        else off.add(value);
        this.page.filter({ [field]: off });
      });
      this.boxes.push([field, value, box]);
      return el("label", { class: "choice", title: hint }, box, isolated(words), el("span", { class: "n" }, number(n)));
    });
    const values = options.map(([value]) => value);
    const flip = (on) => {
      const off = new Set(this.page.view.filter[field]);
      for (const value of values) {
        if (on) off.delete(value);
        else off.add(value);
      }
      this.page.filter({ [field]: off });
    };
    const buttons = switches ? el("p", { class: "fine" }, el("button", { type: "button", class: "link-inline", onclick: () => flip(true) }, "All"), " · ", el("button", { type: "button", class: "link-inline", onclick: () => flip(false) }, "None")) : null;
    return el("fieldset", {}, el("legend", {}, title), choices, buttons);
  }

  // The slider runs over the weights that occur, so that each step hides something.
  open() {
    const weights = [...new Set(this.page.view.level.relations.map((relation) => relation.value))].sort((a, b) => a - b);
    this.steps = weights.length > 100 ? Array.from({ length: 100 }, (_, i) => weights[Math.floor((i * (weights.length - 1)) / 99)]) : weights;
    this.weight.max = Math.max(0, this.steps.length - 1);
    this.weightMenu.hidden = this.steps.length < 2;
  }

  weightAt(step) {
    return step > 0 ? this.steps[step] : 0;
  }

  draw() {
    const { filter } = this.page.view;
    for (const [field, value, box] of this.boxes) box.checked = !filter[field].has(value);
    if (this.sign) for (const button of this.sign.children) button.setAttribute("aria-pressed", String(button.getAttribute("data-sign") === filter.sign));
    const step = this.steps.findIndex((weight) => weight >= filter.weight);
    this.weight.value = filter.weight > 0 ? (step < 0 ? this.steps.length - 1 : step) : 0;
    const words = filter.weight > 0 ? number(filter.weight) : "any";
    this.weightWords.textContent = words;
    this.weight.setAttribute("aria-valuetext", words);
    for (const [made, on] of [[this.eventMenu, filter.events.size], [this.certaintyMenu, filter.certainties.size], [this.publisherMenu, filter.publishers.size], [this.weightMenu, filter.weight > 0]]) {
      if (made) made.classList.toggle("active", Boolean(on));
    }
  }
}
