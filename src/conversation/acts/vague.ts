/** Requests that say nothing concrete: the only ones to which the seeds' "be specific" tip is offered. */
const VAGUE =
  /^(?:please |can you |could you )*(?:make|do|fix|improve|change|edit)?\s*(?:it|this|that|the video)?\s*(?:look|be|a bit|a little|much|more|even)*\s*(?:better|nicer|cooler|good|great|nice|cool|beautiful|professional|pop|awesome|best)\s*[.!]*$/i;
const VAGUE_ZH =
  /^(?:请|帮我)?(?:把)?(?:它|这个|视频)?(?:做|弄|改|变)?得?(?:更|再)?(?:好看|漂亮|好|美|酷|专业|高级)(?:一点|一些|点)?[。！!]*$/;

/** True for "make it look better" and its like. */
export function isVague(text: string): boolean {
  const words = text.trim();
  return VAGUE.test(words) || VAGUE_ZH.test(words);
}
