/** The way in for HTTP: from a raw request to a call and from its reply to a raw answer. */
import { createUuid } from '../base/uuid.ts';
import type { Call, HttpRequest, HttpResponse, Reply, RequestContext } from '../model/contract.ts';
import { KmsError } from '../model/errors.ts';
import type { AccessKeyRecord, Settings } from '../model/records.ts';
import { failure, parseRequest, success, type ParsedRequest } from './http.ts';
import { decodeInput, encodeOutput, operationOf, parseBody } from './json.ts';
import { claimed, verify } from './sigv4.ts';

/** What the gate needs of the world behind it. */
export interface GateDeps {
  accessKey(id: string): Promise<AccessKeyRecord | undefined>;
  settings(): Promise<Settings>;
  /** The REAL clock, milliseconds since 1970: the age of a signature has nothing to do with the world's clock. */
  realNow(): number;
  call(call: Call): Promise<Reply>;
}

/** Longer than any request of KMS, in UTF-16 units: a policy of the longest kind, every character of it escaped, fits. */
const MAX_BODY_LENGTH = 2 ** 20;

function contextOf({ headers }: ParsedRequest, given: RequestContext | undefined): RequestContext | undefined {
  const userAgent = headers.get('x-amz-user-agent') ?? headers.get('user-agent');
  return userAgent === undefined ? given : { 'aws:UserAgent': userAgent, ...given };
}

async function toCall(
  request: ParsedRequest,
  requestContext: RequestContext | undefined,
  deps: GateDeps,
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
 * Answers one request of AWS JSON 1.1, in the order of checks of AWS: method, size, JSON, operation, signature, types; then the call.
 * Whatever AWS would refuse is an answer. Rejects with TypeError when it is given no request, or a request context that cannot be.
 * A request that names no operation asks `deps` for nothing. The `date` of the answer is the real time, as the age of a signature is: a client of AWS whose
 * clock is wrong sets it by this header, and its next attempt succeeds.
 */
export async function handleHttp(request: HttpRequest, deps: GateDeps): Promise<HttpResponse> {
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
