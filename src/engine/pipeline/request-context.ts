/** What a caller may say of its request where a browser cannot know it. Facts of principal, key or request cannot be said: the engine derives them. */
import type { RequestContext } from '../../model/contract.ts';

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

/** What a service says of the resource for which it calls. Only a service principal can. */
const SERVICE_CONTEXT_KEYS = new Set(['aws:SourceArn', 'aws:SourceAccount', 'aws:SourceOrgID', 'aws:SourceOrgPaths']);

/** Throws TypeError for a key that cannot be given, or a value that is neither a string nor a list of strings. */
export function validateRequestContext(context: RequestContext | undefined, byService = false): void {
  for (const [key, value] of Object.entries(context ?? {})) {
    if (
      !REQUEST_CONTEXT_KEYS.has(key) &&
      !(byService && SERVICE_CONTEXT_KEYS.has(key)) &&
      !key.startsWith('kms:RecipientAttestation:')
    )
      throw new TypeError(`requestContext cannot give ${key}: only facts of the network and the session.`);
    if (typeof value !== 'string' && !(Array.isArray(value) && value.every((entry) => typeof entry === 'string'))) {
      throw new TypeError(`requestContext ${key} must be a string or a list of strings.`);
    }
  }
}
