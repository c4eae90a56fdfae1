import { readConfig } from '../../../src/config.js';
import { noTelemetry } from '../../../src/conversation/telemetry.js';
import { openCore } from '../../../src/core.js';
import { silentLog } from '../../../test/fakes/silent-log.js';
import { readArgument, tellParent } from '../../suite/process.js';
import { openPlatform } from '../platform.js';

/** What a worker tells when it is asked: since it was asked last. */
export interface WorkerReport {
  /** From the receipt of a message until work on it began, in milliseconds, one value per message. */
  readonly waits: readonly number[];
  /** Of this process, in seconds. */
  readonly cpu: number;
}

/** The core of the bot with the role of a worker, as `main.ts` opens it, and a platform that costs nothing. */
let waits: number[] = [];
let before = process.cpuUsage();
const core = await openCore(readConfig(readArgument<Record<string, string>>()), silentLog, {
  ...noTelemetry,
  metrics: {
    ...noTelemetry.metrics,
    took(phase, ms) {
      if (phase === 'wait') waits.push(ms);
    },
  },
});
core.addPlatform(openPlatform());
await core.resume();
process.on('message', () => {
  const { user, system } = process.cpuUsage(before);
  tellParent({ waits, cpu: (user + system) / 1e6 } satisfies WorkerReport);
  waits = [];
  before = process.cpuUsage();
});
tellParent({ ready: true });
