import { Pool } from 'pg';
import type { Platform } from '../../src/conversation/ports/platform.js';
import type { Reply } from '../../src/conversation/reply.js';
import { Failure } from '../../src/failure.js';

/** What stands in a thread. */
export interface Standing {
  readonly key: string;
  readonly conversation: string;
  readonly reply: Reply;
}

/**
 * A chat platform that many processes share, as they share Slack: what was posted is a row in a database of its own,
 * and one key is one message.
 */
export interface SharedPlatform {
  readonly platform: Platform;
  standing(): Promise<Standing[]>;
  close(): Promise<void>;
}

export async function openSharedPlatform(databaseUrl: string): Promise<SharedPlatform> {
  const pool = new Pool({ connectionString: databaseUrl, max: 4 });
  pool.on('error', () => undefined);
  await pool.query(
    'CREATE TABLE IF NOT EXISTS shown (number SERIAL, key TEXT PRIMARY KEY, conversation TEXT, reply JSONB)',
  );
  return {
    platform: {
      name: 'slack',
      async post(place, reply, key) {
        await pool.query(
          'INSERT INTO shown (key, conversation, reply) VALUES ($1, $2, $3) ON CONFLICT (key) DO NOTHING',
          [key, place.conversation, reply],
        );
        return { place, id: key };
      },
      async edit({ id }, reply) {
        await pool.query('UPDATE shown SET reply = $2 WHERE key = $1', [id, reply]);
      },
      deliver: async () => ({ delivered: true }),
      open: () => Promise.reject(new Failure('file-fetch-failed')),
      working: async () => {},
    },
    async standing() {
      const { rows } = await pool.query<Standing>(
        'SELECT key, conversation, reply FROM shown ORDER BY number',
      );
      return rows;
    },
    close: () => pool.end(),
  };
}
