// Joins what the bot needs at its start into a few files (dist/bot): reading hundreds of small ones takes longer than
// everything else before it is ready. Libraries that are loaded later, or that bring files of their own, stay apart.
import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'esbuild';

const root = path.join(import.meta.dirname, '..');
const outdir = path.join(root, 'dist/bot');
const JOINED = [
  '@fastify/helmet',
  '@keyv/sqlite',
  '@slack/bolt',
  '@slack/oauth',
  '@slack/web-api',
  'eventsource-parser',
  'fastify',
  'ipaddr.js',
  'keyv',
  'pino',
  'prom-client',
  'undici',
  'uuid',
  'zod',
];

/**
 * Every other package is found in node_modules. So is what is loaded with `import()`: it is meant to be loaded late, and
 * a CommonJS package that was joined has no named exports there.
 */
const apart = {
  name: 'apart',
  setup({ onResolve }) {
    onResolve({ filter: /^[^./]/ }, ({ path: name, importer, kind }) => {
      if (kind === 'entry-point' || importer.includes(`${path.sep}node_modules${path.sep}`)) return;
      const isListed = JOINED.some((joined) => name === joined || name.startsWith(`${joined}/`));
      return isListed && kind !== 'dynamic-import' ? undefined : { path: name, external: true };
    });
  },
};

/** Children, workers and assets are found from where a file was before it was joined. */
const keepPlaces = {
  name: 'keep-places',
  setup({ onLoad }) {
    onLoad({ filter: /\.js$/ }, async ({ path: file }) => {
      if (!file.startsWith(path.join(root, 'dist') + path.sep)) return;
      const source = await readFile(file, 'utf8');
      const place = JSON.stringify(path.relative(outdir, file));
      return {
        loader: 'js',
        contents: source
          .replaceAll('import.meta.dirname', `__placeOf(${place}).folder`)
          .replaceAll('import.meta.url', `__placeOf(${place}).url`),
      };
    });
  },
};

const BANNER = `import { createRequire as requireFrom } from 'node:module';
const require = requireFrom(import.meta.url);
const __filename = import.meta.filename;
const __dirname = import.meta.dirname;
const __placeOf = (file) => ({
  url: new URL(file, import.meta.url).href,
  get folder() { return require('node:path').dirname(require('node:path').join(__dirname, file)); },
});`;

await rm(outdir, { recursive: true, force: true });
await build({
  absWorkingDir: root,
  entryPoints: ['dist/src/main.js'],
  outdir,
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  // Optional parts of sqlite3, ws and pg, and the compiled part of sqlite3.
  external: ['sqlite3', 'bufferutil', 'utf-8-validate'],
  banner: { js: BANNER },
  plugins: [apart, keepPlaces],
  logLevel: 'error',
});
