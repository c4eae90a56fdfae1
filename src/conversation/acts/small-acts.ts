import { failedWith } from '../../failure.js';
import type { Act } from '../act.js';
import { acceptedFormats } from '../failures.js';
import { foreignLine } from '../foreign-text.js';
import type { Draft } from '../ports/video-backend.js';
import { findProfile, PROFILES, SKILL_SLUGS } from '../profiles.js';
import { aspectButtons, buttonsFor, textReply } from '../simple-replies.js';
import { readTimeline, summariseTimeline } from '../timeline.js';
import { skillFormats } from './welcome.js';

/** Balance, asked from the backend; never forwarded to the agent (contract §11). */
export async function tellCredits(act: Act): Promise<void> {
  const { words, backend, language, message } = act;
  const credits = await backend.credits(act.conversation.skill);
  const lines =
    backend.identity.name === 'studio'
      ? [words.creditsFree]
      : [
          words.credits(credits.available, credits.frozen),
          act.settings.sharedAccount ? words.creditsShared : '',
        ];
  await act.say('credits', {
    kind: 'credits',
    language,
    text: lines.filter(Boolean).join(' '),
    onlyFor: message.action?.do === 'credits' ? message.author.id : undefined,
    ...credits,
  });
}

/** The timeline as it is now, and what is running. */
export async function tellTimeline(act: Act): Promise<void> {
  const { conversation, words, language } = act;
  const lines: string[] = [];
  if (conversation.running) {
    const what = conversation.running.what === 'export' ? words.phase.rendering : words.activity.working;
    lines.push(words.running(what));
  }
  const current = await currentDraft(act);
  if (current === 'session lost') lines.push(words.failure.sessionLost);
  const timeline = readTimeline(current === 'session lost' ? undefined : current);
  const summary = summariseTimeline(timeline, language);
  if (summary) lines.push(summary);
  else if (current === 'session lost') lines.push(words.emptyTimeline);
  else if (conversation.media.length > 0) lines.push(words.materialOnly(conversation.media.length));
  else lines.push(words.emptyTimeline);
  await act.say('timeline', {
    kind: 'timeline',
    language,
    timeline,
    text: lines.join('\n'),
    buttons: summary ? [...buttonsFor(language, ['export', 'credits']), ...aspectButtons(timeline)] : [],
  });
}

/** What a read finds; a session that is lost is made anew by the next request that needs one. */
async function currentDraft(act: Act): Promise<Draft | undefined | 'session lost'> {
  if (!act.conversation.session) return undefined;
  try {
    return (await act.backend.state(act.conversation.session, act.signal)).draft;
  } catch (problem) {
    if (failedWith(problem, 'session-lost')) return 'session lost';
    throw problem;
  }
}

export async function tellHelp(act: Act): Promise<void> {
  const { words, profile, language } = act;
  const text = words.help(profile.noun[language], acceptedFormats(act), megabytes(act));
  await act.say('help', textReply(act, text, ['timeline', 'credits']));
}

export async function tellExports(act: Act): Promise<void> {
  const { words, conversation } = act;
  const lines = conversation.exports.map((record) =>
    [words.exportLine(record.number, record.format, record.summary), record.link].filter(Boolean).join('\n'),
  );
  const text = lines.length > 0 ? [words.exportsList, ...lines].join('\n') : words.noExports;
  await act.say('exports', textReply(act, text, conversation.draft ? ['export'] : []));
}

/** "convert my images" with nothing uploaded: costs nothing, asks for files. */
export async function askForFiles(act: Act, why: 'needs-files' | 'upload'): Promise<void> {
  const { words, profile, language } = act;
  const ask = why === 'upload' ? words.howToUpload : words.askForFiles;
  const tip = profile.tips.find((candidate) => candidate.when === 'before-upload');
  const lines = [ask(profile.noun[language], skillFormats(profile), megabytes(act)), tip?.text[language]];
  await act.say('ask-for-files', textReply(act, lines.filter(Boolean).join('\n')));
}

export async function startNewProject(act: Act): Promise<void> {
  const { conversation } = act;
  await act.journal.step('new', async () => {
    const { session, earlierSessions = [] } = conversation;
    if (session) conversation.earlierSessions = [...earlierSessions, session];
    conversation.session = undefined;
    conversation.draft = undefined;
    conversation.media = [];
    conversation.asked = undefined;
    conversation.retry = undefined;
    await act.save();
    return true;
  });
  await act.say('new-project', textReply(act, act.words.newProject));
}

/** Changes the skill of this thread; a running session keeps its material and gets the new attribution. */
export async function changeSkill(act: Act, slug: string | undefined): Promise<void> {
  const { conversation, words, language } = act;
  const chosen = slug === undefined ? undefined : findProfile(slug);
  if (!chosen) {
    const text = slug === undefined ? words.skillChoose : words.skillUnknown(SKILL_SLUGS.join(', '));
    const buttons = SKILL_SLUGS.map((candidate) => ({
      label: foreignLine(PROFILES[candidate].name[language], 70),
      action: { do: 'skill' as const, slug: candidate },
    }));
    await act.say('skill', { ...textReply(act, text), buttons });
    return;
  }
  conversation.skill = chosen.slug;
  if (conversation.session) conversation.session = { ...conversation.session, skill: chosen.slug };
  await act.save();
  await act.say(
    'skill',
    textReply(act, [words.skillNow(chosen.name[language]), chosen.greeting[language]].join('\n')),
  );
}

export async function smallTalk(
  act: Act,
  mood: 'greeting' | 'thanks' | 'bye' | 'ack' | 'unclear',
  justWelcomed: boolean,
): Promise<void> {
  // The welcome is the answer to a first "hi".
  if (justWelcomed && mood !== 'unclear') return;
  const { words } = act;
  const text = {
    greeting: act.conversation.draft ? words.helloAgain : words.hello,
    thanks: words.youAreWelcome,
    bye: words.goodbye,
    ack: words.fine,
    unclear: words.unclear,
  }[mood];
  await act.say('small-talk', textReply(act, text, act.conversation.draft ? ['export', 'timeline'] : []));
}

/** *Stop*: it has no queue. What was stopped is told by the act that was cut; here only that nothing ran. */
export async function stop(act: Act): Promise<void> {
  const stopped = await act.interruptThread();
  if (!stopped) await act.say('stop', textReply(act, act.words.nothingRuns));
}

function megabytes(act: Act): number {
  return Math.round(act.profile.maxBytes / 1_048_576);
}
