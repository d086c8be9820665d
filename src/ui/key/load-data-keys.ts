/** Finds who received data keys of a key in plaintext: in the audit log, because KMS does not keep data keys. */
import type { Strongroom } from '../../client/strongroom.ts';
import type { AuditEvent } from '../../model/audit.ts';

/** Operations that return a data key of a key in plaintext. Decrypt returns it again. */
const PLAINTEXT_OPERATIONS = ['GenerateDataKey', 'GenerateDataKeyPair', 'Decrypt'] as const;

/** Maximum number of events of each operation that are read. */
export const MAX_DATA_KEY_EVENTS = 1000;

/** A principal that received plaintexts of a key. */
export interface DataKeyHolder {
  /** ARN of the principal, or the name of a service. */
  readonly principal: string;
  readonly calls: number;
  /** Simulated time of the newest call, in milliseconds since 1970. */
  readonly newest: number;
}

/** What the audit log says about the plaintexts of a key. */
export interface DataKeyHolders {
  /** The holders, the one with the newest call first. */
  readonly holders: readonly DataKeyHolder[];
  /** Whether there are older events than those that were read. */
  readonly isPartial: boolean;
}

const principalOf = ({ record: { userIdentity } }: AuditEvent): string =>
  userIdentity.arn ?? userIdentity.invokedBy ?? userIdentity.principalId ?? '';

/** Loads the principals that received data keys of a key in plaintext. */
export async function loadDataKeyHolders({ sandbox }: Strongroom, keyArn: string): Promise<DataKeyHolders> {
  const pages = await Promise.all(
    PLAINTEXT_OPERATIONS.map((operation) => sandbox.events.query({ keyArn, operation, limit: MAX_DATA_KEY_EVENTS })),
  );
  const holders = new Map<string, DataKeyHolder>();
  for (const event of pages.flatMap(({ events }) => events)) {
    if (event.record.errorCode !== undefined) continue;
    const principal = principalOf(event);
    const { calls = 0, newest = 0 } = holders.get(principal) ?? {};
    holders.set(principal, { principal, calls: calls + 1, newest: Math.max(newest, event.at) });
  }
  return {
    holders: [...holders.values()].toSorted((one, other) => other.newest - one.newest),
    isPartial: pages.some(({ next }) => next !== undefined),
  };
}
