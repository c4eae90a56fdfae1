import { Failure, failedWith } from '../../failure.js';
import type { Act } from '../act.js';
import type { StoredMedia } from '../conversation.js';
import { tellFailure } from '../failures.js';
import { foreignLine } from '../foreign-text.js';
import type { AttachmentRef } from '../inbound.js';
import { MAX_FILES, offeredFiles } from '../media.js';
import type { Session, UploadResult } from '../ports/video-backend.js';
import type { Button } from '../reply.js';
import { ensureSession, withSession } from '../session.js';
import { textReply } from '../simple-replies.js';
import { timed } from '../telemetry.js';
import { uploadAttachment } from '../upload.js';

/** One result per file of a message. */
interface FileResult {
  readonly name: string;
  readonly stored?: StoredMedia;
  /** Why it was refused, in the person's language. */
  readonly refusal?: string;
}

export interface ReceivedFiles {
  readonly stored: readonly StoredMedia[];
  readonly refusals: readonly string[];
}

/**
 * Uploads the attachments and media links of the message, one after the other, and keeps what arrived. What is more than
 * `MAX_FILES` is left out and named.
 */
export async function receiveFiles(act: Act): Promise<ReceivedFiles> {
  const { attachments, urls, leftOut } = offeredFiles(act.message);
  const total = attachments.length + urls.length;
  const results: FileResult[] = [];
  if (total === 0) return { stored: [], refusals: [] };
  await ensureSession(act);

  for (const [index, attachment] of attachments.entries()) {
    const name = foreignLine(attachment.name, 60);
    tellUploading(act, `upload:${index}`, { number: index + 1, total, name });
    results.push(await act.journal.step(`upload:${index}`, () => storeAttachment(act, attachment, name)));
    await keep(act, results.at(-1));
  }
  for (const [index, url] of urls.entries()) {
    const name = foreignLine(new URL(url).pathname.split('/').at(-1) ?? url, 60);
    tellUploading(act, `upload-url:${index}`, { number: attachments.length + index + 1, total, name });
    results.push(await act.journal.step(`upload-url:${index}`, () => storeUrl(act, url, name)));
    await keep(act, results.at(-1));
  }
  return {
    stored: results.flatMap((result) => result.stored ?? []),
    refusals: [
      ...results.flatMap((result) =>
        result.refusal ? act.words.fileRefused(result.name, result.refusal) : [],
      ),
      ...tooMany(act, leftOut),
    ],
  };
}

/** Somebody who sends hundreds of files need not read hundreds of names. */
const NAMES_TOLD = 10;

function tooMany({ words }: Act, leftOut: readonly string[]): string[] {
  if (leftOut.length === 0) return [];
  const names = leftOut.slice(0, NAMES_TOLD).map((name) => foreignLine(name, 60));
  return [words.filesLeftOut(MAX_FILES, words.list(names), leftOut.length - names.length)];
}

/** Only what really goes on: after a restart, files that had arrived are not uploaded again. */
function tellUploading(act: Act, step: string, file: { number: number; total: number; name: string }): void {
  if (act.journal.knows(step)) return;
  act.card.phase(act.words.phase.uploading(file.number, file.total, file.name));
}

/** "A file without words": acknowledged, and answered with the skill's example prompts. */
export async function acknowledgeFiles(act: Act, files: ReceivedFiles): Promise<void> {
  const { words, profile, language } = act;
  const lines: string[] = [];
  if (files.stored.length > 0) {
    lines.push(words.received(words.list(files.stored.map((media) => foreignLine(media.name, 60)))));
  }
  lines.push(...files.refusals);
  const buttons: Button[] = [];
  if (files.stored.length > 0) {
    const tip = profile.tips.find((candidate) => candidate.when === 'many-images');
    if (tip && act.conversation.media.length >= MANY_IMAGES) lines.push(tip.text[language]);
    lines.push(
      words.whatNow,
      `${words.trySaying} ${words.list(profile.examples.map((example) => words.example(example[language])))}`,
    );
    for (const [index, example] of profile.examples.entries()) {
      buttons.push({ label: foreignLine(example[language], 70), action: { do: 'example', index } });
    }
  } else if (files.refusals.length > 0) {
    lines.push(words.nothingUsable);
  }
  if (files.stored.length > 0) await act.card.close('done');
  else await act.card.close('failed', words.nothingUsable);
  await act.say('files', { ...textReply(act, lines.join('\n')), buttons });
}

/** "Fewer than 10 images keeps processing under a minute" (seeds, tips). */
const MANY_IMAGES = 10;

async function keep(act: Act, result: FileResult | undefined): Promise<void> {
  if (!result?.stored) return;
  const { media } = act.conversation;
  if (!media.some((known) => known.name === result.stored?.name)) media.push(result.stored);
  await act.save();
}

async function storeAttachment(act: Act, attachment: AttachmentRef, name: string): Promise<FileResult> {
  return refusable(act, name, () =>
    withSession(act, (session) => uploadAttachment(act, session, attachment)),
  );
}

async function storeUrl(act: Act, url: string, name: string): Promise<FileResult> {
  return refusable(act, name, async () => {
    const result = await withSession(act, (session) => uploadLink(act, session, url));
    return { name: result.name || name, kind: result.kind, at: act.clock.now(), url };
  });
}

/** An answer that nobody understands is about this address: the backend could not or would not fetch it. */
async function uploadLink(act: Act, session: Session, url: string): Promise<UploadResult> {
  try {
    return await act.backend.uploadUrl(session, url, act.signal);
  } catch (problem) {
    if (!failedWith(problem, 'backend-misunderstood')) throw problem;
    throw new Failure('url-refused', { detail: problem.detail, cause: problem });
  }
}

/** A refusal concerns one file and the others still go; anything that concerns the whole account ends the act. */
async function refusable(act: Act, name: string, store: () => Promise<StoredMedia>): Promise<FileResult> {
  try {
    return { name, stored: await timed(act, 'upload', store) };
  } catch (problem) {
    if (act.signal.aborted || !failedWith(problem, ...ABOUT_ONE_FILE)) throw problem;
    const failure = Failure.from(problem);
    act.log.info({ code: failure.code, detail: failure.detail }, 'a file was refused');
    return { name, refusal: tellFailure(failure, act).text };
  }
}

const ABOUT_ONE_FILE = [
  'unsupported-file',
  'file-too-large',
  'file-unreadable',
  'file-empty',
  'file-fetch-failed',
  'file-fetch-forbidden',
  'url-refused',
] as const;
