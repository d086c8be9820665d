/**
 * Authenticates requests to a proxy by Signature Version 4. Every failure is the same error, whose detail says what
 * failed. Source: https://github.com/aws/aws-kms-xksproxy-api-spec (section Authentication, Appendix A)
 */
import { formatSigningDate, isSignature, type SignableRequest } from '../crypto/request-signature.ts';
import type { ProxyRecord } from '../model/external-key-manager.ts';
import { XKS_MAX_SKEW_MS, XKS_SIGNING_NAME } from '../model/xks-proxy-api.ts';
import { XksError } from './xks-error.ts';

/** Headers that a signature covers at least. */
const REQUIRED = ['host', 'x-amz-date'];

const AUTHORIZATION =
  /^AWS4-HMAC-SHA256\s+Credential=([^\s,/]+)\/(\d{8})\/([^\s,/]+)\/([^\s,/]+)\/aws4_request\s*,\s*SignedHeaders=([^\s,]+)\s*,\s*Signature=([0-9a-f]{64})$/;
const DATE = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z$/;

function refuse(detail: string): XksError {
  return new XksError('AuthenticationFailedException', detail);
}

/** Parses the basic format. NaN: it is not a date of that format. */
function timeOf(date: string): number {
  const parts = DATE.exec(date)?.slice(1).map(Number);
  if (parts === undefined) return NaN;
  const [year, month, ...rest] = parts as [number, number, ...number[]];
  const time = Date.UTC(year, month - 1, ...rest);
  return formatSigningDate(time) === date ? time : NaN;
}

/**
 * Verifies the signature, and returns the access key ID of the credential.
 * @param now real time in milliseconds since 1970
 * @throws {XksError} AuthenticationFailedException
 */
export async function verifyRequest(
  request: SignableRequest,
  credentials: ProxyRecord['credentials'],
  now: number,
): Promise<string> {
  const { headers, url } = request;
  const [, accessKeyId, day, region, service, names, signature] = (AUTHORIZATION.exec(
    headers.get('authorization')?.trim() ?? '',
  ) ?? []) as (string | undefined)[];
  if (
    accessKeyId === undefined ||
    day === undefined ||
    region === undefined ||
    names === undefined ||
    signature === undefined
  )
    throw refuse('The Authorization header is missing or malformed.');
  if (service !== XKS_SIGNING_NAME) throw refuse(`The service of the credential scope must be ${XKS_SIGNING_NAME}.`);
  const date = headers.get('x-amz-date') ?? '';
  const time = timeOf(date);
  if (Number.isNaN(time)) throw refuse('The X-Amz-Date header is missing or malformed.');
  if (date.slice(0, 8) !== day) throw refuse('The date of the credential scope is not that of X-Amz-Date.');
  if (Math.abs(now - time) > XKS_MAX_SKEW_MS) throw refuse('The signature is more than 5 minutes old or early.');
  const signed = names.split(';');
  const isOrdered = signed.every((name, index) => index === 0 || (signed[index - 1] as string) < name);
  if (!isOrdered || !signed.every((name) => headers.has(name) && name === name.toLowerCase()))
    throw refuse('SignedHeaders must list headers of the request once, in lower case and in order.');
  if (!REQUIRED.every((name) => signed.includes(name))) throw refuse('The headers host and x-amz-date must be signed.');
  if (url.search !== '') throw refuse('The query must be empty.');
  const credential = credentials.find((one) => one.accessKeyId === accessKeyId);
  if (credential === undefined) throw refuse('The access key ID is not known to this proxy.');
  const isValid = await isSignature(
    signature,
    request,
    new Set(signed),
    date,
    region,
    XKS_SIGNING_NAME,
    credential.secret,
  );
  if (!isValid) throw refuse('The signature does not match.');
  return accessKeyId;
}
