/** Recognizes requests of AWS STS and AWS CloudTrail by what their protocols send. Every other request is for KMS. */
import type { ServiceName } from '../model/services/service-call.ts';
import type { ParsedRequest } from './http.ts';

/** `X-Amz-Target` of CloudTrail: the short form of SDKs for JavaScript, and the long form of the service model. */
export const CLOUDTRAIL_TARGET = /^(?:com\.amazonaws\.cloudtrail\.v20131101\.)?CloudTrail_20131101\.(\w+)$/;

const FORM = /^application\/x-www-form-urlencoded\b/i;
/** Excludes `=`, which no credential contains: the search is linear in the length of the header. */
const SIGNED_FOR_STS = /Credential=[^,\s=]*\/sts\/aws4_request/;
/** A form that names an action of STS but is not signed, so that STS rejects it. */
const ACTION = /(?:^|&)Action=/;

/** Returns the service that a request is for, or undefined for KMS. */
export function serviceOf({ headers, body }: ParsedRequest): ServiceName | undefined {
  const target = headers.get('x-amz-target');
  if (target !== undefined) return CLOUDTRAIL_TARGET.test(target) ? 'cloudtrail' : undefined;
  const isForm = FORM.test(headers.get('content-type') ?? '');
  return isForm && (SIGNED_FOR_STS.test(headers.get('authorization') ?? '') || ACTION.test(body)) ? 'sts' : undefined;
}
