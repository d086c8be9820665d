/**
 * Verifies Signature Version 4: who signed a request, and that it was not changed. The order of the checks is that of
 * recorded answers of AWS's JSON services.
 */
import { formatSigningDate as basic, isSignature } from '../crypto/request-signature.ts';
import { KmsError } from '../model/errors.ts';
import type { AccessKeyRecord } from '../model/records.ts';
import { DEFAULT_REGION, isRegionName } from '../model/regions.ts';
import { parseAuthorization, parseCredential, type Credential } from './authorization-header.ts';
import type { ParsedRequest } from './http.ts';

/** Caller and Region of the credential scope. No caller: the access key is unknown and signatures are ignored. */
export interface Caller {
  readonly accessKeyId?: string;
  readonly callerArn?: string;
  readonly region: string;
}

/** Finds an access key. */
export type AccessKeyLookup = (id: string) => Promise<AccessKeyRecord | undefined>;

/** Message of UnrecognizedClientException. */
export const INVALID_TOKEN = 'The security token included in the request is invalid.';

/** Message of ExpiredTokenException. Recorded: https://github.com/boto/boto3/issues/1127 */
export const EXPIRED_TOKEN = 'The security token included in the request is expired';

const MINUTES = 5;
const BASIC_FORMAT = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z$/;

function invalid(text: string): KmsError {
  return new KmsError('InvalidSignatureException', text);
}

function signingDate(headers: ReadonlyMap<string, string>): string {
  const own = headers.get('x-amz-date');
  // The Date header may also use the HTTP date format.
  const text = own ?? headers.get('date') ?? '';
  const parts = BASIC_FORMAT.exec(text)?.slice(1).map(Number) as
    [number, number, number, number, number, number] | undefined;
  const time = parts ? Date.UTC(parts[0], parts[1] - 1, ...parts.slice(2)) : own === undefined ? Date.parse(text) : NaN;
  if (Number.isNaN(time) || (parts && basic(time) !== text)) {
    throw new KmsError(
      'IncompleteSignatureException',
      `Date must be in ISO-8601 'basic format'. Got '${text}'. See http://en.wikipedia.org/wiki/ISO_8601`,
    );
  }
  return basic(time);
}

function checkAge(date: string, now: number): void {
  const earliest = basic(now - MINUTES * 60_000);
  const latest = basic(now + MINUTES * 60_000);
  if (date < earliest)
    throw invalid(`Signature expired: ${date} is now earlier than ${earliest} (${basic(now)} - ${MINUTES} min.)`);
  if (date > latest)
    throw invalid(`Signature not yet current: ${date} is still later than ${latest} (${basic(now)} + ${MINUTES} min.)`);
}

/**
 * Checks that the required headers are signed: `host` and every x-amz header except the body hash, which is not used.
 */
function checkSigned(headers: ReadonlyMap<string, string>, signed: ReadonlySet<string>): void {
  if (!signed.has('host')) throw invalid("'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.");
  for (const name of headers.keys()) {
    if (!name.startsWith('x-amz-') || name === 'x-amz-content-sha256' || signed.has(name)) continue;
    const words = name.replace(/\b[a-z]/g, (letter) => letter.toUpperCase());
    throw invalid(`'${words}' must be a 'SignedHeader' in the AWS Authorization.`);
  }
}

/**
 * Whether the list of signed headers is the one that a signature covers: names that the request has, in order, once
 * each. The list is part of what is signed, so any other gives another signature. Source:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
function isCanonical(names: readonly string[], headers: ReadonlyMap<string, string>): boolean {
  return names.every((name, index) => headers.has(name) && (index === 0 || (names[index - 1] as string) < name));
}

function checkScope({ region, service, term, date }: Credential, signed: string, wanted: string): void {
  const wrong: string[] = [];
  if (!isRegionName(region)) wrong.push(`Credential should be scoped to a valid region, not '${region}'. `);
  if (service !== wanted) wrong.push(`Credential should be scoped to correct service: '${wanted}'. `);
  if (term !== 'aws4_request')
    wrong.push(`Credential should be scoped with a valid terminator: 'aws4_request', not '${term}'. `);
  const day = signed.slice(0, 8);
  if (date !== day) {
    wrong.push(
      `Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '${date}' != '${day}', from '${signed}'. `,
    );
  }
  if (wrong.length > 0) throw invalid(wrong.join(''));
}

function refuseQueryAuthorization(url: URL): void {
  const names = [...url.searchParams.keys()].map((name) => name.toLowerCase());
  if (names.includes('x-amz-signature') || names.includes('x-amz-algorithm')) {
    throw new KmsError(
      'IncompleteSignatureException',
      'Query string authentication is not supported. Use the Authorization header.',
    );
  }
}

/**
 * Verifies the signature and returns the caller.
 * @param now real time in milliseconds since 1970
 * @param service signing name of the service that the request is for
 * @throws {KmsError} MissingAuthenticationTokenException, IncompleteSignatureException, InvalidSignatureException or
 *   UnrecognizedClientException, with AWS's texts
 */
export async function verify(
  request: ParsedRequest,
  lookup: AccessKeyLookup,
  now: number,
  service = 'kms',
): Promise<Caller> {
  const { headers, url } = request;
  refuseQueryAuthorization(url);
  const header = headers.get('authorization')?.trim();
  if (!header) throw new KmsError('MissingAuthenticationTokenException', 'Missing Authentication Token');

  const {
    algorithm,
    credential: text,
    signedHeaders,
    signature,
  } = parseAuthorization(header, headers.has('x-amz-date') || headers.has('date'));
  const date = signingDate(headers);
  checkAge(date, now);
  const signed = new Set(signedHeaders);
  checkSigned(headers, signed);
  if (algorithm !== 'AWS4-HMAC-SHA256') {
    throw new KmsError(
      'IncompleteSignatureException',
      `Unsupported AWS 'algorithm': '${algorithm}' (only AWS4-HMAC-SHA256 for now). `,
    );
  }
  const credential = parseCredential(text);
  checkScope(credential, date, service);

  const { accessKeyId, region } = credential;
  const key = await lookup(accessKeyId);
  if (!key || key.sessionToken !== headers.get('x-amz-security-token')) {
    throw new KmsError('UnrecognizedClientException', INVALID_TOKEN);
  }
  if (
    !isCanonical(signedHeaders, headers) ||
    !(await isSignature(signature, request, signed, date, region, service, key.secret))
  ) {
    throw invalid(
      'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
    );
  }
  return { accessKeyId, callerArn: key.callerArn, region };
}

/**
 * Returns the caller that the request claims, for sandboxes with `signatures` set to `ignored`. Never throws. No caller
 * if the access key is unknown or absent.
 */
export async function claimed({ headers }: ParsedRequest, lookup: AccessKeyLookup): Promise<Caller> {
  const [, accessKeyId, region = ''] =
    /Credential=([^/,\s]+)(?:\/[^/,\s]*\/([^/,\s]+))?/.exec(headers.get('authorization') ?? '') ?? [];
  const key = accessKeyId === undefined ? undefined : await lookup(accessKeyId);
  return {
    region: isRegionName(region) ? region : DEFAULT_REGION,
    ...(key === undefined ? {} : { accessKeyId: key.id, callerArn: key.callerArn }),
  };
}
