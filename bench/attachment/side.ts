import { readArgument, tellParent } from '../suite/process.js';
import { type Copied, type SideArgument, type SideReady, WARM_UP_BYTES } from './work.js';

/** A file on the platform. */
export interface SourceFile {
  readonly url: string;
  readonly bytes: number;
}

/**
 * Makes a process one side: it copies the file as often at once as it is asked to. Before it is ready it has copied a
 * small one, because code that is loaded belongs to the program and not to the file.
 */
export async function serveSide(
  open: (argument: SideArgument) => Promise<(file: SourceFile) => Promise<void>>,
): Promise<void> {
  const argument = readArgument<SideArgument>();
  const copy = await open(argument);
  const file = (bytes: number): SourceFile => ({ url: `${argument.fileUrl}?bytes=${bytes}`, bytes });
  await copy(file(WARM_UP_BYTES));
  process.on('message', async (count) => {
    const start = performance.now();
    const copies = Array.from({ length: Number(count) }, () => copy(file(argument.bytes)));
    const refusal = await Promise.all(copies).then(
      () => undefined,
      (problem: unknown) => (problem instanceof Error ? problem.message : String(problem)),
    );
    tellParent({ seconds: (performance.now() - start) / 1_000, refusal } satisfies Copied);
  });
  // Whoever started this process may have been killed.
  process.once('disconnect', () => process.exit());
  tellParent({ pid: process.pid } satisfies SideReady);
}
