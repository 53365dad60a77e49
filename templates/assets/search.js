/* Search without a server: an engine that reads the index vrapport/search/ wrote, and the search page.
 *
 * The index is files of data, fetched as <script>, for that is what works from file:// and under a strict
 * Content-Security-Policy alike. Nothing from the index or the address ever becomes markup: only text nodes. */
(() => { // around the whole file, and so not indented
"use strict";

/* ---- Words: `cut` and `fold` do what those of vrapport/search/words.py do; a test compares them. ---- */

const WORD = /(?:\p{L}-(?=[\p{L}\p{N}]))*[\p{L}\p{N}][\p{L}\p{N}\u0300-\u036f\u064b-\u065f\u0670]*(?:(?::\p{L}{1,3}|['’]s)(?![\p{L}\p{N}]))?/giu;
const INVISIBLE = /[\u00ad\u0640\u200b\u200c\u2060]/g;
const WHOLE_LETTERS = { ø: "o", æ: "ae", œ: "oe", ß: "ss", ł: "l", đ: "d", ð: "d", þ: "th", ة: "ه", ى: "ي" };

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
  const letters = word.replace(/[øæœßłđðþةى]/g, (letter) => WHOLE_LETTERS[letter]);
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

/* Which shard a thing is on, and where on it. A shard is named by a number that follows from what is in it. */
class Shards {
  constructor(counts, names) {
    this.starts = [0];
    for (const count of numbers(counts)) this.starts.push(this.starts.at(-1) + count);
    this.names = numbers(names);
  }

  find(thing) {
    const shard = lastNotAbove(this.starts, thing);
    return { shard, place: thing - this.starts[shard], name: this.names[shard] };
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
    this.known = new Map(this.folded.concat(this.lemmas).map((word) => [word, []])); // with the forms it stands for
    this.folded.forEach((form, number) => {
      this.known.get(form).push(number);
      if (this.lemmas[number] !== form) this.known.get(this.lemmas[number]).push(number);
    });
    this.haystack = haystack([...this.known.keys()]);
    this.bearers = [...this.known.values()];
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

  /* The forms that hold `part` in themselves or in their lemma, each with what it is worth (by what stands beside it). */
  holding(part, worth) {
    const found = new Map(), { text, starts } = this.haystack;
    for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1)) {
      const word = lastNotAbove(starts, at), end = at + part.length;
      const before = text.slice(starts[word], at), after = text.slice(end, text.indexOf("\n", end));
      const weight = worth(part, before, this.side(before, before.slice(0, -1)), after, this.side(after, after.slice(1)));
      for (const number of this.bearers[word]) if (weight > (found.get(number) ?? 0)) found.set(number, weight);
    }
    return found;
  }

  /* What stands beside a part: a word too (but for a letter that joins them) or nothing, what may be one, or no word. */
  side(text, unjoined) {
    const isWord = (some) => some.length >= SHORTEST_SIDE && this.known.has(some);
    return !text || isWord(text) || isWord(unjoined) ? WORD_OR_NOTHING : text.length >= SHORTEST_SIDE ? UNKNOWN : NO_WORD;
  }

  /* The words most like a misspelt one: one letter wrong, two in a long word; the commonest first. */
  nearest(folded, limit = folded.length >= 8 ? 2 : 1) {
    const words = this.nearestWords(folded, limit);
    return words.length || folded.length < SHORTEST_BEGINNING ? words : this.nearestBeginnings(folded, limit);
  }

  nearestWords(folded, limit) {
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

  /* What words begin with that is most like a misspelt word: it may stand in compounds alone. */
  nearestBeginnings(folded, limit) {
    let best = new Map();
    for (const form of this.known.keys()) {
      if (form.length < folded.length) continue;
      const { wrong, length } = beginning(folded, form, limit);
      if (wrong > limit) continue;
      if (wrong < limit) [limit, best] = [wrong, new Map()];
      const candidate = form.slice(0, length);
      best.set(candidate, (best.get(candidate) ?? 0) + 1);
    }
    return [...best].sort(([, one], [, other]) => other - one).slice(0, 3).map(([candidate]) => candidate);
  }

  /* A word, or what words begin with, as it is written where one stands in the lexicon. */
  written(folded) {
    const whole = this.forms[this.exactly(folded)[0]];
    return whole ?? this.forms[this.folded.findIndex((form) => form.startsWith(folded))]?.slice(0, folded.length) ?? folded;
  }
}

const SHORTEST_SIDE = 3, NO_WORD = 0, UNKNOWN = 1, WORD_OR_NOTHING = 2;

/* A part counts in full where a word or nothing comes after it, and what may be one before: as in kollektivtrafikens, but
 * not in bo|stad. Three letters are found anywhere, and so must stand at the start or before a word. */
function joint(part, before, left, after, right) {
  if (part.length < 4 && before && !(after && right === WORD_OR_NOTHING)) return 0;
  if (left && right === WORD_OR_NOTHING) return WEIGHT.part;
  return left === WORD_OR_NOTHING && right ? WEIGHT.loose : WEIGHT.inside;
}

/* A word in -a loses it before another, to which a vowel or -es may lead: skolbok, förskolebarn, hyresrätt. */
function stem(part, before, left, after, right) {
  if (left !== WORD_OR_NOTHING || after.length < SHORTEST_SIDE) return 0;
  return right === WORD_OR_NOTHING ? WEIGHT.part : after.length > SHORTEST_SIDE ? WEIGHT.stem : 0;
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
  return differences(one, other, limit)?.at(-1) ?? limit + 1;
}

/* The same, for whichever beginning of the other word is the most like. */
function beginning(one, other, limit) {
  const row = differences(one, other.slice(0, one.length + limit), limit) ?? [limit + 1];
  const wrong = Math.min(...row);
  return { wrong, length: row.lastIndexOf(wrong) };
}

/* The difference of a word to each beginning of another, or nothing if all are above the limit. */
function differences(one, other, limit) {
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
    if (Math.min(...row) > limit) return null;
    [before, above] = [above, row];
  }
  return above;
}

/* ---- The engine. ---- */

/* How sure it is that a word of a text is what was meant. */
const WEIGHT = {
  exact: 1, lemma: 0.8, unlike: 0.7, told: 0.6, misspelt: 0.5, year: 0.3,
  part: 0.5, stem: 0.15, loose: 0.06, inside: 0.03, // of a compound, the less likely it is one
};
const IDENT = /\p{L}\d|\d\p{L}/u, CALLED = 1000; // what a document is called by goes before all that it says
const FOLLOWING = 3; // times: what it is worth that the words of a query follow one another ...
const FOLLOWED = 200; // ... which is asked of so many documents, the best
const GRADES = 1e5; // to a point: a Map finds whole numbers much sooner
const SHORTEST_BEGINNING = 6; // letters: what is shorter is like the beginning of too much
const MOST_SHARDS = 8; // for one word: the best forms come first, and the answer says that there are more
const REMEMBERED = 200; // cards
const IN_IDENT = 1, IN_TITLE = 2, STRENGTH = 4;

class Engine {
  constructor(base) {
    this.files = new Files(base);
    this.postings = new Map();
    this.made = new Map(); // the cards that were shown
  }

  async open() {
    const documents = await this.files.get("documents");
    this.cards ??= new Shards(documents.cards, documents.checks);
    this.documents = documents;
    this.facets ??= Object.entries(documents.facets).map(([name, facet]) => new Facet(name, facet));
    return this;
  }

  /* The lexicon is larger than all else, and comes when somebody begins to ask. */
  async openLexicon() {
    const { documents } = await this.open();
    const lexicon = await this.files.get("lexicon", documents.lexicon);
    this.lexicon ??= new Lexicon(lexicon);
    this.words ??= new Shards(lexicon.words, lexicon.checks);
    this.spots ??= new Shards(lexicon.words, lexicon.places);
    this.preferred ??= this.inPreference();
  }

  /* All documents that hold every word and phrase of a query, best first, then newest. */
  async find(query) {
    await this.openLexicon();
    const terms = this.terms(query);
    if (!terms.length) return { documents: [], terms };
    const scored = await Promise.all(terms.map((term) => (term.phrase ? this.phrase(term) : this.word(term.words[0]))));
    const called = this.called(terms, scored), held = this.having(scored, called);
    const score = this.total(scored, held);
    for (const [number, times] of called) {
      const preferred = this.isOfKind(number, terms) ? 2 : this.decides(number) ? 1 : 0;
      score[number] += CALLED * (3 * times + preferred);
    }
    const documents = ranked(held, score);
    if (terms.length > 1) {
      const first = new Set(documents.slice(0, FOLLOWED)), best = held.filter((number) => first.has(number));
      for (const number of await this.neighbours(terms, best)) score[number] *= FOLLOWING;
      documents.splice(0, best.length, ...ranked(best, score));
    }
    const words = terms.flatMap((term) => term.words);
    return {
      documents,
      terms,
      some: words.some((word) => word.some),
      instead: words.flatMap((word) => word.instead ?? []),
    };
  }

  /* The scores of the query: a rare word tells more. */
  total(scored, held) {
    const total = new Float64Array(this.documents.count);
    for (const { score, size } of scored) {
      const rarity = Math.log(1 + total.length / Math.max(1, size));
      for (const number of held) total[number] += rarity * score[number];
    }
    return total;
  }

  /* The documents that are called by their id, and by how many words of the query: "A13-14" calls one by two. */
  called(terms, scored) {
    const idents = scored.filter((_, place) => !terms[place].phrase && IDENT.test(terms[place].words[0].word));
    const called = new Set(idents.flatMap(({ named }) => [...named]));
    return new Map(Array.from(called, (number) => [number, scored.filter(({ named }) => named.has(number)).length]));
  }

  /* The documents that hold all that is asked for; what is called by its id need only be of the year, if one is named. */
  having(scored, called) {
    const years = scored.filter(({ year }) => year);
    const held = this.inAll(scored);
    if (!called.size) return held;
    return [...held.filter((number) => !called.has(number)), ...this.inAll(years).filter((number) => called.has(number))];
  }

  /* The documents that all of them found. */
  inAll(founds) {
    return founds.reduce((left, { score }) => left.filter((number) => score[number]), this.preferred);
  }

  /* Whether a word of the query says what kind of document this is: "motion A8" means the motion, not the decision. */
  isOfKind(number, terms) {
    const kinds = this.facets.find(({ name }) => name === "kind")?.of(number).map((kind) => fold(kind.toLowerCase())) ?? [];
    return terms.some(({ words }) => kinds.includes(fold(words[0].word)));
  }

  /* A decision goes before the motion that it answers: it says what became of it. */
  decides(number) {
    return this.facets.some((facet) => facet.name === "status" && facet.of(number).length > 0);
  }

  /* All documents, decisions first; the newest first. */
  inPreference() {
    const decides = this.all().map((number) => this.decides(number));
    return this.all().reverse().sort((one, other) => decides[other] - decides[one]);
  }

  all() {
    return Array.from({ length: this.documents.count }, (_, number) => number);
  }

  /* What else to ask where nothing is found: with words that are near unknown ones, without quotes, or word by word. */
  alternatives(terms) {
    const ask = (phrase, words) => (phrase ? `"${words.join(" ")}"` : words.join(" "));
    const asked = (change) => terms.map(({ phrase, words }) => ask(phrase, words.map(change))).join(" ");
    const all = terms.flatMap(({ words }) => words);
    const near = all.flatMap((unknown) => {
      const folded = fold(unknown.word), limit = Math.min(3, Math.floor(folded.length / 3));
      const others = unknown.slots.size || !limit ? [] : this.lexicon.nearest(folded, limit);
      return others.map((other) => asked((each) => (each === unknown ? this.lexicon.written(other) : each.word)));
    });
    const words = all.map(({ word, instead }) => instead?.[0] ?? word), loose = terms.some(({ phrase }) => phrase) ? [words.join(" ")] : [];
    const apart = new Set([...loose, ...(words.length > 1 ? words : [])]);
    return { near: near.slice(0, 4), apart: [...apart].slice(0, 6) };
  }

  /* Documents come with the best first; they can be wanted in another order. */
  async inOrder(documents, order) {
    if (order === "newest") return [...documents].sort((one, other) => other - one);
    if (order !== "name") return documents;
    const among = new Set(documents), names = await this.files.get("names", this.documents.names);
    return numbers(names).filter((number) => among.has(number));
  }

  terms(query) {
    return tidy(query).split(/["“”„«»]/).flatMap((text, place) => {
      const words = cut(text).map(({ word }) => word);
      if (place % 2) return words.length ? [{ phrase: true, words: words.map((word) => this.meant(word, true)) }] : [];
      return this.joined(words).map((word) => ({ phrase: false, words: [this.meant(word, false)] }));
    });
  }

  /* "A 20" is A20, and "A13-14" is A13 and A14, where there are such. */
  joined(words) {
    const out = [];
    for (const word of words) {
      const [, letters, digits] = /^(\p{L}+)(\d*)$/u.exec(out.at(-1) ?? "") ?? [];
      const whole = letters && /^\d+$/.test(word) && this.lexicon.exactly(letters + word).length ? letters + word : "";
      if (whole && !digits && letters.length === 1) out.pop();
      out.push(whole && (digits || letters.length === 1) ? whole : word);
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
    for (const [lemmas, weight] of [[sure, WEIGHT.lemma], [sure.size ? [] : told, WEIGHT.told]]) {
      for (const lemma of lemmas) for (const number of lexicon.families.get(lemma) ?? []) add(number, weight);
    }
    for (const number of slots.keys()) marks.add(lexicon.folded[number]);
    if (!strictly) this.addParts(new Set([folded, ...sure, ...(sure.size ? [] : told)]), add, marks);
    const meaning = { word, slots, marks, exact: new Set(exact) };
    return slots.size || strictly ? meaning : this.corrected(meaning, folded);
  }

  /* Words that hold the word. Where they are many, they have one posting together, which spares us their own. */
  addParts(needles, add, marks) {
    const { lexicon } = this, single = new Map(), covered = new Set();
    const hold = (number, weight) => {
      if (weight > WEIGHT.inside) marks.add(lexicon.folded[number]);
      single.set(number, Math.max(weight, single.get(number) ?? 0));
    };
    for (const needle of needles) {
      if (needle.length < 3) continue;
      const holding = lexicon.holding(needle, joint), together = lexicon.parts.get(needle);
      if (together !== undefined) {
        add(together, WEIGHT.part);
        for (const number of holding.keys()) covered.add(number);
      }
      holding.forEach((weight, number) => hold(number, weight));
      if (/^.{3,}a$/.test(needle)) lexicon.holding(needle.slice(0, -1), stem).forEach((weight, number) => hold(number, weight));
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
    return { ...meaning, instead: [this.lexicon.written(nearest.word)] };
  }

  /* The documents a word stands in, with its score there. */
  async word(meaning) {
    const slots = this.affordable(meaning);
    const postings = await Promise.all(slots.map(([slot]) => this.posting(slot)));
    const found = new Found(this.documents.count);
    postings.forEach(({ documents, weights }, place) => {
      const [slot, worth] = slots[place], inTitle = Math.sqrt(worth);
      documents.forEach((number, entry) => {
        const weight = weights[entry];
        found.add(number, worth * (0.25 + (weight >> 2) / 8) + (weight & IN_TITLE ? inTitle : 0));
        if (weight & IN_IDENT && meaning.exact.has(slot)) found.named.add(number);
      });
    });
    const ofYear = this.ofYear(meaning.word);
    for (const number of ofYear) found.add(number, WEIGHT.year);
    found.year = ofYear.length > 0;
    return found;
  }

  /* The documents of a year, which need not say so in words: "2019/A20" names one of them. */
  ofYear(word) {
    const years = this.facets.find(({ name }) => name === "year");
    if (!years?.names.includes(word)) return [];
    return this.all().filter((number) => years.of(number).includes(word));
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
      const { place, name } = this.words.find(slot);
      const file = await this.files.get(`words-${name}`);
      file.lists ??= file.map((lists) => lists.split(" "));
      this.postings.set(slot, { documents: rising(file.lists[0][place]), weights: numbers(file.lists[1][place]) });
    }
    return this.postings.get(slot);
  }

  /* The documents in which the words of a phrase follow one another, each in any form of itself. */
  async phrase({ words }) {
    const each = await Promise.all(words.map((meaning) => this.word(meaning)));
    const found = new Found(this.documents.count);
    for (const number of await this.following(words, this.inAll(each))) {
      found.add(number, each.reduce((sum, { score }) => sum + score[number], 0));
    }
    return found;
  }

  /* Those of the documents in which the words follow one another. */
  async following(words, documents) {
    const places = await Promise.all(words.map((meaning) => this.places(meaning, new Set(documents))));
    return documents.filter((number) =>
      [...places[0].get(number)].some((start) => places.every((each, step) => each.get(number).has(start + step))));
  }

  /* The same for words that were not quoted, in the forms that are surely theirs. */
  async neighbours(terms, documents) {
    const words = terms.flatMap(({ words }) => words).map((meaning) => {
      const forms = [...meaning.slots].filter(([slot, weight]) => weight >= WEIGHT.told && slot < this.lexicon.forms.length);
      return { ...meaning, slots: new Map(forms) };
    });
    return words.every(({ slots }) => slots.size) ? this.following(words, documents) : [];
  }

  async places(meaning, among) {
    const found = new Map(Array.from(among, (number) => [number, new Set()]));
    for (const [slot] of this.affordable(meaning)) {
      const { place, name } = this.spots.find(slot);
      const file = await this.files.get(`places-${name}`);
      const lists = file.split(" ")[place].split("!");
      (await this.posting(slot)).documents.forEach((number, entry) => {
        if (among.has(number)) rising(lists[entry]).forEach((each) => found.get(number).add(each));
      });
    }
    return found;
  }

  async card(number) {
    const known = this.made.get(number);
    if (known) return known;
    if (this.made.size > REMEMBERED) this.made.clear();
    const { place, name } = this.cards.find(number);
    const [address, title, lines, ident, lang, became] = (await this.files.get(`cards-${name}`))[place];
    const text = lines.trim().replace(/([.:!?])?\s*\n\s*/g, (end, mark) => (mark ? mark + " " : " · "));
    const facts = Object.fromEntries(this.facets.map((facet) => [facet.name, facet.of(number)]));
    const code = this.documents.codes[facts.status[0]] ?? became ?? "";
    const card = { address, title: new Told(title), text: new Told(text), ident, lang, code, ...facts };
    this.made.set(number, card);
    return card;
  }

  /* Narrow documents down; and count what each value of each facet would give beside the other facets' choices. */
  narrowed(documents, chosen) {
    const choosing = this.facets.filter(({ name }) => chosen[name]);
    const within = (facets) => facets.reduce((left, facet) => facet.allowing(left, chosen[facet.name]), documents);
    const others = (facet) => (chosen[facet.name] ? within(choosing.filter((each) => each !== facet)) : left);
    const left = within(choosing), counts = this.facets.map((facet) => [facet.name, facet.counted(others(facet))]);
    return { documents: left, counts: Object.fromEntries(counts) };
  }
}

/* What a word or a phrase found: how well each document fits, if at all. */
class Found {
  constructor(count) {
    Object.assign(this, { score: new Float64Array(count), size: 0, named: new Set(), year: false });
  }

  add(number, score) {
    if (!this.score[number]) this.size++;
    if (score > this.score[number]) this.score[number] = score;
  }
}

/* The best first; equals stay in their order. Scores are few: gathering is less than comparing. */
function ranked(documents, score) {
  const equals = new Map(), out = [];
  for (const number of documents) {
    const grade = Math.round(score[number] * GRADES);
    if (!equals.has(grade)) equals.set(grade, []);
    equals.get(grade).push(number);
  }
  const best = [...equals.keys()].sort((one, other) => other - one);
  for (const grade of best) for (const number of equals.get(grade)) out.push(number);
  return out;
}

class Facet {
  constructor(name, { names, sets, column }) {
    Object.assign(this, { name, names, sets, column: numbers(column) });
  }

  of(number) {
    return this.sets[this.column[number]].map((value) => this.names[value]);
  }

  allowing(documents, values) {
    const wanted = new Set(values.map((value) => this.names.indexOf(value)));
    const allowed = this.sets.map((set) => set.some((value) => wanted.has(value)));
    return documents.filter((number) => allowed[this.column[number]]);
  }

  counted(documents) {
    const uses = new Uint32Array(this.sets.length), counts = new Uint32Array(this.names.length);
    for (const number of documents) uses[this.column[number]]++;
    this.sets.forEach((set, place) => set.forEach((value) => (counts[value] += uses[place])));
    return counts;
  }
}

/* ---- Excerpts: the text around the hits, as pieces of text that are marked or not. ---- */

const AROUND = 6, LONGEST = 32; // words

/* A text, cut into words but once: with long minutes that takes longer than all else. */
class Told {
  constructor(text) {
    this.text = text;
  }

  get tokens() {
    return (this.cut ??= cut(this.text));
  }

  get folded() {
    return (this.comparable ??= this.tokens.map(({ word }) => fold(word)));
  }
}

/* The term (its number) that each word of a text is a hit of, or -1. */
function hits(folded, terms) {
  const found = new Array(folded.length).fill(-1);
  terms.forEach(({ words }, term) => {
    const [first, ...others] = words.map(({ marks }) => marks);
    folded.forEach((word, start) => {
      if (!first.has(word) || !others.every((marks, step) => marks.has(folded[start + step + 1]))) return;
      found.fill(term, start, start + words.length);
    });
  });
  return found;
}

function pieces(text, tokens, found, from, to) {
  const out = [], add = (words, marked) => words && out.push({ text: words, marked });
  let at = from ? tokens[from].start : 0;
  for (let place = from; place < to; place++) {
    if (found[place] < 0) continue;
    add(text.slice(at, tokens[place].start), false);
    add(text.slice(tokens[place].start, tokens[place].end), true);
    at = tokens[place].end;
  }
  add(text.slice(at, to < tokens.length ? tokens[to - 1].end : text.length), false);
  return out;
}

function marked({ text, tokens, folded }, terms) {
  return pieces(text, tokens, hits(folded, terms), 0, tokens.length);
}

function excerpt({ text, tokens, folded }, terms) {
  const found = hits(folded, terms);
  let best = 0, most = -1;
  found.forEach((term, place) => {
    if (term < 0) return;
    const near = found.slice(place, place + LONGEST - AROUND).filter((each) => each >= 0);
    const worth = new Set(near).size * 10 + near.length;
    if (worth > most) [best, most] = [place, worth];
  });
  const from = best <= AROUND ? 0 : best - AROUND, to = Math.min(from + LONGEST, tokens.length);
  const out = pieces(text, tokens, found, from, to);
  if (from > 0) out.unshift({ text: "… ", marked: false });
  if (to < tokens.length) out.push({ text: " …", marked: false });
  return out;
}

/* ---- The search page: what stands still is in search.html; here is what comes and goes. ---- */

const PAGE = 10;
const FIRST_VALUES = 6;
const TYPING = 120; // milliseconds
const WIDE = matchMedia("(min-width: 56.01rem)"); // as in site.css

function make(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

const spelled = (found) => found.map(({ text, marked }) => (marked ? make("mark", {}, text) : text));
const element = (name) => document.getElementById(`search-${name}`);

/* One facet: its values as boxes to tick. */
class Choices {
  constructor(name, values, page) {
    Object.assign(this, { name, values, page });
    this.all = make("button", { type: "button", class: "facet-all" });
    this.all.addEventListener("click", () => {
      this.unfolded = true;
      page.drawFacets();
      values.find(({ item }) => !item.hidden).box.focus();
    });
    const items = make("ul", { class: "facet-values" }, ...values.map(({ item }) => item));
    this.set = make("fieldset", { class: "facet", hidden: "" }, make("legend", {}, page.words[name]), items, this.all);
  }

  /* Only values that lead to something, of many only the first; no facet that leaves no choice. */
  draw(counts, hits) {
    const kept = ({ box }) => box.checked || box === document.activeElement;
    const useful = this.values.filter((each) => counts[each.value] || kept(each));
    const folded = !this.unfolded && useful.length > 2 * FIRST_VALUES;
    const common = (one, other) => (this.name === "year" ? 0 : counts[other.value] - counts[one.value]);
    const first = [...useful].sort(common).slice(0, FIRST_VALUES);
    const shown = new Set(folded ? [...first, ...useful.filter(kept)] : useful);
    for (const each of this.values) {
      if (each.said !== counts[each.value]) each.count.textContent = this.page.number((each.said = counts[each.value]));
      each.item.hidden = !shown.has(each);
    }
    this.all.textContent = this.page.say("all", { n: this.page.number(useful.length) });
    this.all.hidden = !folded;
    const choice = useful.length > 1 && useful.some(({ value }) => counts[value] < hits);
    this.set.hidden = !choice && !useful.some(kept);
  }
}

class Page {
  constructor(form) {
    this.form = form;
    this.field = form.querySelector("[type=search]");
    for (const name of ["facets", "start", "count", "order", "chips", "none", "near", "apart", "results", "more"]) {
      this[name] = element(name);
    }
    this.marks = new Map(Array.from(element("marks").content.children, (mark) => [mark.classList[1], mark]));
    this.words = JSON.parse(form.dataset.words);
    this.figures = new Intl.NumberFormat(form.dataset.language);
    this.engine = new Engine(form.dataset.search);
    this.turn = 0;
  }

  begin() {
    this.listen();
    if (!this.field.value) this.restoreQuery(); // at once: what is typed meanwhile stays
    this.start.hidden = location.search.length > 1;
    this.facets.parentElement.hidden = false;
    this.ready = this.engine.open().then(() => this.makeFacets());
    this.show();
  }

  listen() {
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.show("pushState");
    });
    this.field.addEventListener("input", () => {
      clearTimeout(this.pause);
      this.pause = setTimeout(() => this.write(), TYPING);
    });
    this.field.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || event.isComposing) return;
      event.preventDefault();
      if (!this.field.value) this.field.blur();
      this.field.value = "";
      this.write();
    });
    this.field.addEventListener("focus", () => this.engine.openLexicon().catch(() => {}), { once: true });
    document.addEventListener("keydown", (event) => this.step(event));
    this.order.addEventListener("change", () => this.show("pushState"));
    this.facets.addEventListener("change", () => this.show("pushState"));
    this.none.querySelector("button").addEventListener("click", () => this.clear(this.values));
    this.more.addEventListener("click", () => this.showMore());
    window.addEventListener("popstate", () => {
      this.restoreQuery();
      this.restoreFacets();
      this.show();
    });
    WIDE.onchange = () => (this.facets.open = WIDE.matches);
    WIDE.onchange();
  }

  /* Down from the field through the hits, and back: the focus itself moves, so that every hit is read out. */
  step(event) {
    const stops = [this.field, ...this.results.querySelectorAll("a"), this.more].filter((stop) => !stop.hidden);
    const at = stops.indexOf(event.target), { [event.key]: to } = { ArrowDown: at + 1, ArrowUp: at - 1, Escape: 0 };
    const stays = at < 0 || to === at || !stops[to];
    if (stays || event.isComposing || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    event.preventDefault();
    stops[to].focus();
  }

  number(number) {
    return this.figures.format(number);
  }

  say(key, values) {
    return this.words[key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
  }

  /* What is asked for is remembered in the address alone. */
  asked(name) {
    return new URLSearchParams(location.search).getAll(name);
  }

  restoreQuery() {
    this.field.value = this.asked(this.field.name)[0] ?? "";
    this.order.value = this.asked(this.order.name)[0] ?? "";
    if (this.order.selectedIndex < 0) this.order.selectedIndex = 0;
  }

  restoreFacets() {
    const plain = (value) => fold(value.toLowerCase());
    for (const { box, name } of this.values) {
      box.checked = this.asked(box.name).some((value) => [box.value, name].map(plain).includes(plain(value)));
    }
  }

  address(query = this.field.value.trim()) {
    const asked = new URLSearchParams();
    if (query) asked.set(this.field.name, query);
    for (const { box } of this.ticked()) asked.append(box.name, box.value);
    if (this.order.value) asked.set(this.order.name, this.order.value);
    return location.pathname + (asked.size ? `?${asked}` : "");
  }

  /* However much one types, it is one question to go back to. */
  write() {
    this.show(this.writing || !location.search ? "replaceState" : "pushState");
    this.writing = true;
  }

  ticked() {
    return this.values.filter(({ box }) => box.checked);
  }

  /* Nothing is drawn until the whole answer is there, so that nothing jumps. */
  show(remember) {
    clearTimeout(this.pause);
    this.writing = false;
    const turn = ++this.turn;
    return this.guarded(turn, async () => {
      await this.ready;
      const query = this.field.value.trim(), ticked = this.ticked(), asked = Boolean(query || ticked.length);
      const address = this.address();
      if (remember && address !== location.pathname + location.search) history[remember](null, "", address);
      const found = query ? await this.engine.find(query) : { documents: this.everything(), terms: [] };
      const chosen = {};
      for (const { facet, name } of ticked) (chosen[facet] ??= []).push(name);
      const { documents, counts } = this.engine.narrowed(found.documents, chosen);
      const ordered = asked ? await this.engine.inOrder(documents, this.order.selectedOptions[0].dataset.order) : [];
      const answer = { documents: ordered, terms: found.terms };
      const items = await this.items(answer, 0), ideas = query && !found.documents.length ? await this.ideas(found.terms, chosen) : {};
      if (turn !== this.turn) return; // something else is asked for by now
      const wasAmong = this.results.contains(document.activeElement);
      this.answer = answer;
      this.tell(asked ? documents.length : null, found);
      this.advise(asked, documents.length, found.documents.length);
      for (const name of ["near", "apart"]) this.offer(this[name], ideas[name] ?? []);
      this.order.parentElement.hidden = answer.documents.length < 2;
      this.chips.replaceChildren(...ticked.map((each) => make("li", {}, this.chip(each))));
      this.drawFacets(counts, documents.length);
      this.results.replaceChildren();
      this.list(items);
      if (wasAmong) (this.results.querySelector("a") ?? this.field).focus(); // the hit one stood at is gone
    });
  }

  /* Only what leads to something, with how much. */
  async ideas(terms, chosen) {
    const { near, apart } = terms.length ? this.engine.alternatives(terms) : { near: [], apart: [] };
    const counted = async (query) => {
      const { documents } = this.engine.narrowed((await this.engine.find(query)).documents, chosen);
      return { query, count: documents.length };
    };
    const useful = async (queries) => (await Promise.all(queries.map(counted))).filter(({ count }) => count);
    return { near: await useful(near), apart: await useful(apart) };
  }

  offer(list, ideas) {
    const items = ideas.map(({ query, count }) =>
      make("li", {}, make("a", { href: this.address(query) }, query), " ", make("span", { class: "note" }, this.number(count))));
    list.replaceChildren(...items);
    list.parentElement.hidden = !items.length;
  }

  everything() {
    return this.engine.all().reverse();
  }

  async guarded(turn, work) {
    this.results.ariaBusy = "true";
    try {
      await work();
    } catch (fault) {
      console.error(fault);
      this.count.textContent = this.words.failed;
    } finally {
      if (turn === this.turn) this.results.ariaBusy = "false";
    }
  }

  tell(hits, { some, instead = [] }) {
    const key = hits === 0 ? "none" : some ? "atleast" : hits === 1 ? "one" : "many";
    const sentences = hits === null ? [] : [this.say(key, { n: this.number(hits) })];
    if (instead.length && hits) sentences.push(this.say("instead", { words: instead.join(" ") }));
    this.count.textContent = sentences.join(" ");
  }

  /* How to begin, and what to try where nothing was found or is left. */
  advise(asked, hits, found) {
    const [other, wider] = this.none.children; // advice where nothing is found, and where nothing is left
    this.start.hidden = asked;
    this.none.hidden = !asked || hits > 0;
    other.hidden = found > 0;
    wider.hidden = found === 0;
  }

  async items({ documents, terms }, from) {
    const cards = await Promise.all(documents.slice(from, from + PAGE).map((number) => this.engine.card(number)));
    return cards.map((card) => this.result(card, terms));
  }

  list(items) {
    this.results.append(...items);
    this.more.hidden = this.results.children.length >= this.answer.documents.length;
  }

  /* The keyboard goes on where the new ones begin. */
  showMore() {
    const turn = ++this.turn;
    return this.guarded(turn, async () => {
      const items = await this.items(this.answer, this.results.children.length);
      if (turn !== this.turn) return;
      this.list(items);
      items[0].querySelector("a").focus();
    });
  }

  result({ address, title, ident, lang, text, kind, code, status, area, body, year }, terms) {
    const spoken = lang ? { lang, dir: "auto" } : {};
    const link = make("a", { href: this.form.dataset.root + address, ...spoken }, ...spelled(marked(title, terms)));
    const label = ident ? [" ", make("span", { class: "label" }, ident)] : [];
    const facts = [...kind, this.status(code, ...status), ...area, body.join(", "), ...year].filter(Boolean);
    return make("li", {},
      make("h2", { class: "name" }, link, ...label),
      make("p", { class: "note" }, ...facts.flatMap((fact) => ["\u00a0· ", make("bdi", {}, fact)]).slice(1)),
      make("p", { class: "excerpt", dir: "auto" }, ...spelled(excerpt(text, terms))));
  }

  /* A status, drawn as on other pages: by their macro. */
  status(code, name) {
    return this.marks.get(code)?.cloneNode(true) ?? name;
  }

  chip(each) {
    const chip = make("button", { type: "button", "aria-label": `${this.words.remove} ${each.name}` }, each.name);
    chip.addEventListener("click", () => this.clear([each]));
    return chip;
  }

  async clear(values) {
    for (const { box } of values) box.checked = false;
    await this.show("pushState");
    (this.chips.querySelector("button") ?? this.count).focus(); // the button that was pressed is gone
  }

  makeFacets() {
    this.choices = this.engine.facets.map(({ name: facet, names }) => {
      const values = names.map((name, value) => this.value(facet, name, value));
      return new Choices(facet, this.sorted(facet, values), this);
    });
    this.values = this.choices.flatMap(({ values }) => values);
    this.facets.append(...this.choices.map(({ set }) => set));
    this.restoreFacets();
  }

  /* Years with the newest first, statuses in the order of the work, all else as the language orders names. */
  sorted(facet, values) {
    const { compare } = new Intl.Collator(this.form.dataset.language, { numeric: true });
    const codes = Array.from(this.marks.keys()), place = ({ box }) => codes.indexOf(box.value);
    const ways = {
      year: (one, other) => compare(other.name, one.name),
      status: (one, other) => place(one) - place(other),
    };
    return values.sort(ways[facet] ?? ((one, other) => compare(one.name, other.name)));
  }

  value(facet, name, value) {
    const code = facet === "status" ? this.engine.documents.codes[name] : "";
    const box = make("input", { type: "checkbox", name: this.words.params[facet], value: code || name });
    const count = make("span", { class: "figure" });
    const label = make("label", {}, box, " ", make("span", {}, this.status(code, name)), " ", count);
    return { facet, name, value, box, count, item: make("li", {}, label) };
  }

  drawFacets(counts = this.counts, hits = this.hits) {
    Object.assign(this, { counts, hits });
    for (const choices of this.choices) choices.draw(counts[choices.name], hits);
    this.facets.hidden = this.choices.every(({ set }) => set.hidden);
  }
}

window.vrapportSearch = { part, Engine, cut, fold, numbers, rising };

if (element("form")) new Page(element("form")).begin();
})();
