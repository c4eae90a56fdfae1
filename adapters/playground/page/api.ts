import type { ApiError, ApiSkills, ApiThread, ApiThreadSummary } from '../api-types.js';

/** An answer that is no success. `status` is 0 when there was no answer at all. */
export class ApiProblem extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.name = 'ApiProblem';
    this.status = status;
  }
}

/** The playground's HTTP API, as the page uses it. Every function rejects with ApiProblem and nothing else. */
export const api = {
  skills: () => request<ApiSkills>('GET', '/playground/skills'),

  async threads(): Promise<readonly ApiThreadSummary[]> {
    return (await request<{ threads: ApiThreadSummary[] }>('GET', '/playground/threads')).threads;
  },

  thread: (id: string) => request<ApiThread>('GET', `/playground/threads/${id}`),

  async createThread(skill: string | undefined): Promise<string> {
    return (await request<{ id: string }>('POST', '/playground/threads', { skill })).id;
  },

  deleteThread: (id: string) => request<void>('DELETE', `/playground/threads/${id}`),

  press: (thread: string, button: string) =>
    request<void>('POST', `/playground/threads/${thread}/buttons`, { button }),

  chooseSkill: (thread: string, skill: string) =>
    request<void>('POST', `/playground/threads/${thread}/skill`, { skill }),

  /**
   * Sends a message with its files and tells how much of it has gone (0 to 1). The id is ours, so that sending the
   * same message again after a broken connection does not make two. XMLHttpRequest, because fetch tells no progress.
   */
  send(
    thread: string,
    message: { id: string; text: string; files: readonly File[] },
    onProgress: (part: number) => void,
  ): Promise<void> {
    const form = new FormData();
    form.append('text', message.text);
    for (const file of message.files) form.append('files', file, file.name);
    return new Promise((resolve, reject) => {
      const upload = new XMLHttpRequest();
      upload.open('POST', `/playground/threads/${thread}/messages`);
      upload.setRequestHeader('Idempotency-Key', message.id);
      upload.responseType = 'json';
      upload.upload.onprogress = (event) => event.total > 0 && onProgress(event.loaded / event.total);
      upload.onload = () => {
        if (upload.status === 202) resolve();
        else reject(new ApiProblem(upload.status, errorText(upload.response)));
      };
      upload.onerror = () => reject(new ApiProblem(0, ''));
      upload.onabort = () => reject(new ApiProblem(0, ''));
      upload.send(form);
    });
  },
};

async function request<T>(method: string, path: string, body?: object): Promise<T> {
  let response: Response;
  try {
    response = await fetch(path, {
      method,
      headers: body ? { 'content-type': 'application/json' } : {},
      body: body && JSON.stringify(body),
    });
  } catch {
    throw new ApiProblem(0, '');
  }
  const answer: unknown = await response.json().catch(() => undefined);
  if (!response.ok) throw new ApiProblem(response.status, errorText(answer));
  return answer as T;
}

function errorText(answer: unknown): string {
  const error = (answer as Partial<ApiError> | null | undefined)?.error;
  return typeof error === 'string' ? error : '';
}
