/** HTTP entry point: from a raw request to a call, and from its reply to a raw response. */
import { createUuid } from '../base/uuid.ts';
import type { Call, ClientReport, HttpRequest, HttpResponse, Reply, RequestContext } from '../model/contract.ts';
import { KmsError } from '../model/errors.ts';
import { MAX_REQUEST_LENGTH } from '../model/quotas.ts';
import type { AccessKeyRecord, Settings } from '../model/records.ts';
import { failure, parseRequest, success, type ParsedRequest } from './http.ts';
import { decodeInput, encodeOutput, operationOf, parseBody } from './json.ts';
import { claimed, INVALID_TOKEN, verify } from './sigv4.ts';

/** Dependencies on the sandbox. */
export interface HttpDependencies {
  accessKey(id: string): Promise<AccessKeyRecord | undefined>;
  settings(): Promise<Settings>;
  /** The real clock in milliseconds since 1970: the age of a signature does not depend on the simulated clock. */
  realNow(): number;
  call(call: Call): Promise<Reply>;
}

function contextOf({ headers }: ParsedRequest, given: RequestContext | undefined): RequestContext | undefined {
  const userAgent = headers.get('x-amz-user-agent') ?? headers.get('user-agent');
  return userAgent === undefined ? given : { 'aws:UserAgent': userAgent, ...given };
}

/** Longest host name of DNS with a port. Longer ones are not recorded. */
const MAX_HOST_LENGTH = 259;

/** Reads what the client reports: the host that it asked for, and its access key. */
function reportOf({ headers }: ParsedRequest, accessKeyId: string | undefined): ClientReport {
  const host = headers.get('host') ?? '';
  return {
    ...(host === '' || host.length > MAX_HOST_LENGTH ? {} : { host }),
    ...(accessKeyId === undefined ? {} : { accessKeyId }),
  };
}

/**
 * Reads the number of this attempt from the header with which AWS's SDKs report their retries, `attempt=2; max=3`.
 * Source: https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html
 */
function attemptOf({ headers }: ParsedRequest): Pick<Call, 'attempt'> {
  const attempt = /(?:^|;)\s*attempt=([1-9]\d{0,5})\s*(?:;|$)/.exec(headers.get('amz-sdk-request') ?? '')?.[1];
  return attempt === undefined ? {} : { attempt: Number(attempt) };
}

/** A call, and the access key that it was signed with. */
interface SignedCall {
  readonly call: Call;
  readonly accessKeyId: string | undefined;
}

async function toCall(
  request: ParsedRequest,
  requestContext: RequestContext | undefined,
  deps: HttpDependencies,
): Promise<SignedCall> {
  if (request.method !== 'POST') throw new KmsError('UnknownOperationException');
  if (request.body.length > MAX_REQUEST_LENGTH) throw new KmsError('RequestEntityTooLargeException');
  const body = parseBody(request.body);
  const operation = operationOf(request.headers.get('x-amz-target'));

  const { signatures, defaultAccount } = await deps.settings();
  const lookup = (id: string): Promise<AccessKeyRecord | undefined> => deps.accessKey(id);
  const { callerArn, accessKeyId, region } =
    signatures === 'ignored' ? await claimed(request, lookup) : await verify(request, lookup, deps.realNow());
  const context = contextOf(request, requestContext);
  const call: Call = {
    operation,
    input: decodeInput(operation, body),
    region,
    caller: callerArn ?? `arn:aws:iam::${defaultAccount}:root`,
    client: reportOf(request, accessKeyId),
    ...attemptOf(request),
    ...(context === undefined ? {} : { requestContext: context }),
  };
  return { call, accessKeyId };
}

/**
 * Makes the call. The engine rejects with TypeError for a caller that does not exist: one that was removed, with its
 * access key, after the signature was verified.
 * @throws {KmsError} UnrecognizedClientException for such a caller
 */
async function makeCall({ call, accessKeyId }: SignedCall, deps: HttpDependencies): Promise<Reply> {
  try {
    return await deps.call(call);
  } catch (error) {
    if (accessKeyId === undefined || (await deps.accessKey(accessKeyId)) !== undefined) throw error;
    throw new KmsError('UnrecognizedClientException', INVALID_TOKEN);
  }
}

/**
 * Handles one AWS JSON 1.1 request. Checks in the order of AWS: method, size, JSON, operation, signature, types. Then
 * makes the call. Every error of AWS is a response. Rejects with TypeError for a malformed request object or request
 * context.
 */
export async function handleHttp(request: HttpRequest, deps: HttpDependencies): Promise<HttpResponse> {
  const parsed = parseRequest(request);
  let signed: SignedCall;
  let reply: Reply;
  try {
    signed = await toCall(parsed, request.requestContext, deps);
    reply = await makeCall(signed, deps);
  } catch (error) {
    if (!(error instanceof KmsError)) throw error;
    return failure(
      { requestId: createUuid(crypto.getRandomValues(new Uint8Array(16))), time: deps.realNow() },
      error.toData(),
    );
  }
  const facts = { requestId: reply.requestId, time: deps.realNow() };
  return reply.ok ? success(facts, encodeOutput(signed.call.operation, reply.output)) : failure(facts, reply.error);
}
