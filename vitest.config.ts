import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: [
      { test: { name: 'unit', include: ['tests/core/**/*.test.ts'] } },
      {
        // On DynamoDB Local: the conditions that keep signatures unique are the table's own.
        test: {
          name: 'storage',
          include: ['tests/storage/**/*.test.ts'],
          globalSetup: 'tests/storage/global-setup.ts',
        },
      },
    ],
  },
});
