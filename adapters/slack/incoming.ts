import type { ButtonSeal } from '../../src/conversation/button-seal.js';
import type { AttachmentRef, InboundMessage, Language, Place } from '../../src/conversation/inbound.js';
import type { Clock, Log } from '../../src/conversation/ports/tools.js';
import type { Reception } from '../../src/conversation/reception.js';
import type { Background } from '../chat/background.js';
import { type Incoming, inboundMessage } from '../chat/incoming.js';
import { languageOf } from '../chat/locale.js';
import type { AnswerUrls } from './answer-urls.js';
import type { SlackConfig } from './config.js';
import { stateOf } from './file-state.js';
import type { SlackFile } from './payloads.js';
import type { People } from './people.js';
import type { Sessions } from './sessions.js';
import type { Threads } from './threads.js';
import type { UsedTickets } from './used-tickets.js';
import type { Whisper } from './whisper.js';
import type { Workspace, Workspaces } from './workspaces.js';

/** What every listener works with. */
export interface Listening {
  readonly config: SlackConfig;
  readonly reception: Reception;
  readonly seal: ButtonSeal;
  readonly workspaces: Workspaces;
  readonly threads: Threads;
  readonly people: People;
  readonly sessions: Sessions;
  readonly whisper: Whisper;
  readonly answerUrls: AnswerUrls;
  readonly used: UsedTickets;
  readonly background: Background;
  readonly clock: Clock;
  readonly log: Log;
}

/** Hands something to the core. Resolves when the row is written: only then may Slack be answered. */
export async function receive(
  tools: Listening,
  workspace: Workspace,
  incoming: Incoming,
): Promise<'accepted' | 'duplicate'> {
  return tools.reception.receive(await toInbound(tools, workspace, incoming));
}

/** The same for words in a thread: from now on the thread is listened to. */
export async function receiveInThread(
  tools: Listening,
  workspace: Workspace,
  incoming: Incoming,
  thread: { isNew: boolean },
): Promise<'accepted' | 'duplicate'> {
  const message = await toInbound(tools, workspace, incoming);
  const { place, text = '' } = incoming;
  const engaged = { starter: incoming.user, title: text };
  const accepted = await tools.threads.engage(place, engaged, thread.isNew, () =>
    tools.reception.receive(message),
  );
  if (text && !thread.isNew) {
    tools.background.run('name a thread that began with files', () => nameThread(tools, place, text));
  }
  return accepted;
}

/** A thread that begins without words is called after the first that follow. */
async function nameThread({ threads }: Listening, { conversation }: Place, title: string): Promise<void> {
  const known = await threads.find(conversation);
  if (known && !known.title) await threads.revise(conversation, { ...known, title });
}

async function toInbound(
  { people, clock }: Listening,
  workspace: Workspace,
  incoming: Incoming,
): Promise<InboundMessage> {
  const { name = incoming.userName, locale } = await people.find(workspace, incoming.user);
  // What is said about a file that cannot be opened is said in this language.
  const attachments = incoming.attachments?.map((attachment) => ({
    ...attachment,
    source: { ...attachment.source, ...(languageOf(locale) === 'zh' ? { locale: 'zh' } : {}) },
  }));
  return inboundMessage({ ...incoming, attachments, userName: name, locale }, clock.now());
}

/** The language in which the adapter itself speaks to a person. */
export async function languageFor(
  { people }: Pick<Listening, 'people'>,
  workspace: Workspace,
  user: string,
): Promise<Language> {
  return languageOf((await people.find(workspace, user)).locale);
}

/** Each file once, as a reference that can be stored. */
export function attachmentsOf(message: {
  files: readonly SlackFile[];
  attachments?: readonly { files: readonly SlackFile[] }[] | null;
}): AttachmentRef[] {
  const shared = (message.attachments ?? []).flatMap((attachment) => attachment.files);
  const byId = new Map([...message.files, ...shared].map((file) => [file.id, file]));
  return [...byId.values()].map(attachmentOf);
}

function attachmentOf(file: SlackFile): AttachmentRef {
  const state = stateOf(file);
  // Without an address, or with one that cannot be used yet, `files.info` is asked when the file is opened.
  const isUnknown = file.file_access === 'check_file_info' || state !== undefined;
  const url = isUnknown ? undefined : (file.url_private_download ?? file.url_private);
  return {
    id: file.id,
    name: file.name || file.title || `file ${file.id}`,
    type: file.mimetype ?? undefined,
    size: file.size ?? undefined,
    source: { file: file.id, ...(url ? { url } : {}), ...(state ? { state } : {}) },
  };
}
