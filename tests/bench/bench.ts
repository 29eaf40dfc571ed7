import { readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { flagsOf, refuse } from '../support/flags.ts';
import { benchAttempt } from './attempt.ts';
import { benchCeiling } from './ceiling.ts';
import { benchColdStart } from './cold-start.ts';
import { benchColdStartAgainst, isCommit } from './cold-start-against.ts';
import { benchConfirmation } from './confirmation.ts';
import { benchConsole } from './console.ts';
import { benchCountsReads } from './counts-reads.ts';
import { benchDashboard } from './dashboard.ts';
import { benchEngines } from './engines.ts';
import { benchFlood } from './flood.ts';
import { benchLists } from './lists.ts';
import { benchOracle } from './oracle.ts';
import { benchOverview } from './overview.ts';
import { benchPageSizes } from './page-sizes.ts';
import { benchPages } from './pages.ts';
import { benchProof } from './proof.ts';
import { benchPublish } from './publish.ts';
import type { Row } from './row.ts';
import { benchSignature } from './signature.ts';
import { benchTally } from './tally.ts';
import { benchWeekend } from './weekend.ts';
import { benchWriteUnits } from './write-units.ts';

/**
 * `npm run bench [-- --json FILE] [-- --only NAME] [-- --keep]`: figures to compare, each a ratio of two things measured side
 * by side in this run, since machines differ and are noisy. The method stands in docs/reference/performance.md. `--keep` writes the
 * medians to `measured.json`, which `npm run cost` and `npm run scale` read. `-- --against COMMIT` compares the starts of functions
 * with those at another commit, and nothing else.
 */
const benches = {
  confirmation: benchConfirmation,
  attempt: benchAttempt,
  'cold-start': benchColdStart,
  'page-sizes': benchPageSizes,
  pages: benchPages,
  dashboard: benchDashboard,
  signature: benchSignature,
  oracle: benchOracle,
  proof: benchProof,
  flood: benchFlood,
  'write-units': benchWriteUnits,
  ceiling: benchCeiling,
  'counts-reads': benchCountsReads,
  tally: benchTally,
  publish: benchPublish,
  overview: benchOverview,
  lists: benchLists,
  console: benchConsole,
  weekend: benchWeekend,
  engines: benchEngines,
};

const values = flagsOf('npm run bench -- [--only NAME] [--json FILE] [--keep] [--against COMMIT]', {
  json: { type: 'string' },
  only: { type: 'string' },
  keep: { type: 'boolean' },
  against: { type: 'string' },
});
const measured = new URL('measured.json', import.meta.url);
if (values.only !== undefined && !Object.hasOwn(benches, values.only))
  refuse(`There is no bench ${values.only}, but ${Object.keys(benches).join(', ')}.`);
const { against } = values;
if (against !== undefined && (values.keep || (values.only ?? 'cold-start') !== 'cold-start'))
  refuse('Against another commit only cold-start is measured, and no figure is kept.');
if (against !== undefined && !(await isCommit(against))) refuse(`There is no commit ${against}.`);
const chosen = against === undefined ? benches : { 'cold-start': () => benchColdStartAgainst(against) };
const rows: Row[] = [];
for (const [name, bench] of Object.entries(chosen)) {
  if (values.only && values.only !== name) continue;
  console.log(`\n${name}`);
  const medians: Record<string, number> = {};
  for await (const row of bench()) {
    rows.push(row);
    medians[row.unit ? `${row.name} (${row.unit})` : row.name] = Number(row.value.toPrecision(4));
    console.log(`  ${row.name.padEnd(52)} ${describe(row)}`);
  }
  if (values.keep) {
    const kept = { ...JSON.parse(readFileSync(measured, 'utf8')), [name]: { date: today(), rows: medians } };
    writeFileSync(measured, `${JSON.stringify(kept, null, 2)}\n`);
  }
}
if (values.json) {
  const machine = { cpu: cpus()[0]?.model, cores: cpus().length, node: process.version };
  writeFileSync(values.json, `${JSON.stringify({ date: new Date().toISOString(), machine, rows }, null, 2)}\n`);
  console.log(`\nWrote ${rows.length} rows to ${values.json}`);
}

function today(): string {
  return new Date().toISOString().slice(0, 10);
}

function describe({ value, unit, spread, goal }: Row): string {
  const range = spread ? ` (${spread[0].toFixed(2)} to ${spread[1].toFixed(2)})` : '';
  return `${value.toFixed(2)} ${unit}${range}${goal ? `   goal ${goal}` : ''}`;
}
