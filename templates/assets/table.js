/* A list of decisions: filters and orders the table in place. Without it, the table stands whole and in its own order.
 * What is asked for stands in the address, in the same words as on the search page. */
(() => {
"use strict";

const form = document.querySelector(".sift"), table = document.querySelector(".decisions");
const words = JSON.parse(form.dataset.words);
const [told] = form.querySelectorAll("[role=status]");
const fields = Array.from(form.querySelectorAll("[type=search], select")), orders = document.getElementById("sift-order");
const filters = fields.filter((field) => field !== orders);
const columns = Array.from(table.tHead.rows[0].cells);
const language = document.documentElement.lang;
const collator = new Intl.Collator(language, { numeric: true, sensitivity: "base" });

const plain = (text) => text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "");
const text = (cell) => cell?.textContent.trim() ?? "";
const cell = (row, name) => row.cells[columns.findIndex((column) => column.dataset.column === name)];

const parts = Array.from(table.tBodies, (body) => {
  const head = body.querySelector(".over span");
  const rows = Array.from(body.rows).filter((row) => row.className !== "over");
  return { body, rows, title: text(head) };
});
const rows = parts.flatMap((part) => part.rows);
const facts = new Map(parts.flatMap((part) => part.rows.map((row) => [row, {
  words: plain(`${text(row)} ${part.title}`),
  status: row.dataset.status,
  area: text(cell(row, "area")),
}])));
const together = table.createTBody(); // of rows that are ordered across meetings
let order = "";

for (const { rows, title } of parts) for (const row of rows) if (title) cell(row, "name").dataset.from = title;

const wide = matchMedia("(min-width: 62.01rem)"); // as in 62-table.css: in a narrower window the headings are not seen

for (const column of columns) {
  const button = document.createElement("button");
  button.type = "button";
  button.append(...column.childNodes);
  column.append(button);
  button.addEventListener("click", () => {
    const [first, then] = ways(column);
    arrange(order === first ? then : first);
    draw();
  });
}

wide.onchange = () => columns.forEach(({ firstChild }) => (firstChild.disabled = !wide.matches));
wide.onchange();

function ways({ dataset: { sort, first } }) {
  return first ? [`-${sort}`, sort] : [sort, `-${sort}`];
}

/* Rows with nothing in the column come last, whichever way it is ordered. */
function ordered(place, down) {
  const worth = new Map(rows.map((row) => [row, row.cells[place].dataset.sort ?? text(row.cells[place])]));
  return [...rows].sort((row, next) => {
    const one = worth.get(row), other = worth.get(next);
    return !one - !other || collator.compare(one, other) * (down ? -1 : 1);
  });
}

function arrange(asked) {
  const place = columns.findIndex((column) => ways(column).includes(asked)), down = asked.startsWith("-");
  order = place < 0 ? "" : asked;
  columns.forEach((column) => column.removeAttribute("aria-sort"));
  columns[place]?.setAttribute("aria-sort", down ? "descending" : "ascending");
  orders.value = place < 0 ? "" : ways(columns[place])[0];
  table.classList.toggle("mixed", place >= 0);
  if (place < 0) parts.forEach((part) => part.body.append(...part.rows));
  else together.append(...ordered(place, down));
}

function fits(fact) {
  return filters.every(({ id, value }) =>
    id === "sift-text" ? plain(value).split(/\s+/).every((word) => fact.words.includes(word)) : !value || fact[id.slice(5)] === value);
}

function draw() {
  for (const row of rows) row.hidden = !fits(facts.get(row));
  for (const { body, rows } of parts) body.hidden = order !== "" || rows.every((row) => row.hidden);
  const asked = new URLSearchParams();
  for (const { name, value } of filters) if (value.trim()) asked.set(name, value.trim());
  tell(asked.size > 0);
  if (order) asked.set(orders.name, order);
  const address = location.pathname + (asked.size ? `?${asked}` : "");
  if (address !== location.pathname + location.search) history.replaceState(null, "", address + location.hash);
}

function tell(asked) {
  const left = rows.filter((row) => !row.hidden).length, say = (key, values) =>
    words[key].replace(/\{(\w+)\}/g, (_, name) => values[name].toLocaleString(language));
  const count = asked && say(left ? "shown" : "none", { n: left, all: rows.length });
  const way = order && say("sorted", { column: orders.selectedOptions[0].text });
  const said = [count, way].filter(Boolean).join(" ");
  if (told.textContent !== said) told.textContent = said; // said again, it would be read out again
}

function restore() {
  const asked = new URLSearchParams(location.search);
  for (const field of filters) {
    const value = asked.get(field.name) ?? "";
    const option = Array.from(field.options ?? []).find((each) => plain(each.value) === plain(value));
    field.value = field.options ? option?.value ?? "" : value;
  }
  arrange(asked.get(orders.name) ?? "");
  draw();
}

form.addEventListener("input", ({ target }) => {
  if (target === orders) arrange(orders.value);
  draw();
});
form.addEventListener("submit", (event) => form.querySelector("[type=submit]") ?? event.preventDefault());
form.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.isComposing) return;
  event.preventDefault();
  if (filters.every((field) => !field.value)) event.target.blur();
  for (const field of filters) field.value = "";
  draw();
});
window.addEventListener("popstate", restore);
restore();
})();
