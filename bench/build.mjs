import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

/**
 * Compiles `bench` and the fakes of the tests beside the bot in `dist`, file by file: a bench starts its processes by
 * their compiled files, and every process loads only what it needs.
 */
export async function buildBenches(root) {
  await build({
    absWorkingDir: root,
    entryPoints: [...sources(root, 'bench'), ...sources(root, 'test')],
    outbase: root,
    outdir: 'dist',
    format: 'esm',
    platform: 'node',
    target: 'node20',
    logLevel: 'error',
    plugins: [keepPlaces(root)],
  });
}

function sources(root, folder) {
  return readdirSync(path.join(root, folder), { recursive: true })
    .filter((name) => name.endsWith('.ts') && !/\.(test|d)\.ts$/.test(name))
    .map((name) => path.join(root, folder, name));
}

/** A fake still finds the fixtures that lie beside its source. */
function keepPlaces(root) {
  return {
    name: 'keep-places',
    setup({ onLoad }) {
      onLoad({ filter: /\.ts$/ }, async ({ path: file }) => {
        if (!file.startsWith(path.join(root, 'test') + path.sep)) return;
        const source = await readFile(file, 'utf8');
        return {
          loader: 'ts',
          contents: source
            .replaceAll('import.meta.dirname', JSON.stringify(path.dirname(file)))
            .replaceAll('import.meta.url', JSON.stringify(pathToFileURL(file).href)),
        };
      });
    },
  };
}
