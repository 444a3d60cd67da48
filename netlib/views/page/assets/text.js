// Words, numbers and dates; and elements whose content is always text, never markup.

const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
// Looked up with words from the data: nothing may be found but what is written here.
const lookup = (pairs) => Object.assign(Object.create(null), pairs);
const TENTATIVE = lookup({ planned: "planned", possible: "only possible", unconfirmed: "unconfirmed", denied: "denied" });
const SVG = "http://www.w3.org/2000/svg";

function el(tag, properties, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties || {})) {
    if (value === undefined || value === null || value === false) continue;
    if (name === "class") made.className = value;
    else if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (name in made && typeof value === "boolean") made[name] = value;
    else made.setAttribute(name, value === true ? "" : String(value));
  }
  add(made, children);
  return made;
}

function add(parent, children) {
  for (const child of children.flat(Infinity)) {
    if (child === undefined || child === null || child === false) continue;
    parent.append(child instanceof Node ? child : document.createTextNode(String(child)));
  }
}

function svgEl(tag, attributes, ...children) {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes || {})) made.setAttribute(name, String(value));
  add(made, children);
  return made;
}

// Control characters have no look; direction overrides would reach out of their place.
const clean = (text) => String(text).replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, "\ufffd").replace(/[\u202a-\u202e\u2066-\u2069]/g, "");
const short = (text, length) => {
  const letters = Array.from(text);
  return letters.length > length ? letters.slice(0, length - 1).join("").trimEnd() + "…" : text;
};
const isolated = (text, properties) => el("bdi", properties, clean(text));
const counted = (n, one, many) => `${number(n)} ${n === 1 ? one : many || one + "s"}`;
const listed = (items) => (items.length < 2 ? items.join("") : `${items.slice(0, -1).join(", ")} and ${items[items.length - 1]}`);

function number(value) {
  if (value === null || value === undefined || Number.isNaN(value)) return "–";
  if (Number.isInteger(value)) return value.toLocaleString("en");
  const size = Math.abs(value);
  return value.toLocaleString("en", size >= 1000 ? { maximumFractionDigits: 0 } : { maximumSignificantDigits: 3 });
}

function ordinal(n) {
  const tail = n % 100 > 10 && n % 100 < 14 ? "th" : { 1: "st", 2: "nd", 3: "rd" }[n % 10] || "th";
  return `${number(n)}${tail}`;
}

// Days are counted from 1970-01-01; reading the parts keeps the reader's time zone out of it.
const dayOf = (iso) => {
  const parts = /^(-?\d+)-(\d\d)-(\d\d)/.exec(iso || "");
  if (!parts) return NaN;
  const time = new Date(0);
  time.setUTCFullYear(+parts[1], +parts[2] - 1, +parts[3]);
  return Math.round(time.getTime() / 864e5);
};
const isoOf = (day) => new Date(day * 864e5).toISOString().slice(0, 10);

function dateText(iso, precision) {
  const day = dayOf(iso);
  if (Number.isNaN(day)) return "undated";
  const time = new Date(day * 864e5);
  if (precision === "year") return String(time.getUTCFullYear());
  const month = `${MONTHS[time.getUTCMonth()]} ${time.getUTCFullYear()}`;
  return precision === "month" ? month : `${time.getUTCDate()} ${month}`;
}

const shortDate = (iso, precision) => dateText(iso, precision).replace(/[A-Z][a-z]{3,}/, (month) => month.slice(0, 3));

function spanText(first, last) {
  if (first === last) return dateText(isoOf(first));
  const a = new Date(first * 864e5), b = new Date(last * 864e5);
  const end = dateText(isoOf(last));
  if (a.getUTCFullYear() !== b.getUTCFullYear()) return `${dateText(isoOf(first))} – ${end}`;
  return a.getUTCMonth() === b.getUTCMonth() ? `${a.getUTCDate()}–${end}` : `${a.getUTCDate()} ${MONTHS[a.getUTCMonth()]} – ${end}`;
}

// Only the web is linked to; anything else stays text.
function webAddress(text) {
  if (typeof text !== "string" || !/^https?:\/\//i.test(text.trim())) return null;
  try {
    const address = new URL(text.trim());
    return address.protocol === "http:" || address.protocol === "https:" ? address.href : null;
  } catch {
    return null;
  }
}

const eventText = (event, mode) => {
  const name = String(event).charAt(0) + String(event).slice(1).toLowerCase();
  return mode ? `${name} (${String(mode).replace(/-/g, " ")})` : name;
};
