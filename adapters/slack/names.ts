/** What the app is called by in Slack: named in the manifest, and listened to in the code. */
export const COMMAND = '/video';
export const SHORTCUT_NEW_VIDEO = 'reelthread_new_video';
export const SHORTCUT_FROM_MESSAGE = 'reelthread_from_message';
/** Name of the bot user in the manifest; a workspace may have changed it. */
export const APP_NAME = 'reelthread';
