/**
 * Calls of the AWS services that programs use next to KMS: AWS STS and AWS CloudTrail. They have tables of their own
 * (sts.ts, cloudtrail.ts): no key or grant is involved, and the tables are loaded with the first such call.
 */
import type { ClientReport, RequestContext } from '../contract.ts';
import type { Members } from '../shapes.ts';

/** Signing names of the services. */
export type ServiceName = 'sts' | 'cloudtrail';

/** One call of a service. */
export interface ServiceCall {
  readonly service: ServiceName;
  /** Any text: the name of an operation that does not exist is an error of AWS. */
  readonly operation: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly region: string;
  /** ARN of the caller. */
  readonly caller: string;
  /** Access key that signed the request. */
  readonly accessKeyId?: string;
  readonly requestContext?: RequestContext;
  readonly client?: ClientReport;
}

/** An error as the service sends it. */
export interface ServiceErrorData {
  readonly name: string;
  readonly status: number;
  readonly message?: string;
}

/** Reply to a call of a service. Errors are data. */
export type ServiceReply = { readonly requestId: string } & (
  | { readonly ok: true; readonly output: Readonly<Record<string, unknown>> }
  | { readonly ok: false; readonly error: ServiceErrorData }
);

/** Facts about one operation. */
export interface ServiceOperationFacts {
  readonly members: Members;
  /** `readOnly` in CloudTrail. */
  readonly readOnly: boolean;
}

/** Facts about one service. */
export interface ServiceFacts {
  /** `eventSource` in CloudTrail. */
  readonly eventSource: 'sts.amazonaws.com' | 'cloudtrail.amazonaws.com';
  readonly operations: Readonly<Record<string, ServiceOperationFacts>>;
  /** HTTP status of each error. */
  readonly errors: Readonly<Record<string, number>>;
  /** Names of the errors that every service has, in the spelling of this one. */
  readonly names: {
    readonly validation: string;
    readonly denied: string;
    readonly internal: string;
    readonly unknownOperation: string;
    readonly throttled: string;
  };
}
