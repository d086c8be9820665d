/**
 * Facts about AWS STS, API version 2011-06-15: members and limits of the operations, error names and HTTP statuses, and
 * wire formats. docs/aws-services.md has the same facts with their sources. Sources:
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html,
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html,
 * https://docs.aws.amazon.com/STS/latest/APIReference/CommonErrors.html,
 * https://github.com/boto/botocore/blob/develop/botocore/data/sts/2011-06-15/service-2.json
 */
import type { Member } from '../shapes.ts';
import type { ServiceFacts } from './service-call.ts';

/** Namespace of every XML document. */
export const STS_NAMESPACE = 'https://sts.amazonaws.com/doc/2011-06-15/';

export const STS_VERSION = '2011-06-15';

/** Durations in seconds. */
export const STS_DURATIONS = {
  /** Default of AssumeRole, and of the maximum session duration of a role. */
  role: 3600,
  /** Maximum of a role that was assumed with temporary credentials. */
  chainedRole: 3600,
  /** Default of GetSessionToken. */
  session: 43_200,
  /** Maximum of GetSessionToken for a root user. Longer requests get this. */
  rootSession: 3600,
} as const;

const ARN: Member = {
  type: 'string',
  min: 20,
  max: 2048,
  pattern: String.raw`[\u0009\u000A\u000D\u0020-\u007E\u0085\u00A0-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]+`,
};
const NAME: Member = { type: 'string', min: 2, max: 64, pattern: String.raw`[\w+=,.@\-]*` };
const TAG_KEY: Member = { type: 'string', min: 1, max: 128, pattern: String.raw`[\p{L}\p{Z}\p{N}_.:\/=+\-@]+` };
const TAG_VALUE: Member = { type: 'string', min: 0, max: 256, pattern: String.raw`[\p{L}\p{Z}\p{N}_.:\/=+\-@]*` };
const SERIAL_NUMBER: Member = { type: 'string', min: 9, max: 256, pattern: String.raw`[\w+=\/:,.@\-]*` };
const TOKEN_CODE: Member = { type: 'string', min: 6, max: 6, pattern: String.raw`[\d]*` };

export const STS: ServiceFacts = {
  eventSource: 'sts.amazonaws.com',
  operations: {
    AssumeRole: {
      readOnly: true,
      members: {
        RoleArn: { ...ARN, required: true },
        RoleSessionName: { ...NAME, required: true },
        PolicyArns: { type: 'list', item: { type: 'structure', members: { arn: ARN } } },
        Policy: { type: 'string', min: 1, max: 2048, pattern: String.raw`[\u0009\u000A\u000D\u0020-\u00FF]+` },
        DurationSeconds: { type: 'integer', min: 900, max: 43_200 },
        Tags: {
          type: 'list',
          max: 50,
          item: {
            type: 'structure',
            members: { Key: { ...TAG_KEY, required: true }, Value: { ...TAG_VALUE, required: true } },
          },
        },
        TransitiveTagKeys: { type: 'list', max: 50, item: TAG_KEY },
        ExternalId: { type: 'string', min: 2, max: 1224, pattern: String.raw`[\w+=,.@:\/\-]*` },
        SerialNumber: SERIAL_NUMBER,
        TokenCode: TOKEN_CODE,
        SourceIdentity: NAME,
        ProvidedContexts: {
          type: 'list',
          max: 5,
          item: {
            type: 'structure',
            members: { ProviderArn: ARN, ContextAssertion: { type: 'string', min: 4, max: 2048 } },
          },
        },
      },
    },
    GetCallerIdentity: { readOnly: true, members: {} },
    GetSessionToken: {
      readOnly: true,
      members: {
        DurationSeconds: { type: 'integer', min: 900, max: 129_600 },
        SerialNumber: SERIAL_NUMBER,
        TokenCode: TOKEN_CODE,
      },
    },
  },
  errors: {
    AccessDenied: 403,
    ExpiredToken: 403,
    IncompleteSignature: 400,
    InternalFailure: 500,
    InvalidAction: 400,
    InvalidClientTokenId: 403,
    InvalidQueryParameter: 400,
    MalformedPolicyDocument: 400,
    MissingAction: 400,
    MissingAuthenticationToken: 403,
    PackedPolicyTooLarge: 400,
    RegionDisabledException: 403,
    RequestEntityTooLarge: 413,
    SignatureDoesNotMatch: 403,
    Throttling: 400,
    ValidationError: 400,
  },
  names: {
    validation: 'ValidationError',
    denied: 'AccessDenied',
    internal: 'InternalFailure',
    unknownOperation: 'InvalidAction',
    throttled: 'Throttling',
  },
};
