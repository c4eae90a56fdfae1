import { randomBytes, randomUUID, timingSafeEqual } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { readJson, writeJson } from './store/json-file.js';

/**
 * Who may use the studio. Other programs of this machine can reach a loopback port, so the anonymous token is given
 * only to whoever knows the client id, and both lie in a file that its owner alone can read.
 */
export interface Access {
  readonly clientId: string;
  readonly token: string;
  readonly userId: string;
  /** The port of the last run: links in old conversations keep working when it is free. 0 for any. */
  readonly port: number;
}

const accessSchema = z.object({
  clientId: z.string().min(16),
  token: z.string().min(32),
  userId: z.string(),
  port: z.number().int().min(0).max(65_535),
});

/** Reads the access of this data folder, or makes one. */
export async function openAccess(folder: string): Promise<Access> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const kept = accessSchema.safeParse(await readJson(accessFile(folder)));
  if (kept.success) return kept.data;
  const access: Access = {
    clientId: randomUUID(),
    token: `nmv_usr_${randomBytes(24).toString('hex')}`,
    userId: `anon_${randomBytes(6).toString('hex')}`,
    port: 0,
  };
  await writeJson(accessFile(folder), access);
  return access;
}

export async function rememberPort(folder: string, access: Access, port: number): Promise<void> {
  if (access.port !== port) await writeJson(accessFile(folder), { ...access, port });
}

function accessFile(folder: string): string {
  return path.join(folder, 'access.json');
}

/** Compares secrets in a time that does not depend on where they differ. */
export function isSame(given: string, secret: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(secret)];
  return a.length === b.length && timingSafeEqual(a, b);
}
