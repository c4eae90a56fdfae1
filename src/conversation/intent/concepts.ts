/**
 * What a word or a fixed phrase can mean to the router. The vocabulary (`words-*.ts`) maps phrases of every
 * language to these; the rules (`rules.ts`) speak of nothing else, so a sentence that mixes languages needs
 * no rule of its own.
 */
export type Concept =
  // words that carry no order of their own
  | 'filler' // articles, prepositions, auxiliaries, question words
  | 'polite'
  | 'again'
  | 'want'
  | 'it'
  | 'a' // indefinite: "a video" is a wish for a new one, "the video" is the one that exists
  | 'my'
  | 'all'
  | 'how'
  | 'where'
  | 'how-many'
  | 'more'
  | 'with'
  | 'not'
  | 'new'
  | 'number'
  | 'now-then' // "now", "first", "then": order of work
  // things
  | 'video'
  | 'version' // "version", "cut", "one": a video when something is done with it, nothing new by itself
  | 'videos' // several: a list is meant
  | 'my-videos' // Chinese has no plural: several or one
  | 'animation' // the video when it is exported, else an effect
  | 'file'
  | 'link'
  | 'project'
  | 'material' // pictures, sound and footage that go into a video
  | 'final'
  | 'previous'
  | 'done'
  // handing over
  | 'export'
  | 'deliver' // send, give, get: an order for the file only together with a video or a file
  | 'deliver-me' // "发给我" needs no object
  | 'save'
  | 'publish'
  | 'format'
  | 'resolution'
  | 'quality'
  | 'platform'
  | 'exports' // the list of what was exported
  | 'where-video'
  | 'broken' // "failed", "does not open"
  | 'press' // click, tap: for people who look for a button
  | 'export-button'
  // looking
  | 'show'
  | 'watch' // see, play: the video itself is wanted
  | 'preview'
  | 'status'
  | 'how-goes' // "how is it going": a greeting, or a question about the work that runs
  | 'timeline'
  | 'parts'
  | 'length'
  // the account
  | 'credits'
  | 'left'
  | 'cost'
  | 'free'
  | 'billing'
  | 'account'
  // files in
  | 'upload'
  | 'accepts' // "which formats do you take", "size limit"
  | 'trait' // size, type: of files, when it is asked about them
  | 'hand-in' // "send you", "here are"
  // control
  | 'stop'
  | 'never-mind'
  | 'work'
  | 'help'
  | 'help-me'
  | 'start'
  | 'restart'
  | 'new-project'
  | 'skill'
  | 'change'
  | 'make'
  | 'convert'
  // talk
  | 'greeting'
  | 'thanks'
  | 'bye'
  | 'ack'
  | 'praise'
  | 'looks'
  | 'soon'
  | 'go' // "go ahead": the agent's to answer, but no content of its own
  | 'mash' // "asdf", "test"
  | 'emoji'
  // content, whatever stands around it
  | 'content';

/** The words of `S`, which are separated by single spaces. */
type Words<S extends string, Found = never> = S extends `${infer First} ${infer Rest}`
  ? Words<Rest, Found | First>
  : Found | S;

/**
 * `concepts('show watch')` is `['show', 'watch']`: keeps the rules short; a word that is no concept does
 * not compile.
 */
export function concepts<const S extends string>(
  list: Words<S> extends Concept ? S : never,
): readonly Concept[] {
  return list.split(' ') as Concept[];
}

/** Phrases by meaning, in lower case, separated by `|`. */
export type Vocabulary = Readonly<Partial<Record<Concept, string>>>;
