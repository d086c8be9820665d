/** GetKeyLastUsage: returns the last successful cryptographic use of a key, from the audit log. */
import type { KeyLastUsageTrackingOperation } from '../../model/sdk.ts';
import type { Operation } from '../pipeline/operation.ts';

/** The GetKeyLastUsage operation. */
export const getKeyLastUsage: Operation<'GetKeyLastUsage'> = {
  async run({ key, lastUse }) {
    const { arn, keyId, createdAt } = key();
    const use = await lastUse(arn);
    const KeyCreationDate = new Date(createdAt);
    return {
      output: {
        // The key ID, not the ARN, as in the SDK's example.
        KeyId: keyId,
        KeyLastUsage:
          use === undefined
            ? {}
            : {
                Operation: use.record.eventName as KeyLastUsageTrackingOperation,
                Timestamp: new Date(use.at),
                CloudTrailEventId: use.record.eventID,
                KmsRequestId: use.record.requestID,
              },
        TrackingStartDate: KeyCreationDate,
        KeyCreationDate,
      },
    };
  },
};
