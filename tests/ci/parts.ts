/** A part of `.ci/run`: a script of package.json, and its purpose. */
export interface Part {
  readonly script: string;
  /** The arguments of the script here. */
  readonly flags?: readonly string[];
  readonly does: string;
  /** Whether vitest reports tests of it. Any other part is done or fails as a whole. */
  readonly hasTests: boolean;
}

/** The parts that `npm test` leaves out, because they take long, or need Java or Python. */
export const leftOut: readonly Part[] = [
  // Nothing may run beside it.
  { script: 'test:timed', does: 'times of answers, which must not show who has signed', hasTests: true },
  // Its machine is killed, its tables fail, its mail is late: long enough to see whether memory stays flat.
  {
    script: 'load',
    flags: ['--minutes', '3.5'],
    does: 'a bad day of one machine, whose parts fail and are killed',
    hasTests: false,
  },
  {
    script: 'test:deploy',
    does: 'the stack on emulated AWS, and journeys on it (needs Python)',
    hasTests: true,
  },
  {
    script: 'test:python',
    does: 'the API held to its OpenAPI document by Schemathesis, and keys opened by pyrage (needs Python)',
    hasTests: true,
  },
  {
    script: 'fuzz',
    flags: ['--requests', '10000'],
    does: 'more hostile requests than the sample',
    hasTests: true,
  },
  {
    script: 'simulate',
    flags: ['--deliveries', '250000'],
    does: 'more deliveries to the counters than the sample, with every fault',
    hasTests: false,
  },
  { script: 'test:samples', does: 'tests that try a sample, with whole ones', hasTests: true },
  { script: 'mutate', does: 'counting broken on purpose, which the simulation must notice', hasTests: false },
  {
    script: 'test:dynamodb-local',
    does: 'the suites of the database on DynamoDB Local (needs Java)',
    hasTests: true,
  },
  {
    script: 'test:machine',
    does: '`npm start` as a person runs it, with engines that are killed, late mail and webhooks; long journeys',
    hasTests: true,
  },
];

const check: Part = { script: 'check', does: 'types, style, the walls between rooms, dead code', hasTests: false };
const [timed] = leftOut as readonly [Part, ...Part[]];

/**
 * Everything that `.ci/run` runs: rounds, one after the other, each of lanes side by side. A lane has three processes of vitest
 * or fewer. Two lanes keep two cores busy, and a third one only makes everybody wait.
 */
export const rounds: readonly (readonly (readonly Part[])[])[] = [
  [[{ script: 'test', does: 'what `npm test` runs', hasTests: true }]],
  [[timed]],
  // Most of a check needs one core.
  [leftOut.slice(1, -2), [check, ...leftOut.slice(-2)]],
];
