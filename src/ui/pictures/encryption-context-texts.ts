/** Texts of the picture *encryption-context*. */
import { count } from '../kit/format.ts';
import { TEXTS as SENSITIVE } from '../kit/sensitive-texts.ts';

export const TEXTS = {
  bound: 'Bound to the ciphertext',
  logged: 'In the audit log, in plain text',
  tested: 'Tested by a policy',
  noCiphertext: 'No ciphertext yet. Encrypt something with an encryption context.',
  older: (ciphertexts: number) => `${count(ciphertexts)} older, not drawn`,
  ciphertext: (sha: string) => `Ciphertext ${sha}`,
  plaintext: (bytes: string, key: string) => `${bytes} of plaintext, under ${key}`,
  underKey: (key: string) => `Under ${key}`,
  noContext: 'No encryption context',
  logLine: (operation: string, caller: string) => `${operation} by ${caller}`,
  succeeded: 'Succeeded',
  failed: (error: string) => `Failed: ${error}`,
  difference: {
    'other-name': (given: string, bound: string) => `The request has ${given}, the ciphertext has ${bound}.`,
    'other-value': (name: string, given: string, bound: string) =>
      `${name} is ${given} in the request and ${bound} in the ciphertext.`,
    added: (pair: string) => `The ciphertext is not bound to ${pair}.`,
    missing: (pair: string) => `The request has no ${pair}.`,
  },
  sensitive: { kinds: SENSITIVE.kinds, inLog: SENSITIVE.inLog },
  noStatement: 'No policy tests the encryption context.',
  identityPolicy: (principal: string) => `Policy of ${principal}`,
  keyPolicy: (key: string) => `Key policy of ${key}`,
  statement: (effect: string, statement: string) => `${effect}, statement ${statement}`,
  test: (operator: string, key: string, values: string) => `${operator} ${key}: ${values}`,
  outcomes: (principal: string) => `Decrypt by ${principal}`,
  allowed: 'Allowed',
  denied: 'Denied',
  outcome: (ciphertext: string, answer: string) => `${ciphertext}: ${answer}`,
};
