import { Failure, failedWith } from '../failure.js';
import type { Act } from './act.js';
import type { StoredMedia } from './conversation.js';
import { foreignLine } from './foreign-text.js';
import type { Journal } from './journal.js';
import { detectLanguage } from './language.js';
import type { Session } from './ports/video-backend.js';
import { textReply } from './simple-replies.js';
import { uploadAttachment } from './upload.js';

/** The session of this thread; made on first use. */
export async function ensureSession(act: Act): Promise<Session> {
  if (act.conversation.session) return act.conversation.session;
  const session = await act.journal.step('session', () =>
    act.backend.createSession({ skill: act.conversation.skill, language: languageCode(act) }),
  );
  act.conversation.session = session;
  await act.save();
  return session;
}

/**
 * Runs with the thread's session. When the backend has lost it (1002), a new one is made, its media are uploaded
 * again from the platform, the person is told what was lost, and `run` is called once more: so `run` must hold nothing
 * that may not happen twice after it was refused with `session-lost`.
 */
export async function withSession<T>(act: Act, run: (session: Session) => Promise<T>): Promise<T> {
  // A run of this act before a restart may have been cut while it renewed the session.
  const isCut = renewalOf(act).journal.knows('lost-media');
  const session = isCut ? await renewSession(act) : await ensureSession(act);
  try {
    return await run(session);
  } catch (problem) {
    if (!failedWith(problem, 'session-lost')) throw problem;
    act.log.warn({ conversation: act.conversation.id }, 'the backend lost the session; making a new one');
    return run(await renewSession(act));
  }
}

async function renewSession(act: Act): Promise<Session> {
  const { conversation, words } = act;
  const { journal, number } = renewalOf(act);
  act.card.phase(words.phase.sessionRestarts);
  const before = await journal.step('lost-media', async () => conversation.media);
  const session = await journal.step('session', () =>
    act.backend.createSession({ skill: conversation.skill, language: languageCode(act) }),
  );
  conversation.session = session;
  conversation.draft = undefined;
  conversation.media = [];
  await act.save();

  const lost: string[] = [];
  for (const [index, media] of before.entries()) {
    const restored = await journal.step(
      `restore:${index}`,
      async () => (await restore(act, session, media)) ?? null,
    );
    if (restored) conversation.media.push(restored);
    else lost.push(foreignLine(media.name, 60));
  }
  await act.save();
  act.metrics.recovery('session', lost.length === 0 ? 'recovered' : 'lost');
  const told = textReply(act, words.sessionWasLost(conversation.media.length, lost));
  await act.say(`session-renewed:${number}`, told);
  await journal.step('done', async () => true);
  return session;
}

/** A session may be lost more than once while a message is handled: the first renewal that is not done. */
function renewalOf({ journal }: Act): { journal: Journal; number: number } {
  for (let number = 1; ; number++) {
    const renewal = journal.scope(`renewal:${number}/`);
    if (!renewal.knows('done')) return { journal: renewal, number };
  }
}

async function restore(act: Act, session: Session, media: StoredMedia): Promise<StoredMedia | undefined> {
  try {
    if (media.from) return await uploadAttachment(act, session, media.from, media.name);
    if (media.url) {
      await act.backend.uploadUrl(session, media.url, act.signal);
      return media;
    }
  } catch (problem) {
    // The platform may have let the file expire; the person is told which ones to send again.
    if (act.signal.aborted) throw problem;
    const { code, detail } = Failure.from(problem);
    act.log.warn({ code, detail }, 'a file could not be uploaded again');
  }
  return undefined;
}

function languageCode(act: Act): string {
  return detectLanguage(act.message.text, act.message.locale).code;
}
