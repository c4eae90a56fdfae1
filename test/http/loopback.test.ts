import { describe, expect, it } from 'vitest';
import { hostnameOf, isExposed, isLoopback } from '../../src/http/loopback.js';

describe('isLoopback', () => {
  it.each([
    'localhost',
    'LOCALHOST',
    'bot.localhost',
    '127.0.0.1',
    '127.8.9.1',
    '::1',
    '[::1]',
    '::ffff:127.0.0.1',
  ])('%s can be reached from this machine only', (name) => expect(isLoopback(name)).toBe(true));

  it.each([
    '0.0.0.0',
    '::',
    '192.168.1.4',
    '127.0.0.1.evil.example',
    'localhost.evil.example',
    '1270.0.0.1',
    '',
  ])('%s cannot be trusted to', (name) => expect(isLoopback(name)).toBe(false));
});

describe('isExposed', () => {
  it('is so when listening beyond loopback or behind a public address', () => {
    expect(isExposed({ host: '127.0.0.1' })).toBe(false);
    expect(isExposed({ host: '127.0.0.1', publicUrl: 'http://localhost:3000' })).toBe(false);
    expect(isExposed({ host: '0.0.0.0' })).toBe(true);
    expect(isExposed({ host: '127.0.0.1', publicUrl: 'https://bot.example.com' })).toBe(true);
  });
});

describe('hostnameOf', () => {
  it.each([
    ['localhost:3000', 'localhost'],
    ['127.0.0.1', '127.0.0.1'],
    ['[::1]:3000', '[::1]'],
    ['Bot.Example.COM', 'bot.example.com'],
    ['localhost@evil.example', undefined],
    ['localhost/evil', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('%s is %s', (host, expected) => expect(hostnameOf(host)).toBe(expected));
});
