import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';

/** A process of a bench, which tells what it has to say in messages. */
export interface BenchProcess<Ready> {
  /** What it said first, when it was ready. */
  readonly ready: Ready;
  /** From its start until it was ready. */
  readonly startedInMs: number;
  /** Sends a question and resolves to the next message. */
  ask<Answer>(question: string): Promise<Answer>;
  stop(): Promise<void>;
}

/**
 * Starts a compiled file of the benches with a JSON argument. What it prints is dropped, unless it ends before it is
 * ready. Rejects then.
 */
export async function startProcess<Ready>(file: string, argument: object = {}): Promise<BenchProcess<Ready>> {
  const start = performance.now();
  const child = fork(file, [JSON.stringify(argument)], {
    execArgv: [],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let complaints = '';
  child.stderr?.on('data', (chunk) => {
    complaints = `${complaints}${chunk}`.slice(-4_000);
  });
  const ready = (await answerOf(child, () => complaints)) as Ready;
  const startedInMs = performance.now() - start;
  return {
    ready,
    startedInMs,
    async ask<Answer>(question: string) {
      const answer = answerOf(child, () => complaints);
      child.send(question);
      return (await answer) as Answer;
    },
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
    },
  };
}

/** The argument that a process was started with. */
export function readArgument<T>(): T {
  return JSON.parse(process.argv[2] ?? '{}') as T;
}

export function tellParent(message: object): void {
  process.send?.(message);
}

function answerOf(child: ChildProcess, complaints: () => string): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const settle = (act: () => void) => {
      child.off('message', answered);
      child.off('exit', gone);
      act();
    };
    const answered = (message: unknown) => settle(() => resolve(message));
    const gone = (code: number | null) =>
      settle(() => reject(new Error(`a process of the bench ended with ${code}: ${complaints()}`)));
    child.on('message', answered);
    child.on('exit', gone);
  });
}
