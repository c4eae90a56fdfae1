import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { createPrometheusMetrics } from '../../src/telemetry/prometheus-metrics.js';
import { silentLog } from '../fakes/silent-log.js';

const read = (name: string) => readFileSync(new URL(`../../docs/${name}`, import.meta.url), 'utf8');
const namesIn = (text: string) => new Set(text.match(/\breelthread_[a-z_]+\b/g));

async function families(): Promise<string[]> {
  const { text } = createPrometheusMetrics({
    facts: { version: '0', role: 'all', backend: 'studio' },
    waiting: async () => ({}),
    log: silentLog,
  });
  return [...(await text()).matchAll(/^# TYPE (reelthread_\S+)/gm)].map((match) => match[1] ?? '');
}

it('the dashboard asks for numbers that are there', async () => {
  const known = await families();
  const asked = [...namesIn(read('dashboard.json'))].map((name) => name.replace(/_(bucket|sum|count)$/, ''));
  expect(asked.length).toBeGreaterThan(8);
  expect(asked.filter((name) => !known.includes(name))).toEqual([]);
});

it('the handbook explains every number', async () => {
  const handbook = read('operating.md');
  expect((await families()).filter((name) => !handbook.includes(`\`${name}`))).toEqual([]);
});
