import { once } from 'node:events';
import { WebSocket } from 'ws';
import type { BotProcess } from '../../test/e2e/bot-process.js';
import { sample } from '../../test/telemetry/samples.js';

/** For a bot whose memory is looked at: its garbage can be collected from outside. */
export const WATCHED = { NODE_OPTIONS: '--inspect=127.0.0.1:0' };

/** In megabytes. */
export interface Memory {
  /** What is really in use: objects and buffers after a garbage collection. */
  readonly live: number;
  /** What the operating system has given to the process. */
  readonly resident: number;
}

/** Collects the garbage of a bot that was started with `WATCHED`, and looks at what is left. */
export async function lookAtMemory(bot: BotProcess): Promise<Memory> {
  const inspector = /ws:\/\/127\.0\.0\.1:\d+\/[\w-]+/.exec(bot.output())?.[0];
  if (!inspector) throw new Error('the bot cannot be inspected');
  const socket = new WebSocket(inspector);
  await once(socket, 'open');
  socket.send(JSON.stringify({ id: 1, method: 'HeapProfiler.collectGarbage' }));
  await once(socket, 'message');
  socket.close();
  const metrics = await (await fetch(`${bot.url}/metrics`)).text();
  const megabytes = (series: string) => (sample(metrics, series) ?? 0) / 1_048_576;
  return {
    live: megabytes('nodejs_heap_size_used_bytes') + megabytes('nodejs_external_memory_bytes'),
    resident: megabytes('process_resident_memory_bytes'),
  };
}
