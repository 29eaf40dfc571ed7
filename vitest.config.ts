import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: [{ test: { name: 'unit', include: ['tests/core/**/*.test.ts', 'tests/sign/**/*.test.ts'] } }],
  },
});
