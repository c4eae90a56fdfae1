import type { ApiSkills } from '../../api-types.js';
import { fileSize } from './format.js';
import type { Words } from './words.js';

/**
 * Adds files to those that wait, as far as the server takes them: said here at once, not after a long upload. What a
 * skill takes is for the bot to say, file by file.
 */
export function admitFiles(
  waiting: readonly File[],
  added: readonly File[],
  limits: ApiSkills['limits'] | undefined,
  words: Words,
): { files: readonly File[]; problem: string } {
  const maxBytes = limits?.fileBytes ?? Number.POSITIVE_INFINITY;
  const maxFiles = limits?.filesPerMessage ?? Number.POSITIVE_INFINITY;
  const problems = added
    .filter((file) => file.size > maxBytes)
    .map((file) => words.fileTooLarge(file.name, fileSize(maxBytes)));
  const all = [...waiting, ...added.filter((file) => file.size <= maxBytes)];
  if (all.length > maxFiles) problems.push(words.tooManyFiles(maxFiles));
  return { files: all.slice(0, maxFiles), problem: problems.join(' ') };
}
