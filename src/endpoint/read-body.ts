/** Reads the body of a request, up to a limit. */
import type { IncomingMessage } from 'node:http';
import { MAX_REQUEST_LENGTH } from '../model/quotas.ts';

/** A text of MAX_REQUEST_LENGTH UTF-16 code units has at most this many bytes. */
export const MAX_BODY_BYTES = 3 * MAX_REQUEST_LENGTH;

/**
 * Returns the body, or undefined if it is longer than `maxBytes`; the rest is then discarded as it arrives.
 * @throws if the connection ends before the body does
 */
export function readBody(request: IncomingMessage, maxBytes = MAX_BODY_BYTES): Promise<Uint8Array | undefined> {
  return new Promise((resolve, reject) => {
    let chunks: Uint8Array[] = [];
    let length = Number(request.headers['content-length'] ?? 0) > maxBytes ? Infinity : 0;
    const isTooLong = () => length > maxBytes;
    if (isTooLong()) resolve(undefined);
    request.on('data', (chunk: Uint8Array) => {
      if (isTooLong()) return;
      length += chunk.length;
      if (isTooLong()) {
        chunks = [];
        resolve(undefined);
      } else chunks.push(chunk);
    });
    request.on('end', () => {
      const body = new Uint8Array(isTooLong() ? 0 : length);
      let at = 0;
      for (const chunk of chunks) {
        body.set(chunk, at);
        at += chunk.length;
      }
      resolve(body);
    });
    request.on('error', reject);
    request.on('close', () => reject(new Error('The connection ended before the body did.')));
  });
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Decodes a body, or returns undefined if it is not UTF-8. A byte order mark stays: the signature covers it. */
export function textOf(body: Uint8Array): string | undefined {
  try {
    return utf8.decode(body);
  } catch {
    return undefined;
  }
}
