import { describe, expect, it } from 'vitest';
import { isAllowedAddress, isLoopbackHost } from '../../src/net/addresses.js';

const PUBLIC = ['8.8.8.8', '1.1.1.1', '93.184.216.34', '2606:4700:4700::1111', '2a00:1450:4001:830::200e'];
const LOOPBACK = ['127.0.0.1', '127.8.9.10', '::1', '::ffff:127.0.0.1'];
const NEVER = [
  '0.0.0.0',
  '0.1.2.3',
  '10.0.0.1',
  '172.16.0.1',
  '172.31.255.255',
  '192.168.1.1',
  '100.64.0.1',
  '100.100.100.200', // Alibaba metadata
  '169.254.169.254', // AWS, Google, Azure metadata
  '168.63.129.16', // Azure
  '192.0.0.192', // Oracle metadata
  '192.0.2.1',
  '198.18.0.1',
  '198.51.100.1',
  '203.0.113.1',
  '224.0.0.1',
  '240.0.0.1',
  '255.255.255.255',
  '::',
  'fe80::1',
  'fec0::1',
  'fc00::1',
  'fd00:ec2::254', // AWS metadata
  'ff02::1',
  '::ffff:10.0.0.1',
  '::ffff:8.8.8.8',
  '::7f00:1',
  '64:ff9b::7f00:1',
  '64:ff9b::808:808',
  '64:ff9b:1::a00:1',
  '2002:7f00:1::',
  '2001::1',
  '2001:db8::1',
  '3fff::1',
  '100::1',
  '5f00::1',
  '4000::1',
  'not an address',
  '',
];

describe('isAllowedAddress', () => {
  it.each(PUBLIC)('lets %s be reached under every rule', (address) => {
    expect(isAllowedAddress(address, 'public')).toBe(true);
    expect(isAllowedAddress(address, 'public-or-loopback')).toBe(true);
  });

  it.each(LOOPBACK)('lets %s be reached only when loopback is meant', (address) => {
    expect(isAllowedAddress(address, 'public')).toBe(false);
    expect(isAllowedAddress(address, 'public-or-loopback')).toBe(true);
  });

  it.each(NEVER)('refuses %s', (address) => {
    expect(isAllowedAddress(address, 'public')).toBe(false);
    expect(isAllowedAddress(address, 'public-or-loopback')).toBe(false);
  });

  it('asks nothing of a host that the operator configured', () => {
    expect(isAllowedAddress('10.0.0.1', 'any')).toBe(true);
  });
});

describe('isLoopbackHost', () => {
  it.each(['localhost', 'LOCALHOST.', 'studio.localhost', '127.0.0.1', '127.1.2.3', '[::1]', '::1'])(
    '%s is this machine',
    (host) => expect(isLoopbackHost(host)).toBe(true),
  );

  it.each(['localhost.example.com', 'notlocalhost', '10.0.0.1', '[::2]', 'example.com'])(
    '%s is not',
    (host) => expect(isLoopbackHost(host)).toBe(false),
  );
});
