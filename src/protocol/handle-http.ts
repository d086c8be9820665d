/** HTTP entry point: from a raw request to a call, and from its reply to a raw response. */
import { createUuid } from '../base/uuid.ts';
import type { Call, HttpRequest, HttpResponse, Reply, RequestContext } from '../model/contract.ts';
import { KmsError } from '../model/errors.ts';
import { MAX_REQUEST_LENGTH } from '../model/quotas.ts';
import { authenticate, contextOf, makeCall, type HttpDependencies } from './authenticate.ts';
import { failure, parseRequest, success, type ParsedRequest } from './http.ts';
import { decodeInput, encodeOutput, operationOf, parseBody } from './json.ts';
import { reportOf } from './report-of.ts';
import { serviceOf } from './service-of.ts';

/**
 * Reads the number of this attempt from the header with which AWS's SDKs report their retries, `attempt=2; max=3`.
 * Source: https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html
 */
function attemptOf({ headers }: ParsedRequest): Pick<Call, 'attempt'> {
  const attempt = /(?:^|;)\s*attempt=([1-9]\d{0,5})\s*(?:;|$)/.exec(headers.get('amz-sdk-request') ?? '')?.[1];
  return attempt === undefined ? {} : { attempt: Number(attempt) };
}

async function toCall(
  request: ParsedRequest,
  requestContext: RequestContext | undefined,
  deps: HttpDependencies,
): Promise<Call> {
  if (request.method !== 'POST') throw new KmsError('UnknownOperationException');
  if (request.body.length > MAX_REQUEST_LENGTH) throw new KmsError('RequestEntityTooLargeException');
  const body = parseBody(request.body);
  const operation = operationOf(request.headers.get('x-amz-target'));

  const { signatures, defaultAccount } = await deps.settings();
  const { callerArn, accessKeyId, region } = await authenticate(request, signatures, deps);
  const context = contextOf(request, requestContext);
  return {
    operation,
    input: decodeInput(operation, body),
    region,
    caller: callerArn ?? `arn:aws:iam::${defaultAccount}:root`,
    ...reportOf(request),
    ...attemptOf(request),
    ...(accessKeyId === undefined ? {} : { accessKeyId }),
    ...(context === undefined ? {} : { requestContext: context }),
  };
}

/**
 * Handles one request of KMS in AWS JSON 1.1, or one of AWS STS or AWS CloudTrail. Checks in the order of AWS: method,
 * size, JSON, operation, signature, types. Then makes the call. Every error of AWS is a response. Rejects with
 * TypeError for a malformed request object or request context.
 */
export async function handleHttp(request: HttpRequest, deps: HttpDependencies): Promise<HttpResponse> {
  const parsed = parseRequest(request);
  const service = serviceOf(parsed);
  if (service !== undefined) {
    const { handleServiceHttp } = await import('./handle-service-http.ts');
    return await handleServiceHttp(service, parsed, request.requestContext, deps);
  }
  let call: Call;
  let reply: Reply;
  try {
    call = await toCall(parsed, request.requestContext, deps);
    reply = await makeCall(() => deps.call(call), call, deps);
  } catch (error) {
    if (!(error instanceof KmsError)) throw error;
    return failure(
      { requestId: createUuid(crypto.getRandomValues(new Uint8Array(16))), time: deps.realNow() },
      error.toData(),
    );
  }
  const facts = { requestId: reply.requestId, time: deps.realNow() };
  return reply.ok ? success(facts, encodeOutput(call.operation, reply.output)) : failure(facts, reply.error);
}
