// Runs a benchmark: `node bench/run.mjs render --rounds=5`. Builds what is stale, compiles `bench`, starts it.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { build } from 'esbuild';

const root = path.join(import.meta.dirname, '..');
const [name, ...options] = process.argv.slice(2);
if (!name) {
  console.error('usage: node bench/run.mjs <name of a file in bench, without .ts> [options]');
  process.exit(2);
}
spawnSync(process.execPath, ['scripts/build-if-stale.mjs'], { cwd: root, stdio: 'inherit' });
await build({
  absWorkingDir: root,
  entryPoints: ['bench/*.ts'],
  outdir: 'dist/bench',
  format: 'esm',
  platform: 'node',
  logLevel: 'error',
});
const { status } = spawnSync(process.execPath, [path.join(root, 'dist/bench', `${name}.js`), ...options], {
  cwd: root,
  stdio: 'inherit',
});
process.exit(status ?? 1);
