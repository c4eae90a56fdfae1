import { lookup } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { Agent } from 'undici';
import { Failure } from '../failure.js';
import { type AddressRule, isAllowedAddress } from './addresses.js';

const CONNECT_TIMEOUT_MS = 10_000;

const agents = new Map<AddressRule, Agent>();

/**
 * A pool of connections whose addresses were checked in the socket's own look-up: the address that was checked is the
 * address that is connected to, so a name that changes its answer between two look-ups gains nothing.
 * IP literals never reach a look-up; the caller checks them itself.
 */
export function agentFor(rule: AddressRule): Agent {
  let agent = agents.get(rule);
  if (!agent) {
    agent = new Agent({ connect: { lookup: checkedLookup(rule), timeout: CONNECT_TIMEOUT_MS } });
    agents.set(rule, agent);
  }
  return agent;
}

function checkedLookup(rule: AddressRule): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, found) => {
      if (error) return callback(error, '');
      const allowed = found.filter(({ address }) => isIP(address) && isAllowedAddress(address, rule));
      const [first] = allowed;
      if (!first) {
        const detail = `${hostname} has no address that may be fetched from`;
        return callback(new Failure('url-refused', { detail }), '');
      }
      return options.all ? callback(null, allowed) : callback(null, first.address, first.family);
    });
  };
}
