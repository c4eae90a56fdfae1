import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

/**
 * The floors of the house (docs/architecture.md): arrows only run down. Each rule names a room, and what files in it
 * may import besides Node itself and files of the same room. A room inside another one has rules of its own.
 */
const ROOMS: { room: string; rooms: string[]; packages: string[] }[] = [
  { room: 'src/conversation', rooms: ['src/failure'], packages: [] },
  {
    room: 'src/nemo',
    rooms: ['src/failure', 'src/conversation', 'src/net'],
    packages: ['undici', 'eventsource-parser', 'zod', 'uuid'],
  },
  { room: 'src/net', rooms: ['src/failure'], packages: ['undici', 'ipaddr.js'] },
  {
    room: 'src/store',
    rooms: ['src/failure', 'src/conversation', 'src/postgres-pool', 'src/batches'],
    packages: ['keyv', '@keyv/sqlite', '@keyv/postgres', 'pg', 'zod'],
  },
  {
    room: 'src/work',
    rooms: ['src/failure', 'src/conversation', 'src/postgres-pool', 'src/batches'],
    packages: ['bullmq', 'pg', 'zod'],
  },
  {
    room: 'src/imaging',
    rooms: ['src/failure', 'src/conversation'],
    packages: ['sharp', 'libheif-js', '@napi-rs/canvas', 'file-type'],
  },
  {
    room: 'src/studio',
    rooms: ['src/failure', 'src/imaging', 'src/net'],
    packages: [
      'fastify',
      '@fastify/multipart',
      'zod',
      'sharp',
      '@napi-rs/canvas',
      '@ffmpeg-installer/ffmpeg',
      'file-type',
      'mpg123-decoder',
      '@wasm-audio-decoders/flac',
      '@wasm-audio-decoders/ogg-vorbis',
      'ogg-opus-decoder',
    ],
  },
  {
    room: 'src/studio/media',
    rooms: ['src/failure', 'src/studio/store/json-file'],
    packages: ['@aws-sdk/client-s3'],
  },
  {
    room: 'src/studio/cluster',
    rooms: ['src/failure', 'src/studio', 'src/postgres-pool'],
    packages: ['pg', 'bullmq'],
  },
  {
    room: 'src/http',
    rooms: ['src/failure', 'src/conversation'],
    packages: ['fastify', '@fastify/helmet', '@fastify/rate-limit', 'undici'],
  },
  {
    room: 'src/telemetry',
    rooms: ['src/failure', 'src/conversation', 'src/http'],
    packages: [
      'fastify',
      'prom-client',
      '@opentelemetry/api',
      '@opentelemetry/exporter-trace-otlp-http',
      '@opentelemetry/resources',
      '@opentelemetry/sdk-trace',
    ],
  },
  {
    room: 'adapters/playground',
    rooms: ['src/failure', 'src/conversation', 'src/http', 'src/config'],
    packages: [
      'fastify',
      '@fastify/multipart',
      '@fastify/static',
      '@fastify/rate-limit',
      'file-type',
      'preact',
      'zod',
      'uuid',
    ],
  },
  { room: 'adapters/chat', rooms: ['src/failure', 'src/conversation'], packages: [] },
  { room: 'adapters/terminal', rooms: ['src/failure', 'src/conversation'], packages: [] },
  {
    room: 'adapters/slack',
    rooms: ['adapters/chat', 'src/failure', 'src/conversation', 'src/http', 'src/net', 'src/config'],
    packages: [
      '@slack/bolt',
      '@slack/web-api',
      '@slack/types',
      '@slack/oauth',
      '@slack/socket-mode',
      'undici',
      'zod',
      'uuid',
    ],
  },
  {
    room: 'adapters/discord',
    rooms: ['adapters/chat', 'src/failure', 'src/conversation', 'src/http', 'src/net', 'src/config'],
    packages: ['discord.js', 'undici', 'zod', 'uuid'],
  },
];

const root = path.join(import.meta.dirname, '..');

function sources(folder: string): string[] {
  return readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)));
}

/** The files of a room without those of rooms inside it. */
function filesOf(room: string): string[] {
  const inner = ROOMS.map((other) => `${other.room}/`).filter(
    (other) => other.startsWith(`${room}/`) && other !== `${room}/`,
  );
  return sources(room).filter((file) => !inner.some((folder) => file.startsWith(folder)));
}

function imports(file: string): string[] {
  const text = readFileSync(path.join(root, file), 'utf8');
  const statements = text.matchAll(
    /^(?:import|export)\b[^'"`;]*?\bfrom '([^']+)'|^import '([^']+)'|\bimport\('([^']+)'\)/gm,
  );
  return [...statements].map((match) => match[1] ?? match[2] ?? match[3] ?? '');
}

function packageOf(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

describe.each(ROOMS)('$room', ({ room, rooms, packages }) => {
  it('imports only what its floor allows', () => {
    const violations = filesOf(room).flatMap((file) =>
      imports(file)
        .filter((specifier) => {
          if (specifier.startsWith('node:')) return false;
          if (!specifier.startsWith('.')) return !packages.includes(packageOf(specifier));
          const target = path.relative(root, path.join(root, path.dirname(file), specifier));
          return ![room, ...rooms].some(
            (allowed) => target === `${allowed}.js` || target.startsWith(`${allowed}/`),
          );
        })
        .map((specifier) => `${file} imports ${specifier}`),
    );
    expect(violations).toEqual([]);
  });
});

it('starts the studio of one machine without what only several need', () => {
  const loaded = new Set<string>();
  const load = (file: string) => {
    if (loaded.has(file)) return;
    loaded.add(file);
    const text = readFileSync(path.join(root, file), 'utf8');
    for (const [, specifier = ''] of text.matchAll(
      /^(?:import|export) (?!type )[^'"`;]*?\bfrom '(\.[^']+)'/gm,
    )) {
      load(path.join(path.dirname(file), specifier).replace(/\.js$/, '.ts'));
    }
  };
  load('src/studio/main.ts');
  expect(loaded).toContain('src/studio/server.ts');
  expect([...loaded].filter((file) => /studio\/cluster|s3-|open-media|src\/store/.test(file))).toEqual([]);
});

it('reads the environment in one place', () => {
  const readers = [...sources('src'), ...sources('adapters')].filter((file) =>
    /process\.env\b/.test(readFileSync(path.join(root, file), 'utf8')),
  );
  expect(readers).toEqual(['src/config.ts']);
});
