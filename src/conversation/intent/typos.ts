/** Words worth recognising when they are misspelt: those that carry an order. */
const WORTH_CORRECTING: readonly string[] = (
  'export|download|render|credits|balance|status|timeline|tracks|upload|cancel|video|videos|please|' +
  'project|remaining|progress|thanks|thank|hello|resolution|quality|restart|exports|finished'
).split('|');

/** Real words, and frequent ones, that lie one step beside a word above and mean something else. */
const REAL_NEIGHBOURS: ReadonlySet<string> = new Set(
  (
    'expert|experts|expect|extort|exports|balanced|balances|statue|statues|states|state|stats|' +
    'uploads|uploaded|unload|uploader|downloads|canal|cancels|trucks|tricks|cracks|trades|traces|' +
    'racks|track|tracker|tracked|treks|pleased|pleases|pleas|lease|phase|gender|tender|sender|lender|' +
    'fender|vender|renders|rendered|reader|under|render|enter|protect|projects|thinks|think|tanks|' +
    'hanks|shanks|thanked|cello|jello|hell|hells|shell|restarts|resting|credit|edits|revolution|' +
    'equality|timelines|timeless|videos|widen|ideo|hollow|help|trick|stack|stacks|rock|rocks|truck|' +
    'tank|thanx|finishes|unfinished|hallo|reminding|remains'
  ).split('|'),
);

/** Misspellings further away than one step. */
const KNOWN_MISSPELLINGS: Readonly<Record<string, string>> = {
  vedio: 'video',
  vedios: 'videos',
  vidio: 'video',
  creidts: 'credits',
  creadits: 'credits',
  donwlaod: 'download',
  downlaod: 'download',
  donload: 'download',
  dowload: 'download',
  exprot: 'export',
  exoprt: 'export',
  expot: 'export',
  xport: 'export',
  plese: 'please',
  pleas: 'please',
  pleez: 'please',
  cansel: 'cancel',
  stauts: 'status',
  staus: 'status',
  satus: 'status',
  uplaod: 'upload',
  uplod: 'upload',
  tnx: 'thanks',
  hlep: 'help',
  hepl: 'help',
  stpo: 'stop',
  sotp: 'stop',
  helo: 'hello',
  sned: 'send',
  hwo: 'how',
  teh: 'the',
  wehre: 'where',
  waht: 'what',
  thnks: 'thanks',
  mutch: 'much',
};

/**
 * The word that was meant, when `word` is one slip (a letter missing, added, wrong, or two swapped) away
 * from it.
 */
export function corrected(word: string): string {
  const known = Object.hasOwn(KNOWN_MISSPELLINGS, word) ? KNOWN_MISSPELLINGS[word] : undefined;
  if (known) return known;
  if (word.length < 5 || REAL_NEIGHBOURS.has(word)) return word;
  return WORTH_CORRECTING.find((meant) => isOneSlipAway(word, meant)) ?? word;
}

function isOneSlipAway(word: string, meant: string): boolean {
  if (Math.abs(word.length - meant.length) > 1 || word === meant) return false;
  let at = 0;
  while (at < meant.length && word[at] === meant[at]) at++;
  const restOfWord = word.slice(at);
  const restOfMeant = meant.slice(at);
  if (word.length < meant.length) return restOfWord === restOfMeant.slice(1);
  if (word.length > meant.length) return restOfWord.slice(1) === restOfMeant;
  const swapped = restOfWord[0] === restOfMeant[1] && restOfWord[1] === restOfMeant[0];
  return (
    restOfWord.slice(1) === restOfMeant.slice(1) || (swapped && restOfWord.slice(2) === restOfMeant.slice(2))
  );
}
