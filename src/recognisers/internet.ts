import type { Recogniser } from '../core/recogniser.js';
import { Shape } from '../kernels/shapes.js';
import { cell } from './scan/fold.js';
import { matching, precededBy } from './scan/matches.js';
import { Signal } from './scan/signals.js';

const octet = '(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])';
const v4 = `${octet}(?:\\.${octet}){3}`;
const whole4 = new RegExp(`^${v4}$`);
// Longest first; the number of groups is bounded in every alternative.
const v6 = /(?:[0-9A-Fa-f]{0,4}:){2,7}(?:[0-9]{1,3}(?:\.[0-9]{1,3}){3}|[0-9A-Fa-f]{0,4})/.source;
const suffix = '(?:%[A-Za-z0-9]{1,8})?(?:/[0-9]{1,3}(?![0-9]))?';

/** IPv4 or IPv6 address, with prefix length or zone. Version numbers (version 1.2.3.4) are not addresses. */
export const ipAddress: Recogniser = {
  entity: 'ip-address',
  summary: { en: 'IP address', zh: 'IP 地址' },
  role: 'direct',
  grade: 3,
  headers: [
    'ip',
    'ip地址',
    '登录ip',
    '客户端ip',
    '访问ip',
    'ipdz',
    'ip address',
    'ip addr',
    'ipv4',
    'ipv6',
    'client ip',
    'remote ip',
    'remote addr',
    'login ip',
    'src ip',
    'dst ip',
    'host ip',
  ],
  check(text) {
    const address = cell(text);
    if (address.length > 64) return 0;
    // Four small numbers may as well be a version.
    if (whole4.test(address)) return address.split('.').every((part) => Number(part) < 30) ? 0.4 : 0.9;
    return address.includes(':') && isV6(address) && address.length > 3 ? 0.95 : 0;
  },
  find: matching(
    'ip-address',
    new RegExp(
      `(?<![0-9.])(?<![0-9A-Za-z]-)${v4}(?![0-9])${suffix}|(?<![0-9A-Za-z])(?<!(?<![A-Za-z])[0-9A-Fa-f]{1,4}:)(?<!::)${v6}(?![0-9A-Za-z:])${suffix}`,
      'g',
    ),
    (match, text, start) => {
      if (match.includes(':')) {
        const [address] = match.split(/[%/]/) as [string];
        if (!isV6(address)) return 0;
        if (address !== '::') return 0.9;
        // A bare :: is also a scope operator.
        return /[A-Za-z0-9]/.test(text[start - 1] ?? '') || /[A-Za-z]/.test(text[start + 2] ?? '') ? 0 : 0.55;
      }
      return precededBy(text, start, /(?:version|release|版本|ver\.?|v)[ :]{0,2}$/i, 12) ? 0 : 0.85;
    },
  ),
  spread(values) {
    // Versions begin with small numbers, and addresses of one network with the same.
    const firsts = values.flatMap((text) => /^(\d{1,3})(?:\.\d{1,3}){3}$/.exec(text)?.[1] ?? []);
    return firsts.length < 20 || new Set(firsts).size === 1 || firsts.some((first) => Number(first) >= 30);
  },
  anyShape: [Shape.ipv4, Shape.ipv6],
  anySignal: Signal.dots | Signal.colons,
  strongShape: Shape.ipv4,
  examples: {
    positive: ['192.168.1.100', '8.8.8.8', '2001:db8::1', '2001:0db8:85a3:0000:0000:8a2e:0370:7334'],
    negative: ['256.1.2.3', '1.2.3', '12:30:45', '2001::25de::cade', ''],
  },
};

/** Whether a text without zone and prefix is an IPv6 address (RFC 4291), IPv4 tails included. */
export function isV6(text: string): boolean {
  let groups = text;
  const tail = /(\d{1,3}(?:\.\d{1,3}){3})$/.exec(text);
  if (tail) {
    if (!whole4.test(tail[1]!)) return false;
    groups = `${text.slice(0, -tail[1]!.length)}0:0`;
  }
  const halves = groups.split('::');
  if (halves.length > 2) return false;
  const parts = halves.flatMap((half) => (half === '' ? [] : half.split(':')));
  if (!parts.every((part) => /^[0-9A-Fa-f]{1,4}$/.test(part))) return false;
  return halves.length === 2 ? parts.length < 8 : parts.length === 8;
}

// No comma or bracket, which full-width punctuation folds to; the last character is never punctuation.
const path = '[A-Za-z0-9\\-._~:/?\\uff1f#@!$&*+=%]';
const urlForm = `(?:https?|ftps?|wss?)://${path}{0,2048}[A-Za-z0-9/=&_%~-]`;
const bareForm = `(?:www\\.)?(?:[a-z0-9-]{1,63}\\.){1,6}(?:com|org|net|cn|gov|edu|io|co|info|biz|site|top|xyz|app|dev|me|tv|cc|uk|de|fr|jp)(?:/${path}{0,2048}[A-Za-z0-9/=&_%~-])?`;

const wholeUrl = new RegExp(`^(?:${urlForm})$`, 'i');

/** Web address. Role safe on its own, but one that carries a token or a name is found by the other finders inside it. */
export const url: Recogniser = {
  entity: 'url',
  summary: { en: 'Web address', zh: '网址' },
  role: 'safe',
  grade: 1,
  headers: ['网址', '链接', '网站', '主页', 'url', 'link', 'website', 'homepage', 'href', 'uri'],
  check: (text) => (wholeUrl.test(cell(text)) && /\/\/[^/]{0,253}\.[A-Za-z]{2}/.test(cell(text)) ? 0.9 : 0),
  find: matching(
    'url',
    new RegExp(`(?<![A-Za-z0-9])${urlForm}|(?<![A-Za-z0-9@._/-])${bareForm}(?![A-Za-z0-9@-])`, 'gi'),
    (match) =>
      /^[a-z]{2,5}:\/\//i.test(match) ? (/\/\/[^/]{0,253}\.[A-Za-z]{2}/.test(match) ? 0.6 : 0) : 0.5,
  ),
  signals: Signal.dot,
  shape: Shape.url,
  examples: {
    positive: ['http://www.example.com/', 'https://example.com/a?b=c'],
    negative: ['http://localhost', 'example', ''],
  },
};
