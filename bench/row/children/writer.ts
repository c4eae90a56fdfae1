import path from 'node:path';
import { KeyvSqlite } from '@keyv/sqlite';
import { Keyv } from 'keyv';
import { systemClock } from '../../../src/clock.js';
import type { InboundMessage } from '../../../src/conversation/inbound.js';
import { createLog } from '../../../src/log.js';
import { openStore } from '../../../src/store/open-store.js';
import { atAPace, flatOut } from '../../suite/pace.js';
import { readArgument, tellParent } from '../../suite/process.js';
import { percentile } from '../../suite/statistics.js';

export interface WriterArgument {
  readonly side: 'ours' | 'keyv' | 'keyv-wal';
  readonly folder: string;
  readonly perSecond: number;
  readonly sideBySide: number;
  readonly seconds: number;
}

export interface WriterResult {
  /** Milliseconds from when an event was due until its row was there. */
  readonly p50: number;
  readonly p99: number;
  /** Rows in a second. */
  readonly rate: number;
}

const THREADS = 500;
let count = 0;

function nextMessage(): InboundMessage {
  count += 1;
  const thread = `C0123ABC456:${count % THREADS}.000016`;
  return {
    id: `C0123ABC456:1515449522.${count}`,
    place: {
      platform: 'slack',
      tenant: 'slack:T0123ABC456',
      conversation: `slack:T0123ABC456/${thread}`,
      address: { channel: 'C0123ABC456', thread: `${count % THREADS}.000016` },
    },
    author: { id: 'U061F7AUR', name: 'Anna' },
    text: 'make the title bigger, please',
    attachments: [],
    receivedAt: Date.now(),
  };
}

/** Resolves when the row is written. */
async function writerOf({
  side,
  folder,
}: WriterArgument): Promise<(message: InboundMessage) => Promise<unknown>> {
  if (side === 'ours') {
    const store = await openStore({ dataDir: folder, log: createLog('warn'), clock: systemClock });
    return (message) => store.inbox.accept(message, 'ordered');
  }
  const adapter = new KeyvSqlite(`sqlite://${path.join(folder, 'keyv.db')}`);
  if (side === 'keyv-wal') {
    await adapter.query('PRAGMA journal_mode=WAL');
    await adapter.query('PRAGMA synchronous=NORMAL');
  }
  const keyv = new Keyv({ store: adapter });
  return (message) => keyv.set(message.id, message);
}

const argument = readArgument<WriterArgument>();
const write = await writerOf(argument);
const writeNext = () => write(nextMessage());
// The first statements of a process are slower.
for (let warming = 0; warming < 200; warming++) await writeNext();
const times = await atAPace(argument, writeNext);
const { perSecond: rate } = await flatOut(argument, writeNext);
tellParent({ p50: percentile(times, 0.5), p99: percentile(times, 0.99), rate } satisfies WriterResult);
