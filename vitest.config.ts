import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { LeftOut } from './tests/ci/left-out.ts';
import { Spread } from './tests/support/sequencer.ts';

/** `.ci/run` says by it where it wants a report to read. */
const { TEST_REPORT: report } = process.env;

/** It compares times, so that nothing may run beside it. */
const timed = 'tests/privacy/oracle.test.ts';

/** It tries each pattern of the code, which takes half a minute: a part of `npm run check`. */
const patterns = 'tests/rooms/linear-patterns.test.ts';

/** These hold us to programs that are not ours, and need Python. */
const python = ['tests/contract/**/*.test.ts', 'tests/commands/standard-age.test.ts'];

/** These need what only DynamoDB Local does: it removes what has expired, and records no write that changes nothing. */
const dynamoDbLocal = 'tests/**/*.dynamodb-local.test.ts';

/**
 * These present what `core` has stored, are about the browser or another engine, or attack with thousands of requests. Suites of what
 * stores run on both engines.
 */
const notAboutTables = [
  'tests/{commands,console,contract,docs,fuzz,http,site,ui}/**',
  'tests/sign/{flood,hoarding,mailbox-opened-later,used-address}.test.ts',
  'tests/**/*-in-browser.test.*',
  'tests/infra/**/!(*.dynamodb-local).test.ts',
];

/** These try a sample: a quick one in `npm test` (`tests/support/samples.ts`). */
const sampled = [
  'tests/model/reconcile.test.ts',
  'tests/privacy/{published,attacker,names}.test.ts',
  'tests/commands/help.test.ts',
  'tests/core/cases/{begun,erase-races}.test.ts',
  'tests/core/access/lost-right.test.ts',
  'tests/core/campaigns/broken-files.test.ts',
  'tests/core/campaigns/hostile-files.test.ts',
  'tests/model/memory-table.test.ts',
];

/** Of these, even a quick one takes long: `npm test` leaves them to `npm run test:samples`. */
const longSamples = [
  'tests/core/cases/{begun,erase-races}.test.ts',
  'tests/core/access/lost-right.test.ts',
  'tests/core/campaigns/hostile-files.test.ts',
  'tests/commands/help.test.ts',
];

/**
 * These take long, since they bundle all functions, look at many pages in a browser, sign with many names, or wait for many
 * mails. `npm test` has the main stories of signers and the templates of the stacks without them.
 */
const long = [
  'tests/infra/{bundles,reach,supply-chain,synth}.test.ts',
  'tests/privacy/{leak,wire}.test.ts',
  'tests/{reconcile/reconcile,retention/retention}.test.ts',
  'tests/{sign,ui}/**/*-in-browser.test.{ts,tsx}',
  'tests/journeys/{in-another-language,on-paper,safest-mode}.test.ts',
  'tests/journeys/{cases,dashboard,equal-lengths,every-language,every-page,link-leaves-no-trace,live-count,names-of-the-world,by-keyboard-alone,on-another-site,upload}.test.ts',
  'tests/journeys/{organisers,organisers-back,organisers-by-keyboard-alone,organisers-every-page}.test.ts',
  'tests/journeys/{organisers-webhooks,organisers-write,views}.test.ts',
  'tests/console/{document,guard,large-file-in-browser,large-lists,large-text-in-browser,long-fields}.test.ts',
  'tests/console/{logo,page-sizes,pictures,under-way,words-sent-back}.test.ts',
  'tests/pictures/apart.test.ts',
  'tests/infra/pictures/make.test.ts',
  'tests/core/signatures/review-counts.test.ts',
  'tests/docs/first-campaign.test.ts',
  'tests/sign/{flood,hoarding,mailbox-opened-later,used-address}.test.ts',
  'tests/commands/{audited,campaign,cases,group-key,history,messages,pictures,reconcile,signatures,webhooks}.test.ts',
  'tests/site/data/package.test.ts',
  'tests/site/{large-text-in-browser,embed/contrast,embed/element}.test.ts',
  'tests/site/dashboard/wall.test.tsx',
];

/** These have a project of their own below. Every other folder of `tests/` is among the rooms, without a word here. */
const apart = ['tests/{journeys,load,fuzz,deploy}/**', patterns, timed, ...python];

/** These change their process, or share answers that a file of its own has begun: each has a process of its own. */
const ownProcess = [
  'tests/commands/target.test.ts',
  'tests/core/campaigns/markdown-costs.test.ts',
  'tests/http/{answers,browser-language,inline-blocks}.test.ts',
  'tests/privacy/logs.test.ts',
];

/** Test files of a project that run beside those of other projects, each in a process of its own. */
const beside = {
  // Only what hangs takes so long. A test says nothing about speed: a busy computer may be ten times slower.
  testTimeout: 600_000,
  hookTimeout: 600_000,
  expect: { poll: { timeout: 120_000 } },
  setupFiles: 'tests/support/english.ts',
};

/** Test files that run alone, one after the other, once all others have ended. */
const alone = { ...beside, fileParallelism: false };

/** What uses a table, again, on the other engine. Not there for others: `vitest run FILE` would run each file twice. */
async function onDynamoDbLocal() {
  const { filesWithTables } = await import('./tests/ci/with-tables.ts');
  const include = [...filesWithTables(), 'tests/infra/**/*.dynamodb-local.test.ts'];
  const exclude = [...apart, ...ownProcess, ...notAboutTables];
  return { test: { ...beside, name: 'dynamodb-local', include, exclude, isolate: false } };
}

/** Tests of samples again, with whole ones. For others it has what no other project has. */
const samples = {
  test: { ...beside, name: 'samples', include: process.env.SAMPLES === 'whole' ? sampled : longSamples },
};

export default defineConfig({
  test: {
    // One database for all. The conditions that keep signatures unique are the tables' own, so nothing stands in for them.
    globalSetup: 'tests/support/database.ts',
    // Three lanes even on two cores: half of the time a test waits for a browser, a table or a mail.
    maxWorkers: Math.max(3, availableParallelism() - 1),
    // The lanes take the next file of one queue.
    sequence: { sequencer: Spread },
    ...(report
      ? { reporters: ['default', 'json'], outputFile: { json: report } }
      : { reporters: ['default', new LeftOut()] }),
    projects: [
      {
        // Stories in a real browser, each file with a campaign of its own.
        test: {
          ...beside,
          name: 'journeys',
          include: [
            process.env.SCREENSHOTS
              ? 'tests/journeys/{screenshots,guide-pictures,in-another-language.test,organisers*.test}.ts'
              : 'tests/journeys/**/*.test.ts',
          ],
          exclude: process.env.SCREENSHOTS ? [] : long,
          globalSetup: 'tests/support/journeys.ts',
        },
      },
      {
        test: { ...beside, name: 'long', include: long, isolate: false, globalSetup: 'tests/support/journeys.ts' },
      },
      {
        // `npm start` as a person runs it: processes of its own, which the tests also kill.
        test: {
          ...beside,
          name: 'machine',
          include: ['tests/infra/local/**/*.test.ts', 'tests/load/**/*.test.ts'],
          exclude: [dynamoDbLocal],
        },
      },
      {
        // Requests that no honest sender makes: a sample. `npm run fuzz` sends as many as you like.
        test: { ...beside, name: 'fuzz', include: ['tests/fuzz/**/*.test.ts'] },
      },
      {
        // Templates of the stacks. They share a process in each lane, as CDK takes two seconds to load and no test changes it.
        test: {
          ...beside,
          name: 'stacks',
          include: ['tests/infra/**/*.test.ts'],
          exclude: ['tests/infra/local/**', ...long],
          isolate: false,
        },
      },
      {
        // They leave nothing behind in a process, so that files share one and load the product once.
        test: {
          ...beside,
          name: 'rooms',
          include: ['tests/**/*.test.{ts,tsx}'],
          exclude: [...apart, ...long, ...longSamples, ...ownProcess, 'tests/infra/**', dynamoDbLocal],
          isolate: false,
        },
      },
      { test: { ...beside, name: 'own-process', include: ownProcess } },
      { test: { ...beside, name: 'patterns', include: [patterns] } },
      ...(process.env.DATABASE_ENGINE === 'dynamodb-local' ? [await onDynamoDbLocal()] : []),
      samples,
      { test: { ...alone, name: 'timed', include: [timed], sequence: { groupOrder: 1 } } },
      { test: { ...alone, name: 'python', include: python, sequence: { groupOrder: 2 } } },
      {
        // The stack on emulated AWS, and the same stories on it.
        test: {
          ...alone,
          name: 'deploy',
          include: ['tests/deploy/**/*.test.ts'],
          globalSetup: 'tests/support/deployed.ts',
          sequence: { groupOrder: 3 },
        },
      },
    ],
  },
});
