import { PermissionFlagsBits } from 'discord.js';

/** What the bot needs in a channel, as people find it in Discord's settings. The names are Discord's own. */
const NEEDED = {
  view: ['View Channels', PermissionFlagsBits.ViewChannel],
  threads: ['Create Public Threads', PermissionFlagsBits.CreatePublicThreads],
  write: ['Send Messages in Threads', PermissionFlagsBits.SendMessagesInThreads],
  attach: ['Attach Files', PermissionFlagsBits.AttachFiles],
  history: ['Read Message History', PermissionFlagsBits.ReadMessageHistory],
} as const satisfies Record<string, readonly [string, bigint]>;

export type Need = keyof typeof NEEDED;

/** For the invite link: what is needed to work, to deliver and to catch up after an outage. */
export const INVITE_PERMISSIONS: bigint = Object.values(NEEDED)
  .map(([, bit]) => bit)
  .concat(PermissionFlagsBits.SendMessages)
  .reduce((all, bit) => all | bit, 0n);

/** To begin a video in a text channel, and to work in a thread that is there already. */
export const TO_BEGIN: readonly Need[] = ['view', 'threads', 'write'];
export const TO_GO_ON: readonly Need[] = ['view', 'write'];

/** Names of the permissions that are missing; none when nothing is known about them. */
export function missingPermissions(granted: bigint | undefined, needs: readonly Need[]): string[] {
  if (granted === undefined || (granted & PermissionFlagsBits.Administrator) !== 0n) return [];
  return needs.filter((need) => (granted & NEEDED[need][1]) === 0n).map((need) => NEEDED[need][0]);
}

/** True when this person may delete what others wrote. */
export function mayManageMessages(granted: bigint | undefined): boolean {
  const either = PermissionFlagsBits.Administrator | PermissionFlagsBits.ManageMessages;
  return granted !== undefined && (granted & either) !== 0n;
}

export const ATTACH_FILES: string = NEEDED.attach[0];
