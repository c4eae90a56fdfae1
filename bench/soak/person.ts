import { setTimeout as wait } from 'node:timers/promises';
import type { ShownMessage } from '../../test/e2e/playground-client.js';
import { chance } from './chance.js';

/** An order that the bot has acknowledged. */
export interface Order {
  readonly mark: string;
  readonly text: string;
  readonly makes: boolean;
}

/** One thread from its first message to its last, as it stands in the end. */
export interface Talk {
  readonly orders: readonly Order[];
  readonly stops: number;
  /** What the bot wrote. */
  readonly shown: readonly ShownMessage[];
}

export interface PersonOptions {
  readonly seed: string;
  readonly name: string;
  readonly photo: Uint8Array<ArrayBuffer>;
  /** Where the bot is now; it moves with every restart. */
  readonly url: () => string;
  readonly isOver: () => boolean;
  /** When nobody waits any longer, in Unix milliseconds. */
  readonly deadline: () => number;
}

const ORDERS_PER_THREAD = 4;
const LONGEST_THOUGHT_MS = 3_000;
const LOOK_EVERY_MS = 500;

/** Talks in one thread after the other until the soak is over; each thread is looked through and deleted. */
export async function talk(options: PersonOptions, ended: (talk: Talk) => void): Promise<void> {
  for (let number = 0; !options.isOver(); number += ORDERS_PER_THREAD) {
    const thread = await beginThread(options);
    const orders: Order[] = [];
    let stops = 0;
    while (orders.length < ORDERS_PER_THREAD && !options.isOver()) {
      const order = orderOf(options, number + orders.length, orders.length === 0);
      await thread.send(order.mark, order.text, order.makes ? [options.photo] : []);
      orders.push(order);
      const mood = chance(options.seed, order.mark, 'mood');
      await wait(mood * LONGEST_THOUGHT_MS);
      // Some say two things at once, some stop what they have begun, most wait for the answer.
      if (mood < 0.1) continue;
      if (mood > 0.95) {
        await thread.send(`${order.mark}-stop`, 'stop', []);
        stops += 1;
      }
      await untilAnswered(thread, orders, options);
    }
    ended({ orders, stops, shown: await untilAnswered(thread, orders, options) });
    await thread.remove();
  }
}

function orderOf({ seed, name }: PersonOptions, number: number, isFirst: boolean): Order {
  const mark = `${name}m${number}`;
  const makes = isFirst || chance(seed, mark, 'makes') < 0.3;
  const text = makes ? `turn this image into a short video called "${mark}"` : `add the title "${mark}"`;
  return { mark, text, makes };
}

interface Thread {
  /** Repeats until the bot has acknowledged it; `id` makes the repetitions one message. */
  send(id: string, text: string, photos: readonly Uint8Array<ArrayBuffer>[]): Promise<void>;
  shown(): Promise<ShownMessage[]>;
  remove(): Promise<void>;
}

async function beginThread(options: PersonOptions): Promise<Thread> {
  const { id } = (await insist(options, 'POST', '/playground/threads')) as { id: string };
  const place = `/playground/threads/${id}`;
  return {
    async send(key, text, photos) {
      const form = new FormData();
      form.append('text', text);
      for (const photo of photos) form.append('files', new Blob([photo]), `${key}.jpg`);
      await insist(options, 'POST', `${place}/messages`, form, `${id.slice(0, 8)}-${key}`);
    },
    async shown() {
      const view = (await insist(options, 'GET', place)) as { messages: ShownMessage[] };
      return view.messages.filter(({ from }) => from === 'bot');
    },
    remove: async () => void (await insist(options, 'DELETE', place)),
  };
}

/** As a page does: what the bot did not answer, because it was just killed, is sent again. */
async function insist(
  { url, deadline }: PersonOptions,
  method: string,
  place: string,
  body?: FormData,
  key?: string,
): Promise<unknown> {
  for (;;) {
    try {
      const answer = await fetch(`${url()}${place}`, {
        method,
        body,
        headers: key ? { 'idempotency-key': key } : {},
      });
      const text = await answer.text();
      if (answer.ok) return text === '' ? undefined : JSON.parse(text);
      if (answer.status < 500 && !(answer.status === 404 && method === 'DELETE')) {
        throw new Error(`${method} ${place} was refused: ${answer.status} ${text}`);
      }
      if (answer.status === 404) return undefined;
    } catch (problem) {
      if (!(problem instanceof TypeError)) throw problem;
    }
    if (Date.now() > deadline()) throw new Error(`${method} ${place} was not answered in time`);
    await wait(200);
  }
}

/**
 * Waits until as many answers stand there as there were orders and nothing is at work, or nobody waits any longer;
 * resolves to what was seen then. A moment later a restart may draw a card anew, and end it again.
 */
async function untilAnswered(
  thread: Thread,
  orders: readonly Order[],
  { deadline }: PersonOptions,
): Promise<readonly ShownMessage[]> {
  for (;;) {
    const shown = await thread.shown();
    const isAnswered = endings(orders, shown) >= orders.length && !shown.some(isWorking);
    if (isAnswered || Date.now() > deadline()) return shown;
    await wait(LOOK_EVERY_MS);
  }
}

/** Says that something is being worked on, or waits for its turn. */
export function isWorking({ text }: ShownMessage): boolean {
  return /^(?:⏳|🕒)/u.test(text);
}

/** Messages that end an order: its video, what an edit has changed, a failure, the word that it was stopped. */
export function endings(orders: readonly Order[], shown: readonly ShownMessage[]): number {
  const answered = orders.filter((order) => answersTo(order, shown) > 0).length;
  return answered + shown.filter(isGivenUp).length;
}

export function answersTo({ mark, makes }: Order, shown: readonly ShownMessage[]): number {
  const kind = makes ? 'video' : 'text';
  return shown.filter((message) => message.kind === kind && titleIn(message.text) === mark).length;
}

export function isGivenUp({ kind, text }: ShownMessage): boolean {
  return kind === 'failure' || (kind === 'text' && text.startsWith('⏹'));
}

/** The title in the timeline that ends an outcome. */
function titleIn(text: string): string | undefined {
  return /Title: "(c\d+m\d+)" \([^)]*\)$/m.exec(text)?.[1];
}
