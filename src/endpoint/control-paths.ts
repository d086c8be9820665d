/** The paths that control the sandbox itself. They need the token that was printed at the start. */
import { jsonAnswer, textAnswer, type Answer } from './answer.ts';
import type { EndpointSandbox } from './endpoint-sandbox.ts';

/** A request of a control path. */
export interface ControlRequest {
  readonly method: string;
  readonly path: string;
  readonly authorization: string | undefined;
}

const METHODS: Readonly<Record<string, 'GET' | 'POST'>> = { '/state': 'GET', '/reset': 'POST' };

/** Whether a path controls the sandbox. */
export const isControlPath = (path: string): boolean => Object.hasOwn(METHODS, path);

async function digest(text: string): Promise<string> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))).join();
}

/** Answers a request of a control path. Tokens are compared by their hashes, so the time says nothing about them. */
export async function answerControl(
  { method, path, authorization = '' }: ControlRequest,
  token: string,
  sandbox: EndpointSandbox,
): Promise<Answer> {
  // The name of the scheme has no letter case. Source: https://www.rfc-editor.org/rfc/rfc9110#section-11.1
  const given = authorization.replace(/^bearer /i, '');
  if (given === authorization || (await digest(given)) !== (await digest(token)))
    return textAnswer(401, 'This path needs the header "Authorization: Bearer" with the token of the endpoint.', {
      'www-authenticate': 'Bearer',
    });
  const allowed = METHODS[path];
  if (method !== allowed)
    return textAnswer(405, `This path accepts ${allowed ?? 'no method'}.`, { allow: allowed ?? '' });
  return jsonAnswer(path === '/reset' ? { credentials: await sandbox.reset() } : await sandbox.state());
}
