/** HTTP entry point: from a raw request to a call, and from its reply to a raw response. */
import { createUuid } from '../base/uuid.ts';
import type { Call, HttpRequest, HttpResponse, Reply, RequestContext } from '../model/contract.ts';
import { KmsError } from '../model/errors.ts';
import type { AccessKeyRecord, Settings } from '../model/records.ts';
import { failure, parseRequest, success, type ParsedRequest } from './http.ts';
import { decodeInput, encodeOutput, operationOf, parseBody } from './json.ts';
import { claimed, verify } from './sigv4.ts';

/** Dependencies on the sandbox. */
export interface HttpDependencies {
  accessKey(id: string): Promise<AccessKeyRecord | undefined>;
  settings(): Promise<Settings>;
  /** The real clock in milliseconds since 1970: the age of a signature does not depend on the simulated clock. */
  realNow(): number;
  call(call: Call): Promise<Reply>;
}

/**
 * Maximum length in UTF-16 units. Exceeds every KMS request: a policy of the maximum length with every character
 * escaped fits.
 */
const MAX_BODY_LENGTH = 2 ** 20;

function contextOf({ headers }: ParsedRequest, given: RequestContext | undefined): RequestContext | undefined {
  const userAgent = headers.get('x-amz-user-agent') ?? headers.get('user-agent');
  return userAgent === undefined ? given : { 'aws:UserAgent': userAgent, ...given };
}

async function toCall(
  request: ParsedRequest,
  requestContext: RequestContext | undefined,
  deps: HttpDependencies,
): Promise<Call> {
  if (request.method !== 'POST') throw new KmsError('UnknownOperationException');
  if (request.body.length > MAX_BODY_LENGTH) throw new KmsError('RequestEntityTooLargeException');
  const body = parseBody(request.body);
  const operation = operationOf(request.headers.get('x-amz-target'));

  const { signatures, defaultAccount } = await deps.settings();
  const lookup = (id: string): Promise<AccessKeyRecord | undefined> => deps.accessKey(id);
  const { callerArn, region } =
    signatures === 'ignored' ? await claimed(request, lookup) : await verify(request, lookup, deps.realNow());
  const context = contextOf(request, requestContext);
  return {
    operation,
    input: decodeInput(operation, body),
    region,
    caller: callerArn ?? `arn:aws:iam::${defaultAccount}:root`,
    ...(context === undefined ? {} : { requestContext: context }),
  };
}

/**
 * Handles one AWS JSON 1.1 request. Checks in the order of AWS: method, size, JSON, operation, signature, types. Then
 * makes the call. Every error of AWS is a response. Rejects with TypeError for a malformed request object or request
 * context. Sends no `date` header: the SDK would correct its clock by it, and a wrong clock would go unnoticed.
 */
export async function handleHttp(request: HttpRequest, deps: HttpDependencies): Promise<HttpResponse> {
  const parsed = parseRequest(request);
  let call: Call;
  try {
    call = await toCall(parsed, request.requestContext, deps);
  } catch (error) {
    if (!(error instanceof KmsError)) throw error;
    return failure(
      { requestId: createUuid(crypto.getRandomValues(new Uint8Array(16))), time: deps.realNow() },
      error.toData(),
    );
  }
  const reply = await deps.call(call);
  const facts = { requestId: reply.requestId, time: deps.realNow() };
  return reply.ok ? success(facts, encodeOutput(call.operation, reply.output)) : failure(facts, reply.error);
}
