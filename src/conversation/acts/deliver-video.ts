import { Failure } from '../../failure.js';
import { type Act, postKey } from '../act.js';
import type { ExportRecord } from '../conversation.js';
import type { Delivered, VideoFile } from '../ports/platform.js';
import type { Session } from '../ports/video-backend.js';
import type { VideoReply } from '../reply.js';
import { aspectButtons, buttonsFor, textReply } from '../simple-replies.js';
import { timed } from '../telemetry.js';
import type { Timeline } from '../timeline/timeline-model.js';
import { readTimeline, summariseTimeline } from '../timeline.js';
import { sizeWords } from '../words/words.js';
import type { FinishedRender } from './finished-render.js';

const TYPES: Record<string, string> = {
  mp4: 'video/mp4',
  mov: 'video/quicktime',
  webm: 'video/webm',
  gif: 'image/gif',
};

/** Summary and links first, as a new message that notifies; then the file. Every export is kept and listed. */
export async function deliverVideo(act: Act, session: Session, render: FinishedRender): Promise<void> {
  const { conversation, journal, platform, words, language } = act;
  const timeline = readTimeline(render.draft);
  const summary = summariseTimeline(timeline, language);
  const link = shareableLink(act, render.url);
  const projectLink = await journal.step(
    'project-link',
    async () => (await projectLinkOf(act, session)) ?? null,
  );
  const record = await journal.step(
    'record',
    async (): Promise<ExportRecord> => ({
      number: conversation.exports.length + 1,
      renderId: render.id,
      at: act.clock.now(),
      format: render.format,
      seconds: timeline.seconds || undefined,
      summary,
      link,
    }),
  );
  if (!conversation.exports.some((known) => known.renderId === record.renderId))
    conversation.exports.push(record);
  await act.save();

  const lines = [
    words.videoReady(record.number, facts(act, timeline, render)),
    link && words.link(link),
    projectLink && words.projectLink(projectLink),
    summary,
    render.unavailable && words.unavailable(render.unavailable.toUpperCase(), given(render)),
    ...formatTip(act, render.format),
  ];
  const reply: VideoReply = {
    kind: 'video',
    language,
    requestedBy: act.message.author.id,
    text: lines.filter(Boolean).join('\n'),
    link,
    projectLink: projectLink ?? undefined,
    buttons: [...buttonsFor(language, ['export', 'timeline']), ...aspectButtons(timeline)],
  };
  const posted = await act.say('video', reply);
  const file = videoFile(act, session, render, record, timeline);
  const key = postKey(act.message, `file:${render.id}`);
  const delivered = await journal.step('delivered', async () => {
    act.forgotten.throwIfAborted();
    const outcome = await timed(act, 'deliver', () => platform.deliver(posted, file, key));
    act.metrics.delivery(outcome.delivered ? 'delivered' : outcome.reason);
    return outcome;
  });
  if (!delivered.delivered) await tellNotDelivered(act, delivered, link);
}

/** Only addresses that others can open, and never the backend's own endpoints, which need our token. */
function shareableLink(act: Act, url: string | undefined): string | undefined {
  if (!url || !act.backend.identity.linksAreShareable || !URL.canParse(url)) return undefined;
  const { protocol, pathname } = new URL(url);
  // An address is one word: whatever follows a space or a line break would be read as our own words.
  const isWord = !/[\s\p{C}]/u.test(url);
  return /^https?:$/.test(protocol) && isWord && !pathname.startsWith('/api/') ? url : undefined;
}

async function projectLinkOf(act: Act, session: Session): Promise<string | undefined> {
  try {
    return await act.backend.projectLink(session);
  } catch (problem) {
    // Best effort (contract §5): a delivery never waits for it.
    act.log.info({ code: Failure.from(problem).code }, 'no project link');
    return undefined;
  }
}

function videoFile(
  act: Act,
  session: Session,
  render: FinishedRender,
  record: ExportRecord,
  timeline: Timeline,
): VideoFile {
  const { backend } = act;
  // A finished video is handed over although somebody says "stop", but not into a thread that was deleted.
  const cut = (signal?: AbortSignal) => AbortSignal.any(signal ? [signal, act.forgotten] : [act.forgotten]);
  const extra = (kind: 'poster' | 'preview') =>
    backend.openRenderExtra
      ? (signal?: AbortSignal) =>
          backend.openRenderExtra?.(session, render.id, kind, cut(signal)) ??
          Promise.reject(new Failure('video-unreachable'))
      : undefined;
  return {
    name: `reelthread-${record.number}.${render.format}`,
    type: TYPES[render.format] ?? 'application/octet-stream',
    seconds: record.seconds,
    width: timeline.width,
    height: timeline.height,
    open: (signal) => backend.openRender(session, { id: render.id, url: render.url }, cut(signal)),
    openPoster: extra('poster'),
    openPreview: extra('preview'),
  };
}

/** Told once, below the links that already stand. */
async function tellNotDelivered(
  act: Act,
  refused: Extract<Delivered, { delivered: false }>,
  link: string | undefined,
): Promise<void> {
  const { words } = act;
  const reason =
    refused.reason === 'too-large'
      ? words.notDelivered['too-large'](refused.limitBytes ? sizeWords(refused.limitBytes) : '')
      : words.notDelivered[refused.reason];
  const lines = [reason, link ? words.useTheLink : words.noLinkHere, refused.fix && words.fix(refused.fix)];
  act.log.warn({ reason: refused.reason, fix: refused.fix }, 'a video could not be attached');
  await act.say('not-delivered', textReply(act, lines.filter(Boolean).join(' ')));
}

/** Only what is known: the draft tells its own size, not that of a smaller export or of a GIF (contract §2). */
function facts(act: Act, timeline: Timeline, { format, resolution }: FinishedRender): string {
  const size = timeline.width && timeline.height ? `${timeline.width}x${timeline.height}` : '';
  const parts = [
    timeline.seconds > 0 ? act.words.seconds(Math.round(timeline.seconds * 10) / 10) : '',
    resolution ?? (format === 'gif' ? '' : size),
    format.toUpperCase(),
  ];
  return act.words.list(parts.filter(Boolean));
}

/** What came instead: a resolution for a resolution, else a format. */
function given({ unavailable = '', resolution, format }: FinishedRender): string {
  return /^\d/.test(unavailable) && resolution ? resolution : format.toUpperCase();
}

function formatTip(act: Act, format: string): string[] {
  if (format === 'mp4' || format === 'gif') return [];
  const tip = act.profile.tips.find((candidate) => candidate.when === 'export-format');
  return tip ? [tip.text[act.language]] : [];
}
