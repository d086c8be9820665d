/** Responses of the endpoint that are its own, not those of AWS. */
import { createUuid } from '../base/uuid.ts';
import { ERRORS } from '../model/errors.ts';

/** A response without the headers that every response has. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Creates a response of plain text. */
export const textAnswer = (status: number, text: string, headers: Readonly<Record<string, string>> = {}): Answer => ({
  status,
  headers: { 'content-type': 'text/plain; charset=utf-8', ...headers },
  body: text === '' ? '' : `${text}\n`,
});

/** Creates a response of JSON. */
export const jsonAnswer = (value: object): Answer => ({
  status: 200,
  headers: { 'content-type': 'application/json' },
  body: `${JSON.stringify(value, undefined, 2)}\n`,
});

/** Creates an error that an AWS SDK understands, for a request that cannot be passed to the sandbox. */
export function errorAnswer(
  name: 'SerializationException' | 'RequestEntityTooLargeException' | 'KMSInternalException',
  message: string,
): Answer {
  return {
    status: ERRORS[name].status,
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amzn-RequestId': createUuid(crypto.getRandomValues(new Uint8Array(16))),
    },
    body: JSON.stringify({ __type: name, message }),
  };
}
