import type { MusicMood, TextSegment } from '../../draft.js';
import type { Change } from '../apply/outcome.js';
import { factsOf, percentOf, ratioOf, secondsOf } from './format.js';
import { MOOD_NAMES } from './moods.js';
import type { Words } from './words.js';

const ROLES = { title: 'Title', subtitle: 'Subtitle', caption: 'Text' } as const;
const TRANSITIONS = {
  crossfade: 'crossfades',
  cut: 'hard cuts',
  'fade-black': 'fades through black',
} as const;
const MOTIONS = {
  auto: 'gentle motion',
  zoom: 'a zoom',
  pan: 'a pan',
  'zoom-in': 'a slow zoom in',
  'zoom-out': 'a slow zoom out',
  'pan-left': 'a pan to the left',
  'pan-right': 'a pan to the right',
  'pan-up': 'a pan upwards',
  'pan-down': 'a pan downwards',
  still: 'no motion',
} as const;

const images = (count: number) => (count === 1 ? '1 image' : `${count} images`);
const list = (names: readonly string[]) =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
const musicName = ({ mood, name }: { mood?: MusicMood; name: string }) => (mood ? MOOD_NAMES.en[mood] : name);
const span = ({ s, d, m }: TextSegment) =>
  `"${m.text}" (${secondsOf(s)}-${secondsOf(s + d)}s, ${m.position})`;

export const ENGLISH: Words = {
  making: (count) => `Making a video from ${images(count)}.`,
  remaking: 'Making another version with different motion.',
  summary(draft) {
    const facts = factsOf(draft);
    const parts = [`${images(facts.images)}, ${facts.seconds} seconds, ${facts.ratio}`];
    if (facts.transition) parts.push(TRANSITIONS[facts.transition]);
    if (facts.still) parts.push('no motion');
    if (facts.sound) parts.push(`music: ${musicName(facts.sound.m)} at ${percentOf(facts.sound.m.volume)}`);
    parts.push(...facts.texts.map((text) => `${ROLES[text.m.role].toLowerCase()} ${span(text)}`));
    return `${parts.join(', ')}.`;
  },
  ready(draft) {
    return `Your video is ready: ${ENGLISH.summary(draft)}`;
  },
  emptyTimeline: 'There is no video yet. Send images and say what you want.',
  change: describe,
  problem(problem) {
    switch (problem.why) {
      case 'no-images':
        return 'There are no images yet. Send me the images first, then say what to make of them.';
      case 'no-such-image':
        return `There is no such image: the video has ${images(problem.count)}.`;
      case 'which-image': {
        const unknown = problem.said
          ? `I do not know an image called "${problem.said}".`
          : 'I am not sure which image you mean.';
        const names = problem.names.map((name, index) => `${index + 1}. ${name}`).join(', ');
        return problem.names.length > 0
          ? `${unknown} The images are: ${names}. Name one by its number or file name.`
          : `${unknown} Name it by its number or file name.`;
      }
      case 'no-new-image':
        return 'No new image has arrived since. Send it first.';
      case 'already-there':
        return `${list(problem.names)} is in the video already.`;
      case 'last-image':
        return 'That would leave the video without any image, so I left it as it is.';
      case 'one-image':
        return 'There is only one image, so there is nothing to change over to.';
      case 'no-text':
        return 'There is no such text in the video.';
      case 'no-music':
        return 'The video has no music.';
      case 'no-uploaded-sound':
        return 'No sound file has arrived. Send an MP3, WAV, OGG or FLAC file, or name a mood: upbeat, calm, lo-fi, cinematic, corporate.';
      case 'nothing-to-undo':
        return 'There is nothing to undo.';
      case 'nothing-to-redo':
        return 'There is nothing to redo.';
    }
  },
  note(note) {
    switch (note.note) {
      case 'too-long':
        return `The longest video made here is ${secondsOf(note.ms)} seconds.`;
      case 'too-short':
        return `Shorter than ${secondsOf(note.ms)} seconds is not possible here.`;
      case 'too-many-images':
        return `Only the first ${note.count} images were used.`;
      case 'transition-shortened':
        return `The transitions are ${secondsOf(note.ms)} seconds long, because the images do not last longer.`;
    }
  },
  cannot(what) {
    switch (what) {
      case 'narration':
        return 'Narration is not possible here: there is no voice. I can put the words on the images instead.';
      case 'speech-text':
        return 'There is no speech in images that could be written out. Tell me the words and I put them on the images.';
      case 'resolution':
        return 'The largest picture here is 1080p, at 30 frames a second.';
      case 'closing-fade':
        return 'The end of the video cannot fade out here; its beginning and the changes between images can fade through black.';
      case 'transition-kind':
        return 'That transition is not available here. I have crossfade, cut and fade through black.';
      case 'effect':
        return 'Filters, stickers and special effects are not possible here.';
      case 'music-link':
        return 'Music from other services cannot be used here. Send a sound file, or name a mood.';
      case 'move-things-in-image':
        return 'I cannot change what is inside an image, only how it is shown.';
      case 'export-here':
        return 'To get the file, say "export".';
    }
  },
  unclear(said) {
    const quoted = said.map((words) => `"${words}"`);
    return `I did not understand ${list(quoted)}. ${ENGLISH.help}`;
  },
  help: 'I can make a video from your images and change its length, aspect ratio, motion, transitions, titles and captions, background music and its volume, and the order of the images. I can also undo.',
  listening: 'Tell me what to change, whenever you like.',
  greeting: 'Hello! Send me images and say what video you want.',
  askAspect: {
    prompt: 'Which aspect ratio should the video have?',
    options: [
      { id: '16:9', label: '16:9 (landscape)' },
      { id: '9:16', label: '9:16 (vertical)' },
      { id: '1:1', label: '1:1 (square)' },
      { id: '4:5', label: '4:5 (portrait)' },
    ],
  },
  askWords: (role) => `What should the ${role ?? 'text'} say?`,
  leftAsIs: 'All right, I left it as it is.',
  already: 'That is how it is already.',
  join: (sentences) => sentences.join(' '),
};

function describe(change: Change): string {
  switch (change.what) {
    case 'made':
      return `A new video from ${images(change.images)}.`;
    case 'remade':
      return 'A new version with different motion.';
    case 'aspect':
      return `The aspect ratio is now ${ratioOf(change)}.`;
    case 'length': {
      const total = `The video is now ${secondsOf(change.total)} seconds long`;
      if (change.of === 'total') return `${total}.`;
      const who = change.of === 'each' ? 'each image' : list(change.names);
      return `${total}, ${who} ${secondsOf(change.ms)} seconds.`;
    }
    case 'motion': {
      const who = change.names.length > 0 ? list(change.names) : 'Every image';
      return `${who} now has ${MOTIONS[change.motion]}.`;
    }
    case 'transition': {
      const how =
        change.kind === 'cut'
          ? TRANSITIONS.cut
          : `${TRANSITIONS[change.kind]} of ${secondsOf(change.ms)} seconds`;
      if (change.at === 'start') return `The video now begins with a fade from black.`;
      return change.at === 'some'
        ? `That change of image now uses ${how}.`
        : `The images now change with ${how}.`;
    }
    case 'fit':
      return change.fit === 'blur'
        ? 'The images are now shown whole, over a blurred background.'
        : 'The images now fill the frame.';
    case 'text-added':
      return `${ROLES[change.segment.m.role]} added: ${span(change.segment)}.`;
    case 'text-changed':
      return `${ROLES[change.segment.m.role]} changed: ${span(change.segment)}.`;
    case 'text-removed':
      return `Text removed: ${list(change.words.map((words) => `"${words}"`))}.`;
    case 'music':
      return `Music: ${musicName(change)} at ${percentOf(change.volume)}.`;
    case 'music-removed':
      return 'The music is gone.';
    case 'volume':
      return `The music is now at ${percentOf(change.volume)}.`;
    case 'music-fade':
      return `The music fades out over the last ${secondsOf(change.ms)} seconds.`;
    case 'order':
      return `The order is now ${change.names.join(', ')}.`;
    case 'images-removed':
      return `Removed ${list(change.names)}; ${images(change.left)} left.`;
    case 'images-added':
      return `Added ${list(change.names)}; the video now has ${images(change.count)}.`;
    case 'image-replaced':
      return `${change.before} was replaced with ${change.after}.`;
    case 'undone':
      return change.steps === 1
        ? 'The last change is undone.'
        : `The last ${change.steps} changes are undone.`;
    case 'redone':
      return 'The change is back.';
  }
}
