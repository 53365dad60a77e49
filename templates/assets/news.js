// Marks what is new since the reader's last visit. What was seen is kept in this browser alone; nothing is sent.
"use strict";
(function () {
  const list = document.getElementById("news");
  const entries = list ? Array.from(list.querySelectorAll("li[id]")) : [];
  const visit = 30 * 60 * 1000; // what is looked at again within half an hour belongs to the same visit
  const most = 2000; // names remembered
  const place = "vrapport:" + location.pathname;

  function remembered() {
    try {
      const found = JSON.parse(localStorage.getItem(place));
      return found && Array.isArray(found.now) && typeof found.at === "number" ? found : null;
    } catch {
      return null; // no storage, or somebody else's
    }
  }

  function remember(what) {
    try {
      localStorage.setItem(place, JSON.stringify(what));
      return true;
    } catch {
      return false;
    }
  }

  // Of a list that was cut, what follows upon the last one known may only have moved up into it.
  function unseen(seen) {
    const fresh = (entry) => !seen.has(entry.id);
    const known = entries.map((entry) => !fresh(entry)).lastIndexOf(true);
    return entries.filter((entry, number) => fresh(entry) && !("capped" in list.dataset && number > known));
  }

  function mark(entry, words) {
    const tag = document.createElement("span");
    tag.className = "tag";
    tag.textContent = words.tag;
    entry.classList.add("new");
    entry.querySelector(".name").append(" ", tag);
  }

  function say(words, count, at) {
    const day = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "long" }).format(at);
    const said = count ? words.some : words.none;
    document.getElementById("since").textContent = said.replace("{date}", day).replace("{n}", count);
  }

  if (!entries.length) return;
  const now = Date.now();
  const stored = remembered();
  const again = stored && now - stored.at < visit;
  const before = again ? stored.before : stored && { seen: stored.now, at: stored.at };
  const seen = new Set([...entries.map((entry) => entry.id), ...(stored ? stored.now : [])]);
  if (!remember({ now: Array.from(seen).slice(0, most), at: now, before: before || null })) return;
  document.getElementById("since-told").classList.remove("unsaid");
  if (!before || !Array.isArray(before.seen)) return;
  const words = JSON.parse(list.dataset.words);
  const fresh = unseen(new Set(before.seen));
  fresh.forEach((entry) => mark(entry, words));
  say(words, fresh.length, before.at);
})();
