import type { Failure } from '../failure.js';
import type { Act } from './act.js';
import { foreignLine } from './foreign-text.js';
import type { Reply } from './reply.js';
import { buttonsFor } from './simple-replies.js';
import { elapsedWords, sizeWords } from './words/words.js';

/** What NemoVideo takes, in the words of the seeds; shown with code 4001. */
const NEMOVIDEO_FORMATS = 'mp4, mov, avi, webm, mkv, jpg, png, gif, webp, mp3, wav, m4a, aac'.split(', ');

/** What a person reads about a failure. `forAsker` may hold a personal link and goes to nobody else. */
export interface Told {
  readonly text: string;
  readonly forAsker?: string;
  /** A "Try again" button makes sense. */
  readonly retry: boolean;
}

type Teller = Pick<Act, 'words' | 'language' | 'backend' | 'profile' | 'settings'>;

/** Error code -> words and what can be done next (NemoVideo contract §16 and the seeds' error table). */
export function tellFailure(failure: Failure, teller: Teller): Told {
  const { words, language, backend, settings } = teller;
  const say = words.failure;
  const name = words.backendName[backend.identity.name];
  const { facts } = failure;
  const once = (text: string): Told => ({ text, retry: false });
  const again = (text: string): Told => ({ text, retry: true });

  switch (failure.code) {
    case 'token-expired':
      return again(say.tokenExpired);
    case 'token-refused':
      return again(say.tokenRefused(name, facts.fix ?? 'NEMO_TOKEN'));
    case 'token-quota':
      return again(say.tokenQuota);
    case 'session-lost':
      return again(say.sessionLost);
    case 'no-credits':
      if (!facts.anonymous) return again(say.noCreditsRegistered);
      return {
        text: say.noCreditsPublic,
        forAsker: say.noCreditsAnonymous(backend.registrationLink(facts.bindId)),
        retry: true,
      };
    case 'unsupported-file':
      if (facts.reason === 'TEXT') return once(say.plainText(acceptedFormats(teller)));
      return once(say.unsupported(acceptedFormats(teller), foreignLine(facts.reason ?? '', 30)));
    case 'file-too-large':
      return once(facts.limitBytes ? say.tooLarge(sizeWords(facts.limitBytes)) : say.tooLargeForBackend);
    case 'file-unreadable':
      return once(say.unreadable);
    case 'file-empty':
      return once(say.empty);
    case 'file-fetch-failed':
      return once(say.fetchFailed);
    case 'file-fetch-forbidden':
      if (facts.reason === 'HTML') return once(say.webPage(acceptedFormats(teller)));
      return once([say.fetchForbidden, facts.fix && words.fix(facts.fix)].filter(Boolean).join(' '));
    case 'url-refused':
      return once(say.urlRefused);
    case 'plan-blocks-export':
      return {
        text: say.planBlocksExport,
        forAsker: facts.anonymous ? say.registerHere(backend.registrationLink(facts.bindId)) : undefined,
        retry: true,
      };
    case 'forbidden':
      return again(say.forbidden);
    case 'rate-limited':
      return again(say.rateLimited);
    case 'backend-unavailable':
      return again(say.backendUnavailable(name));
    case 'client-id-missing':
    case 'backend-misunderstood':
      return again(say.backendMisunderstood(name));
    case 'stream-lost':
    case 'turn-unconfirmed':
      return again(say.turnUnconfirmed);
    case 'turn-timeout':
      return again(say.turnTimeout(elapsedWords(settings.turnTimeout, language)));
    case 'agent-error':
      return again(say.agentError(foreignLine(facts.reason ?? '', 200)));
    case 'nothing-to-export':
      return once(say.nothingToExport);
    case 'render-failed':
      return again(say.renderFailed);
    case 'render-timeout':
      return again(say.renderTimeout);
    case 'video-unreachable':
      return again(say.videoUnreachable);
    case 'too-many-waiting':
      return once(say.tooManyWaiting[facts.crowded ?? 'thread'](facts.allowed ?? 0, 1));
    case 'store-unavailable':
      return once(say.storeUnavailable);
    case 'store-full':
      return once(say.storeFull);
    case 'button-refused':
      return once(say.buttonRefused);
    case 'platform-permission':
      return once(say.platformPermission(facts.fix ?? ''));
    case 'stopped':
      return once(words.cardStopped);
    case 'platform-unavailable':
    case 'place-gone':
    case 'config':
    case 'internal':
      return again(say.internal);
  }
}

/** The skill's own formats first, then whatever else the backend takes. */
export function acceptedFormats({ profile, backend }: Pick<Act, 'profile' | 'backend'>): string {
  const promised = profile.formats.map((format) => format.toLowerCase());
  const taken = backend.identity.formats ?? NEMOVIDEO_FORMATS;
  return [...promised, ...taken.filter((format) => !promised.includes(format))].join(', ');
}

/** The reply for a failure; the personal part goes to the asker alone. */
export function failureReplies(act: Act, failure: Failure, retryId: string | undefined): Reply[] {
  const told = tellFailure(failure, act);
  const buttons = [
    ...(told.retry && retryId
      ? [{ label: act.words.button.retry, action: { do: 'retry' as const, request: retryId } }]
      : []),
    ...(failure.code === 'no-credits' ? buttonsFor(act.language, ['credits']) : []),
  ];
  const base = { kind: 'failure' as const, code: failure.code, language: act.language };
  const forAll: Reply = { ...base, text: `⚠️ ${told.text}`, buttons };
  return told.forAsker
    ? [forAll, { ...base, text: told.forAsker, onlyFor: act.message.author.id }]
    : [forAll];
}
