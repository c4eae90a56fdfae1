import type { Leadership } from '../../src/conversation/ports/work.js';

/** Processes that stand for one lead, without a database: the first one has it, then the next that waits. */
export class SharedLead {
  readonly #candidates: { run(): void; lose(): Promise<void>; leads: boolean }[] = [];

  /** What one process is given. */
  candidate(): Leadership {
    let running: Promise<void> | undefined;
    let over = new AbortController();
    let term: ((over: AbortSignal) => Promise<void>) | undefined;
    const own = {
      leads: false,
      run: () => {
        own.leads = true;
        over = new AbortController();
        running = term?.(over.signal);
      },
      lose: async () => {
        own.leads = false;
        over.abort();
        await running;
      },
    };
    const resign = async () => {
      const at = this.#candidates.indexOf(own);
      if (at >= 0) this.#candidates.splice(at, 1);
      await own.lose();
      this.#elect();
    };
    return {
      get state() {
        return own.leads ? 'leads' : 'stands by';
      },
      stand: async (run) => {
        term = run;
        this.#candidates.push(own);
        this.#elect();
        return own.leads ? 'leads' : 'stands by';
      },
      resign,
      handOver: async () => {
        if (this.#candidates.length > 1 || !own.leads) await resign();
      },
    };
  }

  /** The leader is cut off: another one leads before it has noticed. */
  async pass(): Promise<void> {
    const [leader, ...others] = this.#candidates;
    if (!leader) return;
    this.#candidates.splice(0, this.#candidates.length, ...others, leader);
    this.#candidates[0]?.run();
    await leader.lose();
  }

  #elect(): void {
    if (!this.#candidates.some(({ leads }) => leads)) this.#candidates[0]?.run();
  }
}
