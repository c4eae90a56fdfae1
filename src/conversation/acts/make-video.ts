import { type Act, mark, scopedAct } from '../act.js';
import type { MakeOrder } from '../conversation.js';
import { foreignLine } from '../foreign-text.js';
import type { BatchOrder } from '../intent/meanings.js';
import { textReply } from '../simple-replies.js';
import { isExportable } from '../timeline.js';
import { exportVideo } from './export-video.js';
import { runTurn } from './run-turn.js';

/**
 * One request to the agent. The first video of a thread, and whatever asks for the file in the same breath, is exported
 * at once ("quick edit" of the seeds: files and words in, MP4 out); later edits only offer it.
 */
export async function makeVideo(act: Act, text: string, asked: MakeOrder): Promise<void> {
  const { conversation, message } = act;
  // Written down, because a run after a crash finds the conversation as this one has changed it.
  const { order, isNew } = await act.journal.step('order', async () => ({
    order: withOpenOrder(asked, conversation.asked?.order),
    isNew: !isExportable(conversation.draft) || message.attachments.length > 0,
  }));
  conversation.asked = undefined;
  conversation.awaitsAnswer = false;
  await act.save();
  const outcome = await runTurn(act, text, order);
  if (outcome.exportable && !outcome.asked && ((order.makesVideo && isNew) || order.wantsExport)) {
    await mark(act, 'export');
    await exportVideo(act, order.wantsExport ?? {});
  }
}

/** An answer to the agent's question goes on with what the question interrupted. */
function withOpenOrder(asked: MakeOrder, open: MakeOrder | undefined): MakeOrder {
  return {
    makesVideo: asked.makesVideo || (open?.makesVideo ?? false),
    wantsExport: asked.wantsExport ?? open?.wantsExport,
  };
}

/** "Batch style" of the seeds: one by one in one session, each with its own instruction, render and result. */
export async function makeBatch(act: Act, orders: readonly BatchOrder[]): Promise<void> {
  const { words } = act;
  const each = orders.flatMap((order) => perPicture(act, order));
  let done = 0;
  for (const [index, order] of each.entries()) {
    const part = scopedAct(act, `batch:${index}`);
    const name = foreignLine(order.files?.join(', ') ?? `${index + 1}`, 80);
    await part.say('title', textReply(act, words.batchItem(index + 1, each.length, name)));
    await mark(part, 'turn');
    const outcome = await runTurn(
      part,
      order.files ? words.batchOrder(order.files.join(', '), order.instruction) : order.instruction,
      { makesVideo: true },
    );
    // A question of the agent has to be answered before anything else can go on.
    if (outcome.asked) return;
    if (!outcome.exportable) continue;
    await mark(part, 'export');
    await exportVideo(part, {});
    done += 1;
  }
  await act.say('batch-done', textReply(act, words.batchDone(done, each.length)));
}

/** An order that names no files is a template: it is carried out for every picture that the session has. */
function perPicture(act: Act, order: BatchOrder): BatchOrder[] {
  const { media } = act.conversation;
  if (!order.files || order.files.length === 0) {
    const pictures = media.filter(({ kind }) => kind !== 'audio');
    return pictures.map(({ name }) => ({ ...order, files: [name] }));
  }
  const files = order.files.flatMap((attached) => storedName(act, attached) ?? []);
  return files.length > 0 ? [{ ...order, files }] : [];
}

/** The name under which the backend knows a file: it may have been converted, have had a twin, or been refused. */
function storedName(act: Act, attached: string): string | undefined {
  const { attachments } = act.message;
  const { media } = act.conversation;
  const attachment = attachments.find(({ name }) => name === attached);
  return media.find(({ from, name }) => (attachment ? from?.id === attachment.id : name === attached))?.name;
}
