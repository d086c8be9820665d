/**
 * HTTP entry point of AWS STS (query protocol) and AWS CloudTrail (AWS JSON 1.1). STS requires a valid signature in
 * every sandbox, because it hands out credentials.
 */
import { createUuid } from '../base/uuid.ts';
import type { HttpResponse, RequestContext } from '../model/contract.ts';
import { KmsError } from '../model/errors.ts';
import { MAX_REQUEST_LENGTH } from '../model/quotas.ts';
import { CLOUDTRAIL } from '../model/services/cloudtrail.ts';
import type {
  ServiceCall,
  ServiceErrorData,
  ServiceFacts,
  ServiceName,
  ServiceReply,
} from '../model/services/service-call.ts';
import { STS, STS_VERSION } from '../model/services/sts.ts';
import { authenticate, contextOf, makeCall, type HttpDependencies } from './authenticate.ts';
import { createAnswer, type ParsedRequest } from './http.ts';
import { decodeMembers, encodeValue, parseBody } from './json.ts';
import { decodeForm, encodeError, encodeResult, parseForm, QueryError } from './query.ts';
import { reportOf } from './report-of.ts';
import { CLOUDTRAIL_TARGET } from './service-of.ts';

/** How a service reads requests and writes responses. */
interface Protocol {
  readonly facts: ServiceFacts;
  readonly contentType: string;
  /** Returns the operation and the input. The input is read after the signature is verified, as AWS does. */
  readonly parse: (request: ParsedRequest) => { readonly operation: string; readonly input: () => object };
  readonly encodeOutput: (operation: string, output: Readonly<Record<string, unknown>>, requestId: string) => string;
  readonly encodeError: (error: ServiceErrorData, requestId: string) => string;
  /** Names of errors that KMS spells in another way. */
  readonly names: Readonly<Record<string, string>>;
  readonly alwaysSigned: boolean;
}

const PROTOCOLS: Readonly<Record<ServiceName, Protocol>> = {
  sts: {
    facts: STS,
    contentType: 'text/xml',
    parse({ body }) {
      const form = parseForm(body);
      const operation = form.get('Action');
      if (operation === undefined)
        throw new QueryError('MissingAction', 'The request is missing an action or a required parameter.');
      const version = form.get('Version');
      const members = version === STS_VERSION ? membersOf(STS, operation) : undefined;
      if (members === undefined) {
        throw new KmsError(
          'UnknownOperationException',
          `Could not find operation ${operation} for version ${version ?? 'NO_VERSION_SPECIFIED'}`,
        );
      }
      return { operation, input: () => decodeForm(form, members) };
    },
    encodeOutput: encodeResult,
    encodeError,
    names: {
      ExpiredTokenException: 'ExpiredToken',
      IncompleteSignatureException: 'IncompleteSignature',
      InvalidSignatureException: 'SignatureDoesNotMatch',
      MissingAuthenticationTokenException: 'MissingAuthenticationToken',
      RequestEntityTooLargeException: 'RequestEntityTooLarge',
      UnknownOperationException: 'InvalidAction',
      UnrecognizedClientException: 'InvalidClientTokenId',
    },
    alwaysSigned: true,
  },
  cloudtrail: {
    facts: CLOUDTRAIL,
    contentType: 'application/x-amz-json-1.1',
    parse({ headers, body }) {
      const value = parseBody(body);
      const [, operation = ''] = CLOUDTRAIL_TARGET.exec(headers.get('x-amz-target') ?? '') ?? [];
      const members = membersOf(CLOUDTRAIL, operation);
      if (members === undefined) throw new KmsError('UnknownOperationException');
      return { operation, input: () => decodeMembers(value, members, '') };
    },
    encodeOutput: (_operation, output) => JSON.stringify(encodeValue(output)),
    encodeError: ({ name, message }) => JSON.stringify({ __type: name, message }),
    names: {},
    alwaysSigned: false,
  },
};

function membersOf({ operations }: ServiceFacts, operation: string) {
  return Object.hasOwn(operations, operation) ? operations[operation]?.members : undefined;
}

/** Returns the error as the service sends it. Undefined for a bug. */
function errorData(error: unknown, { facts, names }: Protocol): ServiceErrorData | undefined {
  if (!(error instanceof KmsError) && !(error instanceof QueryError)) return undefined;
  const name = names[error.name] ?? error.name;
  const message = error instanceof KmsError ? error.text : error.message;
  return { name, status: facts.errors[name] ?? 400, ...(message === undefined ? {} : { message }) };
}

async function toCall(
  service: ServiceName,
  { parse, alwaysSigned }: Protocol,
  request: ParsedRequest,
  given: RequestContext | undefined,
  deps: HttpDependencies,
): Promise<ServiceCall> {
  if (request.method !== 'POST') throw new KmsError('UnknownOperationException');
  if (request.body.length > MAX_REQUEST_LENGTH) throw new KmsError('RequestEntityTooLargeException');
  const { operation, input } = parse(request);
  // A request without a signature opens no sandbox.
  const settings = alwaysSigned ? undefined : await deps.settings();
  const signatures = settings?.signatures ?? 'required';
  const { callerArn, accessKeyId, region } = await authenticate(request, signatures, deps, service);
  const requestContext = contextOf(request, given);
  return {
    service,
    operation,
    input: input() as ServiceCall['input'],
    region,
    caller: callerArn ?? `arn:aws:iam::${settings?.defaultAccount ?? ''}:root`,
    ...reportOf(request),
    ...(accessKeyId === undefined ? {} : { accessKeyId }),
    ...(requestContext === undefined ? {} : { requestContext }),
  };
}

/** Handles one request of a service. Every error of AWS is a response. */
export async function handleServiceHttp(
  service: ServiceName,
  request: ParsedRequest,
  given: RequestContext | undefined,
  deps: HttpDependencies,
): Promise<HttpResponse> {
  const protocol = PROTOCOLS[service];
  const answer = (requestId: string, error: ServiceErrorData): HttpResponse =>
    createAnswer(
      error.status,
      { requestId, time: deps.realNow() },
      protocol.encodeError(error, requestId),
      protocol.contentType,
    );
  let call: ServiceCall;
  let reply: ServiceReply;
  try {
    call = await toCall(service, protocol, request, given, deps);
    reply = await makeCall(() => deps.serviceCall(call), call, deps);
  } catch (thrown) {
    const error = errorData(thrown, protocol);
    if (error === undefined) throw thrown;
    return answer(createUuid(crypto.getRandomValues(new Uint8Array(16))), error);
  }
  const { requestId } = reply;
  if (!reply.ok) return answer(requestId, reply.error);
  const body = protocol.encodeOutput(call.operation, reply.output, requestId);
  return createAnswer(200, { requestId, time: deps.realNow() }, body, protocol.contentType);
}
