/** OpenSSL where this process is Node itself: what openssl.ts asks of the test server, without one. */
import { Buffer } from 'node:buffer';
import { FUNCTIONS } from '../crypto/openssl.mjs';
import type { OpenSsl } from '../crypto/openssl.ts';

const toNode = (value: unknown): unknown => (value instanceof Uint8Array ? Buffer.from(value) : value);

const asked = Object.entries(FUNCTIONS).map(([name, ask]) => [
  name,
  async (...values: unknown[]) => ask(...values.map(toNode)),
]);

/** Bytes come as Buffers. */
export const opensslHere = Object.fromEntries(asked) as unknown as OpenSsl;
