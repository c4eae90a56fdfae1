import type { ButtonSeal } from '../../src/conversation/button-seal.js';
import type { Clock, Log } from '../../src/conversation/ports/tools.js';
import type { Localised } from '../../src/conversation/profiles.js';
import type { Reception } from '../../src/conversation/reception.js';
import type { MediaFiles } from './media-files.js';
import type { ThreadStore } from './thread-store.js';

/** What the routes of the playground share. */
export interface PlaygroundContext {
  readonly threads: ThreadStore;
  readonly media: MediaFiles;
  readonly reception: Reception;
  readonly seal: ButtonSeal;
  readonly clock: Clock;
  readonly log: Log;
  readonly defaultSkill: string;
  /** Where pictures go, told before the first message. */
  readonly notice?: Localised;
  readonly passwordProtected: boolean;
  /** Requests that change something, of one client in a minute. */
  readonly postsPerMinute: number;
}
