import type { Subject } from './subject.js';

/** What has to be known about the video in order to understand a sentence about it. */
export interface Scene {
  readonly hasDraft: boolean;
  /** Images that were uploaded and never placed in a video. */
  readonly hasNewImages: boolean;
  /** What "it" is, unless the sentence says. */
  readonly focus?: Subject;
}
