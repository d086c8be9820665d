/** OpenSSL for tests in Node: what openssl.ts asks of the test server, without one. */
import { Buffer } from 'node:buffer';
import { FUNCTIONS } from './openssl.mjs';
import type { OpenSsl } from './openssl.ts';

const toNode = (value: unknown): unknown => (value instanceof Uint8Array ? Buffer.from(value) : value);

/** Bytes as the tests compare them: a Buffer does not equal the Uint8Array of the same bytes. */
const fromNode = (value: unknown): unknown => {
  if (Buffer.isBuffer(value)) return new Uint8Array(value);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, fromNode(member)]));
};

const asked = Object.entries(FUNCTIONS).map(([name, ask]) => [
  name,
  async (...values: unknown[]) => fromNode(ask(...values.map(toNode))),
]);

export const openssl = Object.fromEntries(asked) as unknown as OpenSsl;
