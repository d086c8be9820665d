/**
 * Facts about AWS CloudTrail, API version 2013-11-01: members and limits of the operations, error names and HTTP
 * statuses. docs/aws-services.md has the same facts with their sources. Sources:
 * https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_LookupEvents.html,
 * https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_ListPublicKeys.html,
 * https://github.com/boto/botocore/blob/develop/botocore/data/cloudtrail/2013-11-01/service-2.json
 */
import type { ServiceFacts } from './service-call.ts';

/** Attributes of a lookup. */
export const LOOKUP_ATTRIBUTES = [
  'EventId',
  'EventName',
  'ReadOnly',
  'Username',
  'ResourceType',
  'ResourceName',
  'EventSource',
  'AccessKeyId',
] as const;

export type LookupAttributeKey = (typeof LOOKUP_ATTRIBUTES)[number];

/** Events per page: the default and the maximum. */
export const MAX_LOOKUP_RESULTS = 50;

/** Age of the oldest event that a lookup finds, in milliseconds. */
export const EVENT_HISTORY_MS = 90 * 86_400_000;

export const CLOUDTRAIL: ServiceFacts = {
  eventSource: 'cloudtrail.amazonaws.com',
  operations: {
    LookupEvents: {
      readOnly: true,
      // The limits of MaxResults and the attributes have errors of their own, so they are not checked as a shape.
      members: {
        LookupAttributes: {
          type: 'list',
          item: {
            type: 'structure',
            members: {
              AttributeKey: { type: 'string', required: true },
              AttributeValue: { type: 'string', required: true, min: 1, max: 2000 },
            },
          },
        },
        StartTime: { type: 'timestamp' },
        EndTime: { type: 'timestamp' },
        EventCategory: { type: 'string' },
        MaxResults: { type: 'integer' },
        NextToken: { type: 'string' },
      },
    },
    ListPublicKeys: {
      readOnly: true,
      members: { StartTime: { type: 'timestamp' }, EndTime: { type: 'timestamp' }, NextToken: { type: 'string' } },
    },
  },
  errors: {
    AccessDeniedException: 400,
    ExpiredTokenException: 400,
    IncompleteSignatureException: 400,
    InternalFailure: 500,
    InvalidEventCategoryException: 400,
    InvalidLookupAttributesException: 400,
    InvalidMaxResultsException: 400,
    InvalidNextTokenException: 400,
    InvalidSignatureException: 400,
    InvalidTimeRangeException: 400,
    InvalidTokenException: 400,
    MissingAuthenticationTokenException: 400,
    RequestEntityTooLargeException: 413,
    SerializationException: 400,
    ThrottlingException: 400,
    UnknownOperationException: 400,
    UnrecognizedClientException: 400,
    ValidationException: 400,
  },
  names: {
    validation: 'ValidationException',
    denied: 'AccessDeniedException',
    internal: 'InternalFailure',
    unknownOperation: 'UnknownOperationException',
    throttled: 'ThrottlingException',
  },
};
