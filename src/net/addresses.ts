import ipaddr from 'ipaddr.js';

/**
 * Which addresses a connection may reach.
 * `public`: only unicast addresses of the Internet. `public-or-loopback`: this machine as well (an emulator, the
 * studio). `any`: no check, for a host that the operator has configured.
 */
export type AddressRule = 'public' | 'public-or-loopback' | 'any';

/** Special addresses that look public: Azure answers its metadata protocol here, from inside any of its machines. */
const REFUSED: readonly string[] = ['168.63.129.16'];

/** The only IPv6 block from which global unicast addresses are given out (RFC 4291, IANA registry). */
const GLOBAL_UNICAST = ipaddr.IPv6.parseCIDR('2000::/3');

/** True when `address` (an IP literal, without brackets) may be reached under the rule. */
export function isAllowedAddress(address: string, rule: AddressRule): boolean {
  if (rule === 'any') return true;
  if (!ipaddr.isValid(address)) return false;
  return isPublic(address) || (rule === 'public-or-loopback' && isLoopback(address));
}

/** True for names and literals that mean this very machine: `localhost`, `*.localhost`, 127.0.0.0/8, `::1`. */
export function isLoopbackHost(hostname: string): boolean {
  const host = withoutBrackets(hostname).toLowerCase().replace(/\.$/, '');
  return host === 'localhost' || host.endsWith('.localhost') || isLoopback(host);
}

/** The host of a URL as Node's `net` takes it: `[::1]` without its brackets. */
export function withoutBrackets(hostname: string): string {
  return hostname.startsWith('[') && hostname.endsWith(']') ? hostname.slice(1, -1) : hostname;
}

function isPublic(address: string): boolean {
  const parsed = ipaddr.parse(address);
  // Mapped, translated (NAT64) and tunnelled (6to4, Teredo) addresses have a range of their own and so are refused:
  // what they lead to is decided by somebody else's gateway.
  if (parsed.range() !== 'unicast' || REFUSED.includes(parsed.toString())) return false;
  return parsed instanceof ipaddr.IPv4 || parsed.match(GLOBAL_UNICAST);
}

function isLoopback(address: string): boolean {
  return ipaddr.isValid(address) && ipaddr.process(address).range() === 'loopback';
}
