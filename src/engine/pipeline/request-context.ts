/**
 * Validates the request context: condition keys that a browser cannot determine. The engine derives those of principal,
 * key and request.
 */
import type { Call, RequestContext } from '../../model/contract.ts';

const REQUEST_CONTEXT_KEYS = new Set([
  'aws:SourceIp',
  'aws:SourceVpce',
  'aws:SourceVpc',
  'aws:VpcSourceIp',
  'aws:SecureTransport',
  'aws:MultiFactorAuthPresent',
  'aws:MultiFactorAuthAge',
  'aws:UserAgent',
  'aws:Referer',
  'aws:CalledVia',
  'kms:ViaService',
]);

/** Condition keys about the resource for which a service calls. Only a service principal can set them. */
const SERVICE_CONTEXT_KEYS = new Set(['aws:SourceArn', 'aws:SourceAccount', 'aws:SourceOrgID', 'aws:SourceOrgPaths']);

/**
 * Checks a request context.
 * @throws {TypeError} if it is not an object, for a key that cannot be set, or for a value that is neither a string nor
 *   an array of strings
 */
export function validateRequestContext(context: RequestContext | undefined, byService = false): void {
  if (context === undefined) return;
  if (Object.prototype.toString.call(context) !== '[object Object]')
    throw new TypeError('requestContext must be an object.');
  for (const [key, value] of Object.entries(context)) {
    if (
      !REQUEST_CONTEXT_KEYS.has(key) &&
      !(byService && SERVICE_CONTEXT_KEYS.has(key)) &&
      !key.startsWith('kms:RecipientAttestation:')
    )
      throw new TypeError(`requestContext cannot set ${key}. It accepts only network and session condition keys.`);
    if (typeof value !== 'string' && !(Array.isArray(value) && value.every((entry) => typeof entry === 'string'))) {
      throw new TypeError(`requestContext ${key} must be a string or an array of strings.`);
    }
  }
}

/**
 * Checks what a client reports about its request.
 * @throws {TypeError}
 */
export function validateClientReport({ client, attempt, delayMs }: Pick<Call, 'client' | 'attempt' | 'delayMs'>): void {
  for (const [name, value] of Object.entries(client ?? {}))
    if (value !== undefined && typeof value !== 'string') throw new TypeError(`client ${name} must be a string.`);
  if (attempt !== undefined && !(Number.isInteger(attempt) && attempt >= 1))
    throw new TypeError('attempt must be an integer of at least 1.');
  if (delayMs !== undefined && !(Number.isFinite(delayMs) && delayMs >= 0))
    throw new TypeError('delayMs must be a number of at least 0.');
}
