import { answersTo, endings, isGivenUp, isWorking, type Talk } from './person.js';

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

/** Counts one thread and says what is wrong with it. */
export function audit(talk: Talk, heard: ReadonlyMap<string, number>, counts: Counts): string[] {
  const { orders, shown, stops } = talk;
  const wrong: string[] = [];
  counts.orders += orders.length;
  counts.givenUp += shown.filter(isGivenUp).length;

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
