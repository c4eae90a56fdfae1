import { REST, type RESTOptions } from 'discord.js';
import { Failure } from '../../src/failure.js';
import { type CountRequest, counted } from '../chat/count-request.js';
import { DiscordProblem, problemOf } from './problems.js';

/** Calls Discord's REST API; `name` is only for the log. Rejects with DiscordProblem. */
export type Call = <T>(name: string, send: (rest: REST) => Promise<T>) => Promise<T>;

/**
 * Node's own fetch makes Node's own forms into bytes. The library's undici leaves that to whatever undici was loaded
 * first in this process, and another version does not know the form of a file. Only the types differ: the library takes
 * them from its own copy of undici.
 */
const nodeFetch = fetch as unknown as RESTOptions['makeRequest'];

/** Options of every REST client. Waiting for limits, also the global one, is discord.js's business. */
export function restOptions(apiUrl: string, timeout: number, count: CountRequest): Partial<RESTOptions> {
  return {
    api: apiUrl,
    version: '10',
    timeout,
    retries: 3,
    makeRequest: (url, init) =>
      counted(
        count,
        ({ status }) => status,
        () => nodeFetch(url, init),
      ),
    // An edit or a typing sign is overtaken by the next one, so it must not wait in front of a message.
    rejectOnRateLimit: ({ method, route }) =>
      (method === 'PATCH' && route === '/channels/:id/messages/:id') || route === '/channels/:id/typing',
  };
}

export interface Callers {
  readonly call: Call;
  /** The same, with time for a whole file. */
  readonly upload: Call;
  close(): void;
}

const TIMEOUT_MS = 20_000;
const UPLOAD_TIMEOUT_MS = 10 * 60_000;

export function createCallers(options: { token: string; apiUrl: string; count?: CountRequest }): Callers {
  const { count = () => {} } = options;
  const clients = [TIMEOUT_MS, UPLOAD_TIMEOUT_MS].map((timeout) =>
    new REST(restOptions(options.apiUrl, timeout, count)).setToken(options.token),
  );
  const callWith =
    (client: REST | undefined): Call =>
    async (name, send) => {
      if (!client) throw new Failure('internal', { detail: 'no REST client' });
      try {
        return await send(client);
      } catch (thrown) {
        // After a 401 the library forgets the token; whether it is still refused is for the next call to find out.
        client.setToken(options.token);
        throw new DiscordProblem(name, problemOf(thrown), thrown);
      }
    };
  return {
    call: callWith(clients[0]),
    upload: callWith(clients[1]),
    close() {
      for (const client of clients) {
        client.clearHashSweeper();
        client.clearHandlerSweeper();
      }
    },
  };
}
