import { defineConfig } from 'vitest/config';

/** Suites whose files leave nothing behind in their process: what they import is then loaded once, not per file. */
const SHARING = [
  'test/adapters/{chat,slack,discord}/**/*.test.ts',
  'test/{conversation,nemo,net,http}/**/*.test.ts',
  'test/studio/{director,http,store}/**/*.test.ts',
];
/** They have commands of their own: see CONTRIBUTING.md. */
const exclude = ['test/browser/**', '**/*.postgres.test.ts', 'node_modules/**'];

export default defineConfig({
  test: {
    testTimeout: 20_000,
    hookTimeout: 30_000,
    // By default one worker is kept back, which on two cores leaves one.
    maxWorkers: 2,
    projects: [
      { extends: true, test: { name: 'sharing', include: SHARING, exclude, isolate: false } },
      {
        extends: true,
        test: { name: 'all else', include: ['test/**/*.test.ts'], exclude: [...exclude, ...SHARING] },
      },
    ],
  },
});
