/** Labels of items in a list of what a video has: what stands after them is content, whatever it reads like. */
import { oneOf } from './pattern.js';

const SOUND_LABEL = new RegExp(
  `^(?:${oneOf(`
    (?:background |added |new )?(?:music|bgm|audio|sounds?|sfx|sound effects?|songs?|soundtrack)(?: (?:track|added|\\d+))?
    (?:(?:audio|music|video|sound) )?track(?: name| \\d+)?
    (?:已?添加|新增)?的?(?:背景)?(?:音乐|配乐|音频|歌曲|曲目|音效|声音|bgm)\\s*[\\d一二三四五]?
  `)})$`,
  'i',
);
const TEXT_LABEL = new RegExp(
  `^(?:${oneOf(`
    (?:the )?(?:(?:opening|closing|main|end|on-screen) )?${oneOf(`
      titles?|captions?|subtitles?|voice-?over|narration|text|script|lyrics|headline|slogan|tag ?line|cta
      overlay|lower third|dialogue
    `)}(?: (?:text|script|line|overlay|card|\\d+))*
    (?:标题|字幕|旁白|配音|文案|文字|文本|台词|口号|歌词|广告语|解说)\\s*[\\d一二三四五]?
  `)})$`,
  'i',
);
/** "Audio: use the slider" is an instruction all the same: it names a thing of the screen. */
const HANDS_ON = new RegExp(
  oneOf(`
    ^(?:please |you can |to |请|您|你|可以|在)
    \\b(?:the|your|this) [\\w ]{0,20}?\\b${oneOf(
      'panel|tab|slider|button|menu|editor|time-?line|library|clips?|files?|segment|waveform|handles?',
    )}\\b
    面板|滑块|滑杆|按钮|菜单|选项卡|标签页|轨道|音乐库|素材库
  `),
  'i',
);

/** "Music", "BGM", "音效 2": a colon or a dash behind it announces the name of a sound. */
export function isSoundLabel(view: string): boolean {
  return SOUND_LABEL.test(view);
}

/** True for the first clause behind the label of a sound when it is a name, and no instruction. */
export function isSoundName(view: string): boolean {
  return !HANDS_ON.test(view);
}

/** "Voiceover text", "字幕 2": also in front of a dash somebody's text follows. */
export function isTextLabel(view: string): boolean {
  return TEXT_LABEL.test(view);
}
