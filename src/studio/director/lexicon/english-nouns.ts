import type { Entry } from './entry.js';

/** Things that can be spoken of, and things that cannot be done. */
export const ENGLISH_NOUNS: readonly Entry[] = [
  [
    { is: 'thing', thing: 'title' },
    `titles?, headlines?, headings?, main titles?, title (?:cards?|text),
     (?:opening|intro) (?:titles?|text|cards?), headers?`,
  ],
  [
    { is: 'thing', thing: 'subtitle' },
    `sub-?title, sub-?head(?:ing|line)s?, tag ?lines?, slogans?, second line`,
  ],
  [{ is: 'thing', thing: 'caption' }, 'captions?, subtitles, text captions?'],
  [
    { is: 'thing', thing: 'text' },
    `texts?, words?, text overlays?, overlay text, lettering, labels?, watermarks?, fonts?`,
  ],
  [
    { is: 'thing', thing: 'closing' },
    `(?:a )?call[- ]to[- ]action, (?:end|closing) credits, cta, end (?:cards?|titles?|text|screens?),
     (?:outro|closing|final) (?:text|cards?|titles?|screens?)`,
  ],
  [
    { is: 'thing', thing: 'music' },
    `music, background (?:music|tracks?|audio|songs?|sounds?), bgm, sound ?tracks?, songs?, tunes?,
     sounds?, audio, (?:music|audio|backing) tracks?, tracks?, melod(?:y|ies), beats?, sound`,
  ],
  [
    { is: 'thing', thing: 'volume' },
    `(?:music |audio |sound )?volume, loudness, (?:music|audio|sound) level`,
  ],
  [
    { is: 'thing', thing: 'image' },
    `images?, photos?, pictures?, pics?, photographs?, slides?, snapshots?, shots?,
     product (?:images?|photos?|shots?),
     (?:static|still|landscape|portrait|vertical|horizontal|square) (?:images?|photos?|pictures?|shots?),
     stills`,
  ],
  [
    { is: 'thing', thing: 'video' },
    `videos?, vids?, (?:short |video )?clips?, slide-?shows?, slide shows?, movies?, films?, montages?, ads?,
     adverts?, commercials?, promos?, teasers?, trailers?, footage, short videos?, photo videos?,
     animated videos?, short films?`,
  ],
  [{ is: 'thing', thing: 'mp4' }, 'mp4s?, mov, webm'],
  [{ is: 'thing', thing: 'transition' }, 'transitions?, transition effects?, changes between'],
  [
    { is: 'thing', thing: 'motion' },
    `motions?, motion effects?, movements?, camera (?:moves?|movements?|motions?), animations?,
     animation effects?`,
  ],
  [
    { is: 'thing', thing: 'aspect' },
    `aspect(?: ratio)?s?, ratio, orientation, dimensions?, frame (?:size|shape|format), shape,
     video format`,
  ],
  [
    { is: 'thing', thing: 'length' },
    `durations?, lengths?, running time, run ?time, timing, pace, pacing, speed, tempo`,
  ],
  [{ is: 'thing', thing: 'size' }, '(?:font |text )?size'],
  [{ is: 'thing', thing: 'color' }, '(?:font |text )?colou?rs?'],
  [{ is: 'thing', thing: 'place' }, 'positions?, placement, location'],
  [{ is: 'thing', thing: 'order' }, 'orders?, sequence, running order'],
  [
    { is: 'beyond', what: 'narration' },
    `narrat(?:ed|ion|e|or|ing), voice-? ?overs?, spoken, text[- ]to[- ]speech, tts, voices?, speech,
     dub(?:bed|bing)`,
  ],
  [
    { is: 'beyond', what: 'transition-kind' },
    `wip(?:e|es|ing), (?:slide|swipe|push|zoom|spin|glitch|page|flip|morph) transitions?, page turns?,
     swip(?:e|es|ing), whip pans?, morph(?:s|ing)?`,
  ],
  [
    { is: 'beyond', what: 'effect' },
    `filters?, stickers?, emojis?, (?:special |visual )?effects?, colou?r grad(?:e|ing),
     black and white, sepia, confetti, particles?, glitch(?:es)?, green screen, slow motion, 3d, grain,
     vintage look, blur(?:ry)?, rotat(?:e|ed|ing), crop(?:ped|ping)?, brightness, contrast, saturation,
     bold, italics?, underlined?, outlines?, drop shadows?, shadows?, lip ?sync,
     avatars?, sparkles?, frames around, borders?, progress bar, status bar, countdown`,
  ],
  [
    { is: 'beyond', what: 'move-things-in-image' },
    `background(?= (?:of|from|in|removal|remover)), background removal, (?:the )?backgrounds?(?! (?:music|tracks?|audio|songs?|sounds?))`,
  ],
  [{ is: 'beyond', what: 'resolution' }, '\\d+ ?fps, frame rate, [248]k, uhd, 1440p, 2160p'],
  [
    { is: 'beyond', what: 'speech-text' },
    `auto(?:matic(?:ally)?)?(?:[- ](?:generated )?(?:captions?|subtitles?))?, transcri(?:be|pt|ption), speech to text`,
  ],
  [{ is: 'beyond', what: 'music-link' }, 'spotify, youtube (?:song|music|track), copyrighted'],
];
