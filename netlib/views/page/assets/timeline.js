// Interactions over time: cooperation above the line, conflict below; drag to choose a span, or play it.

const HIGH = 68;

class Timeline {
  constructor(holder, page) {
    this.holder = holder;
    this.page = page;
    this.playing = null;
    const { span } = page.model;
    if (!span || span[0] === span[1]) return;
    this.bins = binsOf(span[0], span[1]);
    this.svg = svgEl("svg", { viewBox: `0 0 1000 ${HIGH}`, preserveAspectRatio: "none", "aria-hidden": "true" });
    this.words = el("strong", {});
    this.play = el("button", { type: "button", onclick: () => (this.playing ? this.stop() : this.start()) }, "Play");
    this.whole = el("button", { type: "button", onclick: () => this.set(null, null) }, "All dates");
    const last = this.bins.length - 1;
    const slider = (name) => el("input", { type: "range", min: 0, max: last, step: 1, value: name === "from" ? 0 : last, "aria-label": name === "from" ? "First date shown" : "Last date shown" });
    this.from = slider("from");
    this.to = slider("to");
    this.from.addEventListener("input", () => this.slide(+this.from.value, Math.max(+this.from.value, +this.to.value)));
    this.to.addEventListener("input", () => this.slide(Math.min(+this.from.value, +this.to.value), +this.to.value));
    const undated = page.model.undated ? ` · ${counted(page.model.undated, "interaction")} without a date` : "";
    holder.append(
      el("div", { class: "timeline-head" }, this.play, this.words, el("span", {}, `by ${this.unit()}, cooperation up, conflict down${undated}`), this.whole),
      this.svg,
      el("div", { class: "timeline-range" }, el("label", {}, "From", this.from), el("label", {}, "To", this.to))
    );
    holder.hidden = false;
    this.brush();
  }

  unit() {
    return this.bins.unit;
  }

  binAt(event) {
    const box = this.svg.getBoundingClientRect();
    return Math.max(0, Math.min(this.bins.length - 1, Math.floor(((event.clientX - box.left) / box.width) * this.bins.length)));
  }

  brush() {
    let start = null;
    this.svg.addEventListener("pointerdown", (event) => {
      start = this.binAt(event);
      this.svg.setPointerCapture(event.pointerId);
      this.slide(start, start);
    });
    this.svg.addEventListener("pointermove", (event) => {
      if (start === null) return;
      const at = this.binAt(event);
      this.slide(Math.min(start, at), Math.max(start, at));
    });
    const end = () => (start = null);
    this.svg.addEventListener("pointerup", end);
    this.svg.addEventListener("pointercancel", end);
  }

  slide(first, last) {
    this.stop();
    const whole = first === 0 && last === this.bins.length - 1;
    this.set(whole ? null : this.bins[first][0], whole ? null : this.bins[last][1]);
  }

  set(from, to) {
    this.page.filter({ from, to });
  }

  // Play: from the first date, show more and more.
  start() {
    const { filter } = this.page.view;
    const at = { first: this.binOf(filter.from, 0), last: this.binOf(filter.to, this.bins.length - 1) };
    const end = at.last > at.first ? at.last : this.bins.length - 1;
    let now = at.first;
    this.play.textContent = "Stop";
    const step = () => {
      this.set(this.bins[at.first][0], this.bins[now][1]);
      if (now >= end) return this.stop();
      now++;
    };
    step();
    if (now <= end) this.playing = setInterval(step, Math.max(250, Math.min(900, 12000 / (end - at.first + 1))));
  }

  stop() {
    if (this.playing) clearInterval(this.playing);
    this.playing = null;
    if (this.play) this.play.textContent = "Play";
  }

  binOf(day, otherwise) {
    if (day === null) return otherwise;
    const found = this.bins.findIndex(([first, last]) => day >= first && day <= last);
    return found < 0 ? otherwise : found;
  }

  draw() {
    if (!this.bins) return;
    const { model, view } = this.page;
    const n = this.bins.length;
    const counts = this.bins.map(() => [0, 0, 0, 0]);
    const pass = model.passing({ ...view.filter, from: null, to: null });
    for (let row = 0; row < model.size; row++) {
      if (!pass[row] || Number.isNaN(model.day[row])) continue;
      const at = this.bins.at(model.day[row]);
      if (at >= 0) counts[at][(model.rows.cooperative[row] ? 0 : 2) + (model.tentative(row) ? 1 : 0)]++;
    }
    const up = Math.max(1, ...counts.map(([a, b]) => a + b)), down = Math.max(0, ...counts.map(([, , c, d]) => c + d));
    const unit = (HIGH - 6) / (up + down);
    const base = 3 + up * unit;
    const wide = 1000 / n;
    const style = getComputedStyle(document.documentElement);
    const blue = style.getPropertyValue("--cooperation").trim(), red = style.getPropertyValue("--conflict").trim(), ink = style.getPropertyValue("--strong-line").trim();
    const first = this.binOf(view.filter.from, 0), last = this.binOf(view.filter.to, n - 1);
    const narrowed = view.filter.from !== null || view.filter.to !== null;
    const parts = [];
    if (narrowed) parts.push(svgEl("rect", { x: first * wide, y: 0, width: (last - first + 1) * wide, height: HIGH, fill: style.getPropertyValue("--raised").trim() }));
    const bar = (i, y, height, fill, faint) => {
      if (height <= 0) return;
      const inside = !narrowed || (i >= first && i <= last);
      const width = Math.min(wide * 0.8, 60);
      parts.push(svgEl("rect", { x: (i + 0.5) * wide - width / 2, y, width, height, fill, "fill-opacity": (faint ? 0.45 : 1) * (inside ? 1 : 0.3) }));
    };
    counts.forEach(([a, b, c, d], i) => {
      bar(i, base - a * unit, a * unit, blue, false);
      bar(i, base - (a + b) * unit, b * unit, blue, true);
      bar(i, base, c * unit, red, false);
      bar(i, base + c * unit, d * unit, red, true);
    });
    parts.push(svgEl("line", { x1: 0, x2: 1000, y1: base, y2: base, stroke: ink, "stroke-width": 1, "vector-effect": "non-scaling-stroke" }));
    this.svg.replaceChildren(...parts);
    this.from.value = first;
    this.to.value = last;
    const words = spanText(Math.max(this.bins[first][0], model.span[0]), Math.min(this.bins[last][1], model.span[1]));
    this.from.setAttribute("aria-valuetext", dateText(isoOf(this.bins[first][0])));
    this.to.setAttribute("aria-valuetext", dateText(isoOf(this.bins[last][1])));
    this.words.textContent = words;
    this.whole.hidden = !narrowed;
  }
}

// Days, weeks, months or years: whichever gives a readable number of bars. A bin is [first day, last day].
function binsOf(first, last) {
  const days = last - first + 1;
  const unit = days <= 92 ? "day" : days <= 540 ? "week" : days <= 3700 ? "month" : "year";
  const bins = [];
  if (unit === "day" || unit === "week") {
    const step = unit === "day" ? 1 : 7;
    for (let day = first; day <= last; day += step) bins.push([day, day + step - 1]);
    bins.at = (day) => Math.floor((day - first) / step);
  } else {
    const start = new Date(first * 864e5), end = new Date(last * 864e5);
    const firstMonth = start.getUTCFullYear() * 12 + (unit === "month" ? start.getUTCMonth() : 0);
    const lastMonth = end.getUTCFullYear() * 12 + (unit === "month" ? end.getUTCMonth() : 11);
    const step = unit === "month" ? 1 : 12 * Math.max(1, Math.ceil((lastMonth - firstMonth) / 12 / 250));
    const dayAt = (month) => {
      const time = new Date(0);
      time.setUTCFullYear(Math.floor(month / 12), ((month % 12) + 12) % 12, 1);
      return Math.round(time.getTime() / 864e5);
    };
    for (let month = firstMonth; month <= lastMonth; month += step) bins.push([dayAt(month), dayAt(month + step) - 1]);
    bins.at = (day) => {
      const time = new Date(day * 864e5);
      return Math.floor((time.getUTCFullYear() * 12 + (unit === "month" ? time.getUTCMonth() : 0) - firstMonth) / step);
    };
  }
  bins.unit = unit;
  return bins;
}
