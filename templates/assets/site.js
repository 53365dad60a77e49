/* On every page: `/` goes to the search field. Everything works without it. */
"use strict";
{
  const field = document.querySelector("#search-q, #find");
  field?.setAttribute("aria-keyshortcuts", "/");
  document.addEventListener("keydown", (event) => {
    const writing = event.target.closest?.("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]");
    if (event.key !== "/" || writing || !field || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    field.focus();
    field.select();
  });
}
