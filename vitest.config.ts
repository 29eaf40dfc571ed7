import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: [
      { test: { name: 'unit', include: ['tests/core/**/*.test.ts'] } },
      { test: { name: 'infra', include: ['tests/infra/**/*.test.ts'], testTimeout: 30_000 } },
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
    ],
  },
});
