/** A room and the tests that judge it, as globs from the root of the project. */
export interface Room {
  /** The files that are mutated. */
  readonly files: string;
  /** Its own tests first. Others only where they are the ones that state its behaviour. */
  readonly tests: readonly string[];
  /** How its tests run. Without it each mutant runs only the tests that reach it. With it, each mutant runs all of them. */
  readonly config?: string;
}

const core = (room: string, ...others: readonly string[]): Room => ({
  files: `functions/core/${room}/**/*.ts`,
  tests: [`tests/core/${room}/**/*.test.ts`, ...others],
});

const folder = (room: string, ...tests: readonly string[]): Room => ({
  files: `functions/${room}/**/*.{ts,tsx}`,
  tests: [`tests/${room}/**/*.test.{ts,tsx}`, ...tests],
});

/**
 * The parts of the stacks. Their code runs while test files load, and a stack that a test makes serves others as well. So
 * nobody knows which test reaches a mutant.
 */
export const stacks: Room = {
  files: 'infra/parts/**/*.ts',
  // All but those that read no template, make all of them again, or run the whole of Amparo on tables.
  tests: ['tests/infra/!(bundles|functions|nag|reach|stage|supply-chain|synth).test.ts'],
  config: 'tests/mutants/stacks.config.ts',
};

/**
 * The rooms that are measured. Each is run apart with few tests, since a mutant that survives runs all tests that reach it.
 * A file belongs to the first room that has it.
 */
export const rooms: readonly Room[] = [
  core('keys'),
  core('aws', 'tests/core/outbox/queue.test.ts'),
  core('running'),
  core('abuse'),
  core('limits', 'tests/feedback/take.test.ts'),
  core('signatures'),
  core('counts/recount'),
  core('counts', 'tests/tally/*.test.ts', 'tests/fold/*.test.ts'),
  core('published', 'tests/publish/*.test.ts'),
  core('overview'),
  core('campaigns'),
  core('outbox', 'tests/feedback/take.test.ts'),
  core('handover', 'tests/commands/signatures.test.ts'),
  { files: 'functions/core/*.ts', tests: ['tests/core/*.test.ts'] },
  folder('publish'),
  folder('feedback'),
  folder('tally', 'tests/model/exactly-once.test.ts', 'tests/core/counts/*.test.ts'),
  folder('sign'),
  folder('mail'),
  folder('http'),
  folder('site', 'tests/ui/*.test.tsx'),
  stacks,
];

/** Tests that do not run for mutants, as they are slow or measure time. `npm test` runs them. */
export const tooSlow: readonly string[] = [
  // These need a feature of only one engine.
  'tests/**/*.dynamodb-local.test.ts',
  'tests/core/signatures/{large-partitions,review-counts}.test.ts',
  // These start site and sign with their pages and scripts.
  'tests/http/{answers,observatory,personal}.test.ts',
  'tests/sign/{arbitrary-input,concurrency,flood,proof-in-browser,mail-wait-in-browser}.test.ts',
];
