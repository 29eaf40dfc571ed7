import { defineConfig } from 'vitest/config';

/** The tests that `npm run mutants` runs: once for every mutant, so nothing that is slow. */
export default defineConfig({
  test: {
    include: ['tests/**/*.test.{ts,tsx}'],
    globalSetup: 'tests/support/database.ts',
    testTimeout: 60_000,
    hookTimeout: 60_000,
    isolate: false,
  },
});
