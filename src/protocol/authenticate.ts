/** What requests of KMS and of the other services share: the caller, the request context, and making the call. */
import type { Call, Reply, RequestContext } from '../model/contract.ts';
import { KmsError } from '../model/errors.ts';
import type { AccessKeyRecord, Settings } from '../model/records.ts';
import type { ServiceCall, ServiceReply } from '../model/services/service-call.ts';
import type { ParsedRequest } from './http.ts';
import { claimed, EXPIRED_TOKEN, INVALID_TOKEN, verify, type Caller } from './sigv4.ts';

/** Dependencies on the sandbox. */
export interface HttpDependencies {
  accessKey(id: string): Promise<AccessKeyRecord | undefined>;
  settings(): Promise<Settings>;
  /** The real clock in milliseconds since 1970: the age of a signature does not depend on the simulated clock. */
  realNow(): number;
  /** The simulated clock in milliseconds since 1970: temporary credentials expire by it. */
  simulatedNow(): Promise<number>;
  call(call: Call): Promise<Reply>;
  /** Answers a call of AWS STS or AWS CloudTrail. */
  serviceCall(call: ServiceCall): Promise<ServiceReply>;
}

/**
 * Adds the user agent of a request to its context: the header `user-agent`, which CloudTrail records. A browser does
 * not let the SDK set it, so the SDK sends `x-amz-user-agent` there. Source: `@aws-sdk/core` (`userAgentMiddleware`).
 */
export function contextOf({ headers }: ParsedRequest, given: RequestContext | undefined): RequestContext | undefined {
  const userAgent = headers.get('user-agent') ?? headers.get('x-amz-user-agent');
  return userAgent === undefined ? given : { 'aws:UserAgent': userAgent, ...given };
}

/**
 * Finds the caller of a request: verifies the signature or, in a sandbox with `signatures` set to `ignored`, takes what
 * the request claims. Temporary credentials expire in both.
 * @throws {KmsError} like `verify`, and ExpiredTokenException
 */
export async function authenticate(
  request: ParsedRequest,
  signatures: Settings['signatures'],
  deps: HttpDependencies,
  service?: string,
): Promise<Caller> {
  let key: AccessKeyRecord | undefined;
  const lookup = async (id: string): Promise<AccessKeyRecord | undefined> => (key = await deps.accessKey(id));
  const caller =
    signatures === 'ignored' ? await claimed(request, lookup) : await verify(request, lookup, deps.realNow(), service);
  if (key?.expiresAt !== undefined && key.expiresAt <= (await deps.simulatedNow()))
    throw new KmsError('ExpiredTokenException', EXPIRED_TOKEN);
  return caller;
}

/**
 * Makes a call. The engine rejects with TypeError for a caller that does not exist: one that was removed, with its
 * access key, after the signature was verified.
 * @throws {KmsError} UnrecognizedClientException for such a caller
 */
export async function makeCall<R>(
  call: () => Promise<R>,
  { accessKeyId }: Pick<Call, 'accessKeyId'>,
  deps: HttpDependencies,
): Promise<R> {
  try {
    return await call();
  } catch (error) {
    if (accessKeyId === undefined || (await deps.accessKey(accessKeyId)) !== undefined) throw error;
    throw new KmsError('UnrecognizedClientException', INVALID_TOKEN);
  }
}
