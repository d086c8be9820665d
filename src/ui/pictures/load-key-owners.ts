import type { SimulatedCall } from '../../model/contract.ts';
import { DEFAULT_ACCOUNT, LEARNER_ROLE } from '../../model/documented-world.ts';
import { sampleInput } from '../../model/sample-input.ts';
import {
  failedCalls,
  MARKS,
  ownedKeys,
  type Answer,
  type Mark,
  type OwnedKey,
  type OwnerPicture,
} from './key-owners.ts';
import { loadEvents } from './load-events.ts';
import { isAllowed } from './load-outcome.ts';
import type { PictureSource } from './picture-source.ts';

/** The principal of labs. */
const LEARNER = `arn:aws:iam::${DEFAULT_ACCOUNT}:role/${LEARNER_ROLE}`;

async function answerOf({ strongroom, region }: PictureSource, key: OwnedKey, mark: Mark): Promise<Answer> {
  const operation = MARKS[mark];
  const { arn, owner, service } = key;
  const call: SimulatedCall = { principal: LEARNER, operation, region, input: sampleInput(operation, { id: arn }) };
  if (await isAllowed(strongroom.sandbox, call)) return 'allowed';
  if (owner !== 'aws-managed' || service === undefined) return 'denied';
  const viaService = { ...call, requestContext: { 'kms:ViaService': service } };
  return (await isAllowed(strongroom.sandbox, viaService)) ? 'via-service' : 'denied';
}

/** Loads the keys of the account and the AWS owned keys, and what the principal of labs could do with each. */
export async function loadKeyOwners(source: PictureSource): Promise<OwnerPicture> {
  const { strongroom, region } = source;
  const { sandbox } = strongroom;
  const [listed, awsOwned, events] = await Promise.all([
    sandbox.keys.list(DEFAULT_ACCOUNT, region),
    sandbox.awsOwnedKeys(),
    loadEvents(source),
  ]);
  const keys = await Promise.all(
    ownedKeys(listed, awsOwned, region).map(async (key) => {
      const [view, use, manage] = await Promise.all([
        answerOf(source, key, 'view'),
        answerOf(source, key, 'use'),
        answerOf(source, key, 'manage'),
      ]);
      return { ...key, answers: { view, use, manage }, failures: failedCalls(events, key.arn) };
    }),
  );
  return { principal: LEARNER, keys };
}
