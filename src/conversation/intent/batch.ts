import { readLabelled } from './batch-labels.js';
import { forOneFile } from './batch-single.js';
import type { BatchOrder } from './meanings.js';
import { JUDGED_CHARACTERS, QUOTATIONS } from './normalise.js';
import { escaped, matchesAny, phrase, type Slots, words } from './phrases.js';

const SLOTS: Slots = {
  video: 'videos?|clips?|reels?|movies?|films?|shorts?|animations?|slideshows?|gifs?|mp4s?',
  videos: 'videos|clips|reels|movies|films|shorts|animations|gifs|mp4s',
  picture:
    'images?|photos?|photographs?|pictures?|pics?|files?|shots?|snapshots?|screenshots?|stills?|' +
    'products?|attachments?|' +
    'ones?|of them|of these|of those',
  elsewhere: 'platform|channel|language|country|day|scene',
};

/** What only somebody says who wants one video per file. "Turn these images into a video" is one video. */
const ONE_EACH: readonly RegExp[] = [
  // a video for each image; videos from every one of these photos; a clip for each
  '{video} (for|from|of|out of) (each|every) !{elsewhere} …3 {picture}',
  '{video} (for|from|of|out of) (each|every) one? $',
  // one clip per photo; one per image
  '({video}|one) per !{elsewhere} …1 {picture}',
  // each photo gets its own video; every image as a separate clip
  '(each|every) …10 (own|separate|individual) …4 {video}',
  '(turn|convert|make|transform) (each|every) …4 (into|in to|to) (a|an|one) …4 {video}',
  '(its|their) own …4 ({video}|renders?|exports?|outputs?)',
  '(process|handle|render|do|edit) …8 (separately|individually|one by one)',
  // separate videos; individual 9:16 clips
  '(separate|individual) …4 {videos}',
  '(one|a|an) …4 {video} each',
  // animate each photo separately
  '(animate|convert|turn|make) …12 (separately|individually|one by one)',
].map((pattern) => phrase(pattern, SLOTS));

const VIDEO_ZH = '(?:视频|视頻|視頻|影片|短片|短视频|小视频|动画|动图|gif|mp4|片子|clip|video)';
const MAKE_ZH = '(?:做|制作|製作|生成|剪|转|轉|变|變|出)';
const ONE_ZH = '一[个個条條段]';
const SEPARATE_ZH = '(?:分别|分別|各自|单独|單獨|独立|獨立|逐一|逐个|逐個|一张一张地?|分开|分開|各)';

const ONE_EACH_ZH: readonly RegExp[] = [
  // 每张图片单独做一个视频. Not 每张图片显示3秒
  `每一?[张張个個幅](?!.{0,8}(?:显示|停留|展示|播放|秒[^的]))[^,，。;；]{0,14}(?:${MAKE_ZH}|${SEPARATE_ZH}|${ONE_ZH})[^,，。;；]{0,12}${VIDEO_ZH}`,
  // 分别做成视频
  `${SEPARATE_ZH}[地都]?${MAKE_ZH}[^,，。;；]{0,12}(?:${VIDEO_ZH}|$)`,
  // 一张图一个视频
  `一[张張](?:图片?|圖片?|照片)?(?:${MAKE_ZH}|对应|對應)?${ONE_ZH}[^,，。]{0,6}${VIDEO_ZH}`,
  `${SEPARATE_ZH}的?(?:${ONE_ZH})?${VIDEO_ZH}`,
].map((source) => new RegExp(source, 'iu'));

/** "Each" inside one video: how long a picture is shown, what happens to it. */
const WITHIN_ONE_VIDEO: readonly RegExp[] = [
  '(\\d+ ?s|seconds?|secs?|s) (per|for each|for every)',
  'into (one|a single)',
  'with each',
  '(combine|merge|stitch)',
  // Pictures that come in one after the other
  '(appear|appearing|show|fade|fading|slide|pop|fly|come|enter|zoom|play|displayed|shown) …4 (one by one|separately|individually)',
].map((pattern) => phrase(pattern, {}));
const WITHIN_ONE_VIDEO_ZH = [/合成一[个個]|合并成|合並成/u];

/** Sound is for every video of a batch, it is no video of its own. */
const SOUND = /\.(?:mp3|wav|m4a|aac|ogg|flac)$/i;

/**
 * The orders of a message that explicitly asks for one video per file; undefined for everything else.
 *
 * An instruction is what the agent is to be told about *one* file; which file stands in `files` and is for
 * the caller to say. With fewer than two files in the message (`names`) but with `sessionHasMedia`, there
 * is a single order without `files`: a template, to be carried out once for every picture that the session
 * already has.
 */
export function readBatch(
  text: string,
  names: readonly string[],
  sessionHasMedia: boolean,
): BatchOrder[] | undefined {
  if (text.length > JUDGED_CHARACTERS || !asksForOneEach(text)) return undefined;
  const pictures = names.filter((name) => !SOUND.test(name));
  const sounds = names.filter((name) => SOUND.test(name));
  const labelled = readLabelled(text, pictures);
  if (labelled === 'no such file') return undefined;
  if (labelled) return labelled.map(({ file, instruction }) => ({ files: [file, ...sounds], instruction }));
  const instruction = forOneFile(withoutNames(text, names));
  if (pictures.length >= 2) return pictures.map((file) => ({ files: [file, ...sounds], instruction }));
  return sessionHasMedia ? [{ instruction }] : undefined;
}

/** "Separate videos of a.jpg and b.jpg" is "separate videos of these images". */
function withoutNames(text: string, names: readonly string[]): string {
  const longestFirst = [...names].filter((name) => name.trim() !== '').sort((a, b) => b.length - a.length);
  if (longestFirst.length === 0) return text;
  const name = `(?:${longestFirst.map(escaped).join('|')})`;
  const list = new RegExp(
    `${name}(?:(?:\\s*[,，、&]\\s*(?:and\\s+)?|\\s+and\\s+|\\s*[和与跟]\\s*)${name})+`,
    'giu',
  );
  const these = /\p{Script=Han}/u.test(text.replace(list, '')) ? '这些图片' : 'these images';
  return text.replace(list, these);
}

function asksForOneEach(text: string): boolean {
  const own = text.normalize('NFKC').toLowerCase().replace(QUOTATIONS, ' \ue000 ');
  const sentences = words(own);
  const characters = own.split(/[。!?;\n]+/u);
  if (matchesAny(sentences, WITHIN_ONE_VIDEO) || matchesAny(characters, WITHIN_ONE_VIDEO_ZH)) return false;
  return matchesAny(sentences, ONE_EACH) || matchesAny(characters, ONE_EACH_ZH);
}
