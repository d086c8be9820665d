/** HTTP of AWS JSON 1.1: requests with case-insensitive headers, answers and error bodies. */
import { encodeUtf8 } from '../base/bytes.ts';
import type { HttpRequest, HttpResponse } from '../model/contract.ts';
import { ERRORS, type ErrorData } from '../model/errors.ts';

/** A request whose header names are in lower case. */
export interface ParsedRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
}

const CONTENT_TYPE = 'application/x-amz-json-1.1';

/**
 * The request as the checks want it. `host` and `content-length` are taken from URL and body where they are missing: a service worker sees neither.
 * Throws TypeError when it is no request at all.
 */
export function parseRequest(request: HttpRequest): ParsedRequest {
  const { method, url, headers, body } = request;
  if (typeof method !== 'string' || typeof url !== 'string' || typeof body !== 'string')
    throw new TypeError('http: method, url and body are strings');
  if (!URL.canParse(url)) throw new TypeError('http: url must be absolute');
  if (typeof headers !== 'object' || (headers as unknown) === null)
    throw new TypeError('http: headers is an object of strings');
  const parsed = new URL(url);
  const lower = new Map<string, string>([
    ['host', parsed.host],
    ['content-length', String(encodeUtf8(body).length)],
  ]);
  for (const [name, value] of Object.entries(headers)) {
    if (typeof value !== 'string') throw new TypeError(`http: header ${name} is not a string`);
    lower.set(name.toLowerCase(), value);
  }
  return { method, url: parsed, headers: lower, body };
}

function answer(status: number, requestId: string, body: string): HttpResponse {
  return { status, headers: { 'x-amzn-RequestId': requestId, 'content-type': CONTENT_TYPE }, body };
}

/** The answer of a call that succeeded. */
export function success(requestId: string, body: string): HttpResponse {
  return answer(200, requestId, body);
}

/** The answer of a call that failed. The sandbox's own note is no part of AWS's answer; the event of the call keeps it. */
export function failure(requestId: string, { name, message }: ErrorData): HttpResponse {
  return answer(ERRORS[name].status, requestId, JSON.stringify({ __type: name, message }));
}
