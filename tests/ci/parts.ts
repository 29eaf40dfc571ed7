/** A part of `.ci/run`: a script of package.json, and what it is for. */
export interface Part {
  readonly script: string;
  /** What the script is called with here. */
  readonly flags?: readonly string[];
  readonly does: string;
  /** How it is counted: by the tests that vitest reports, or as one check that passes or fails. */
  readonly counts: 'tests' | 'one';
}

/** What `npm test` leaves out, because it takes long, or needs Java or Python. */
export const leftOut: readonly Part[] = [
  {
    script: 'test:dynamodb-local',
    does: 'the suites of the database on DynamoDB Local (needs Java)',
    counts: 'tests',
  },
  {
    script: 'test:deploy',
    does: 'the stack on emulated AWS, and journeys on it (needs Python)',
    counts: 'tests',
  },
  {
    script: 'test:python',
    does: 'the API held to its OpenAPI document by Schemathesis, and keys opened by pyrage (needs Python)',
    counts: 'tests',
  },
  {
    script: 'fuzz',
    flags: ['--requests', '20000'],
    does: 'more hostile requests than the sample',
    counts: 'tests',
  },
  {
    script: 'simulate',
    flags: ['--deliveries', '500000'],
    does: 'more deliveries to the counters than the sample, with every fault',
    counts: 'one',
  },
  { script: 'mutate', does: 'counting broken on purpose, which the simulation must notice', counts: 'one' },
  { script: 'load', flags: ['--minutes', '1'], does: 'a longer bad day of one machine', counts: 'one' },
];

/** Everything, in the order in which `.ci/run` runs it. */
export const parts: readonly Part[] = [
  { script: 'check', does: 'types, style, the walls between rooms, dead code', counts: 'one' },
  { script: 'test', does: 'what `npm test` runs', counts: 'tests' },
  ...leftOut,
];
