/* On every page: `/` goes to the search field, unless the reader has turned that off. Everything works without it. */
"use strict";
{
  const field = document.querySelector("#search-q, #find"), place = "vrapport:slash";
  const box = document.querySelector(".slash input");

  function kept(ask) {
    try {
      return ask(localStorage);
    } catch {
      return null; // no storage
    }
  }

  let on = kept((storage) => storage.getItem(place)) !== "off";

  function use() {
    if (on) field?.setAttribute("aria-keyshortcuts", "/");
    else field?.removeAttribute("aria-keyshortcuts");
  }

  use();
  if (box) box.checked = on;
  box?.addEventListener("change", () => {
    on = box.checked;
    kept((storage) => (on ? storage.removeItem(place) : storage.setItem(place, "off")));
    use();
  });
  document.addEventListener("keydown", (event) => {
    const writing = event.target.closest?.("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]");
    if (event.key !== "/" || !on || writing || !field || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    field.focus();
    field.select();
  });
}
