/** `pg` brings no types; BullMQ describes the part of it that is used here. */
declare module 'pg' {
  import type { PgModule } from 'bullmq';

  export const Pool: PgModule['Pool'];
}
