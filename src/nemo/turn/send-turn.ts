import type { Dispatcher } from 'undici';
import type { Clock, Log } from '../../conversation/ports/tools.js';
import type { Session, TurnEnding, TurnEvent, TurnResult } from '../../conversation/ports/video-backend.js';
import { Failure, failedWith } from '../../failure.js';
import type { NemoApi } from '../api.js';
import { readEnvelope } from '../envelope.js';
import { redact } from '../redact.js';
import { failureCode } from '../refusal.js';
import { errorCode, readAnswer, stoppedFailure } from '../transport.js';
import { readValue } from './read-event.js';
import type { Signal } from './signal.js';
import { SignalReader } from './signal-reader.js';
import { Transcript } from './transcript.js';
import { TurnConnection } from './turn-connection.js';
import { Watchdog, type WatchdogLimits } from './watchdog.js';

export interface TurnTools {
  readonly api: NemoApi;
  readonly clock: Clock;
  readonly log: Log;
  readonly limits: WatchdogLimits;
}

export interface TurnRequest {
  readonly session: Session;
  readonly text: string;
  readonly signal: AbortSignal;
  readonly onEvent: (event: TurnEvent) => void;
}

/** Codes that say "not done"; any other error may have come after work had begun. */
const REFUSALS = [
  'token-expired',
  'session-lost',
  'no-credits',
  'plan-blocks-export',
  'forbidden',
  'rate-limited',
] as const;

/**
 * Sends one message to the agent (contract §6). It is made again only after an answer which says that nothing was done
 * (1001 with a new token, 429 after a wait); once the backend may have taken it, everything is a TurnResult.
 */
export async function sendTurn(tools: TurnTools, request: TurnRequest): Promise<TurnResult> {
  const { session, signal } = request;
  const policy = { skill: session.skill, signal, waitWhenLimited: true };
  const outcome = await tools.api.authorised(policy, (headers) => new Turn(tools, request).run(headers));
  // Outside of `authorised`: once a stream has begun, nothing in it leads to a second sending.
  if (outcome instanceof Failure) throw outcome;
  return outcome;
}

class Turn {
  readonly #transcript: Transcript;
  readonly #connection: TurnConnection;
  readonly #watchdog: Watchdog;
  readonly #cut = new AbortController();
  /** Set by whoever cut the stream; what the socket then says does not matter. */
  #ending: TurnEnding | undefined;
  #accepted = false;
  #ended = false;

  constructor(
    private readonly tools: TurnTools,
    private readonly request: TurnRequest,
  ) {
    const { api, clock, limits } = tools;
    this.#transcript = new Transcript((event) => this.#tell(event));
    this.#connection = new TurnConnection(api.transport.url('/run_sse'));
    this.#watchdog = new Watchdog(clock, limits, (ending) => this.#end(ending));
  }

  /** Rejects when the message was refused before a stream began; resolves to a Failure when the stream refused it. */
  async run(headers: Record<string, string>): Promise<TurnResult | Failure> {
    const { signal } = this.request;
    const stop = () => this.#end('stopped');
    try {
      if (signal.aborted) throw stoppedFailure(signal);
      signal.addEventListener('abort', stop, { once: true });
      const response = await this.#post(headers);
      return response ? await this.#read(response) : this.#result('lost');
    } finally {
      signal.removeEventListener('abort', stop);
      this.#watchdog.release();
      await this.#connection.close();
    }
  }

  /** Undefined when the connection broke after the message may have arrived. */
  async #post(headers: Record<string, string>): Promise<Dispatcher.ResponseData | undefined> {
    const body = JSON.stringify({
      app_name: 'nemo_agent',
      user_id: 'me',
      session_id: this.request.session.sessionId,
      new_message: { parts: [{ text: this.request.text }] },
    });
    const all = { ...headers, 'Content-Type': 'application/json', Accept: 'text/event-stream' };
    try {
      return await this.#connection.post(all, body, this.#cut.signal);
    } catch (error) {
      if (this.#connection.connected || this.#ending) return undefined;
      throw new Failure('backend-unavailable', { detail: `turn: ${errorCode(error)}`, cause: error });
    }
  }

  async #read(response: Dispatcher.ResponseData): Promise<TurnResult | Failure> {
    const type = String(response.headers['content-type'] ?? '').toLowerCase();
    const good = response.statusCode >= 200 && response.statusCode < 300;
    try {
      if (good && !/json|html/.test(type)) await this.#readStream(response);
      else if (!(await this.#readWhole(response, good))) return this.#result('lost');
    } catch (error) {
      if (error instanceof Failure) throw error;
      if (!this.#ending && !this.#ended) {
        this.tools.log.warn({ error: errorCode(error) }, 'the stream of a turn broke');
        return this.#result('lost');
      }
    }
    return this.#refusal() ?? this.#result('complete');
  }

  async #readStream(response: Dispatcher.ResponseData): Promise<void> {
    const reader = new SignalReader((signals) => this.#take(signals));
    for await (const chunk of response.body as AsyncIterable<Buffer>) {
      this.#watchdog.sawBytes();
      reader.feed(chunk);
      if (this.#ended) return;
    }
    reader.end();
  }

  /**
   * An answer that is no stream. Throws the Failure of a refusal; false when a gateway answered for the backend (5xx,
   * HTML), because then the agent may be at work behind it.
   */
  async #readWhole(response: Dispatcher.ResponseData, good: boolean): Promise<boolean> {
    const { api } = this.tools;
    const answer = await readAnswer(response);
    const envelope = readEnvelope(answer.text);
    if (good && !envelope && /^(data|event|:)/.test(answer.text)) {
      // A stream under the wrong type.
      const reader = new SignalReader((signals) => this.#take(signals));
      reader.feed(Buffer.from(answer.text));
      reader.end();
      return true;
    }
    if (good && envelope?.ok) {
      this.#take(readValue('', envelope.data));
      return true;
    }
    const refusal = { endpoint: 'turn' as const, status: answer.status, envelope };
    const code = failureCode(refusal);
    if (code === 'backend-unavailable' || (good && !envelope)) return false;
    throw api.refusal('turn', answer.status, envelope, answer.retryAfter);
  }

  #take(signals: readonly Signal[]): void {
    for (const signal of signals) {
      if (this.#ended) return;
      if (signal.kind === 'end') this.#ended = true;
      else if (signal.kind !== 'error' && !this.#accepted) {
        this.#accepted = true;
        this.#tell({ kind: 'accepted' });
      }
      if (signal.kind !== 'alive') this.#watchdog.sawProgress();
      this.#transcript.add(signal);
    }
  }

  /** An error of these kinds that is all there was refused the message, although the stream had begun. */
  #refusal(): Failure | undefined {
    const refusal = this.#transcript.refusal;
    if (this.#ending || refusal?.businessCode === undefined) return undefined;
    const envelope = { code: refusal.businessCode, message: refusal.message };
    const failure = this.tools.api.refusal('turn', 200, envelope);
    return failedWith(failure, ...REFUSALS) ? failure : undefined;
  }

  #end(ending: TurnEnding): void {
    if (this.#ending || this.#ended) return;
    this.#ending = ending;
    this.#cut.abort();
  }

  #result(ending: TurnEnding): TurnResult {
    const { account } = this.tools.api;
    const result = this.#transcript.result(this.#ending ?? ending, ({ code, businessCode, message }) =>
      businessCode === undefined
        ? code
        : failureCode({ endpoint: 'turn', status: 200, envelope: { code: businessCode, message } }),
    );
    if (!result.problem) return result;
    return {
      ...result,
      problem: { ...result.problem, message: redact(result.problem.message, account.secrets) },
    };
  }

  #tell(event: TurnEvent): void {
    try {
      this.request.onEvent(event);
    } catch (error) {
      // A listener's mistake must not look like a lost stream.
      this.tools.log.error({ error: Failure.from(error).message }, 'a listener of a turn failed');
    }
  }
}
