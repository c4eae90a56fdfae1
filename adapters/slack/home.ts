import type { HomeView, KnownBlock } from '@slack/types';
import type { Conversation } from '../../src/conversation/conversation.js';
import { foreignLine } from '../../src/conversation/foreign-text.js';
import type { Language, Place } from '../../src/conversation/inbound.js';
import type { Posted } from '../../src/conversation/ports/platform.js';
import type { SkillProfile } from '../../src/conversation/profiles.js';
import type { Reception } from '../../src/conversation/reception.js';
import type { Reply } from '../../src/conversation/reply.js';
import { languageOf } from '../chat/locale.js';
import { Recent } from '../chat/recent.js';
import { LIMITS } from './limits.js';
import { escapeText, toMrkdwn } from './mrkdwn.js';
import type { People } from './people.js';
import { readPlace } from './place.js';
import { section } from './render.js';
import { clipMrkdwn } from './split-text.js';
import { type SlackWords, slackWords } from './words.js';
import type { Workspace, Workspaces } from './workspaces.js';

/** Buttons of the Home tab; they stand outside of any conversation and mean the same for everybody. */
export const HOME_NEW_VIDEO = 'home_new_video';
export const HOME_CREDITS = 'home_credits';

/** The Home tab of a person: my videos with their threads, the credits, the skill, help. */
export interface HomeTab {
  /** Draws it anew. Rejects with SlackProblem. */
  publish(workspace: Workspace, user: string): Promise<void>;
  /** What the core says in the "place" of a Home tab: the credits. */
  show(place: Place, user: string, reply: Reply): Promise<Posted>;
}

/** Conversations that are looked through for those of one person. */
const LOOKED_THROUGH = 200;
const THREADS_SHOWN = 12;
const VIDEOS_PER_THREAD = 5;

export function createHomeTab(options: {
  workspaces: Workspaces;
  reception: Reception;
  people: People;
  profile: SkillProfile;
}): HomeTab {
  const { workspaces, reception, people, profile } = options;
  /** The last word about credits, by tenant and person. */
  const creditLines = new Recent<string>(5_000);

  async function publish(workspace: Workspace, user: string): Promise<void> {
    const language = languageOf((await people.find(workspace, user)).locale);
    const all = await reception.list(workspace.tenant, LOOKED_THROUGH);
    const mine = all.filter(
      (conversation) => conversation.starter === user && readPlace(conversation.place)?.kind === 'thread',
    );
    const view = homeView({
      language,
      profile,
      credits: creditLines.get(`${workspace.tenant}/${user}`),
      threads: mine.slice(0, THREADS_SHOWN),
      workspace,
    });
    await workspace.api.publishHome(user, view);
  }

  return {
    publish,
    async show(place, user, reply) {
      if (reply.kind === 'credits' || reply.kind === 'failure' || reply.kind === 'text') {
        creditLines.set(`${place.tenant}/${user}`, reply.text);
        await publish(await workspaces.of(place.tenant), user);
      }
      return { place, id: `home:${user}` };
    },
  };
}

interface HomeContents {
  readonly language: Language;
  readonly profile: SkillProfile;
  readonly credits: string | undefined;
  /** Newest first. */
  readonly threads: readonly Conversation[];
  readonly workspace: Pick<Workspace, 'tenant' | 'url'>;
}

/** Pure: what the Home tab shows. At most 100 blocks. */
export function homeView({ language, profile, credits, threads, workspace }: HomeContents): HomeView {
  const words = slackWords(language);
  const creditsText = toMrkdwn(credits ?? words.creditsLoading);
  return {
    type: 'home',
    blocks: [
      { type: 'header', text: { type: 'plain_text', text: words.homeTitle } },
      section(escapeText(words.homeHelp)),
      homeButtons(words),
      section(clipMrkdwn(creditsText, LIMITS.section)),
      section(escapeText(words.defaultSkill(profile.name[language]))),
      { type: 'divider' },
      { type: 'header', text: { type: 'plain_text', text: words.myVideos } },
      ...(threads.length > 0
        ? threads.map((thread) => threadSection(thread, words, workspace))
        : [section(escapeText(words.noVideos))]),
    ],
  };
}

function homeButtons(words: SlackWords): KnownBlock {
  return {
    type: 'actions',
    elements: [
      {
        type: 'button',
        style: 'primary',
        action_id: HOME_NEW_VIDEO,
        text: { type: 'plain_text', text: words.newVideo },
      },
      { type: 'button', action_id: HOME_CREDITS, text: { type: 'plain_text', text: words.showCredits } },
    ],
  };
}

function threadSection(
  conversation: Conversation,
  words: SlackWords,
  workspace: Pick<Workspace, 'tenant' | 'url'>,
): KnownBlock {
  const videos = conversation.exports.slice(-VIDEOS_PER_THREAD).map((video) => {
    const line = `• ${toMrkdwn(words.video(video.number, foreignLine(video.summary, 200)))}`;
    return video.link ? `${line} ${toMrkdwn(video.link)}` : line;
  });
  const title = escapeText(foreignLine(conversation.title, LIMITS.header) || '…');
  const address = threadAddress(conversation, workspace);
  const link = address ? `<${escapeText(address)}|${escapeText(words.openThread)}>` : '';
  return section(clipMrkdwn([title, link, ...videos].filter(Boolean).join('\n'), LIMITS.section));
}

/** The archive address where the workspace's own is known, Slack's redirect otherwise. */
function threadAddress(
  { place }: Conversation,
  { tenant, url }: Pick<Workspace, 'tenant' | 'url'>,
): string | undefined {
  const at = readPlace(place);
  if (at?.kind !== 'thread') return undefined;
  const { channel, thread } = at;
  if (url) {
    const message = `archives/${channel}/p${thread.replace('.', '')}`;
    return `${url.replace(/\/?$/, '/')}${message}?thread_ts=${thread}&cid=${channel}`;
  }
  const team = tenant.slice('slack:'.length);
  return `https://slack.com/app_redirect?team=${team}&channel=${channel}&message_ts=${thread}`;
}
