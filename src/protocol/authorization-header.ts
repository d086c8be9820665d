/**
 * Parses the `Authorization` header of Signature Version 4, with AWS's error messages. The order of the checks and the
 * texts that the page lacks are recorded answers of AWS's JSON services. Source:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-troubleshooting.html
 */
import { KmsError } from '../model/errors.ts';

/** Contents of the header, not verified. */
export interface Authorization {
  readonly algorithm: string;
  /** As sent: `keyid/date/region/service/term`. */
  readonly credential: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
}

/** The parts of a credential. */
export interface Credential {
  readonly accessKeyId: string;
  readonly date: string;
  readonly region: string;
  readonly service: string;
  readonly term: string;
}

/** In the order in which AWS lists missing ones. */
const PARAMETERS = ['Credential', 'Signature', 'SignedHeaders'] as const;

function incomplete(text: string): KmsError {
  return new KmsError('IncompleteSignatureException', text);
}

function pairsOf(header: string): Map<string, string> {
  const pairs = new Map<string, string>();
  const [, rest = ''] = /^\S+\s*([\s\S]*)$/.exec(header) ?? [];
  for (const part of rest.split(/[\s,]+/).filter((text) => text !== '')) {
    const at = part.indexOf('=');
    if (at < 0)
      throw incomplete(
        `'${part}' not a valid key=value pair (missing equal-sign) in Authorization header: '${header}'.`,
      );
    pairs.set(part.slice(0, at), part.slice(at + 1));
  }
  return pairs;
}

/**
 * Parses the header. `hasDate`: whether the request has a date header, which AWS reports in the same message.
 * @throws IncompleteSignatureException
 */
export function parseAuthorization(header: string, hasDate: boolean): Authorization {
  const isVersion4 = header.startsWith('AWS4-');
  const pairs = isVersion4 ? pairsOf(header) : new Map<string, string>();
  const missing = PARAMETERS.filter((name) => !pairs.get(name)).map(
    (name) => `Authorization header requires '${name}' parameter. `,
  );
  if (!hasDate) missing.push("Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. ");
  if (missing.length > 0) throw incomplete(`${missing.join('')}Authorization=${header}`);
  return {
    algorithm: header.split(/\s/, 1)[0] as string,
    credential: pairs.get('Credential') as string,
    signedHeaders: (pairs.get('SignedHeaders') as string).toLowerCase().split(';'),
    signature: pairs.get('Signature') as string,
  };
}

/**
 * Parses the five parts of a credential.
 * @throws IncompleteSignatureException
 */
export function parseCredential(text: string): Credential {
  const [accessKeyId, date, region, service, term, ...more] = text.replace(/\/+$/, '').split('/');
  if (!accessKeyId || !date || !region || !service || !term || more.length > 0) {
    throw incomplete(
      `Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got '${text}'`,
    );
  }
  return { accessKeyId, date, region, service, term };
}
