/** Words for values that look like a secret or personal data. */
import type { SensitiveKind } from '../../base/sensitive-value.ts';

export const TEXTS = {
  kinds: {
    'private-key': 'a private key',
    jwt: 'a JSON Web Token',
    'aws-access-key-id': 'an AWS access key ID',
    'aws-secret-access-key': 'an AWS secret access key',
    email: 'an e-mail address',
    iban: 'an IBAN',
    card: 'a card number',
    phone: 'a phone number',
    token: 'a password or token',
  } satisfies Record<SensitiveKind, string>,
  /** Under a pair in a form. */
  inForm: (kind: string) => `This looks like ${kind}. The encryption context is logged in plain text.`,
  /** Next to an event. */
  inLog: (name: string, kind: string) =>
    `The value of ${name} looks like ${kind}. The encryption context is logged in plain text.`,
};
