import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';

const read = (name: string) => readFileSync(path.join(import.meta.dirname, '..', name), 'utf8');

const locked = z.object({
  packages: z.record(
    z.string(),
    z.object({
      hasInstallScript: z.boolean().optional(),
      integrity: z.string().optional(),
      link: z.boolean().optional(),
      os: z.array(z.string()).optional(),
      cpu: z.array(z.string()).optional(),
    }),
  ),
});

describe('what is installed', () => {
  const { packages } = locked.parse(JSON.parse(read('package-lock.json')));
  const installed = Object.entries(packages).filter(([folder]) => folder !== '');

  it('runs scripts only of packages that are named, and all that are named need to', () => {
    const { allowScripts } = z
      .object({ allowScripts: z.record(z.string(), z.literal(true)) })
      .parse(JSON.parse(read('package.json')));
    const needed = installed
      .filter(([, { hasInstallScript, os, cpu }]) => {
        const isForLinux = (os?.includes('linux') ?? true) && (cpu?.includes('x64') ?? true);
        return hasInstallScript && isForLinux;
      })
      .map(([folder]) => folder.slice(folder.lastIndexOf('node_modules/') + 'node_modules/'.length));
    expect(new Set(needed)).toEqual(new Set(Object.keys(allowScripts)));
  });

  it('has a checksum for everything that is fetched', () => {
    expect(installed.filter(([, { integrity, link }]) => !integrity && !link)).toEqual([]);
  });
});

describe('the container', () => {
  it('runs as an ordinary user', () => {
    const last =
      read('Dockerfile')
        .split(/^FROM /m)
        .at(-1) ?? '';
    expect([...last.matchAll(/^USER (.*)$/gm)].map(([, user]) => user)).toEqual(['node']);
    expect(last.indexOf('\nUSER')).toBeLessThan(last.indexOf('\nCMD'));
  });

  it('has a read-only root, no capabilities and no way to more rights, in every service of ours', () => {
    const [header = '', services = ''] = read('compose.yaml').split(/^services:$/m);
    const bot = /^x-bot: &bot\n((?: .*\n)*)/m.exec(header)?.[1];
    for (const line of ['read_only: true', 'cap_drop: [ALL]', 'security_opt: ["no-new-privileges:true"]']) {
      expect(bot).toContain(`  ${line}\n`);
    }
    // Up to the next section.
    const ours = (services.split(/^\w/m)[0] ?? '')
      .split(/^ {2}(?=[\w-]+:$)/m)
      .slice(1)
      .filter((service) => !/^ {4}image: postgres:/m.test(service));
    expect(ours.length).toBeGreaterThan(2);
    for (const service of ours) {
      expect(service).toContain('\n    <<: *bot\n');
      expect(service).not.toMatch(/^ {4}(?:user|privileged|cap_add|cap_drop|read_only|security_opt):/m);
    }
  });
});

describe('the processes of a host that sets PORT', () => {
  it('listen where that host reaches them', () => {
    const processes = Object.fromEntries(
      read('Procfile')
        .trim()
        .split('\n')
        .map((line) => line.split(/: (.*)/, 2)),
    );
    expect(processes.web).toMatch(/^HOST=0\.0\.0\.0 /);
    expect(processes.studio).toMatch(/^STUDIO_HOST=0\.0\.0\.0 STUDIO_PORT=\$\{PORT/);
  });
});

it('gives the studio in compose.yaml every setting of a studio, although it gets no .env', () => {
  const service = read('compose.yaml').split(/^ {2}studio:$/m)[1] ?? '';
  const section = /^# --- The studio as a service .*\n((?:#.*\n)+)/m.exec(read('.env.example'))?.[1] ?? '';
  const settings = [...section.matchAll(/^#([A-Z][A-Z0-9_]+)=/gm)].map(([, name]) => name);
  expect(settings).toContain('STUDIO_MEDIA');
  const forBots = ['STUDIO_LINKS'];
  const missing = settings.filter(
    (name) => name && !forBots.includes(name) && !service.includes(` ${name}:`),
  );
  expect(missing).toEqual([]);
});
