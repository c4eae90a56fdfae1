import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { InboundMessage } from '../../src/conversation/inbound.js';
import { Interruption } from '../../src/conversation/interruption.js';
import { createTurnstile, type TurnstileOptions } from '../../src/conversation/turnstile.js';
import { Failure } from '../../src/failure.js';
import { openStore, type Store } from '../../src/store/open-store.js';
import { ManualClock } from '../fakes/manual-clock.js';
import { message, quiet } from '../store/samples.js';

const limits = { person: 2, tenant: 4 };
let dataDir: string;
let store: Store;
let clock: ManualClock;
let told: string[];
let passed: string[];

beforeEach(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'reelthread-turnstile-'));
  clock = new ManualClock();
  store = await openStore({ dataDir, log: quiet, clock });
  told = [];
  passed = [];
});
afterEach(async () => {
  await store.close();
  await rm(dataDir, { recursive: true });
});

/** A process with a turnstile of its own. */
function turnstile(inbox: TurnstileOptions['inbox'] = store.inbox) {
  return createTurnstile({
    inbox,
    limits,
    clock,
    async onWait({ id }, ahead) {
      told.push(`${id}: ${ahead}`);
    },
  });
}

/** A request `<person> <thread>`. */
async function request(name: string, tenant = 'slack:T1'): Promise<InboundMessage> {
  const [person = '', thread = ''] = name.split(' ');
  const one = { ...message(name, { tenant, thread }), author: { id: person } };
  await store.inbox.accept(one, 'ordered');
  return one;
}

/** Asks for its turn; the name is in `passed` when it came. */
async function ask(gate: ReturnType<typeof turnstile>, name: string, cut = new AbortController()) {
  const one = await request(name);
  const passes = gate.pass(one, cut.signal).then((begins) => {
    if (begins) passed.push(name);
    return begins;
  });
  return { one, passes, cut };
}

async function end(gate: ReturnType<typeof turnstile>, one: InboundMessage): Promise<void> {
  await store.inbox.done(one);
  gate.left(one);
}

const eventually = (check: () => void) => vi.waitFor(check, { timeout: 5_000, interval: 2 });

describe('a turnstile', () => {
  it('lets as many of a person in as the limit says, tells the others how many are ahead, and goes on', async () => {
    const gate = turnstile();
    const first = await ask(gate, 'anna A');
    for (const name of ['anna B', 'anna C', 'anna D', 'ben E']) await ask(gate, name);
    await eventually(() => expect(passed).toEqual(['anna A', 'anna B', 'ben E']));
    expect(told).toEqual(['anna C: 1', 'anna D: 2']);
    await end(gate, first.one);
    await eventually(() => expect(passed.at(-1)).toBe('anna C'));
    expect(told).toHaveLength(2);
  });

  it('keeps tenants apart', async () => {
    const gate = turnstile();
    for (const person of ['a', 'b', 'c', 'd', 'e']) await ask(gate, `${person} ${person}`);
    await eventually(() => expect(told).toEqual(['e e: 1']));
    const elsewhere = await request('anna A', 'slack:T2');
    expect(await gate.pass(elsewhere, new AbortController().signal)).toBe(true);
  });

  it('lets somebody else in before more of a person who has more at work', async () => {
    const gate = turnstile();
    const running = [];
    for (const name of ['anna A', 'ben B', 'cem C', 'dora D']) running.push(await ask(gate, name));
    await eventually(() => expect(passed).toHaveLength(4));
    for (const name of ['anna E', 'emil F']) await ask(gate, name);
    await eventually(() => expect(told).toHaveLength(2));
    const [, ben] = running;
    if (ben) await end(gate, ben.one);
    await eventually(() => expect(passed.slice(4)).toEqual(['emil F']));
  });

  it('lets whoever waits leave', async () => {
    const gate = turnstile();
    const first = await ask(gate, 'anna A');
    await ask(gate, 'anna B');
    const third = await ask(gate, 'anna C');
    await eventually(() => expect(told).toEqual(['anna C: 1']));
    third.cut.abort(new Interruption('stop'));
    expect(await third.passes).toBe(false);
    expect(await gate.pass(third.one, third.cut.signal)).toBe(false);
    await store.inbox.done(third.one);
    await ask(gate, 'anna D');
    await end(gate, first.one);
    await eventually(() => expect(passed).toEqual(['anna A', 'anna B', 'anna D']));
    // Nobody waits, so nobody looks any more.
    await clock.advance(0);
    expect(clock.sleeping).toBe(0);
  });

  it('lets in at once what ran when its process died, and counts it until then', async () => {
    const dead = turnstile();
    const ran = [await ask(dead, 'anna A'), await ask(dead, 'anna B')];
    await eventually(() => expect(passed).toHaveLength(2));
    const gate = turnstile();
    await ask(gate, 'anna C');
    await eventually(() => expect(told).toEqual(['anna C: 1']));
    for (const { one } of ran) expect(await gate.pass(one, new AbortController().signal)).toBe(true);
    expect(passed).toHaveLength(2);
    await Promise.all(ran.map(({ one }) => end(gate, one)));
    await eventually(() => expect(passed.at(-1)).toBe('anna C'));
  });

  it('notices in time what ended in another process', async () => {
    const [here, elsewhere] = [turnstile(), turnstile()];
    const running = [await ask(elsewhere, 'anna A'), await ask(elsewhere, 'anna B')];
    await eventually(() => expect(passed).toHaveLength(2));
    await ask(here, 'anna C');
    await eventually(() => expect(told).toEqual(['anna C: 1']));
    await Promise.all(running.map(({ one }) => end(elsewhere, one)));
    await eventually(() => expect(clock.sleeping).toBe(1));
    expect(passed).toHaveLength(2);
    await clock.advance(1_000);
    await eventually(() => expect(passed.at(-1)).toBe('anna C'));
  });

  it('leaves the turn to an older request in another process, and not for ever when nobody takes it', async () => {
    const [here, elsewhere] = [turnstile(), turnstile()];
    const running = [await ask(here, 'anna A'), await ask(here, 'anna B')];
    await eventually(() => expect(passed).toHaveLength(2));
    const lost = await request('anna C');
    const older = await ask(elsewhere, 'anna D');
    await ask(here, 'anna E');
    await eventually(() => expect(told).toHaveLength(2));

    await Promise.all(running.map(({ one }) => end(here, one)));
    await eventually(() => expect(clock.sleeping).toBe(2));
    // Two may begin: the lost one, for which nobody asks, and the older one, whose process looks from time to time.
    await clock.advance(1_000);
    await eventually(() => expect(passed.slice(2)).toEqual(['anna D']));
    await clock.advance(1_000);
    expect(passed).toHaveLength(3);
    await clock.advance(3_000);
    await eventually(() => expect(passed.slice(2)).toEqual(['anna D', 'anna E']));
    expect(await older.passes).toBe(true);
    // Whoever takes it up later waits like everybody.
    const late = here.pass(lost, new AbortController().signal);
    await eventually(() => expect(told.at(-1)).toBe('anna C: 1'));
    await end(elsewhere, older.one);
    await clock.advance(1_000);
    expect(await late).toBe(true);
  });

  it('tells a trouble of the store to everybody who waits, and goes on after it', async () => {
    const broken = { begin: store.inbox.begin, heads: store.inbox.heads };
    const gate = turnstile({ begin: broken.begin, heads: (tenant) => broken.heads(tenant) });
    broken.heads = () => Promise.reject(new Failure('store-unavailable'));
    const one = await ask(gate, 'anna A');
    await expect(one.passes).rejects.toMatchObject({ code: 'store-unavailable' });
    broken.heads = store.inbox.heads;
    expect(await gate.pass(one.one, new AbortController().signal)).toBe(true);
  });

  it('counts a request too that is not the first of its thread, as when an older one was written down late', async () => {
    const gate = turnstile({ ...store.inbox, heads: async () => [] });
    const running = [await ask(gate, 'anna A'), await ask(gate, 'anna B')];
    await eventually(() => expect(passed).toHaveLength(2));
    await ask(gate, 'anna C');
    await eventually(() => expect(clock.sleeping).toBe(1));
    expect(passed).toHaveLength(2);
    for (const { one } of running) await end(gate, one);
    await eventually(() => expect(passed.at(-1)).toBe('anna C'));
  });

  it('lets a request begin only after its place was told', async () => {
    let tellIt = () => {};
    const telling = new Promise<void>((resolve) => (tellIt = resolve));
    const gate = createTurnstile({ inbox: store.inbox, limits, clock, onWait: () => telling });
    const running = [await ask(gate, 'anna A'), await ask(gate, 'anna B')];
    await eventually(() => expect(passed).toHaveLength(2));
    await ask(gate, 'anna C');
    await eventually(() => expect(clock.sleeping).toBe(1));
    for (const { one } of running) await end(gate, one);
    await eventually(() => expect(clock.sleeping).toBe(0));
    expect(passed).toHaveLength(2);
    tellIt();
    await eventually(() => expect(passed).toHaveLength(3));
  });
});
