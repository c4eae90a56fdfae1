// Builds what is stale and starts the suite: `node bench/run.mjs run receipt --rounds=5`, see bench/suite/main.ts.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { buildBenches } from './build.mjs';

const root = path.join(import.meta.dirname, '..');
spawnSync(process.execPath, ['scripts/build-if-stale.mjs'], { cwd: root, stdio: 'inherit' });
await buildBenches(root);
const { status } = spawnSync(
  process.execPath,
  [path.join(root, 'dist/bench/suite/main.js'), ...process.argv.slice(2)],
  { cwd: root, stdio: 'inherit' },
);
process.exit(status ?? 1);
