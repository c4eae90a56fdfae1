import { type Act, mark, scopedAct, textReply } from '../act.js';
import { foreignLine } from '../foreign-text.js';
import type { BatchOrder, Intent } from '../intent.js';
import { exportVideo } from './export-video.js';
import { runTurn } from './run-turn.js';

/**
 * One request to the agent. The first video of a thread, and whatever asks for the file in the same breath, is exported
 * at once ("quick edit" of the seeds: files and words in, MP4 out); later edits only offer it.
 */
export async function makeVideo(
  act: Act,
  text: string,
  intent: Extract<Intent, { kind: 'agent' }>,
): Promise<void> {
  const outcome = await runTurn(act, text);
  const first = intent.makesVideo && act.conversation.exports.length === 0;
  if (outcome.exportable && !outcome.asked && (first || intent.wantsExport)) {
    await mark(act, 'export');
    await exportVideo(act, intent.wantsExport ?? {});
  }
}

/** "Batch style" of the seeds: one by one in one session, each with its own instruction, render and result. */
export async function makeBatch(act: Act, orders: readonly BatchOrder[]): Promise<void> {
  const { words } = act;
  let done = 0;
  for (const [index, order] of orders.entries()) {
    const part = scopedAct(act, `batch:${index}`);
    const name = foreignLine(order.files?.join(', ') ?? `${index + 1}`, 80);
    await part.say('title', textReply(act, words.batchItem(index + 1, orders.length, name)));
    await mark(part, 'turn');
    const outcome = await runTurn(
      part,
      order.files ? words.batchOrder(order.files.join(', '), order.instruction) : order.instruction,
    );
    // A question of the agent has to be answered before anything else can go on.
    if (outcome.asked) return;
    if (!outcome.exportable) continue;
    await mark(part, 'export');
    await exportVideo(part, {});
    done += 1;
  }
  await act.say('batch-done', textReply(act, words.batchDone(done, orders.length)));
}
