import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: [
      { test: { name: 'unit', include: ['tests/{core,ui,model,docs,reconcile}/**/*.test.{ts,tsx}'] } },
      { test: { name: 'infra', include: ['tests/infra/**/*.test.ts'], testTimeout: 120_000 } },
      {
        // On DynamoDB Local: the conditions that keep signatures unique are the table's own.
        test: {
          name: 'storage',
          include: ['tests/storage/**/*.test.ts'],
          globalSetup: 'tests/storage/global-setup.ts',
        },
      },
      {
        // The functions as a caller meets them, on the same real parts.
        test: {
          name: 'functions',
          include: ['tests/{site,sign,mail,http}/**/*.test.ts'],
          globalSetup: 'tests/storage/global-setup.ts',
        },
      },
      {
        // `npm start` as a person runs it: processes of its own, which the tests also kill.
        test: {
          name: 'local',
          include: ['tests/{local,load}/**/*.test.ts'],
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
          globalSetup: 'tests/storage/global-setup.ts',
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
          globalSetup: 'tests/storage/global-setup.ts',
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
          globalSetup: 'tests/journeys/global-setup.ts',
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
          globalSetup: 'tests/deploy/global-setup.ts',
          fileParallelism: false,
          testTimeout: 60_000,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
