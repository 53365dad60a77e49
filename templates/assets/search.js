/* Search without a server, in two halves: an engine that reads the index vrapport/search/ wrote, and the search page.
 *
 * The index is files of data, fetched as <script>, for that is what works from file:// and under a strict
 * Content-Security-Policy alike. Nothing from the index or the address ever becomes markup: only text nodes. */
(() => {
  "use strict";

  /* ---- Words: `cut` and `fold` do what those of vrapport/search/words.py do; a test compares them. ---- */

  const WORD = /(?:\p{L}-(?=[\p{L}\p{N}]))*[\p{L}\p{N}]+(?:(?::\p{L}{1,3}|['’]s)(?![\p{L}\p{N}]))?/giu;
  const INVISIBLE = /[\u00ad\u200b\u200c\u2060]/g;
  const WHOLE_LETTERS = { ø: "o", æ: "ae", œ: "oe", ß: "ss", ł: "l", đ: "d", ð: "d", þ: "th" };

  const tidy = (text) => text.normalize("NFC").replace(INVISIBLE, "");

  function cut(text) {
    return Array.from(text.matchAll(WORD), (match) => ({
      word: match[0].toLowerCase().replace(/[:'’].*|[-\u0307]/g, ""),
      start: match.index,
      end: match.index + match[0].length,
    }));
  }

  function fold(word) {
    if (/^[a-z0-9]*$/.test(word)) return word;
    const letters = word.replace(/[øæœßłđðþ]/g, (letter) => WHOLE_LETTERS[letter]);
    return letters.normalize("NFD").replace(/\p{M}/gu, "");
  }

  /* ---- Numbers, as vrapport/search/numerals.py writes them. ---- */

  const LAST = 60, CARRY = 30;
  const DIGIT = new Uint8Array(128);
  for (let code = 35, digit = 0; code < 127; code++) if (code !== 60 && code !== 92) DIGIT[code] = digit++;

  function numbers(text) {
    const found = [];
    for (let place = 0, carried = 0; place < text.length; place++) {
      const digit = DIGIT[text.charCodeAt(place)];
      if (digit >= LAST) carried = carried * CARRY + digit - LAST + 1;
      else {
        found.push(carried * LAST + digit);
        carried = 0;
      }
    }
    return found;
  }

  function rising(text) {
    let sum = 0;
    return numbers(text).map((step) => (sum += step));
  }

  /* ---- Files of the index. ---- */

  const arriving = new Map();

  function part(name, check, data) {
    arriving.get(name)?.arrived(check, data);
  }

  class Files {
    constructor(base) {
      this.base = base;
      this.wanted = new Map();
    }

    get(name, check = "") {
      if (!this.wanted.has(name)) {
        const file = this.fetch(name, check);
        file.catch(() => this.wanted.delete(name)); // so that the next search tries again
        this.wanted.set(name, file);
      }
      return this.wanted.get(name);
    }

    fetch(name, check) {
      return new Promise((resolve, reject) => {
        const script = document.createElement("script");
        const failed = () => reject(new Error(`the search index lacks ${name}, or the site was built anew`));
        arriving.set(name, { arrived: (its, data) => (its === check ? resolve(data) : failed()) });
        script.onload = script.onerror = () => {
          script.remove();
          failed(); // does nothing if the part has arrived
        };
        script.src = `${this.base}${name}.js${check && "?" + check}`;
        document.head.append(script);
      });
    }
  }

  /* Which shard a thing is on, and where on it. */
  class Shards {
    constructor(counts, checks) {
      this.starts = [0];
      for (const count of numbers(counts)) this.starts.push(this.starts.at(-1) + count);
      this.checks = checks;
    }

    find(thing) {
      const shard = lastNotAbove(this.starts, thing);
      return { shard, place: thing - this.starts[shard], check: this.checks.slice(shard * 2, shard * 2 + 2) };
    }
  }

  function lastNotAbove(sorted, value) {
    let low = 0, high = sorted.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (sorted[middle] <= value) low = middle;
      else high = middle;
    }
    return low;
  }

  /* ---- The lexicon: every form of every word, sorted as folded. ---- */

  class Lexicon {
    constructor(data) {
      const shared = numbers(data.shared), rules = numbers(data.lemmas);
      this.forms = [];
      data.tails.split(" ").forEach((tail, number) => {
        if (number < shared.length) this.forms.push((this.forms[number - 1] ?? "").slice(0, shared[number]) + tail);
      });
      this.folded = this.forms.map(fold);
      this.lemmas = this.forms.map((form, number) => {
        const [ending, instead] = data.endings[rules[number]];
        return ending || instead ? fold(form.slice(0, form.length - ending.length) + instead) : this.folded[number];
      });
      this.families = new Map();
      this.lemmas.forEach((lemma, number) => {
        if (this.families.has(lemma)) this.families.get(lemma).push(number);
        else this.families.set(lemma, [number]);
      });
      this.endings = data.endings.map((rule) => rule.map(fold));
      this.frequencies = numbers(data.frequencies);
      this.parts = new Map(data.parts.split(" ").map((part, place) => [part, this.forms.length + place]));
      this.haystacks = [haystack(this.folded), haystack(this.lemmas)];
    }

    exactly(folded) {
      let number = lastNotAbove(this.folded, folded);
      const found = [];
      while (this.folded[number] === folded) found.push(number--);
      return found;
    }

    /* The lemmas a word may have: those of its forms here, itself, and (less sure) what its ending tells. */
    lemmasOf(word) {
      const folded = fold(word), same = this.exactly(folded);
      const typed = same.filter((number) => this.forms[number] === word);
      const sure = new Set((typed.length ? typed : same).map((number) => this.lemmas[number]));
      if (this.families.has(folded)) sure.add(folded);
      const told = new Set();
      for (const [ending, instead] of this.endings) {
        if (folded.length <= ending.length || !folded.endsWith(ending)) continue;
        const lemma = folded.slice(0, folded.length - ending.length) + instead;
        if (!sure.has(lemma) && this.families.has(lemma)) told.add(lemma);
      }
      return { sure, told };
    }

    /* The forms that hold `needle` in themselves or in their lemma, each with how well that speaks for it. */
    holding(needle, onlyAtStart) {
      const found = new Map();
      for (const { text, starts } of this.haystacks) {
        const searched = onlyAtStart ? "\n" + needle : needle;
        for (let at = text.indexOf(searched); at >= 0; at = text.indexOf(searched, at + 1)) {
          const from = onlyAtStart ? at + 1 : at;
          const anchored = text[from - 1] === "\n" || text[from + needle.length] === "\n";
          const number = lastNotAbove(starts, from);
          found.set(number, Math.max(found.get(number) ?? 0, anchored ? WEIGHT.part : WEIGHT.inside));
        }
      }
      return found;
    }

    /* The words most like a misspelt one: one letter wrong, two in a long word; the commonest first. */
    nearest(folded) {
      let limit = folded.length >= 8 ? 2 : 1;
      let best = [];
      const consider = (candidate, frequency) => {
        if (Math.abs(candidate.length - folded.length) > limit) return;
        const wrong = difference(folded, candidate, limit);
        if (wrong > limit) return;
        if (wrong < limit) [limit, best] = [wrong, []];
        best.push({ candidate, frequency });
      };
      this.folded.forEach((form, number) => consider(form, this.frequencies[number]));
      for (const [lemma, family] of this.families) {
        if (lemma !== this.folded[family[0]]) consider(lemma, Math.max(...family.map((number) => this.frequencies[number])));
      }
      best.sort((one, other) => other.frequency - one.frequency);
      return best.slice(0, 3).map(({ candidate }) => candidate);
    }
  }

  function haystack(words) {
    const starts = new Uint32Array(words.length);
    let length = 1;
    words.forEach((word, number) => {
      starts[number] = length;
      length += word.length + 1;
    });
    return { text: "\n" + words.join("\n") + "\n", starts };
  }

  /* How many letters were left out, put in, changed or swapped; not counted further than `limit`. */
  function difference(one, other, limit) {
    let before = [], above = Array.from({ length: other.length + 1 }, (_, place) => place);
    for (let i = 1; i <= one.length; i++) {
      const row = [i];
      for (let j = 1; j <= other.length; j++) {
        const changed = above[j - 1] + (one[i - 1] !== other[j - 1]);
        row[j] = Math.min(changed, above[j] + 1, row[j - 1] + 1);
        if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) {
          row[j] = Math.min(row[j], before[j - 2] + 1);
        }
      }
      if (Math.min(...row) > limit) return limit + 1;
      [before, above] = [above, row];
    }
    return above[other.length];
  }

  /* ---- The engine. ---- */

  const WEIGHT = { exact: 1, unlike: 0.7, lemma: 0.8, told: 0.6, part: 0.5, inside: 0.3, misspelt: 0.5 };
  const MOST_SHARDS = 8; // for one word: the best forms come first, and the answer says that there are more
  const IN_IDENT = 1, IN_TITLE = 2, STRENGTH = 4;

  class Engine {
    constructor(base) {
      this.files = new Files(base);
      this.postings = new Map();
    }

    async open() {
      const [lexicon, documents] = await Promise.all([this.files.get("lexicon"), this.files.get("documents")]);
      this.lexicon ??= new Lexicon(lexicon);
      this.words ??= new Shards(lexicon.words, lexicon.checks);
      this.cards ??= new Shards(documents.cards, documents.checks);
      this.documents = documents;
      this.facets ??= Object.entries(documents.facets).map(([name, facet]) => new Facet(name, facet));
      return this;
    }

    /* All documents that hold every word and phrase of the query, best first; newest first among equals. */
    async find(query) {
      await this.open();
      const terms = this.terms(query);
      if (!terms.length) return { documents: [], terms, some: false, instead: [] };
      const scored = await Promise.all(terms.map((term) => (term.phrase ? this.phrase(term) : this.word(term.words[0]))));
      const score = new Float64Array(this.documents.count), idents = new Uint8Array(this.documents.count);
      let documents = null;
      for (const found of scored) {
        const rarity = Math.log(1 + this.documents.count / found.size);
        documents = documents ? documents.filter((number) => found.has(number)) : [...found.keys()];
        for (const number of documents) {
          score[number] += rarity * found.get(number);
          idents[number] += found.named?.has(number) ? 1 : 0;
        }
      }
      if (terms.length > 1 || /\p{L}\d|\d\p{L}/u.test(terms[0].words[0].word)) {
        for (const number of documents) if (idents[number] === terms.length) score[number] += 1000;
      }
      documents.sort((one, other) => score[other] - score[one] || other - one);
      const words = terms.flatMap((term) => term.words);
      return {
        documents,
        terms,
        some: words.some((word) => word.some),
        instead: words.flatMap((word) => word.instead ?? []),
      };
    }

    terms(query) {
      return tidy(query).split('"').flatMap((text, place) => {
        const words = cut(text).map(({ word }) => word);
        if (place % 2) return words.length ? [{ phrase: true, words: words.map((word) => this.meant(word, true)) }] : [];
        return this.joined(words).map((word) => ({ phrase: false, words: [this.meant(word, false)] }));
      });
    }

    /* "A 20" is A20, where there is one. */
    joined(words) {
      const out = [];
      for (const word of words) {
        const letter = /^\p{L}$/u.test(out.at(-1) ?? "") && /^\d+$/.test(word) ? out.at(-1) : "";
        if (letter && this.lexicon.exactly(letter + word).length) out.splice(-1, 1, letter + word);
        else out.push(word);
      }
      return out;
    }

    /* What a word stands for: the forms of it (slot of posting -> weight), and all folded forms to mark in texts. */
    meant(word, strictly) {
      const { lexicon } = this;
      const folded = fold(word);
      const slots = new Map(), marks = new Set([folded]);
      const add = (slot, weight) => slots.set(slot, Math.max(weight, slots.get(slot) ?? 0));
      const sameLetters = (number) => folded === word || lexicon.forms[number] === word;
      const exact = lexicon.exactly(folded);
      exact.forEach((number) => add(number, sameLetters(number) ? WEIGHT.exact : WEIGHT.unlike));
      const { sure, told } = lexicon.lemmasOf(word);
      for (const [lemmas, weight] of [[sure, WEIGHT.lemma], [told, WEIGHT.told]]) {
        for (const lemma of lemmas) for (const number of lexicon.families.get(lemma) ?? []) add(number, weight);
      }
      for (const number of slots.keys()) marks.add(lexicon.folded[number]);
      if (!strictly) this.addParts(new Set([folded, ...sure, ...(exact.length ? [] : told)]), add, marks);
      const meaning = { word, slots, marks, exact: new Set(exact) };
      return slots.size || strictly ? meaning : this.corrected(meaning, folded);
    }

    /* Words that hold the word. Where they are many, they have one posting together, which spares us their own. */
    addParts(needles, add, marks) {
      const single = new Map(), covered = new Set();
      for (const needle of needles) {
        if (needle.length < 3) continue;
        const holding = this.lexicon.holding(needle, needle.length === 3), together = this.lexicon.parts.get(needle);
        if (together !== undefined) add(together, WEIGHT.part);
        for (const [number, weight] of holding) {
          marks.add(this.lexicon.folded[number]);
          if (together !== undefined) covered.add(number);
          else single.set(number, Math.max(weight, single.get(number) ?? 0));
        }
      }
      single.forEach((weight, number) => covered.has(number) || add(number, weight));
    }

    corrected(meaning, folded) {
      if (folded.length < 4 || /\d/.test(folded)) return meaning;
      const [nearest, ...others] = this.lexicon.nearest(folded).map((word) => this.meant(word, false));
      if (!nearest) return meaning;
      for (const { slots, marks } of [nearest, ...others]) {
        for (const [slot, weight] of slots) {
          meaning.slots.set(slot, Math.max(weight * WEIGHT.misspelt, meaning.slots.get(slot) ?? 0));
        }
        for (const mark of marks) meaning.marks.add(mark);
      }
      const [shown] = this.lexicon.exactly(nearest.word);
      return { ...meaning, instead: [shown === undefined ? nearest.word : this.lexicon.forms[shown]] };
    }

    /* The documents a word stands in, with its score there. */
    async word(meaning) {
      const slots = this.affordable(meaning);
      const postings = await Promise.all(slots.map(([slot]) => this.posting(slot)));
      const found = new Map();
      found.named = new Set();
      postings.forEach(({ documents, weights }, place) => {
        const [slot, worth] = slots[place];
        documents.forEach((number, entry) => {
          const weight = weights[entry];
          const score = worth * (0.25 + (weight >> 2) / 8 + (weight & IN_TITLE ? 1 : 0));
          if (!(found.get(number) >= score)) found.set(number, score);
          if (weight & IN_IDENT && meaning.exact.has(slot)) found.named.add(number);
        });
      });
      return found;
    }

    /* A part that a thousand words hold must not fetch every file: its best and commonest forms are taken first. */
    affordable(meaning) {
      const frequency = (slot) => this.lexicon.frequencies[slot] ?? Infinity;
      const sorted = [...meaning.slots].sort(([one, its], [other, others]) => others - its || frequency(other) - frequency(one));
      const shards = new Set();
      const afforded = sorted.filter(([slot]) => {
        const { shard } = this.words.find(slot);
        return shards.has(shard) || (shards.size < MOST_SHARDS && shards.add(shard));
      });
      meaning.some = afforded.length < sorted.length;
      return afforded;
    }

    async posting(slot) {
      if (!this.postings.has(slot)) {
        const { shard, place, check } = this.words.find(slot);
        const file = await this.files.get(`words-${shard}`, check);
        file.lists ??= file.map((lists) => lists.split(" "));
        this.postings.set(slot, { documents: rising(file.lists[0][place]), weights: numbers(file.lists[1][place]) });
      }
      return this.postings.get(slot);
    }

    /* The documents in which the words of a phrase follow one another, each in any form of itself. */
    async phrase({ words }) {
      const found = await Promise.all(words.map((meaning) => this.word(meaning)));
      const both = [...found[0].keys()].filter((number) => found.every((each) => each.has(number)));
      const places = await Promise.all(words.map((meaning) => this.places(meaning, new Set(both))));
      const score = (number) => found.reduce((sum, each) => sum + each.get(number), 0);
      const follow = (number) =>
        [...places[0].get(number)].some((start) => places.every((each, step) => each.get(number).has(start + step)));
      return new Map(both.filter(follow).map((number) => [number, score(number)]));
    }

    async places(meaning, among) {
      const found = new Map();
      for (const [slot] of this.affordable(meaning)) {
        const { shard, place, check } = this.words.find(slot);
        const file = await this.files.get(`places-${shard}`, check);
        const lists = file.split(" ")[place].split("!");
        (await this.posting(slot)).documents.forEach((number, entry) => {
          if (!among.has(number)) return;
          if (!found.has(number)) found.set(number, new Set());
          rising(lists[entry]).forEach((each) => found.get(number).add(each));
        });
      }
      return found;
    }

    async card(number) {
      const { shard, place, check } = this.cards.find(number);
      const [address, title, lines, ident] = (await this.files.get(`cards-${shard}`, check))[place];
      const text = lines.trim().replace(/\s*\n\s*/g, " · ");
      const facts = Object.fromEntries(this.facets.map((facet) => [facet.name, facet.of(number)]));
      return { address, title, text, ident, code: this.documents.codes[facts.status[0]] ?? "", ...facts };
    }

    /* Narrow documents down; and count what each value of each facet would give beside the other facets' choices. */
    narrowed(documents, chosen) {
      const allowed = this.facets.map((facet) => facet.allowed(chosen[facet.name] ?? []));
      const counts = this.facets.map((facet) => new Uint32Array(facet.names.length));
      const left = documents.filter((number) => {
        const failing = this.facets.filter((facet, place) => !allowed[place][facet.column[number]]);
        this.facets.forEach((facet, place) => {
          if (failing.length > 1 || (failing.length && failing[0] !== facet)) return;
          for (const value of facet.sets[facet.column[number]]) counts[place][value]++;
        });
        return !failing.length;
      });
      return { documents: left, counts: Object.fromEntries(this.facets.map((facet, place) => [facet.name, counts[place]])) };
    }
  }

  class Facet {
    constructor(name, { names, sets, column }) {
      Object.assign(this, { name, names, sets, column: numbers(column) });
    }

    of(number) {
      return this.sets[this.column[number]].map((value) => this.names[value]);
    }

    allowed(values) {
      const wanted = new Set(values.map((value) => this.names.indexOf(value)));
      return this.sets.map((set) => !wanted.size || set.some((value) => wanted.has(value)));
    }
  }

  /* ---- Excerpts: the text around the hits, as pieces of text that are marked or not. ---- */

  const AROUND = 6, LONGEST = 32; // words

  /* The term (its number) that each word of a text is a hit of, or -1. */
  function hits(tokens, terms) {
    const found = new Array(tokens.length).fill(-1), folded = tokens.map(({ word }) => fold(word));
    terms.forEach(({ words }, term) => {
      for (let start = 0; start + words.length <= tokens.length; start++) {
        if (words.every(({ marks }, step) => marks.has(folded[start + step]))) found.fill(term, start, start + words.length);
      }
    });
    return found;
  }

  function pieces(text, tokens, found, from, to) {
    const out = [], add = (words, marked) => words && out.push({ text: words, marked });
    let at = tokens[from]?.start ?? 0;
    for (let place = from; place < to; place++) {
      if (found[place] < 0) continue;
      add(text.slice(at, tokens[place].start), false);
      add(text.slice(tokens[place].start, tokens[place].end), true);
      at = tokens[place].end;
    }
    add(text.slice(at, to < tokens.length ? tokens[to - 1].end : text.length), false);
    return out;
  }

  function marked(text, terms) {
    const tokens = cut(text);
    return tokens.length ? pieces(text, tokens, hits(tokens, terms), 0, tokens.length) : [{ text, marked: false }];
  }

  function excerpt(text, terms) {
    const tokens = cut(text), found = hits(tokens, terms);
    let best = 0, most = -1;
    found.forEach((term, place) => {
      if (term < 0) return;
      const near = found.slice(place, place + LONGEST - AROUND).filter((each) => each >= 0);
      const worth = new Set(near).size * 10 + near.length;
      if (worth > most) [best, most] = [place, worth];
    });
    const from = best <= AROUND ? 0 : best - AROUND, to = Math.min(from + LONGEST, tokens.length);
    const out = tokens.length ? pieces(text, tokens, found, from, to) : [];
    if (from > 0) out.unshift({ text: "… ", marked: false });
    if (to < tokens.length) out.push({ text: " …", marked: false });
    return out;
  }

  /* ---- The search page. ---- */

  const PAGE = 10;
  const FIRST_VALUES = 8;
  const TYPING = 120; // milliseconds

  function make(name, attributes = {}, ...children) {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...children);
    return element;
  }

  const spelled = (found) => found.map(({ text, marked }) => (marked ? make("mark", {}, text) : text));

  class Page {
    constructor(form) {
      const { words, search, language, root = "" } = form.dataset;
      this.form = form;
      this.field = form.querySelector("[type=search]");
      this.words = JSON.parse(words);
      this.language = language;
      this.root = root;
      this.engine = new Engine(search);
      [this.facets, this.count, this.results] = ["facets", "count", "results"].map((id) => document.getElementById(`search-${id}`));
      this.more = make("button", { type: "button", class: "search-more", hidden: "" }, this.words.more);
      this.results.after(this.more);
      this.turn = 0;
    }

    start() {
      this.form.addEventListener("submit", (event) => {
        event.preventDefault();
        this.show("pushState");
      });
      this.field.addEventListener("input", () => {
        clearTimeout(this.typing);
        this.typing = setTimeout(() => this.show("replaceState"), TYPING);
      });
      this.facets.addEventListener("change", () => this.show("pushState"));
      this.more.addEventListener("click", () => this.list(this.shown, true));
      window.addEventListener("popstate", () => {
        this.restore();
        this.show();
      });
      this.field.value ||= this.asked().get(this.field.name) ?? ""; // at once: what is typed meanwhile must stay
      this.ready = this.engine.open().then(() => {
        this.drawFacets();
        this.restoreFacets();
      });
      this.show();
    }

    say(key, values = {}) {
      return (this.words[key] ?? "").replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
    }

    parameter(facet) {
      return this.words.params[facet.name];
    }

    /* What is asked for stands in the address, and there alone is it remembered. */
    asked() {
      return new URLSearchParams(location.search);
    }

    restore() {
      this.field.value = this.asked().get(this.field.name) ?? "";
      this.restoreFacets();
    }

    restoreFacets() {
      const same = (one, other) => fold(one.toLowerCase()) === fold(other.toLowerCase());
      for (const box of this.boxes()) {
        const values = this.asked().getAll(box.name);
        box.checked = values.some((value) => same(value, box.value) || same(value, box.dataset.value));
      }
    }

    address() {
      const asked = new URLSearchParams();
      if (this.field.value.trim()) asked.set(this.field.name, this.field.value.trim());
      for (const box of this.boxes()) if (box.checked) asked.append(box.name, box.value);
      return location.pathname + (asked.size ? `?${asked}` : "");
    }

    boxes() {
      return [...this.facets.querySelectorAll("input")];
    }

    chosen() {
      return Object.fromEntries(this.engine.facets.map((facet) => [
        facet.name,
        this.boxes().filter((box) => box.name === this.parameter(facet) && box.checked).map((box) => box.dataset.value),
      ]));
    }

    show(remember) {
      clearTimeout(this.typing);
      const turn = ++this.turn;
      return this.guarded(async () => {
        await this.ready;
        const query = this.field.value.trim();
        if (remember && this.address() !== location.pathname + location.search) history[remember](null, "", this.address());
        const chosen = this.chosen();
        const found = query ? await this.engine.find(query) : { documents: this.everything(), terms: [] };
        if (turn !== this.turn) return; // something else was asked for meanwhile
        const { documents, counts } = this.engine.narrowed(found.documents, chosen);
        const asked = query || Object.values(chosen).some((values) => values.length);
        this.drawCounts(counts);
        this.tell(asked ? documents.length : null, found);
        await this.list({ turn, documents: asked ? documents : [], terms: found.terms, listed: 0 });
      });
    }

    everything() {
      const { count } = this.engine.documents;
      return Array.from({ length: count }, (_, number) => count - 1 - number);
    }

    async guarded(work) {
      this.results.setAttribute("aria-busy", "true");
      try {
        await work();
      } catch (fault) {
        console.error(fault);
        this.count.textContent = this.words.failed;
      } finally {
        this.results.setAttribute("aria-busy", "false");
      }
    }

    tell(number, { some, instead = [] }) {
      if (number === null) {
        this.count.textContent = "";
        return;
      }
      const key = number === 0 ? "none" : some ? "atleast" : number === 1 ? "one" : "many";
      const sentences = [this.say(key, { n: number.toLocaleString(this.language) })];
      if (instead.length) sentences.push(this.say("instead", { words: instead.join(" ") }));
      this.count.textContent = sentences.join(" ");
    }

    /* Show the first results, or the next ones; the keyboard goes on where the new ones begin. */
    async list(shown, further = false) {
      const cards = await Promise.all(
        shown.documents.slice(shown.listed, shown.listed + PAGE).map((number) => this.engine.card(number)),
      );
      if (shown.turn !== this.turn) return;
      const items = cards.map((card) => this.result(card, shown.terms));
      if (further) this.results.append(...items);
      else this.results.replaceChildren(...items);
      this.shown = { ...shown, listed: shown.listed + items.length };
      this.more.hidden = this.shown.listed >= shown.documents.length;
      if (further) items[0]?.querySelector("a").focus();
    }

    result(card, terms) {
      const link = make("a", { href: this.root + card.address }, ...spelled(marked(card.title, terms)));
      const facts = [
        [card.ident, { class: "result-ident" }],
        [card.kind[0], { class: "result-kind" }],
        [card.status[0], { class: "result-status", "data-status": card.code }],
        [card.area[0], { class: "result-area" }],
        [card.body.join(", "), { class: "result-body" }],
        [card.year[0], { class: "result-year" }],
      ].filter(([text]) => text).flatMap(([text, attributes]) => [make("span", attributes, text), " "]);
      return make("li", { class: "result" },
        make("h2", { class: "result-title" }, link),
        make("p", { class: "result-facts" }, ...facts),
        make("p", { class: "result-excerpt" }, ...spelled(excerpt(card.text, terms))));
    }

    drawFacets() {
      const { counts } = this.engine.narrowed(this.everything(), {});
      this.values = this.engine.facets.flatMap((facet) => {
        const drawn = facet.names.map((name, value) => this.value(facet, name, value));
        const common = (one, other) => counts[facet.name][other.value] - counts[facet.name][one.value];
        const newest = (one, other) => other.name.localeCompare(one.name, this.language, { numeric: true });
        drawn.sort(facet.name === "year" ? newest : (one, other) => common(one, other) || -newest(one, other));
        if (drawn.length) this.facets.append(this.fieldset(facet, drawn));
        return drawn;
      });
    }

    value(facet, name, value) {
      const code = facet.name === "status" ? this.engine.documents.codes[name] : "";
      const box = make("input", { type: "checkbox", name: this.parameter(facet), value: code || name, "data-value": name });
      const count = make("span", { class: "count" });
      return { facet, name, value, box, count, item: make("li", {}, make("label", {}, box, " ", name, " ", count)) };
    }

    fieldset(facet, drawn) {
      const rare = drawn.slice(FIRST_VALUES);
      rare.forEach((each) => (each.rare = true));
      const items = make("ul", {}, ...drawn.map(({ item }) => item));
      const set = make("fieldset", { class: "facet", "data-facet": facet.name }, make("legend", {}, this.say(facet.name)), items);
      if (!rare.length) return set;
      const all = make("button", { type: "button", class: "facet-all" }, this.say("all", { n: drawn.length }));
      all.addEventListener("click", () => {
        rare.forEach((each) => (each.rare = false));
        all.remove();
        this.drawCounts(this.counts);
        drawn.find(({ item }) => !item.hidden)?.box.focus();
      });
      set.append(all);
      return set;
    }

    drawCounts(counts) {
      this.counts = counts;
      for (const { facet, value, box, count, item, rare } of this.values) {
        const number = counts[facet.name][value];
        count.textContent = number.toLocaleString(this.language);
        item.hidden = !box.checked && (rare || number === 0);
      }
    }
  }

  /* "/" goes to the search field of any page, unless something is being written. */
  document.addEventListener("keydown", (event) => {
    const writing = event.target.closest?.("input, textarea, select, [contenteditable]");
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || writing) return;
    const field = document.querySelector("#search-q, [role=search] [type=search]");
    if (!field) return;
    event.preventDefault();
    field.focus();
    field.select();
  });

  window.vrapportSearch = { part, Engine, cut, fold, numbers, rising };

  const form = document.getElementById("search-form");
  if (form?.dataset.search) new Page(form).start();
})();
