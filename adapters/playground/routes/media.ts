import type { FastifyInstance, FastifyReply } from 'fastify';
import { Failure } from '../../../src/failure.js';
import type { PlaygroundContext } from '../context.js';
import { SHOWN_INLINE, typeOfEnding } from '../media-types.js';

const KEPT_BY_BROWSERS_S = 7 * 86_400;

interface MediaRequest {
  Params: { thread: string; name: string };
  Querystring: { download?: string };
}

/**
 * Serves what people sent and what was made, with byte ranges (a video must seek), the right type and `nosniff`.
 * With `?download` a browser saves the file under its own name.
 */
export function mediaRoutes(app: FastifyInstance, { threads, media }: PlaygroundContext): void {
  app.get<MediaRequest>('/playground/threads/:thread/files/:name', async (request, reply) => {
    const { thread: id, name } = request.params;
    const thread = await threads.get(id);
    const file = thread.messages.flatMap((message) => message.files ?? []).find((each) => each.id === name);
    if (!file) throw new Failure('place-gone', { detail: 'no such file in this thread' });
    const shown = file.type !== undefined && SHOWN_INLINE.has(file.type);
    return serve(reply, {
      folder: media.folderOf('uploads', thread.id),
      name: file.id,
      type: shown ? file.type : undefined,
      saveAs: shown && request.query.download === undefined ? undefined : file.name,
    });
  });

  app.get<MediaRequest>('/playground/threads/:thread/videos/:name', async (request, reply) => {
    const { thread: id, name } = request.params;
    const thread = await threads.get(id);
    const address = `/playground/threads/${thread.id}/videos/${name}`;
    const video = thread.messages
      .map((message) => message.video)
      .find((each) => each && [each.url, each.poster, each.preview].includes(address));
    if (!video) throw new Failure('place-gone', { detail: 'no such video in this thread' });
    return serve(reply, {
      folder: media.folderOf('videos', thread.id),
      name,
      type: typeOfEnding(name),
      saveAs: request.query.download === undefined ? undefined : video.name,
    });
  });
}

function serve(
  reply: FastifyReply,
  file: { folder: string; name: string; type?: string; saveAs?: string },
): FastifyReply {
  reply
    .type(file.type ?? 'application/octet-stream')
    // Whatever a file contains, it is not a page of this site.
    .header('content-security-policy', "default-src 'none'; sandbox")
    // Files never change under their address. `private`: a proxy in front must not hand them to who has no password.
    .header('cache-control', `private, max-age=${KEPT_BY_BROWSERS_S}, immutable`);
  const options = { contentType: false, cacheControl: false };
  return file.saveAs === undefined
    ? reply.sendFile(file.name, file.folder, options)
    : reply.download(file.name, file.saveAs, { ...options, root: file.folder } as typeof options);
}
