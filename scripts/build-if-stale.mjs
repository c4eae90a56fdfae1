// `npm start` must also work after an edit or a `git pull`: builds when a source is newer than the last build.
import { execSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';

const root = path.join(import.meta.dirname, '..');

function newest(folder) {
  let latest = 0;
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !/\.(ts|tsx|css|json)$/.test(entry.name)) continue;
    latest = Math.max(latest, statSync(path.join(entry.parentPath, entry.name)).mtimeMs);
  }
  return latest;
}

function builtAt() {
  try {
    return statSync(path.join(root, 'dist/adapters/playground/page/app.js')).mtimeMs;
  } catch {
    return 0;
  }
}

if (Math.max(newest(path.join(root, 'src')), newest(path.join(root, 'adapters'))) > builtAt()) {
  execSync('npm run build', { cwd: root, stdio: 'inherit' });
}
