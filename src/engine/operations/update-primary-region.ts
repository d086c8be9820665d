/**
 * UpdatePrimaryRegion: makes a replica the primary key, and the primary key a replica. Both are Updating for a few
 * seconds, and can be used meanwhile. Source:
 * https://docs.aws.amazon.com/kms/latest/developerguide/multi-region-update.html
 */
import { keyArn } from '../../model/arn.ts';
import { KmsError } from '../../model/errors.ts';
import { SYNCHRONIZATION_MS } from '../../model/key-states.ts';
import { updateKeyChanges } from '../keys/key-changes.ts';
import { checkPrimary, relatedKeys, withPrimary } from '../keys/multi-region.ts';
import type { Operation } from '../pipeline/operation.ts';

/** The UpdatePrimaryRegion operation. */
export const updatePrimaryRegion: Operation<'UpdatePrimaryRegion'> = {
  // AWS documents neither the order nor the texts of these checks.
  early({ input, key, resources }) {
    const { region, account, keyId } = key();
    checkPrimary(key());
    if (input.PrimaryRegion === region)
      throw new KmsError('ValidationException', `The primary key is already in ${region}.`).because('replica-region');
    if (resources.length === 1) {
      const arn = keyArn(input.PrimaryRegion, account, keyId);
      throw new KmsError('NotFoundException', `Key '${arn}' does not exist`).because('missing-key');
    }
  },
  async run({ input, key, now, reader }) {
    const primary = key();
    const replica = key('related key');
    const { PrimaryRegion } = input;
    const multiRegion = withPrimary(primary.multiRegion ?? { primary: primary.region, replicas: [] }, PrimaryRegion);
    const updating = {
      multiRegion,
      state: 'Updating',
      transition: { to: 'Enabled', at: now + SYNCHRONIZATION_MS },
    } as const;
    const others = (await relatedKeys(primary, reader)).filter(({ arn }) => arn !== replica.arn);
    return {
      output: {},
      changes: [
        ...updateKeyChanges(primary, updating),
        ...updateKeyChanges(replica, updating),
        ...others.flatMap((other) => updateKeyChanges(other, { multiRegion })),
      ],
      responseElements: { keyId: primary.arn },
      // Source: https://docs.aws.amazon.com/kms/latest/developerguide/ct-update-primary-region.html
      elsewhere: [
        {
          eventName: 'UpdatePrimaryRegion',
          key: replica,
          requestParameters: { keyId: replica.arn, primaryRegion: PrimaryRegion },
          responseElements: { keyId: replica.arn },
        },
      ],
    };
  },
};
