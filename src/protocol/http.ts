/** HTTP of AWS's protocols: requests with case-insensitive headers, responses, and the error bodies of AWS JSON 1.1. */
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
  if (typeof request !== 'object' || (request as unknown) === null)
    throw new TypeError('http: request must be an object');
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

/** Data of the response headers that does not depend on the content. */
export interface AnswerFacts {
  readonly requestId: string;
  /** Real time, not that of the simulated clock, in milliseconds since 1970. */
  readonly time: number;
}

/** Creates a response. `contentType`: default AWS JSON 1.1. */
export function createAnswer(
  status: number,
  { requestId, time }: AnswerFacts,
  body: string,
  contentType = CONTENT_TYPE,
): HttpResponse {
  return {
    status,
    headers: {
      'x-amzn-RequestId': requestId,
      date: new Date(time).toUTCString(),
      'content-type': contentType,
      'content-length': String(encodeUtf8(body).length),
    },
    body,
  };
}

/** Creates the response to a successful call. */
export function success(facts: AnswerFacts, body: string): HttpResponse {
  return createAnswer(200, facts, body);
}

/**
 * Creates the response to a failed call. The sandbox's own note is not part of it; the audit event keeps it.
 */
export function failure(facts: AnswerFacts, { name, message }: ErrorData): HttpResponse {
  return createAnswer(ERRORS[name].status, facts, JSON.stringify({ __type: name, message }));
}
