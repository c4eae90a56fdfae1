import type { BatchOrder } from '../intent.js';
import { readLabelled } from './batch-labels.js';
import { forOneFile } from './batch-single.js';
import { JUDGED_CHARACTERS, QUOTATIONS } from './normalise.js';

const VIDEO = '(?:videos?|clips?|reels?|movies?|films?|shorts?|animations?|slideshows?|gifs?|mp4s?)';
const PICTURE =
  '(?:images?|photos?|photographs?|pictures?|pics?|files?|shots?|snapshots?|screenshots?|stills?|products?|attachments?|ones?|of them|of these|of those)';
const VIDEO_ZH = '(?:视频|影片|短片|短视频|小视频|动画|动图|gif|mp4|片子|clip|video)';

/** What only somebody says who wants one video per file. "Turn these images into a video" is one video. */
const ONE_VIDEO_EACH: readonly RegExp[] = [
  // a video for each image, videos from every one of these photos, a clip for each
  `\\b${VIDEO} (?:for|from|of|out of) (?:each|every)(?: (?!platform|channel|language|country|day|scene)[\\w-]+){0,3}? ${PICTURE}\\b`,
  `\\b${VIDEO} (?:for|from|of|out of) (?:each|every)(?: one)?\\s*(?:$|[,.;:!\\n])`,
  // one clip per photo, one per image
  `\\b(?:${VIDEO}|one) per (?:[\\w-]+ )?${PICTURE}\\b`,
  // each photo (gets, as, into) its own video, turn every image into a separate clip
  `\\b(?:each|every)\\b[^.;\\n]{0,60}?\\b(?:own|separate|individual)(?: [\\w-]+){0,4}? ${VIDEO}\\b`,
  `\\b(?:turn|convert|make|transform) (?:each|every) (?:[\\w-]+ ){0,3}?(?:in ?to|to) (?:a|an|one) (?:[\\w-]+ ){0,4}?${VIDEO}\\b`,
  `\\b(?:its|their) own(?: [\\w-]+){0,4}? ${VIDEO}\\b`,
  // separate videos, individual 9:16 clips
  `\\b(?:separate|individual)(?: [\\w:-]+){0,4}? (?:videos|clips|reels|movies|films|shorts|animations|gifs|mp4s)\\b`,
  // one video each
  `\\b(?:one|a|an)(?: [\\w-]+){0,4}? ${VIDEO} each\\b`,
  // animate each photo separately, convert these to mp4 individually
  `\\b(?:animate|convert|turn|make)\\b[^.;\\n]{0,60}\\b(?:separately|individually|one by one)\\b`,
  `每(?:一)?[张個个幅](?!.{0,8}(?:显示|停留|展示|播放|秒[^的]))[^,，。;；\\n]{0,14}(?:做|制作|生成|剪|转|变|出|[单單]独|独立|一[个個条條段])[^,，。;；\\n]{0,12}${VIDEO_ZH}`,
  `(?:分别|分別|各自|单独|單獨|逐一|逐个|逐個|一张一张地?|分开|分開|各)(?:地|都)?(?:做|制作|製作|生成|剪|转|轉|变|變|出)[^,，。;；\\n]{0,12}(?:${VIDEO_ZH}|$)`,
  `一[张張](?:图片?|圖片?|照片)?(?:做|出|生成|对应|對應)?一[个個条條段](?:[^,，。]{0,6})${VIDEO_ZH}`,
  `(?:单独|單獨|独立)(?:的)?(?:一[个個条條段])?${VIDEO_ZH}`,
].map((source) => new RegExp(source, 'i'));

/** "Each" inside one video: how long a picture is shown, what happens to it. */
const WITHIN_ONE_VIDEO =
  /\b(?:seconds?|secs?|s) (?:per|for each|for every)\b|\binto (?:one|a single)\b|\bwith each\b|\b(?:combine|merge|stitch)\b|合成一[个個]|合并成|合並成/i;

/** Sound is for every video of a batch, it is no video of its own. */
const SOUND = /\.(?:mp3|wav|m4a|aac|ogg|flac)$/i;

/**
 * The orders of a message that explicitly asks for one video per file; undefined for everything else.
 *
 * An instruction is what the agent is to be told about *one* file; which file stands in `files` and is for the caller
 * to say. With fewer than two files in the message (`names`) but with `sessionHasMedia`, there is a single order
 * without `files`: a template, to be carried out once for every picture that the session already has.
 */
export function readBatch(
  text: string,
  names: readonly string[],
  sessionHasMedia: boolean,
): BatchOrder[] | undefined {
  if (text.length > JUDGED_CHARACTERS) return undefined;
  const ownWords = text.replace(QUOTATIONS, '\ue000');
  const asked = ONE_VIDEO_EACH.some((pattern) => pattern.test(ownWords)) && !WITHIN_ONE_VIDEO.test(ownWords);
  if (!asked) return undefined;
  const pictures = names.filter((name) => !SOUND.test(name));
  const sounds = names.filter((name) => SOUND.test(name));
  const labelled = readLabelled(text, pictures);
  if (labelled === 'no such file') return undefined;
  if (labelled) return labelled.map(({ file, instruction }) => ({ files: [file, ...sounds], instruction }));
  const instruction = forOneFile(text);
  if (pictures.length >= 2) return pictures.map((file) => ({ files: [file, ...sounds], instruction }));
  return sessionHasMedia ? [{ instruction }] : undefined;
}
