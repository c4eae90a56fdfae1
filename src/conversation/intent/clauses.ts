/** How a clause hangs on the one before it. */
export type Joint = 'start' | 'sentence' | 'then' | 'and' | 'comma';

export interface Clause {
  readonly text: string;
  readonly joint: Joint;
  readonly question: boolean;
}

/** Marks a boundary that Chinese writes without punctuation. */
const THEN = '\ue001';

/** 加个标题后导出, 配上音乐并发给我: the order follows a small word inside the sentence. */
const ORDER_INSIDE_CHINESE = new RegExp(
  '(?:并且|并|再|后|最后|之后|以后|完)' +
    '(?=(?:请|帮我|给我|直接|再|就|马上)?(?:把[^,，。]{0,8}?)?' +
    '(?:导出|下载|输出|渲染|发给我|发我|传给我|发送给我|保存))',
  'g',
);

const BOUNDARY = new RegExp(
  [
    '(?<sentence>[.](?=\\s|$|\\p{Script=Han})|[!?。;\\n…]+)',
    `(?<then>${THEN}|[,、]?\\s*\\b(?:and )?(?:then|after that|afterwards|finally)\\b|然后|接着|随后)`,
    '(?<and>[,、]?\\s*\\b(?:and also|and|plus|but)\\b|同时|顺便|以及|但是|不过)',
    '(?<comma>,(?!\\d)|、|—|–|\\s-\\s)',
  ].join('|'),
  'gu',
);

/**
 * Splits a normalised message into clauses. A question mark belongs to the clause that it ends. Clauses
 * without a letter or digit are dropped.
 */
export function clauses(text: string): Clause[] {
  const marked = text.replace(ORDER_INSIDE_CHINESE, (word) =>
    word === '再' || word === '并' ? THEN : `${word}${THEN}`,
  );
  const found: Clause[] = [];
  let joint: Joint = 'start';
  let from = 0;
  const take = (to: number, question: boolean) => {
    const clause = marked.slice(from, to).trim();
    if (clause !== '') found.push({ text: clause, joint, question });
    else if (question && found.length > 0) {
      const last = found.pop();
      if (last) found.push({ ...last, question });
    }
  };
  for (const match of marked.matchAll(BOUNDARY)) {
    take(match.index, match[0].includes('?'));
    from = match.index + match[0].length;
    joint = stronger(match.groups ?? {}, found.length === 0 ? 'start' : undefined);
  }
  take(marked.length, false);
  return found;
}

function stronger(groups: Record<string, string | undefined>, given: Joint | undefined): Joint {
  if (given) return given;
  if (groups.sentence !== undefined) return 'sentence';
  if (groups.then !== undefined) return 'then';
  return groups.and === undefined ? 'comma' : 'and';
}
