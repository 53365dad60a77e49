/* Ask our search engine in Node, without a browser: `node engine.mjs PUBLIC MOST < queries.json`.
 *
 * PUBLIC is a published site; the queries are a list of texts. Writes for each the addresses of its first MOST hits. */

import { readFileSync } from "node:fs";
import { runInThisContext } from "node:vm";

const [, , folder, most] = process.argv;
const run = (file) => runInThisContext(readFileSync(file, "utf-8"), { filename: file });

globalThis.window = globalThis;
globalThis.matchMedia = () => ({});
globalThis.document = {
  getElementById: () => null,
  createElement: () => ({ remove() {} }),
  head: {
    append(script) {
      run(script.src.replace(/\?.*/, ""));
      script.onload();
    },
  },
};

run(`${folder}/assets/search.js`);
const engine = new globalThis.vrapportSearch.Engine(`${folder}/assets/search/sv/`);
const answers = [];
for (const query of JSON.parse(readFileSync(0, "utf-8"))) {
  const { documents } = await engine.find(query);
  const cards = await Promise.all(documents.slice(0, most).map((number) => engine.card(number)));
  answers.push(cards.map(({ address }) => address));
}
process.stdout.write(JSON.stringify(answers));
