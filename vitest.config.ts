import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: [
      {
        // On a real database: the conditions that keep signatures unique are the table's own.
        test: {
          name: 'rooms',
          include: [
            'tests/{core,http,ui,site,sign,mail,tally,fold,reconcile,retention,model,docs,commands,rooms}/**/*.test.{ts,tsx}',
          ],
          globalSetup: 'tests/support/database.ts',
          testTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'infra',
          include: ['tests/infra/**/*.test.ts'],
          exclude: ['tests/infra/local/**'],
          testTimeout: 120_000,
        },
      },
      {
        // `npm start` as a person runs it: processes of its own, which the tests also kill.
        test: {
          name: 'local',
          include: ['tests/infra/local/**/*.test.ts', 'tests/load/**/*.test.ts'],
          fileParallelism: false,
          testTimeout: 180_000,
          hookTimeout: 120_000,
        },
      },
      {
        // Requests that nobody who means well would send: a sample. `npm run fuzz` sends as many as you like.
        test: {
          name: 'fuzz',
          include: ['tests/{fuzz,contract}/**/*.test.ts'],
          globalSetup: 'tests/support/database.ts',
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        // What a thief finds in everything that the service keeps, and what a stranger learns by asking. What is timed is
        // timed alone.
        test: {
          name: 'privacy',
          include: ['tests/privacy/**/*.test.ts'],
          globalSetup: 'tests/support/database.ts',
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
          sequence: { groupOrder: 3 },
        },
      },
      {
        // In a real browser, one story after the other: they share one campaign, whose count must add up.
        test: {
          name: 'journeys',
          include: [process.env.SCREENSHOTS ? 'tests/journeys/screenshots.ts' : 'tests/journeys/**/*.test.ts'],
          globalSetup: 'tests/support/journeys.ts',
          fileParallelism: false,
          testTimeout: 60_000,
          sequence: { groupOrder: 1 },
        },
      },
      {
        // The stack on emulated AWS, and the same stories on it. Alone, as an emulator is slow.
        test: {
          name: 'deploy',
          include: ['tests/deploy/**/*.test.ts'],
          globalSetup: 'tests/support/deployed.ts',
          fileParallelism: false,
          testTimeout: 60_000,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
