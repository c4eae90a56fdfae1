import { setTimeout as wait } from 'node:timers/promises';
import { chance } from './chance.js';
import type { Shown, SoakThread } from './stage.js';

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
  readonly shown: readonly Shown[];
}

/** A thread that is left as it is: nothing may change in it any more. */
export interface LeftThread {
  readonly orders: readonly Order[];
  readonly stops: number;
  readonly thread: SoakThread;
}

export interface PersonOptions {
  readonly seed: string;
  readonly name: string;
  readonly photo: Uint8Array<ArrayBuffer>;
  readonly openThread: (person: string) => Promise<SoakThread>;
  readonly isOver: () => boolean;
  /** When nobody waits any longer, in Unix milliseconds. */
  readonly deadline: () => number;
}

const ORDERS_PER_THREAD = 4;
const LONGEST_THOUGHT_MS = 3_000;
const LOOK_EVERY_MS = 500;
/** Of the threads that were talked to their end. */
const LEFT_STANDING = 0.3;
/** Of the orders. */
const DELETED_IN_THE_MIDDLE = 0.02;

export interface Listener {
  /** What stood in a thread when everything in it was answered. */
  ended(talk: Talk): void;
  /** To be looked through once more, much later. */
  left(thread: LeftThread): void;
  /** Deleted while something ran in it. */
  deleted(orders: readonly Order[]): void;
}

/** Talks in one thread after the other until the soak is over. */
export async function talk(options: PersonOptions, listener: Listener): Promise<void> {
  for (let number = 0; !options.isOver(); number += ORDERS_PER_THREAD) {
    const thread = await options.openThread(options.name);
    const orders: Order[] = [];
    let stops = 0;
    let isDeleted = false;
    while (orders.length < ORDERS_PER_THREAD && !options.isOver() && !isDeleted) {
      const order = orderOf(options, number + orders.length, orders.length === 0);
      await thread.send(order.mark, order.text, order.makes ? [options.photo] : []);
      orders.push(order);
      const mood = chance(options.seed, order.mark, 'mood');
      await wait(mood * LONGEST_THOUGHT_MS);
      isDeleted = chance(options.seed, order.mark, 'deleted') < DELETED_IN_THE_MIDDLE;
      // Some say two things at once, some stop what they have begun, most wait for the answer.
      if (isDeleted || mood < 0.1) continue;
      if (mood > 0.95) {
        await thread.send(`${order.mark}-stop`, 'stop', []);
        stops += 1;
      }
      await untilAnswered(thread, orders, options);
    }
    if (isDeleted) {
      await thread.remove();
      listener.deleted(orders);
      continue;
    }
    listener.ended({ orders, stops, shown: await untilAnswered(thread, orders, options) });
    if (chance(options.seed, options.name, number, 'left') < LEFT_STANDING) {
      listener.left({ orders, stops, thread });
    } else {
      await thread.remove();
    }
  }
}

function orderOf({ seed, name }: PersonOptions, number: number, isFirst: boolean): Order {
  const mark = `${name}m${number}`;
  const makes = isFirst || chance(seed, mark, 'makes') < 0.3;
  const text = makes ? `turn this image into a short video called "${mark}"` : `add the title "${mark}"`;
  return { mark, text, makes };
}

/**
 * Waits until as many answers stand there as there were orders and nothing is at work, or nobody waits any longer;
 * resolves to what was seen then. A moment later a restart may draw a card anew, and end it again.
 */
export async function untilAnswered(
  thread: SoakThread,
  orders: readonly Order[],
  { deadline }: Pick<PersonOptions, 'deadline'>,
): Promise<readonly Shown[]> {
  for (;;) {
    const shown = await thread.shown();
    const isAnswered = endings(orders, shown) >= orders.length && !shown.some(isWorking);
    if (isAnswered || Date.now() > deadline()) return shown;
    await wait(LOOK_EVERY_MS);
  }
}

/** Says that something is being worked on, or waits for its turn. */
export function isWorking({ text }: Shown): boolean {
  return /^(?:⏳|🕒)/u.test(text);
}

/** Messages that end an order: its video, what an edit has changed, a failure, the word that it was stopped. */
export function endings(orders: readonly Order[], shown: readonly Shown[]): number {
  const answered = orders.filter((order) => answersTo(order, shown) > 0).length;
  return answered + shown.filter(isGivenUp).length;
}

export function answersTo({ mark, makes }: Order, shown: readonly Shown[]): number {
  const kind = makes ? 'video' : 'text';
  return shown.filter((message) => message.kind === kind && titleIn(message.text) === mark).length;
}

/** A failure, a file that could not be fetched, the word that something was stopped. */
export function isGivenUp({ kind, text }: Shown): boolean {
  return kind === 'failure' || (kind === 'text' && /^(?:⏹|⚠️)/u.test(text));
}

/** The title in the timeline that ends an outcome. */
function titleIn(text: string): string | undefined {
  return /Title: "(c\d+m\d+)" \([^)]*\)$/m.exec(text)?.[1];
}
