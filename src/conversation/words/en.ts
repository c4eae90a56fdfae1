import type { Activity } from '../ports/video-backend.js';

/** Every sentence that the bot says in English. `zh.ts` has the same keys; foreign text comes in already cleaned. */
export const en = {
  // ------------------------------------------------------------ first contact
  welcome: (noun: string, formats: string) =>
    `Drop ${noun} (${formats}) here and say what you want; keep refining in this thread, and I send the MP4.`,
  picturesGoToCloud: "Files you send here are uploaded to NemoVideo's cloud, where the video is made.",
  picturesStayHere:
    'Files you send here stay on this computer: the video is made by its own studio, not by NemoVideo.',
  picturesGoToStudio:
    'Files you send here go to the studio of whoever runs this bot, where the video is made, not to NemoVideo.',
  trySaying: 'Try saying:',
  example: (prompt: string) => `"${prompt}"`,
  list: (items: readonly string[]) => items.join(', '),
  seconds: (seconds: number) => `${seconds}s`,
  unavailable: (asked: string, given: string) => `${asked} is not available here, so this is ${given}.`,
  ready: 'Connected and ready.',

  // ------------------------------------------------------------ small talk
  hello: 'Hi! Send me images and say what video you want.',
  helloAgain: 'Hi! Tell me what to change, or say "export" to get the video.',
  youAreWelcome: 'You are welcome. Say "export" whenever you want the video.',
  goodbye: 'See you. This thread keeps your timeline.',
  fine: 'Good. Tell me what to change next, or say "export".',
  unclear: 'I did not catch that. Send images and say what you want, or say "help".',

  help: (noun: string, formats: string, megabytes: number) =>
    [
      `Send ${noun} (${formats}, up to ${megabytes} MB each) and say what video you want.`,
      'Then refine it in the same thread: "add the title Summer Sale", "make it vertical", "use calm music at 30%", "5 seconds per image".',
      '"export" sends the video (also "export as gif", "export 720p"), "status" shows the timeline, "credits" the balance.',
      '"stop" stops what is running, "new project" starts over, "/skill" changes the skill, "my videos" lists every export.',
      'One video per image: "make a separate video for each image".',
    ].join('\n'),

  // ------------------------------------------------------------ files
  askForFiles: (noun: string, formats: string, megabytes: number) =>
    `Which ${noun}? Drop them here (${formats}, up to ${megabytes} MB each) or paste a link to one.`,
  howToUpload: (noun: string, formats: string, megabytes: number) =>
    `Just send your ${noun} in this thread (${formats}, up to ${megabytes} MB each), or paste a link to a file.`,
  received: (names: string) => `Got it: ${names}.`,
  whatNow: 'What shall I make of it?',
  fileRefused: (file: string, reason: string) => `⚠️ ${file}: ${reason}`,
  acceptedFormats: (formats: string) => `Accepted: ${formats}.`,
  filesLeftOut: (limit: number, names: string, more: number) =>
    `⚠️ I take ${limit} files in one message. Left out: ${names}${more > 0 ? ` and ${more} more` : ''}. Send the rest in another message.`,
  nothingUsable: 'None of these files can be used, so I have not started.',
  someUnusable: 'I go on with the others.',

  // ------------------------------------------------------------ card
  phase: {
    settingUp: 'Setting things up...',
    uploading: (n: number, of: number, name: string) =>
      of === 1 ? `Uploading ${name}` : `Uploading ${n} of ${of}: ${name}`,
    converting: (name: string) => `Converting ${name}`,
    thinking: 'Working on it. This may take a few minutes',
    checking: 'Checking the result',
    lost: 'The connection broke; checking whether the work was done',
    rendering: 'Rendering',
    queuedRender: 'Waiting for the renderer',
    delivering: 'Sending the video',
    queued: (ahead: number) => (ahead === 1 ? 'Queued: 1 request ahead' : `Queued: ${ahead} requests ahead`),
    resumed: 'I was restarted; picking up where I was',
    goesOnAfterRestart: 'I am being restarted; this goes on right after',
    sessionRestarts: 'Starting a new session',
  },
  activity: {
    generating: 'Generating video',
    audio: 'Adding music',
    editing: 'Editing the timeline',
    analysing: 'Looking at your material',
    working: 'Working on it',
  } satisfies Record<Activity, string>,
  cardRunning: (phase: string, elapsed: string) => `⏳ ${phase} (${elapsed})`,
  cardPercent: (phase: string, percent: number, elapsed: string) => `⏳ ${phase}: ${percent}% (${elapsed})`,
  cardQueued: (phase: string) => `🕒 ${phase}`,
  /** Without a time for what took less than a second. */
  cardDone: (elapsed: string) => (elapsed ? `✅ Done in ${elapsed}` : '✅ Done'),
  cardFailed: (why: string) => `⚠️ ${why}`,
  cardStopped: '⏹ Stopped',
  notFinished: 'Not finished',
  stillWorking: (elapsed: string) => `⏳ Still working... (${elapsed})`,
  stillWorkingOver: (elapsed: string) => `That took ${elapsed}.`,

  // ------------------------------------------------------------ turn
  footageReady: (about: string) =>
    `✅ Raw video ready${about ? ` (${about})` : ''}. Music, titles and effects come next.`,
  noVisibleChange:
    'The agent finished without changing the timeline. Say it in other words, or be more specific.',
  recoveredDone: 'The connection broke, but the work was done:',
  somethingWentWrong: 'The agent reported a problem on the way, so check the result.',
  changedHere: 'Tell me here what to change.',
  questionIntro: 'One question before I go on:',
  questionAnswerFreely: 'Press a button or answer in your own words.',
  answerNoted: (answer: string) => `Noted: ${answer}.`,
  questionGone: 'That question is no longer open. Just tell me what you want.',
  batchItem: (n: number, of: number, name: string) => `Video ${n} of ${of}: ${name}`,
  batchOrder: (file: string, instruction: string) =>
    `Start a new video that uses only ${file}. ${instruction}`,
  batchDone: (done: number, of: number) => `✅ ${done} of ${of} videos are ready.`,
  aspectOrder: (ratio: string) => `Change the aspect ratio to ${ratio}`,

  // ------------------------------------------------------------ timeline, credits, exports
  emptyTimeline: 'The timeline is still empty. Send images and say what you want.',
  materialOnly: (n: number) =>
    n === 1
      ? '1 file is uploaded; the timeline is still empty.'
      : `${n} files are uploaded; the timeline is still empty.`,
  running: (what: string) => `Running now: ${what}.`,
  credits: (available: number, frozen: number) =>
    frozen > 0
      ? `${available} credits available, ${frozen} reserved for running work.`
      : `${available} credits available.`,
  creditsFree: 'The studio is free: nothing is charged.',
  creditsShared: 'This is the free starter account; everybody who uses this bot shares it.',
  noExports: 'No video has been exported in this thread yet. Say "export" when it is ready.',
  exportsList: 'Videos of this thread:',
  exportLine: (n: number, format: string, summary: string) => `${n}. ${format.toUpperCase()} ${summary}`,

  // ------------------------------------------------------------ export
  videoReady: (n: number, facts: string) =>
    `✅ Video ready${n > 1 ? ` (export ${n})` : ''}${facts ? `: ${facts}` : '!'}`,
  link: (url: string) => `Video: ${url}`,
  projectLink: (url: string) => `Project: ${url}`,
  notDelivered: {
    'too-large': (limit: string) =>
      `The file is too large to be attached here${limit ? ` (limit ${limit})` : ''}; "export 720p" makes a smaller one.`,
    'not-allowed': 'The file could not be attached here: uploads are not allowed.',
    unreachable: 'The finished file could not be fetched, so it is not attached.',
    failed: 'The file could not be attached.',
  },
  useTheLink: 'The link above works.',
  noLinkHere: 'Say "export" to try again.',
  fix: (fix: string) => `To fix it: ${fix}`,

  // ------------------------------------------------------------ stop, new, skill
  nothingRuns: 'Nothing is running here.',
  stoppedTurn:
    'Stopped: I closed the connection to the agent. Work that had already started may still be charged.',
  stoppedRender: 'Stopped: the export was cancelled. Exports are free.',
  stoppedQueued: 'Stopped before it began. Nothing was done.',
  stoppedUpload: 'Stopped the upload. Files that had arrived stay in the project.',
  stillWaiting: (n: number) => (n === 1 ? '1 more request goes on now.' : `${n} more requests go on now.`),
  newProject: 'New project: this thread starts with an empty timeline. The earlier videos stay above.',
  skillChoose: 'Which skill shall this thread use?',
  skillNow: (name: string) => `This thread now uses "${name}".`,
  skillUnknown: (slugs: string) => `There is no such skill. Choose one of: ${slugs}`,
  sessionWasLost: (restored: number, lost: readonly string[]) =>
    [
      'The earlier session is gone at the backend, so the timeline starts again.',
      restored > 0 ? `I uploaded ${restored === 1 ? '1 file' : `${restored} files`} again.` : '',
      lost.length > 0 ? `These files have to be sent again: ${lost.join(', ')}.` : '',
    ]
      .filter(Boolean)
      .join(' '),

  // ------------------------------------------------------------ buttons
  button: {
    export: 'Export',
    timeline: 'Timeline',
    credits: 'Credits',
    stop: 'Stop',
    retry: 'Try again',
    help: 'Help',
    newProject: 'New project',
  },

  // ------------------------------------------------------------ failures
  failure: {
    tokenRefused: (backend: string, variable: string) =>
      `${backend} does not accept the token that this bot was set up with. Whoever runs it has to renew ${variable}.`,
    tokenExpired: 'The access to NemoVideo ran out and could not be renewed. Try again in a minute.',
    tokenQuota:
      'NemoVideo gives no more free accounts from here for now (one per week). Whoever runs this bot can set NEMO_TOKEN.',
    sessionLost: 'The session is gone at the backend. Try again: I will start a new one.',
    noCreditsAnonymous: (link: string) => `No credits left. Register to go on: ${link}`,
    noCreditsPublic: 'No credits left.',
    noCreditsRegistered: 'No credits left. Top up credits in your account, then try again.',
    unsupported: (formats: string, found: string) =>
      `${found ? `This is ${found}, which is not supported.` : 'This kind of file is not supported.'} Accepted: ${formats}.`,
    plainText: (formats: string) =>
      `There is only text in it, no picture, video or sound. Accepted: ${formats}.`,
    webPage: (formats: string) => `This is a web page and not a picture. Accepted: ${formats}.`,
    tooLargeForBackend: 'The backend refused it as too large. Compress or trim it and send it again.',
    registerHere: (link: string) => `Register here: ${link}`,
    tooLarge: (limit: string) => `The file is larger than ${limit}. Compress or trim it and send it again.`,
    unreadable: 'The file is damaged or incomplete. Export it again from its source and send it once more.',
    empty: 'The file is empty. Send it again.',
    fetchFailed: 'The file could not be fetched. Send it again.',
    fetchForbidden: 'I am not allowed to read this file.',
    urlRefused: 'This address cannot be used. Send the file itself, or a public link to it.',
    planBlocksExport: 'Register or upgrade your plan to unlock export. Your project is kept.',
    forbidden:
      'The account of this bot may not do that. Whoever runs it has to check the plan and the token.',
    rateLimited: 'NemoVideo asks to wait. Try again in a minute.',
    backendUnavailable: (backend: string) =>
      `${backend} cannot be reached right now. Nothing was lost; try again in a minute.`,
    backendMisunderstood: (backend: string) =>
      `${backend} gave an answer that I do not understand. Try again; if it stays, tell whoever runs this bot.`,
    turnTimeout: (limit: string) =>
      `It took longer than ${limit} and no change can be seen. Try again, perhaps in smaller steps.`,
    turnUnconfirmed:
      'The connection broke and no change can be seen after several checks. I did not send it again, because it might be charged twice. Try again if you want it sent once more.',
    agentError: (why: string) =>
      `The agent could not do this${why ? `: ${why}` : '.'} Say it in other words, or try again.`,
    nothingToExport: 'There is nothing to export yet. Send images and say what you want first.',
    renderFailed: 'Export failed, please try again later.',
    renderTimeout: 'The export takes too long and was given up. Try again later.',
    videoUnreachable: 'The video is finished, but its file could not be fetched. Try the export again.',
    tooManyWaiting: {
      thread: (allowed: number, refused: number) =>
        `${requests(allowed)} ${allowed === 1 ? 'is' : 'are'} waiting in this thread already, so I did not keep ${these(refused)}. Send ${again(refused)} when some of them are done, or say "stop" to end the one that runs.`,
      person: (allowed: number, refused: number) =>
        `You have ${requests(allowed)} waiting already, in all your threads together, so I did not keep ${these(refused)}. Send ${again(refused)} when some of them are done.`,
      tenant: (allowed: number, refused: number) =>
        `Everybody here together has ${requests(allowed)} waiting already, so I did not keep ${these(refused)}. Send ${again(refused)} in a few minutes.`,
    },
    storeUnavailable: 'I could not write this down, so I did not start it. Send it again in a minute.',
    storeFull: 'The disk of this bot is full, so I did not start. Whoever runs it has to make room.',
    buttonRefused: 'This button does not belong to this thread.',
    platformPermission: (fix: string) => `I lack a permission here. ${fix}`,
    internal: 'Something broke on my side. It is written in the log; try again.',
  },
  backendName: { nemovideo: 'NemoVideo', studio: 'The studio' },
};

function requests(count: number): string {
  return count === 1 ? '1 request' : `${count} requests`;
}

function again(refused: number): string {
  return refused === 1 ? 'it again' : 'them again';
}

function these(refused: number): string {
  return refused === 1 ? 'this one' : `the last ${refused}`;
}

/** The shape that every language fills. */
export type Words = typeof en;
