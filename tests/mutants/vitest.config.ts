import { readFileSync } from 'node:fs';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** A mutant runs until the first test that notices it. So tests that start tables, queues or pages come last. */
class QuickFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const starts = ({ moduleId }: TestSpecification) =>
      /support\/(tables|queue|assets|service|site|sign)\.ts/.test(readFileSync(moduleId, 'utf8')) ? 1 : 0;
    return (await super.sort(files)).toSorted((one, other) => starts(one) - starts(other));
  }
}

/** The tests that `npm run mutants` runs: once for every mutant, so nothing that is slow. */
export default defineConfig({
  test: {
    include: ['tests/**/*.test.{ts,tsx}'],
    globalSetup: 'tests/support/database.ts',
    testTimeout: 60_000,
    hookTimeout: 60_000,
    isolate: false,
    sequence: { sequencer: QuickFirst },
  },
});
