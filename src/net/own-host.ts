import { isLoopbackHost } from './addresses.js';

/**
 * True when `url` is on the host that the operator has configured in a platform's place, with its scheme. When that is
 * this machine, every port of it counts: an emulator may serve its files from another one.
 */
export function isOwnHost(url: URL, own: URL | undefined): boolean {
  if (!own || url.protocol !== own.protocol) return false;
  return isLoopbackHost(own.hostname) ? isLoopbackHost(url.hostname) : url.host === own.host;
}
