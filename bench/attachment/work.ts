/** What the processes of this bench are told and tell. */

export interface ServerReady {
  readonly url: string;
}

export interface SideArgument {
  /** Where files of any size are, with a token: `?bytes=` tells how large. */
  readonly fileUrl: string;
  readonly slackUrl: string;
  readonly backendUrl: string;
  readonly bytes: number;
  /** A folder for whatever the side keeps. */
  readonly folder: string;
}

export interface SideReady {
  readonly pid: number;
}

/** The answer to `1` or `10`: how many copies were made at once. */
export interface Copied {
  readonly seconds: number;
  /** Why nothing was copied. */
  readonly refusal?: string;
}

/** Of the file that every side copies before it is measured. */
export const WARM_UP_BYTES = 1_048_576;

export const BOT_TOKEN = 'xoxb-bench';
export const NEMO_TOKEN = 'nmv_usr_bench';
export const TEAM = 'T0BENCH';
export const SESSION = '5529798706024415232';
export const uploadPath = `/api/upload-video/nemo_agent/me/${SESSION}`;
