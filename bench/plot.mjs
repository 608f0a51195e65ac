// Draws the curves and fills in the tables of docs/performance.md from the JSON lines in bench/results: node bench/plot.mjs
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { curves, draw } from './plot/curves.mjs';
import { growth, tables } from './plot/tables.mjs';

const at = path => fileURLToPath(new URL(path, import.meta.url));
const results = existsSync(at('results')) ? readdirSync(at('results')).filter(name => name.endsWith('.jsonl')).sort() : [];
const lines = results.flatMap(name => readFileSync(at(`results/${name}`), 'utf8').trim().split('\n').map(line => JSON.parse(line)));

for (const [curve, words] of Object.entries(curves)) {
  const points = growth(lines).find(one => one.name === curve)?.points ?? [];
  if (points.length > 1) writeFileSync(at(`../docs/images/growth-${curve}.svg`), draw(points, words));
}

const page = at('../docs/performance.md');
let text = readFileSync(page, 'utf8');
for (const [name, make] of Object.entries(tables)) {
  const table = make(lines);
  if (table) text = text.replace(new RegExp(`(<!-- ${name} -->\n)[^]*?(<!-- end -->)`), (_, begin, end) => `${begin}\n${table}\n\n${end}`);
}
writeFileSync(page, text);
