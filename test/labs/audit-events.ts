/** Audit events for tests of predicates. */
import type { AuditEvent, CallSidecar, Json } from '../../src/model/audit.ts';

/** What a test says of an event. */
export interface EventInput {
  readonly operation: string;
  readonly error?: string;
  readonly keys?: readonly string[];
  readonly by?: string;
  readonly context?: Readonly<Record<string, string>>;
  readonly sidecar?: CallSidecar;
}

let count = 0;

/** Creates an event. */
export function auditEvent({ operation, error, keys = [], by, context, sidecar }: EventInput): AuditEvent {
  const requestParameters: Readonly<Record<string, Json>> | null =
    context === undefined ? null : { encryptionContext: context };
  return {
    at: 0,
    record: {
      eventVersion: '1.11',
      userIdentity: by === undefined ? {} : { arn: by },
      eventTime: '2026-01-01T00:00:00Z',
      eventSource: 'kms.amazonaws.com',
      eventName: operation,
      awsRegion: 'us-east-1',
      sourceIPAddress: '203.0.113.10',
      userAgent: 'test',
      ...(error === undefined ? {} : { errorCode: error }),
      requestParameters,
      responseElements: null,
      eventID: `event-${++count}`,
      readOnly: false,
      resources: keys.map((ARN) => ({ accountId: '111122223333', type: 'AWS::KMS::Key', ARN })),
      eventType: 'AwsApiCall',
      managementEvent: true,
      recipientAccountId: '111122223333',
      eventCategory: 'Management',
    },
    ...(sidecar === undefined ? {} : { sidecar }),
  };
}
