// A table of answers that can be sorted by a column, filtered by words, and leafed through.

const PAGE = 50;

/** Adds the controls to a table whose rows all stand in it. */
export function enhanceTable(table, words) {
  const body = table.tBodies[0];
  const rows = Array.from(body.rows);
  if (rows.length < 2) return;
  const texts = rows.map((row) => row.textContent.toLowerCase());
  let order = rows.map((_, index) => index);
  let sought = "";
  let first = 0;

  const filter = document.createElement("input");
  filter.type = "search";
  filter.placeholder = words.filter;
  filter.setAttribute("aria-label", words.filter);
  const previous = button("‹", words.previous, () => draw(first - PAGE));
  const next = button("›", words.next, () => draw(first + PAGE));
  const range = document.createElement("span");
  range.setAttribute("role", "status");
  const controls = document.createElement("p");
  controls.className = "controls";
  controls.append(filter, range, previous, next);
  table.closest(".scroll").before(controls);

  filter.addEventListener("input", () => {
    sought = filter.value.trim().toLowerCase();
    draw(0);
  });
  Array.from(table.tHead.rows[0].cells).forEach((cell, column) => {
    const name = cell.textContent;
    const sorter = button(name, words.sort.replace("{name}", name), () => {
      const falling = cell.getAttribute("aria-sort") === "ascending";
      for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
      cell.setAttribute("aria-sort", falling ? "descending" : "ascending");
      const keys = rows.map((row) => keyOf(row.cells[column]));
      order = rows.map((_, index) => index).sort((a, b) => (falling ? -1 : 1) * compare(keys[a], keys[b]) || a - b);
      draw(0);
    });
    sorter.className = "sorter";
    cell.replaceChildren(sorter);
  });

  function draw(from) {
    const matching = sought ? order.filter((index) => texts[index].includes(sought)) : order;
    first = Math.max(0, Math.min(from, matching.length - 1));
    first -= first % PAGE;
    const shown = matching.slice(first, first + PAGE);
    body.replaceChildren(...shown.map((index) => rows[index]));
    const last = first + shown.length;
    range.textContent = words.range.replace("{from}", shown.length ? first + 1 : 0).replace("{to}", last).replace("{all}", matching.length);
    previous.disabled = first === 0;
    next.disabled = last >= matching.length;
    previous.hidden = next.hidden = matching.length <= PAGE;
  }
  draw(0);
}

function button(text, title, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = text;
  made.title = title;
  made.setAttribute("aria-label", title);
  made.addEventListener("click", act);
  return made;
}

/** A number where the server says that the cell is one, else its text. */
function keyOf(cell) {
  const value = cell.dataset.value;
  return value === undefined ? cell.textContent.trim() : Number(value);
}

function compare(a, b) {
  if (typeof a === "number" && typeof b === "number") return a - b;
  if (typeof a === "number" || typeof b === "number") return typeof a === "number" ? -1 : 1;
  return a.localeCompare(b, document.documentElement.lang);
}
