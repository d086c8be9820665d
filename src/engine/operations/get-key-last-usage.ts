/** GetKeyLastUsage: the newest successful cryptographic use of a key, from the log. */
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
        // The plain id, not the ARN: the SDK's example.
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
