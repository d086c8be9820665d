/**
 * DisableKeyRotation: ends automatic rotation. Succeeds without effect for asymmetric and HMAC keys, as measured on
 * AWS.
 */
import { OPERATION_FACTS } from '../../model/operation-facts.ts';
import { fitsKey } from '../../model/operation-keys.ts';
import { createSynchronizeEvents } from '../keys/synchronize-events.ts';
import { checkNoReplica, updateRelatedChanges } from '../keys/multi-region.ts';
import { checkRotationOrigin } from '../keys/rotation.ts';
import type { Operation } from '../pipeline/operation.ts';

/** The DisableKeyRotation operation. */
export const disableKeyRotation: Operation<'DisableKeyRotation'> = {
  early({ key }) {
    checkRotationOrigin(key());
    if (fitsKey(OPERATION_FACTS.RotateKeyOnDemand, key())) checkNoReplica(key());
  },
  async run({ key, now, reader, random }) {
    const isChange = key().rotation !== undefined;
    return {
      output: {},
      changes: await updateRelatedChanges(key(), { rotation: undefined }, reader),
      ...(isChange ? { serviceEvents: await createSynchronizeEvents(key(), now, { reader, random }) } : {}),
    };
  },
};
