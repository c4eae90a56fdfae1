import { readConfig } from '../../../src/config.js';
import { noTelemetry } from '../../../src/conversation/telemetry.js';
import { openCore } from '../../../src/core.js';
import { silentLog } from '../../fakes/silent-log.js';
import { openSharedPlatform } from '../shared-platform.js';

/**
 * The bot with the role of a worker, on a platform that is a database. Prints when it begins and ends an act, by the
 * clock that all processes of a machine share.
 */
const [environment = '{}', platformUrl = ''] = process.argv.slice(2);
const tell = (what: string, conversation: unknown) =>
  console.log(`${what} ${conversation} ${Number(process.hrtime.bigint() / 1_000n)}`);

const core = await openCore(readConfig(JSON.parse(environment)), silentLog, {
  ...noTelemetry,
  tracer: {
    span(_name, facts) {
      const conversation = facts?.['reelthread.conversation'];
      let ended = false;
      tell('began', conversation);
      const span = {
        child: () => noTelemetry.tracer.span(''),
        end() {
          if (!ended) tell('ended', conversation);
          ended = true;
        },
      };
      return span;
    },
  },
});
core.addPlatform((await openSharedPlatform(platformUrl)).platform);
await core.resume();
console.log('ready');
