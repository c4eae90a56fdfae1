import { createCipheriv, createDecipheriv, createHash, randomBytes, randomUUID } from 'node:crypto';
import { link, mkdir, readFile, unlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Failure } from '../failure.js';
import { errorCode } from './store-failure.js';

const KEY_BYTES = 32;
const IV_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Seals values with AES-256-GCM. A sealed value is `v1.<key id>.<base64url of iv, tag and ciphertext>`; `context`
 * (where it is stored) is authenticated with it, so a value that is copied to another key does not open there.
 */
export interface Keyring {
  seal(plain: string, context: string): string;
  /** Throws Failure `config` naming ENCRYPTION_KEY when no key fits, `internal` when the value was tampered with. */
  open(sealed: string, context: string): string;
  /** False when the value was sealed with a key that is no longer the first: it should be sealed anew. */
  isCurrent(sealed: string): boolean;
}

interface Key {
  readonly id: string;
  readonly bytes: Buffer;
}

export function createKeyring(keys: readonly [Buffer, ...Buffer[]]): Keyring {
  const current = named(keys[0]);
  const all = new Map(keys.map(named).map((key) => [key.id, key]));

  return {
    seal(plain, context) {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv('aes-256-gcm', current.bytes, iv);
      cipher.setAAD(Buffer.from(context));
      const text = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
      return `v1.${current.id}.${Buffer.concat([iv, cipher.getAuthTag(), text]).toString('base64url')}`;
    },

    open(sealed, context) {
      const [version, id = '', body = ''] = sealed.split('.');
      const key = all.get(id);
      if (version !== 'v1' || !key) {
        throw new Failure('config', {
          detail: `ENCRYPTION_KEY: a stored value was sealed with key ${id}, which is not among the given ones`,
          facts: { fix: 'ENCRYPTION_KEY' },
        });
      }
      const bytes = Buffer.from(body, 'base64url');
      try {
        // The length of the tag is given, because Node would else take one that was cut to 4 bytes.
        const decipher = createDecipheriv('aes-256-gcm', key.bytes, bytes.subarray(0, IV_BYTES), {
          authTagLength: TAG_BYTES,
        });
        decipher.setAAD(Buffer.from(context));
        decipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
        const text = decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES));
        return Buffer.concat([text, decipher.final()]).toString('utf8');
      } catch (cause) {
        throw new Failure('internal', { detail: `the sealed value at ${context} was changed`, cause });
      }
    },

    isCurrent: (sealed) => sealed.startsWith(`v1.${current.id}.`),
  };
}

/** The id tells keys apart and says nothing about them. */
function named(bytes: Buffer): Key {
  return {
    id: createHash('sha256').update('reelthread key id').update(bytes).digest('hex').slice(0, 12),
    bytes,
  };
}

/**
 * The keys: `ENCRYPTION_KEY` (32 bytes in base64 or hex; several with commas between them, the first one seals and all
 * of them open), else the file `<dataDir>/key`, mode 0600, made at the first start. When both are there the file still
 * opens what it sealed before, so that an operator can go over from the file to the variable.
 * Rejects with Failure `config`.
 */
export async function loadKeys(dataDir: string, encryptionKey?: string): Promise<[Buffer, ...Buffer[]]> {
  const file = path.join(dataDir, 'key');
  const given = encryptionKey === undefined ? [] : parseKeys(encryptionKey, 'ENCRYPTION_KEY');
  try {
    const [first, ...others] = given;
    if (!first) return parseKeys(await readOrMake(file), file);
    const kept = await readIfThere(file);
    return kept === undefined ? [first, ...others] : [first, ...others, ...parseKeys(kept, file)];
  } catch (error) {
    if (error instanceof Failure) throw error;
    throw new Failure('config', {
      detail: `the key file ${file} cannot be used; set ENCRYPTION_KEY instead`,
      cause: error,
      facts: { fix: 'ENCRYPTION_KEY' },
    });
  }
}

function parseKeys(text: string, origin: string): [Buffer, ...Buffer[]] {
  const [first, ...others] = text.split(',').map((part) => parseKey(part.trim(), origin));
  return [first ?? parseKey('', origin), ...others];
}

function parseKey(text: string, origin: string): Buffer {
  const bytes = /^[0-9a-f]{64}$/i.test(text) ? Buffer.from(text, 'hex') : Buffer.from(text, 'base64');
  if (bytes.length === KEY_BYTES) return bytes;
  throw new Failure('config', {
    detail: `${origin} must be 32 bytes in base64 or hex (several keys with commas between them)`,
    facts: { fix: 'ENCRYPTION_KEY' },
  });
}

/** Whole or not at all, and never over a key that is there: two processes that start at once end with the same one. */
async function readOrMake(file: string): Promise<string> {
  const found = await readIfThere(file);
  if (found !== undefined) return found;
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  const draft = `${file}.${randomUUID()}`;
  await writeFile(draft, `${randomBytes(KEY_BYTES).toString('base64')}\n`, { mode: 0o600, flag: 'wx' });
  try {
    await link(draft, file);
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
  } finally {
    await unlink(draft);
  }
  return readFile(file, 'utf8');
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}
