import { isIPv4, isIPv6 } from 'node:net';

/** True for names and addresses that only this machine can reach: `localhost`, 127.0.0.0/8 and ::1. */
export function isLoopback(hostname: string): boolean {
  const name = hostname.replace(/^\[(.*)\]$/, '$1').toLowerCase();
  if (name === 'localhost' || name.endsWith('.localhost')) return true;
  if (isIPv4(name)) return name.startsWith('127.');
  return isIPv6(name) && (name === '::1' || /^::ffff:127\./.test(name));
}

/**
 * True when people elsewhere can reach the server: it listens beyond loopback, or it has a public address that leads
 * to it through a proxy.
 */
export function isExposed(listening: { host: string; publicUrl?: string }): boolean {
  if (!isLoopback(listening.host)) return true;
  return listening.publicUrl !== undefined && !isLoopback(new URL(listening.publicUrl).hostname);
}

/** The host name of a `Host` header or an origin, without port; undefined when it is not one. */
export function hostnameOf(host: string | undefined): string | undefined {
  if (!host || /[\s/@\\]/.test(host)) return undefined;
  const address = `http://${host}`;
  return URL.canParse(address) ? new URL(address).hostname : undefined;
}
