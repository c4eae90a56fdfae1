import type { App, Receiver } from '@slack/bolt';

/**
 * Bolt acknowledges an event before its listeners run. Here Slack is answered after them, because a listener is done
 * when the row is written; when one fails, Slack is not answered and delivers again. Whatever no listener wanted is
 * acknowledged too: it concerns nobody.
 */
export function acknowledgeAfterwards(receiver: Receiver): Receiver {
  return {
    init(app) {
      const deferring: App = Object.create(app, {
        processEvent: { value: (event: Parameters<App['processEvent']>[0]) => processThenAnswer(app, event) },
      });
      receiver.init(deferring);
    },
    start: (...args) => receiver.start(...args),
    stop: (...args) => receiver.stop(...args),
  };
}

async function processThenAnswer(app: App, event: Parameters<App['processEvent']>[0]): Promise<void> {
  let answer: unknown;
  await app.processEvent({
    ...event,
    ack: async (given: unknown) => {
      answer = given;
    },
  });
  await event.ack(answer);
}
