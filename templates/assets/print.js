/* Begins to print as soon as one section is chosen; without a script, the browser's own command does. */
"use strict";
addEventListener("click", (event) => {
  if (event.target.closest(".print > a")) setTimeout(() => print(), 100); // once the address has changed
});
