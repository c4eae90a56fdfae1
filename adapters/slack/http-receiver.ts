import type { IncomingMessage, ServerResponse } from 'node:http';
import { HTTPReceiver, type Receiver } from '@slack/bolt';
import type { Clock, Log } from '../../src/conversation/ports/tools.js';
import { libraryLogger } from './library-log.js';
import { EVENTS_PATH } from './paths.js';
import { createReplayGuard } from './replay-guard.js';

/** Events, commands and interactions over HTTP, on the one server of the bot. */
export interface HttpReceiver {
  readonly receiver: Receiver;
  /** Node's own request, its body not yet read: the signature covers the bytes. */
  handle(request: IncomingMessage, response: ServerResponse): void;
}

/** Slack's payloads are far smaller. */
const BODY_LIMIT_BYTES = 1_048_576;

export function createHttpReceiver(options: { signingSecret: string; clock: Clock; log: Log }): HttpReceiver {
  const { clock, log } = options;
  const guard = createReplayGuard(clock);
  const receiver = new HTTPReceiver({
    signingSecret: options.signingSecret,
    endpoints: [EVENTS_PATH],
    logger: libraryLogger(log),
    bodyLimit: BODY_LIMIT_BYTES,
    // A slow store is waited for: a late "yes" is better than a "no" for something that was written down after all.
    unhandledRequestHandler: () => log.warn({}, 'Slack was not answered within three seconds'),
    async processEventErrorHandler({ response }) {
      if (!response.headersSent) response.writeHead(503).end();
      return true;
    },
    dispatchErrorHandler({ response }) {
      if (!response.headersSent) response.writeHead(404).end();
    },
  });

  async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    response.on('finish', () => letGo(request));
    // Bolt compares the whole header, and some senders add a charset.
    const type = request.headers['content-type']?.split(';')[0]?.trim();
    if (type) request.headers['content-type'] = type;
    const signature = headerOf(request, 'x-slack-signature');
    if (signature !== undefined) {
      // Bolt overlooks what stands behind a second "=", so the same request could come with many signatures.
      if (!SIGNATURE.test(signature)) return refuse(response);
      if (!guard.isTimely(headerOf(request, 'x-slack-request-timestamp'))) return refuse(response);
      const isRepeated = guard.begin(signature);
      if (isRepeated && !isRetriedEvent(request)) return refuse(response);
      if (!isRepeated) response.on('close', () => guard.end(signature, isSuccess(response)));
    }
    // Bolt reads the body, checks the signature over it (and refuses without one), and dispatches.
    receiver.requestListener(request, response);
  }

  return {
    receiver,
    handle(request, response) {
      take(request, response).catch((thrown) => {
        // Bolt throws at once for what is not addressed to it.
        log.debug({ error: String(thrown) }, 'a request to the Slack endpoint was not for Slack');
        if (!response.headersSent) response.writeHead(404).end();
      });
    },
  };

  function refuse(response: ServerResponse): void {
    log.warn({}, 'a request to the Slack endpoint was refused: old, from the future, or seen before');
    response.writeHead(401).end();
  }
}

/**
 * The rest of a body that was refused unread: read away for a moment, so that the sender sees the answer. Then the
 * connection goes, because Node would not count it among the idle ones that it closes at the end.
 */
function letGo(request: IncomingMessage): void {
  if (request.complete) return;
  const leave = () => request.socket.destroySoon();
  request.on('end', leave);
  setTimeout(leave, READ_AWAY_MS).unref();
  request.resume();
}

const READ_AWAY_MS = 2_000;

/** docs.slack.dev/authentication/verifying-requests-from-slack */
const SIGNATURE = /^v0=[0-9a-f]{64}$/;

/**
 * Events only: nobody signs the header that says "retry", so anybody can add it, and only events are rows that the
 * inbox knows again. They are the JSON among Slack's requests; commands and interactions are forms, which are not
 * understood when they call themselves JSON.
 */
function isRetriedEvent(request: IncomingMessage): boolean {
  return (
    headerOf(request, 'x-slack-retry-num') !== undefined &&
    request.headers['content-type'] === 'application/json'
  );
}

function headerOf(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value[0] : value;
}

function isSuccess(response: ServerResponse): boolean {
  return response.writableFinished && response.statusCode >= 200 && response.statusCode < 300;
}
