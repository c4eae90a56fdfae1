import { answersTo, endings, isGivenUp, isWorking, type Order, type Talk } from './person.js';

/** What must be zero. */
export interface Counts {
  orders: number;
  /** Acknowledged orders without any ending. */
  lost: number;
  /** Orders that the agent was given twice, or that ended twice. */
  doubled: number;
  /** Cards and notes that say that something is at work when nothing is. */
  stuck: number;
  /** Orders that ended with a failure or a stop: faults do that, so it is told and not judged. */
  givenUp: number;
}

type Heard = ReadonlyMap<string, number>;

/** Counts one thread and says what is wrong with it. */
export function audit(talk: Talk, heard: Heard, counts: Counts): string[] {
  const { orders, shown } = talk;
  counts.orders += orders.length;
  counts.givenUp += shown.filter(isGivenUp).length;
  return auditAgain(talk, heard, counts);
}

/** The same for a thread that was counted before and has stood there since. */
export function auditAgain({ orders, shown, stops }: Talk, heard: Heard, counts: Counts): string[] {
  const wrong: string[] = [];
  const missing = orders.length - endings(orders, shown);
  if (missing > 0) {
    counts.lost += missing;
    wrong.push(`${missing} orders without an ending`);
  }
  // Who stops may read the outcome and that it was stopped.
  if (missing < -stops) {
    counts.doubled += -stops - missing;
    wrong.push(`${-missing} endings too many, ${stops} stops`);
  }
  for (const order of orders) {
    const answers = answersTo(order, shown);
    const times = heard.get(order.text) ?? 0;
    if (answers <= 1 && times <= 1) continue;
    counts.doubled += 1;
    wrong.push(`${order.mark}: the agent heard it ${times} times, ${answers} answers`);
  }
  for (const message of shown.filter(isWorking)) {
    counts.stuck += 1;
    wrong.push(`still says ${JSON.stringify(message.text)}`);
  }
  if (wrong.length > 0) {
    wrong.push(...shown.map(({ kind, text }) => `  ${kind}: ${JSON.stringify(text.slice(0, 120))}`));
  }
  return wrong;
}

/** A thread that was deleted is not read any more; but nothing in it may have been paid twice. */
export function auditDeleted(orders: readonly Order[], heard: Heard, counts: Counts): string[] {
  counts.orders += orders.length;
  const twice = orders.filter(({ text }) => (heard.get(text) ?? 0) > 1);
  counts.doubled += twice.length;
  return twice.map(({ mark }) => `${mark}: the agent heard it twice in a thread that was deleted`);
}
