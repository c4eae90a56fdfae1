import type { Entry } from './entry.js';

/** Verbs. */
export const ENGLISH_VERBS: readonly Entry[] = [
  [
    { is: 'verb', verb: 'create' },
    `creat(?:e|es|ed|ing), generat(?:e|ed|ing), build(?:ing)?, produc(?:e|ed|ing), convert(?:ed|ing)?,
     transform(?:ed|ing)?, animat(?:e|ing), compil(?:e|ed|ing), assembl(?:e|ed|ing),
     combin(?:e|ed|ing), put together, stitch(?:ed|ing)?(?: together)?, merg(?:e|ed|ing),
     edit together, cut together, craft, bring to life, go ahead, go for it, do it, go`,
  ],
  [{ is: 'verb', verb: 'make' }, 'mak(?:e|es|ing), made, turn(?:s|ed|ing)?, do, get, have, let'],
  [
    { is: 'verb', verb: 'want' },
    `want(?:ed)?, need(?:ed)?, (?:i'?d|would) (?:like|love), give me, looking for`,
  ],
  [
    { is: 'verb', verb: 'add' },
    `add(?:s|ed|ing)?, insert(?:ing)?, includ(?:e|ing), append(?:ing)?, overlay(?:ing)?, writ(?:e|ing),
     print, type, stick, attach, give, throw in, superimpose`,
  ],
  [
    { is: 'verb', verb: 'show' },
    `show(?:s|ing)?, display(?:s|ing)?, hold(?:ing)?, stay(?:ing)?, appear(?:s|ing)?`,
  ],
  [
    { is: 'verb', verb: 'remove' },
    `remov(?:e|ed|ing), delet(?:e|ed|ing), drop(?:ping)?, take (?:out|away|off), get rid of, cut out,
     eras(?:e|ing), clear, discard, exclud(?:e|ing), leave out, lose, strip(?: out)?, hid(?:e|ing),
     omit(?:ting)?, throw (?:out|away), ditch, eliminat(?:e|ing), scrap, turn off, switch off, stop, disable, kill,
     cancel, skip, bin`,
  ],
  [
    { is: 'verb', verb: 'change' },
    `chang(?:e|es|ed|ing), set(?:ting)?, updat(?:e|ing), edit, modify, renam(?:e|ing), adjust, alter, touch, mess with,
     reword, rewrite, fix, correct, tweak, convert to, should be, has to be`,
  ],
  [
    { is: 'verb', verb: 'dislike' },
    `(?:don'?t|do not|didn'?t) (?:really )?like, hate, dislike, not happy with, (?:is|are) boring`,
  ],
  [{ is: 'verb', verb: 'use' }, 'us(?:e|es|ing), go with, pick, choose'],
  [{ is: 'verb', verb: 'switch' }, 'switch'],
  [{ is: 'verb', verb: 'replace' }, 'replac(?:e|ed|ing), substitut(?:e|ing), swap out'],
  [{ is: 'verb', verb: 'instead' }, 'instead of, in place of, rather than'],
  [{ is: 'verb', verb: 'swap' }, `swap(?:ped|ping)?, exchang(?:e|ing), (?:switch|trade) places, interchange`],
  [
    { is: 'verb', verb: 'move' },
    `mov(?:e|ed|ing), put(?:ting)?, plac(?:e|ed|ing), shift(?:ing)?, bring, send, drag, position`,
  ],
  [{ is: 'verb', verb: 'open-with' }, '(?:start|begin|open|lead|kick off)(?:s|ing)? with, start on'],
  [{ is: 'verb', verb: 'close-with' }, '(?:end|finish|close|wrap up)(?:s|ing)? with, end on, finish on'],
  [
    { is: 'verb', verb: 'reverse' },
    `revers(?:e|ed|ing), invert(?:ed)?, backwards?, flip the order, (?:the )?other way a?round,
     in reverse(?: order)?`,
  ],
  [{ is: 'verb', verb: 'shuffle' }, `shuffl(?:e|ed|ing), randomi[sz]e, (?:in )?(?:a )?random order, mix up`],
  [{ is: 'verb', verb: 'reorder' }, 're-?order(?:ed)?, re-?arrange, arrange, sort, in (?:the|this) order'],
  [{ is: 'verb', verb: 'keep' }, 'keep(?:ing)?, retain, leave'],
  [{ is: 'verb', verb: 'mute' }, 'mut(?:e|ed|ing), silen(?:ce|t), no sound, no audio'],
  [
    { is: 'verb', verb: 'undo' },
    `undo, revert, roll ?back, go back, take (?:that|it) back, step back, change (?:it|that) back,
     (?:restore|back to) the (?:previous|last) (?:version|one),
     (?:back to )?(?:how|what|as) it was(?: before)?, put it back`,
  ],
  [{ is: 'verb', verb: 'redo' }, 'redo'],
  [
    { is: 'verb', verb: 'remake' },
    `regenerat(?:e|ing), remake, try again, (?:make )?another (?:version|variant|variation|take),
     (?:make )?a different version, do another(?: one)?, do it again, one more version`,
  ],
  [
    { is: 'verb', verb: 'restart' },
    `start (?:over|afresh|again)(?: from scratch)?, from scratch, begin again, new video, fresh video,
     (?:start|begin|make|create) (?:a|another) (?:new|fresh|separate) (?:video|one|project|clip),
     start fresh`,
  ],
  [
    { is: 'verb', verb: 'export' },
    `export(?:ed|ing)?, download(?:ed|ing)?, save(?: (?:it|this|that|the video))?(?: as)?, send me,
     render(?:ing)?`,
  ],
  [
    { is: 'verb', verb: 'help' },
    `help, how (?:do|can|should) (?:i|we), how to, what can you do, who are you, how does (?:this|it) work, what (?:else )?is possible`,
  ],
  [{ is: 'verb', verb: 'fade' }, 'fad(?:e|es|ed|ing)(?: (?:in and out|in|out|away))?'],
];
