import { readArgument, tellParent } from '../suite/process.js';
import type { Copied, SideArgument } from './work.js';

/** Makes a process one side: it copies the file as often at once as it is asked to. */
export async function serveSide(
  open: (argument: SideArgument) => Promise<(count: number) => Promise<void>>,
): Promise<void> {
  const copy = await open(readArgument<SideArgument>());
  process.on('message', async (count) => {
    const start = performance.now();
    const refusal = await copy(Number(count)).then(
      () => undefined,
      (problem: unknown) => (problem instanceof Error ? problem.message : String(problem)),
    );
    tellParent({ seconds: (performance.now() - start) / 1_000, refusal } satisfies Copied);
  });
  tellParent({ pid: process.pid });
}

export const atOnce = (copy: () => Promise<void>) => async (count: number) => {
  await Promise.all(Array.from({ length: count }, copy));
};
