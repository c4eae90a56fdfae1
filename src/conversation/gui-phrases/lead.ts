/**
 * What stands before the verb of a clause: fillers ("then", "接下来") and words that ask the reader ("please",
 * "您可以").
 */
export interface LeadWords {
  readonly filler: RegExp;
  readonly asking: RegExp;
}

/** A clause without what stands before its verb, and whether that asks the reader to act. */
export function stripLead(clause: string, words: LeadWords): { rest: string; asksReader: boolean } {
  let rest = clause;
  let asksReader = false;
  for (let before = ''; before !== rest; ) {
    before = rest;
    rest = rest.replace(words.filler, '');
    const asked = rest.replace(words.asking, '');
    if (asked !== rest) asksReader = true;
    rest = asked;
  }
  return { rest, asksReader };
}
