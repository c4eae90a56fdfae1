import { useEffect, useState } from 'preact/hooks';
import type { Language } from '../../../src/conversation/inbound.js';
import type { ApiMessage, ApiSkills, ApiThreadSummary } from '../api-types.js';
import { ApiProblem, api } from './api.js';
import { newId } from './lib/ids.js';
import { pageLanguage, type Words, wordsOf } from './lib/words.js';
import { threadAddress } from './router.js';
import { followThread } from './thread-events.js';

/** A message on its way, or one that did not arrive; it stays with its thread while another one is open. */
export interface Outgoing {
  readonly id: string;
  /** Absent while the thread itself is being made. */
  readonly thread?: string;
  readonly text: string;
  readonly files: readonly File[];
  readonly at: number;
  /** 0 to 1. */
  readonly sent: number;
  /** The bot has it; it waits only for its message to come on the event stream. */
  readonly taken?: boolean;
  readonly problem?: string;
}

export interface OpenThread {
  /** Tells one opening from the next, so that what was begun in one does not end in another. */
  readonly visit: number;
  /** Absent until the first message of a new thread is sent. */
  readonly id?: string;
  readonly state: 'ready' | 'loading' | 'gone';
  readonly skill?: string;
  readonly messages: readonly ApiMessage[];
  readonly working: boolean;
  /** Ids of buttons that were pressed and are not answered yet. */
  readonly pressed: ReadonlySet<string>;
}

export interface Problem {
  readonly text: string;
  readonly signIn?: boolean;
}

export interface State {
  readonly language: Language;
  readonly words: Words;
  readonly skills?: ApiSkills;
  readonly threads: readonly ApiThreadSummary[];
  readonly thread: OpenThread;
  readonly outgoing: readonly Outgoing[];
  /** False while the event stream of the open thread is broken. */
  readonly live: boolean;
  readonly problem?: Problem;
}

const EMPTY: OpenThread = {
  visit: 0,
  state: 'ready',
  messages: [],
  working: false,
  pressed: new Set(),
};

/** All state of the page and everything that can be done to it. Components read it and call it, nothing else. */
export class Store {
  state: State;
  readonly #listeners = new Set<() => void>();
  #stopFollowing: () => void = () => {};
  #workingTimer: number | undefined;
  #creating: { readonly visit: number; readonly id: Promise<string> } | undefined;

  constructor(language: string) {
    const chosen = pageLanguage(language);
    this.state = {
      language: chosen,
      words: wordsOf(chosen),
      threads: [],
      thread: EMPTY,
      outgoing: [],
      live: true,
    };
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Loads what the page needs once. */
  async start(): Promise<void> {
    await this.#attempt(async () => {
      void this.refreshThreads();
      this.#set({ skills: await api.skills() });
    });
  }

  /** Quietly: the list is no reason for an alarm, and what a person does tells of a lost connection anyway. */
  async refreshThreads(): Promise<void> {
    try {
      this.#set({ threads: await api.threads() });
    } catch (thrown) {
      if (thrown instanceof ApiProblem && thrown.status === 401) this.#tell(thrown);
    }
  }

  /** Opens a thread, or an empty page for a new one. */
  async open(id: string | undefined): Promise<void> {
    if (id !== undefined && id === this.state.thread.id) return;
    this.#stopFollowing();
    this.#setWorking(false, 0);
    const visit = this.state.thread.visit + 1;
    this.#set({ thread: { ...EMPTY, visit, id, state: id ? 'loading' : 'ready' }, live: true });
    if (id) await this.#load(id);
  }

  async #load(id: string): Promise<void> {
    try {
      const loaded = await api.thread(id);
      if (this.state.thread.id !== id) return;
      this.#setThread({
        state: 'ready',
        messages: loaded.messages,
        skill: loaded.skill,
        working: loaded.working,
      });
      this.#follow(id, loaded.revision);
    } catch (thrown) {
      if (this.state.thread.id !== id) return;
      if (thrown instanceof ApiProblem && thrown.status === 404) this.#setThread({ state: 'gone' });
      else {
        this.#tell(thrown);
        // The bot may be starting: the page heals by itself when it is back.
        window.setTimeout(() => this.state.thread.id === id && this.#load(id), 3_000);
      }
    }
  }

  /** Sends words and files; the first message makes the thread. */
  async send(text: string, files: readonly File[]): Promise<void> {
    const thread = this.state.thread.id;
    const message: Outgoing = { id: newId(), thread, text, files, at: Date.now(), sent: 0 };
    this.#set({ outgoing: [...this.state.outgoing, message] });
    await this.#deliver(message);
  }

  async sendAgain(id: string): Promise<void> {
    const message = this.state.outgoing.find((each) => each.id === id);
    if (!message) return;
    this.#setOutgoing(id, { problem: undefined, sent: 0 });
    await this.#deliver(message);
  }

  /** Gives up a message that did not arrive; returns it, so that its words and files are not lost. */
  discard(id: string): Outgoing | undefined {
    const message = this.state.outgoing.find((each) => each.id === id);
    this.#set({ outgoing: this.state.outgoing.filter((each) => each.id !== id) });
    return message;
  }

  async press(button: string): Promise<void> {
    const { id, pressed } = this.state.thread;
    if (!id || pressed.has(button)) return;
    this.#setThread({ pressed: new Set([...pressed, button]) });
    await this.#attempt(() => api.press(id, button));
    const left = new Set(this.state.thread.pressed);
    left.delete(button);
    this.#setThread({ pressed: left });
  }

  async chooseSkill(skill: string): Promise<void> {
    const { id } = this.state.thread;
    this.#setThread({ skill });
    if (id) await this.#attempt(() => api.chooseSkill(id, skill));
  }

  async deleteThread(id: string): Promise<void> {
    await this.#attempt(async () => {
      await api.deleteThread(id);
      this.#set({ threads: this.state.threads.filter((thread) => thread.id !== id) });
      if (this.state.thread.id === id) location.hash = threadAddress(undefined);
    });
  }

  dismissProblem(): void {
    this.#set({ problem: undefined });
  }

  async #deliver(message: Outgoing): Promise<void> {
    try {
      const thread = message.thread ?? (await this.#createThread());
      this.#setOutgoing(message.id, { thread });
      await api.send(thread, message, (sent) => this.#setOutgoing(message.id, { sent }));
      this.#setOutgoing(message.id, { taken: true });
      this.#dropTaken();
      await this.refreshThreads();
    } catch (thrown) {
      this.#setOutgoing(message.id, { problem: this.#problemOf(thrown).text });
      if (thrown instanceof ApiProblem && thrown.status === 401) this.#tell(thrown);
    }
  }

  /** One thread for one empty page, also when two messages are sent before it is there. */
  async #createThread(): Promise<string> {
    const { visit, skill } = this.state.thread;
    if (this.#creating?.visit !== visit) {
      const id = api.createThread(skill);
      this.#creating = { visit, id };
      id.catch(() => {
        this.#creating = undefined;
      });
    }
    const { id: creating } = this.#creating;
    const id = await creating;
    if (this.state.thread.visit === visit && this.state.thread.id === undefined) {
      this.#setThread({ id });
      // Set, not navigated to: the router would open the thread a second time.
      history.pushState(null, '', threadAddress(id));
      this.#follow(id, 0);
    }
    return id;
  }

  #follow(id: string, revision: number): void {
    this.#stopFollowing();
    this.#stopFollowing = followThread(id, revision, {
      message: (message) => this.#receive(message),
      withdrawn: (gone) =>
        this.#setThread({ messages: this.state.thread.messages.filter((message) => message.id !== gone) }),
      working: ({ working, forMs }) => this.#setWorking(working, forMs),
      closed: () => this.#setThread({ messages: [], working: false, state: 'gone' }),
      connection: (live) => this.state.live !== live && this.#set({ live }),
    });
  }

  /** A message that appeared or changed. */
  #receive(message: ApiMessage): void {
    const { messages } = this.state.thread;
    const known = messages.some((each) => each.id === message.id);
    this.#setThread({
      messages: known
        ? messages.map((each) => (each.id === message.id ? message : each))
        : [...messages, message],
    });
    this.#dropTaken();
  }

  /**
   * Removes what has arrived and is shown as a message, or would be if its thread were open. Not before the bot has
   * taken it: a message that is refused is withdrawn from the thread, and then only this copy is left.
   */
  #dropTaken(): void {
    const { id, messages } = this.state.thread;
    const over = (each: Outgoing) =>
      each.taken && (each.thread !== id || messages.some((message) => message.id === each.id));
    if (this.state.outgoing.some(over)) {
      this.#set({ outgoing: this.state.outgoing.filter((each) => !over(each)) });
    }
  }

  #setWorking(working: boolean, forMs: number): void {
    window.clearTimeout(this.#workingTimer);
    if (working) this.#workingTimer = window.setTimeout(() => this.#setWorking(false, 0), forMs);
    if (this.state.thread.working !== working) this.#setThread({ working });
  }

  /** Runs what may fail; the failure is told in the banner. */
  async #attempt(run: () => Promise<unknown>): Promise<void> {
    try {
      await run();
    } catch (thrown) {
      this.#tell(thrown);
    }
  }

  #tell(thrown: unknown): void {
    this.#set({ problem: this.#problemOf(thrown) });
  }

  #problemOf(thrown: unknown): Problem {
    const { problems } = this.state.words;
    if (!(thrown instanceof ApiProblem)) return { text: problems.broken };
    const known: Record<number, string> = {
      0: problems.offline,
      401: problems.signedOut,
      403: problems.forbidden,
      404: this.state.words.threadGone,
      413: problems.tooLarge,
      429: problems.tooMany,
      507: problems.storeFull,
    };
    return { text: known[thrown.status] ?? problems.broken, signIn: thrown.status === 401 };
  }

  #setOutgoing(id: string, change: Partial<Outgoing>): void {
    const outgoing = this.state.outgoing.map((each) => (each.id === id ? { ...each, ...change } : each));
    this.#set({ outgoing });
  }

  #setThread(change: Partial<OpenThread>): void {
    this.#set({ thread: { ...this.state.thread, ...change } });
  }

  #set(change: Partial<State>): void {
    this.state = { ...this.state, ...change };
    for (const listener of this.#listeners) listener();
  }
}

/** The state, and a new drawing whenever it changes. */
export function useStore(store: Store): State {
  const [state, setState] = useState(store.state);
  useEffect(() => store.subscribe(() => setState(store.state)), [store]);
  return state;
}
