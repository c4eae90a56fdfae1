import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createKeyring, loadKeys } from '../../src/store/keyring.js';
import { openStore, type Store } from '../../src/store/open-store.js';
import { openSqliteDatabase } from '../../src/store/sqlite-database.js';
import { heldClock, quiet } from './samples.js';

const MARKED = 'xoxb-marked-secret-0123456789';
const newKey = () => randomBytes(32).toString('base64');
let dataDir: string;

beforeEach(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'reelthread-store-'));
});
afterEach(() => rm(dataDir, { recursive: true }));

function open(encryptionKey?: string): Promise<Store> {
  return openStore({ dataDir, encryptionKey, log: quiet, clock: heldClock() });
}

async function everyFile(): Promise<string> {
  const files = await Promise.all((await readdir(dataDir)).map((file) => readFile(path.join(dataDir, file))));
  return Buffer.concat(files).toString('latin1');
}

describe('a sealed value', () => {
  it('is in no file, neither while the store is open nor after', async () => {
    const store = await open();
    await store.sealed('installation').set('slack:T1', { token: MARKED, other: [MARKED] });
    await store.values('plain').set('slack:T1', 'plain-marker');
    expect(await everyFile()).not.toContain(MARKED);
    expect(await everyFile()).toContain('plain-marker');
    expect(await store.sealed('installation').get('slack:T1')).toEqual({ token: MARKED, other: [MARKED] });
    await store.close();
    expect(await everyFile()).not.toContain(MARKED);
    expect(await everyFile()).not.toContain(Buffer.from(MARKED).toString('base64url').slice(4, -4));
  });

  it('does not open under another key, where a thief with write access put it', async () => {
    const store = await open();
    await store.sealed('installation').set('slack:T1', MARKED);
    await store.close();
    const database = await openSqliteDatabase({ dataDir });
    await database.query(
      `INSERT INTO reelthread_value SELECT 'sealed-installation:slack:T2', value FROM reelthread_value
       WHERE key = 'sealed-installation:slack:T1'`,
    );
    await database.close();
    const again = await open();
    await expect(again.sealed('installation').get('slack:T2')).rejects.toMatchObject({ code: 'internal' });
    expect(await again.sealed('installation').get('slack:T1')).toBe(MARKED);
    await again.close();
  });
});

describe('ENCRYPTION_KEY', () => {
  it('that does not fit stops the start and is named', async () => {
    await (await open(newKey())).close();
    await expect(open(newKey())).rejects.toMatchObject({
      code: 'config',
      detail: expect.stringMatching(/^ENCRYPTION_KEY: a stored value was sealed with key [0-9a-f]{12}/),
      facts: { fix: 'ENCRYPTION_KEY' },
    });
    // The key file does not fit either.
    await expect(open()).rejects.toMatchObject({ code: 'config' });
  });

  it('is rotated: the first key seals, the others open, and after a sweep the old one is not needed', async () => {
    const [old, fresh] = [newKey(), newKey()];
    const first = await open(old);
    await first.sealed('installation').set('slack:T1', MARKED);
    await first.sealed('token').set('nemo', 'short', 60_000);
    const secret = await first.secret('button-seal');
    await first.close();

    const second = await open(`${fresh}, ${old}`);
    expect(await second.sealed('installation').get('slack:T1')).toBe(MARKED);
    await second.sweep(1);
    await second.close();

    const third = await open(fresh);
    expect(await third.sealed('installation').get('slack:T1')).toBe(MARKED);
    expect(await third.sealed('token').get('nemo')).toBe('short');
    expect(await third.secret('button-seal')).toEqual(secret);
    await third.close();
    await expect(open(old)).rejects.toMatchObject({ code: 'config' });
  });

  it('can follow the key file, which still opens what it sealed', async () => {
    const first = await open();
    await first.sealed('installation').set('slack:T1', MARKED);
    await first.close();
    const key = newKey();
    const second = await open(key);
    expect(await second.sealed('installation').get('slack:T1')).toBe(MARKED);
    await second.sweep(1);
    await second.close();
    await rm(path.join(dataDir, 'key'));
    const third = await open(key);
    expect(await third.sealed('installation').get('slack:T1')).toBe(MARKED);
    await third.close();
  });

  it('is 32 bytes in base64 or hex', async () => {
    const bytes = randomBytes(32);
    expect(await loadKeys(dataDir, bytes.toString('hex'))).toEqual([bytes]);
    expect(await loadKeys(dataDir, bytes.toString('base64'))).toEqual([bytes]);
    expect(await loadKeys(dataDir, bytes.toString('base64url'))).toEqual([bytes]);
    for (const wrong of ['secret', `${bytes.toString('hex')},`, randomBytes(31).toString('base64'), ',']) {
      const refused = loadKeys(dataDir, wrong);
      await expect(refused).rejects.toMatchObject({
        code: 'config',
        detail: expect.stringMatching(/^ENCRYPTION_KEY/),
      });
      await expect(refused).rejects.not.toThrow(wrong);
    }
  });
});

describe('the key file', () => {
  it('is made once, also when two processes start at the same time', async () => {
    const keys = await Promise.all(Array.from({ length: 8 }, () => loadKeys(dataDir)));
    for (const key of keys) expect(key).toEqual(keys[0]);
    expect(await readdir(dataDir)).toEqual(['key']);
    expect(await loadKeys(dataDir)).toEqual(keys[0]);
  });

  it('that is damaged stops the start and is named', async () => {
    await writeFile(path.join(dataDir, 'key'), 'not a key\n');
    await expect(open()).rejects.toMatchObject({
      code: 'config',
      detail: expect.stringContaining(path.join(dataDir, 'key')),
    });
  });
});

describe('the keyring', () => {
  const keyring = createKeyring([randomBytes(32)]);

  it('opens what it sealed and never seals the same twice', () => {
    for (const text of ['', 'a', '照片 🎬', 'x'.repeat(100_000)]) {
      const sealed = keyring.seal(text, 'here');
      expect(keyring.open(sealed, 'here')).toBe(text);
      expect(keyring.seal(text, 'here')).not.toBe(sealed);
    }
  });

  it('notices every changed byte, another place and a cut', () => {
    const sealed = keyring.seal('secret', 'here');
    const [version, id, body = ''] = sealed.split('.');
    const bytes = Buffer.from(body, 'base64url');
    for (let index = 0; index < bytes.length; index += 1) {
      const changed = Buffer.from(bytes);
      changed[index] = (changed[index] ?? 0) ^ 1;
      expect(() => keyring.open(`${version}.${id}.${changed.toString('base64url')}`, 'here')).toThrow(
        'changed',
      );
    }
    expect(() => keyring.open(sealed, 'there')).toThrow('changed');
    for (const length of [0, 5, 20, bytes.length - 1]) {
      const cut = `${version}.${id}.${bytes.subarray(0, length).toString('base64url')}`;
      expect(() => keyring.open(cut, 'here')).toThrow('changed');
    }
    expect(() => keyring.open('nothing of the kind', 'here')).toThrow('ENCRYPTION_KEY');
  });
});
