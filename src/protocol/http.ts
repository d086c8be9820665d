/** HTTP of AWS JSON 1.1: requests with case-insensitive headers, responses and error bodies. */
import { encodeUtf8 } from '../base/bytes.ts';
import type { HttpRequest, HttpResponse } from '../model/contract.ts';
import { ERRORS, type ErrorData } from '../model/errors.ts';

/** A request with lower-case header names. */
export interface ParsedRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
}

const CONTENT_TYPE = 'application/x-amz-json-1.1';

/**
 * Normalizes a request for the checks. Adds missing `host` and `content-length` from URL and body: a service worker
 * sees neither.
 * @throws {TypeError} if a member has the wrong type
 */
export function parseRequest(request: HttpRequest): ParsedRequest {
  const { method, url, headers, body } = request;
  if (typeof method !== 'string' || typeof url !== 'string' || typeof body !== 'string')
    throw new TypeError('http: method, url and body must be strings');
  if (!URL.canParse(url)) throw new TypeError('http: url must be absolute');
  if (typeof headers !== 'object' || (headers as unknown) === null)
    throw new TypeError('http: headers must be an object with string values');
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

/** What tells one answer from another of the same content. */
export interface AnswerFacts {
  readonly requestId: string;
  /** The REAL time, milliseconds since 1970. */
  readonly time: number;
}

function answer(status: number, { requestId, time }: AnswerFacts, body: string): HttpResponse {
  return {
    status,
    headers: {
      'x-amzn-RequestId': requestId,
      date: new Date(time).toUTCString(),
      'content-type': CONTENT_TYPE,
      'content-length': String(encodeUtf8(body).length),
    },
    body,
  };
}

/** The answer of a call that succeeded. */
export function success(facts: AnswerFacts, body: string): HttpResponse {
  return answer(200, facts, body);
}

/**
 * The answer of a call that failed. The sandbox's own note is no part of AWS's answer; the event of the call keeps it.
 */
export function failure(facts: AnswerFacts, { name, message }: ErrorData): HttpResponse {
  return answer(ERRORS[name].status, facts, JSON.stringify({ __type: name, message }));
}
