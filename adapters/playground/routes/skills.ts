import type { FastifyInstance } from 'fastify';
import { PROFILES } from '../../../src/conversation/profiles.js';
import type { ApiSkills } from '../api-types.js';
import type { PlaygroundContext } from '../context.js';
import { MAX_FILE_BYTES, MAX_FILES_PER_MESSAGE, MAX_TEXT_CHARACTERS } from '../limits.js';
import { languageOf } from '../locale.js';

/** `GET /playground/skills`: what can be chosen, in the language of the request, and what may be sent. */
export function skillRoutes(app: FastifyInstance, context: PlaygroundContext): void {
  app.get('/playground/skills', async (request, reply): Promise<ApiSkills> => {
    const language = languageOf(request.headers['accept-language']);
    reply.header('vary', 'accept-language');
    return {
      skills: Object.values(PROFILES).map((profile) => ({
        slug: profile.slug,
        name: profile.name[language],
        greeting: profile.greeting[language],
        examples: profile.examples.map((example) => example[language]),
        mainExample: profile.mainExample[language],
        formats: profile.formats,
        maxBytes: profile.maxBytes,
      })),
      default: context.defaultSkill,
      notice: context.notice?.[language],
      limits: {
        filesPerMessage: MAX_FILES_PER_MESSAGE,
        fileBytes: MAX_FILE_BYTES,
        textCharacters: MAX_TEXT_CHARACTERS,
      },
      signedIn: context.passwordProtected,
    };
  });
}
