// The data of the page: levels (graphs) and the interactions that they share, and what a filter leaves of them.

const column = (raw, n) => {
  if (raw === undefined) return null;
  if (Array.isArray(raw)) return raw;
  if ("range" in raw) return Array.from({ length: raw.range }, (_, i) => i);
  return "all" in raw ? new Array(n).fill(raw.all) : raw.at.map((i) => raw.of[i]);
};

function readTable(raw, n) {
  const table = {};
  for (const [name, values] of Object.entries(raw)) table[name] = column(values, n);
  return table;
}

class Model {
  constructor(data) {
    this.data = data;
    data.events = lookup(data.events);
    this.size = data.rows;
    this.rows = readTable(data.interactions, data.rows);
    const papers = data.documents.doc_id || [];
    const known = readTable(data.documents, papers.length);
    this.papers = new Map(papers.map((id, i) => [id, i]));
    this.paper = (row, name) => {
      const i = this.papers.get(this.value(row, "doc_id"));
      return i === undefined || !known[name] ? null : known[name][i];
    };
    this.day = Float64Array.from({ length: this.size }, (_, i) => dayOf(this.value(i, "date")));
    const days = this.day.filter((day) => !Number.isNaN(day));
    this.span = days.length ? days.reduce(([a, b], day) => [Math.min(a, day), Math.max(b, day)], [Infinity, -Infinity]) : null;
    this.undated = this.size - days.length;
    this.order = new Map(data.certainties.map((name, i) => [name, i]));
    this.levels = data.levels.map((raw) => this.readLevel(raw));
  }

  value(row, name) {
    const values = this.rows[name];
    return values ? values[row] : null;
  }

  publisher(row) {
    return this.value(row, "publisher") || this.paper(row, "publisher");
  }

  address(row) {
    return webAddress(this.value(row, "url")) || webAddress(this.paper(row, "url"));
  }

  quad(row) {
    const known = this.data.events[this.value(row, "event")];
    return known ? known[0] : 0;
  }

  tentative(row) {
    return (this.value(row, "certainty") || "asserted") in TENTATIVE;
  }

  readLevel(raw) {
    const n = raw.nodes.id.length;
    const columns = readTable(raw.nodes, n);
    const nodes = Array.from({ length: n }, (_, i) => {
      const node = { i, relations: [] };
      for (const name of Object.keys(columns)) node[name] = columns[name][i];
      node.text = clean(node.name === null || node.name === undefined ? node.id || "(no name)" : node.name);
      return node;
    });
    const size = raw.relations.from.length;
    const ties = readTable(raw.relations, size);
    const relations = Array.from({ length: size }, (_, i) => {
      const relation = { i, a: nodes[ties.from[i]], b: nodes[ties.to[i]], arrows: ties.arrows[i], value: ties.value[i], ways: [], rows: [] };
      relation.a.relations.push(relation);
      if (relation.b !== relation.a) relation.b.relations.push(relation);
      return relation;
    });
    const ways = raw.directions.rows.length;
    const columnsOfWays = readTable(raw.directions, ways);
    for (let i = 0; i < ways; i++) {
      const relation = relations[columnsOfWays.relation[i]];
      const rows = Array.isArray(columnsOfWays.rows[i]) ? columnsOfWays.rows[i] : [columnsOfWays.rows[i]];
      const way = { forward: columnsOfWays.forward[i] === 1, rows };
      for (const name of ["weight", "cooperation", "conflict", "count", "certainty", "first", "last"]) way[name] = columnsOfWays[name][i];
      relation.ways.push(way);
    }
    for (const relation of relations) {
      relation.rows = relation.ways.length === 1 ? relation.ways[0].rows : [...new Set(relation.ways.flatMap((way) => way.rows))].sort((a, b) => a - b);
    }
    const level = { ...raw, nodes, relations, measures: raw.measures, bones: raw.backbone ? new Set(raw.backbone) : null };
    level.ranks = Object.fromEntries(Object.entries(raw.measures).map(([name, values]) => [name, ranksOf(values)]));
    return level;
  }

  // Which rows a filter lets through.
  passing(filter) {
    const pass = new Uint8Array(this.size).fill(1);
    const { event, certainty, publisher } = this.rows;
    for (let i = 0; i < this.size; i++) {
      if (
        (filter.sign === "cooperation" && !this.rows.cooperative[i]) ||
        (filter.sign === "conflict" && this.rows.cooperative[i]) ||
        (filter.events.size && filter.events.has(event[i])) ||
        (filter.certainties.size && filter.certainties.has(certainty[i])) ||
        (filter.publishers.size && filter.publishers.has(publisher ? publisher[i] || this.publisher(i) || "" : this.publisher(i) || "")) ||
        (filter.from !== null && !(this.day[i] >= filter.from)) ||
        (filter.to !== null && !(this.day[i] <= filter.to))
      ) pass[i] = 0;
    }
    return pass;
  }

  // What is left of each relation of a level: amounts, sign, certainty, and whether it passes.
  left(level, filter) {
    const narrowed = filter.sign !== "" || filter.events.size || filter.certainties.size || filter.publishers.size || filter.from !== null || filter.to !== null;
    const pass = narrowed ? this.passing(filter) : null;
    const intensity = this.rows.intensity;
    const amount = level.weighing === "intensity" ? (row) => Math.abs(intensity[row]) : level.weighing === "count" ? () => 1 : null;
    const found = level.relations.map((relation) => this.leftOf(relation, filter, narrowed, pass, amount));
    return { pass, narrowed: Boolean(narrowed), relations: found };
  }

  leftOf(relation, filter, narrowed, pass, amount) {
    const left = { pass: true, value: 0, cooperation: 0, conflict: 0, rows: relation.rows, tentative: false, ways: relation.ways };
    if (!relation.rows.length) {
      for (const way of relation.ways) {
        left.value = Math.max(left.value, way.weight);
        left.cooperation = Math.max(left.cooperation, way.cooperation);
        left.conflict = Math.max(left.conflict, way.conflict);
      }
      left.tentative = relation.ways.every((way) => way.certainty in TENTATIVE);
      if (narrowed) left.pass = !filter.events.size && !filter.publishers.size && relation.ways.some((way) => this.wayPasses(way, filter));
    } else {
      if (pass) left.rows = relation.rows.filter((row) => pass[row]);
      left.pass = left.rows.length > 0;
      let sure = false;
      for (const row of left.rows) {
        if (!sure && !this.tentative(row)) sure = true;
        if (this.rows.cooperative[row]) left.cooperation++;
        else left.conflict++;
      }
      left.tentative = left.rows.length > 0 && !sure;
      if (pass && amount) {
        left.ways = relation.ways.map((way) => {
          const kept = { ...way, rows: way.rows.filter((row) => pass[row]), weight: 0, cooperation: 0, conflict: 0 };
          for (const row of kept.rows) {
            kept.weight += amount(row);
            kept[this.rows.cooperative[row] ? "cooperation" : "conflict"] += amount(row);
          }
          kept.count = kept.rows.length;
          return kept;
        });
      }
      for (const way of left.ways) left.value = Math.max(left.value, way.weight);
    }
    if (filter.sign === "both" && !(left.cooperation > 0 && left.conflict > 0)) left.pass = false;
    if (left.value < filter.weight) left.pass = false;
    left.sign = left.cooperation > 0 ? (left.conflict > 0 ? "both" : "coop") : left.conflict > 0 ? "conf" : "none";
    return left;
  }

  wayPasses(way, filter) {
    if (filter.sign === "cooperation" && !(way.cooperation > 0)) return false;
    if (filter.sign === "conflict" && !(way.conflict > 0)) return false;
    if (way.certainty && filter.certainties.has(way.certainty)) return false;
    if (filter.from !== null && !(dayOf(way.last) >= filter.from)) return false;
    return filter.to === null || dayOf(way.first) <= filter.to;
  }

  // "8 interactions, 7 of them cooperative and 1 in conflict; not established: 2 unconfirmed. 15–16 November 2025"
  sentence(rows) {
    if (!rows.length) return "";
    const friendly = rows.filter((row) => this.rows.cooperative[row]).length;
    const hostile = rows.length - friendly;
    let text = counted(rows.length, "interaction");
    if (!hostile) text += rows.length === 1 ? ", cooperative" : ", all cooperative";
    else if (!friendly) text += rows.length === 1 ? ", in conflict" : ", all in conflict";
    else text += `: ${number(friendly)} cooperative, ${number(hostile)} in conflict`;
    const unsure = Object.entries(TENTATIVE).map(([name, words]) => [rows.filter((row) => this.value(row, "certainty") === name).length, words]);
    const some = unsure.filter(([n]) => n).map(([n, words]) => (rows.length === 1 ? words : `${number(n)} ${words}`));
    if (some.length) text += `; not established: ${listed(some)}`;
    const days = rows.map((row) => this.day[row]).filter((day) => !Number.isNaN(day));
    if (days.length) text += `. ${spanText(Math.min(...days.slice(0, 1e5)), Math.max(...days.slice(0, 1e5)))}`;
    return text + ".";
  }
}

function ranksOf(values) {
  const known = values.map((value, i) => [value, i]).filter(([value]) => value !== null).sort((a, b) => b[0] - a[0]);
  const ranks = new Array(values.length).fill(null);
  known.forEach(([value, i], place) => {
    ranks[i] = place && known[place - 1][0] === value ? ranks[known[place - 1][1]] : place + 1;
  });
  return ranks;
}
