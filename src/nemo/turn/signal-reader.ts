import { StringDecoder } from 'node:string_decoder';
import { createParser, type EventSourceParser } from 'eventsource-parser';
import { readEvent } from './read-event.js';
import { ALIVE, type Signal } from './signal.js';

/** An event with a whole picture inside is still far below this. */
const MAX_EVENT_CHARACTERS = 16 * 1_048_576;

/** Turns the bytes of one stream of server-sent events into signals, however they were cut on their way. */
export class SignalReader {
  /** Several times as fast as a streaming TextDecoder when the bytes are ASCII, which JSON mostly is. */
  readonly #decoder = new StringDecoder('utf8');
  readonly #parser: EventSourceParser;
  #begun = false;

  constructor(take: (signals: readonly Signal[]) => void) {
    this.#parser = createParser({
      maxBufferSize: MAX_EVENT_CHARACTERS,
      onEvent: ({ event, data }) => take(readEvent(event, data)),
      onComment: () => take([ALIVE]),
      // A line without `data:` is noise, except when an error was sent as bare JSON under the type of a stream.
      onError: ({ line }) => take(line?.startsWith('{') ? readEvent(undefined, line) : []),
    });
  }

  feed(bytes: Uint8Array): void {
    const text = this.#decoder.write(bytes);
    this.#parser.feed(this.#begun ? text : withoutMark(text));
    // A byte order mark of three bytes may come in pieces; nothing is decoded before it is whole.
    this.#begun ||= text !== '';
  }

  /** The last event may come without its empty line, which the parser would wait for (contract §18, trap 3). */
  end(): void {
    this.#parser.feed(`${this.#decoder.end()}\n\n`);
  }
}

/** A stream may begin with a byte order mark (WHATWG HTML, server-sent events), which a StringDecoder keeps. */
function withoutMark(text: string): string {
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}
