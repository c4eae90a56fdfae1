import { type ChildProcess, fork } from 'node:child_process';
import path from 'node:path';
import { Failure } from '../failure.js';
import { type Access, openAccess, rememberPort } from './access.js';
import type { StartOrder, StudioReport } from './launch-messages.js';
import type { StudioLog } from './log.js';

export interface LaunchOptions {
  /** DATA_DIR; the studio keeps its files in `studio` below it. */
  readonly dataDir: string;
  /** FFMPEG_PATH. */
  readonly ffmpegPath?: string;
  readonly log: StudioLog;
  /** Environment of its processes: they decode files that others have sent, so no secret of the bot may be in it. */
  readonly environment?: NodeJS.ProcessEnv;
  /** Compiled `main.js` of the studio, when it is not beside this file. */
  readonly entry?: URL | string;
  /** RETENTION in ms: what nobody has touched for so long is deleted. */
  readonly retentionMs?: number;
}

export interface LaunchedStudio {
  /** For NEMO_API_URL; it stays the same when the process is started anew. */
  readonly url: string;
  /** For `X-Client-Id`: the anonymous token is given to nobody else. */
  readonly clientId: string;
  /** Of the process that runs now; undefined while there is none. */
  readonly pid: number | undefined;
  /** Ends the process; resolves when it has gone. */
  stop(): Promise<void>;
  /** Called once when the studio is given up after crashing again and again. */
  onExit(listener: (failure: Failure) => void): void;
}

const START_TIMEOUT_MS = 15_000;
const STOP_TIMEOUT_MS = 5_000;
/** A process that lived this long crashed for a new reason: the waits begin anew. */
const STABLE_MS = 60_000;
const RESTART_WAITS_MS = [100, 500, 1_000, 2_000, 5_000, 10_000, 20_000];

/**
 * Starts the studio in a process of its own on a loopback port, and starts it anew when it crashes.
 * Rejects with Failure `config` or `backend-unavailable` when it does not come up.
 */
export async function launchStudio(options: LaunchOptions): Promise<LaunchedStudio> {
  const folder = path.join(options.dataDir, 'studio');
  const access = await openAccess(folder);
  const runner = new StudioProcess(options, folder, access);
  const port = await runner.startFirst();
  await rememberPort(folder, access, port);
  return {
    url: `http://127.0.0.1:${port}`,
    clientId: access.clientId,
    get pid() {
      return runner.pid;
    },
    stop: () => runner.stop(),
    onExit: (listener) => runner.onExit(listener),
  };
}

class StudioProcess {
  readonly #options: LaunchOptions;
  readonly #folder: string;
  readonly #access: Access;
  readonly #listeners: ((failure: Failure) => void)[] = [];
  #child: ChildProcess | undefined;
  #port = 0;
  #waiting: NodeJS.Timeout | undefined;
  #stopped = false;
  #crashes = 0;

  constructor(options: LaunchOptions, folder: string, access: Access) {
    this.#options = options;
    this.#folder = folder;
    this.#access = access;
  }

  /** On the port of the last run when it is free, so that old links work; else on any. */
  async startFirst(): Promise<number> {
    try {
      return await this.#start(this.#access.port);
    } catch (thrown) {
      if (this.#access.port === 0 || Failure.from(thrown).code !== 'config') throw thrown;
      return await this.#start(0);
    }
  }

  get pid(): number | undefined {
    return this.#child && !hasEnded(this.#child) ? this.#child.pid : undefined;
  }

  onExit(listener: (failure: Failure) => void): void {
    this.#listeners.push(listener);
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#waiting);
    const child = this.#child;
    if (!child || hasEnded(child)) return;
    const gone = new Promise<void>((resolve) => child.once('close', () => resolve()));
    child.kill('SIGTERM');
    const timer = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS);
    await gone;
    clearTimeout(timer);
  }

  /** Resolves to the port when the process is ready. */
  #start(port: number): Promise<number> {
    const entry = this.#options.entry ?? new URL('./main.js', import.meta.url);
    // A group of its own: Ctrl+C in the terminal would otherwise end a running encoder, and its render with it.
    const detached = process.platform !== 'win32';
    const child = fork(entry, [], {
      execArgv: [],
      detached,
      env: this.#options.environment,
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    this.#child = child;
    const startedAt = Date.now();
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.#options.log.warn({ stderr: text.trim().slice(0, 2_000) }, 'the studio wrote an error');
    });
    return new Promise<number>((resolve, reject) => {
      let ready = false;
      const giveUp = (failure: Failure) => {
        clearTimeout(timer);
        child.kill('SIGKILL');
        reject(failure);
      };
      const timer = setTimeout(
        () => giveUp(new Failure('backend-unavailable', { detail: 'the studio did not come up' })),
        START_TIMEOUT_MS,
      );
      child.on('message', (report: StudioReport) => {
        if (report.kind === 'up') child.send(this.#order(port), () => {});
        if (report.kind === 'log') this.#options.log[report.level](report.facts, report.message);
        if (report.kind === 'failed') {
          giveUp(new Failure(report.portTaken ? 'config' : 'backend-unavailable', { detail: report.detail }));
        }
        if (report.kind === 'ready') {
          ready = true;
          clearTimeout(timer);
          resolve(report.port);
        }
      });
      child.once('error', (cause) =>
        giveUp(new Failure('backend-unavailable', { detail: 'it did not start', cause })),
      );
      child.once('close', (code, signal) => {
        clearTimeout(timer);
        const failure = new Failure('backend-unavailable', {
          detail: `the studio ended (${code ?? signal})`,
        });
        reject(failure);
        if (ready) this.#crashed(failure, Date.now() - startedAt);
      });
    }).then((actual) => {
      this.#port = actual;
      return actual;
    });
  }

  #order(port: number): StartOrder {
    const { ffmpegPath, retentionMs } = this.#options;
    return {
      kind: 'start',
      folder: this.#folder,
      access: this.#access,
      port,
      ...(ffmpegPath && { ffmpegPath }),
      ...(retentionMs !== undefined && { retentionMs }),
    };
  }

  #crashed(failure: Failure, livedMs: number): void {
    if (this.#stopped) return;
    if (livedMs > STABLE_MS) this.#crashes = 0;
    this.#restartLater(failure);
  }

  /** Waits a little longer after each failure; the same port again, because the address was given away. */
  #restartLater(failure: Failure): void {
    const wait = RESTART_WAITS_MS[this.#crashes];
    this.#crashes += 1;
    const { detail } = failure;
    if (wait === undefined) {
      this.#options.log.error({ detail }, 'the studio keeps failing and is given up');
      for (const listener of this.#listeners) listener(failure);
      return;
    }
    this.#options.log.warn({ detail, wait }, 'the studio failed and is started again');
    this.#waiting = setTimeout(() => {
      this.#start(this.#port).catch((thrown: unknown) => {
        if (!this.#stopped) this.#restartLater(Failure.from(thrown, 'backend-unavailable'));
      });
    }, wait);
  }
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}
