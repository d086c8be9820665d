/**
 * Data of the picture *key-owners*: keys by who owns them, and what the principal of a lab could do with each.
 */
import type { AuditEvent } from '../../model/audit.ts';
import type { AwsOwnedKeyView, KeyListing } from '../../model/contract.ts';
import { keyArnsOf } from './event-parts.ts';

/** Who owns a key. */
export type KeyOwner = 'customer' | 'aws-managed' | 'aws-owned';

/** The owners, in the order of the picture. */
export const OWNERS: readonly KeyOwner[] = ['customer', 'aws-managed', 'aws-owned'];

/** A key, before anything is asked about it. */
export interface OwnedKey {
  readonly arn: string;
  readonly keyId: string;
  readonly owner: KeyOwner;
  /** The first alias. Omitted: it has none. */
  readonly alias?: string;
  readonly description: string;
  readonly tags: Readonly<Record<string, string>>;
  /** AWS managed and AWS owned keys: the service principal that uses it. */
  readonly service?: string;
}

/** `via-service`: allowed only for requests that the service of the key makes. */
export type Answer = 'allowed' | 'via-service' | 'denied';

/** A call that failed, by the audit log. */
export interface FailedCall {
  readonly operation: string;
  readonly error: string;
}

/** A key in the picture. */
export interface ShelfKey extends OwnedKey {
  /** View, use and manage: DescribeKey, Encrypt and DisableKey. */
  readonly answers: Readonly<Record<Mark, Answer>>;
  readonly failures: readonly FailedCall[];
}

/** What the marks of a key are about. */
export type Mark = 'view' | 'use' | 'manage';

/** The operation that stands for each mark. */
export const MARKS = { view: 'DescribeKey', use: 'Encrypt', manage: 'DisableKey' } as const satisfies Record<
  Mark,
  string
>;

/** What the picture shows. */
export interface OwnerPicture {
  /** ARN of the principal that the marks are about. */
  readonly principal: string;
  readonly keys: readonly ShelfKey[];
}

const AWS_ALIAS = 'alias/aws/';

/** Returns the keys with their owners. */
export function ownedKeys(
  listed: readonly KeyListing[],
  awsOwned: readonly AwsOwnedKeyView[],
  region: string,
): readonly OwnedKey[] {
  const own = listed.map(({ arn, keyId, manager, aliases: [alias], description, tags }): OwnedKey => {
    const service = alias?.startsWith(AWS_ALIAS)
      ? `${alias.slice(AWS_ALIAS.length)}.${region}.amazonaws.com`
      : undefined;
    return {
      arn,
      keyId,
      owner: manager === 'CUSTOMER' ? 'customer' : 'aws-managed',
      ...(alias === undefined ? {} : { alias }),
      description,
      tags,
      ...(service === undefined ? {} : { service }),
    };
  });
  const others = awsOwned
    .filter((key) => key.region === region)
    .map(({ arn, ownedBy, description }): OwnedKey => {
      const keyId = arn.split('/').at(-1) ?? arn;
      return { arn, keyId, owner: 'aws-owned', description, tags: {}, service: ownedBy };
    });
  return [...own, ...others];
}

/** Returns the failed calls with a key, each operation with its last error. */
export function failedCalls(events: readonly AuditEvent[], arn: string): readonly FailedCall[] {
  const failures = new Map<string, string>();
  for (const event of events) {
    const { eventName, errorCode } = event.record;
    const named = [...keyArnsOf(event), event.request?.requestParameters?.keyId];
    if (errorCode !== undefined && named.includes(arn)) failures.set(eventName, errorCode);
  }
  return [...failures].map(([operation, error]) => ({ operation, error }));
}
