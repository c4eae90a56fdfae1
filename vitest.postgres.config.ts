import { defineConfig } from 'vitest/config';

/** Everything that starts a PostgreSQL of its own, and the many processes around it. */
export default defineConfig({
  test: {
    include: ['test/**/*.postgres.test.ts'],
    testTimeout: 20_000,
    hookTimeout: 30_000,
    maxWorkers: 2,
  },
});
