/**
 * Ordinary AWS SDK code, as a page has it, and the tables of every operation, error and paginator. Bundled by the test
 * that drives it.
 */
import * as sdk from '@aws-sdk/client-kms';
import type { StrongroomLibrary } from '../../../src/library.ts';
import type { Registered } from '../../conformance/cases.ts';
import { PAGINATORS, paginates } from './paginators.ts';
import { aidOf } from './aid.ts';
import { refuses, succeeds, type Fresh, type Pair } from './run.ts';

const CREDENTIALS = {
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
};

/** By requestHandler in the page of the app, or by the service worker's endpoint. */
type Way = 'handler' | 'endpoint';

interface Page {
  strongroom?: StrongroomLibrary;
}

/** A client of a world, the default one if not said. */
function client(way: Way, config: Partial<sdk.KMSClientConfig> = {}, world?: string): sdk.KMS {
  const { strongroom } = globalThis as Page;
  const handler = (world === undefined ? strongroom : strongroom?.world(world))?.requestHandler();
  return new sdk.KMS({
    region: 'us-east-1',
    credentials: CREDENTIALS,
    maxAttempts: 1,
    ...(way === 'handler' && handler
      ? { requestHandler: handler }
      : { endpoint: `${location.origin}/kms${world === undefined ? '' : `/${world}`}` }),
    ...config,
  });
}

let worlds = 0;

/** Fresh worlds for one lane: its own one, reset each time, where the page can do that; else always another one. */
const freshBy =
  (way: Way, lane: string): Fresh =>
  async () => {
    const world = (globalThis as Page).strongroom?.world(lane);
    if (way === 'endpoint' || world === undefined) {
      const id = `${lane}-${worlds++}`;
      return { kms: client(way, {}, id), aid: aidOf((globalThis as Page).strongroom?.world(id)) };
    }
    await world.sandbox.reset();
    await world.sandbox.settings.set({ requestQuotas: 'off' });
    return {
      kms: client(way, {}, lane),
      aid: { ...aidOf(world), advance: (seconds) => world.sandbox.clock.advance(seconds) },
    };
  };

const LANES = ['lane-1', 'lane-2', 'lane-3', 'lane-4', 'lane-5', 'lane-6'];

/**
 * What is not as it should be of `cases`, none when all is well. Each lane does one case at a time: storage waits, not
 * the processor.
 */
async function complaints<T>(
  way: Way,
  cases: readonly T[],
  attempt: (one: T, fresh: Fresh) => Promise<string | undefined>,
): Promise<string[]> {
  const found: string[] = [];
  const waiting = cases.values();
  await Promise.all(
    LANES.map(async (lane) => {
      // One iterator for all: each case goes to the lane that is free first.
      for (const one of waiting) {
        const complaint = await attempt(one, freshBy(way, lane)).catch(String);
        if (complaint !== undefined) found.push(complaint);
      }
    }),
  );
  return found;
}

const allSucceed = (way: Way, operations: readonly Registered[]) => complaints(way, operations, succeeds);
const allRefuse = (way: Way, pairs: readonly Pair[]) => complaints(way, pairs, refuses);
const allPaginate = (way: Way) =>
  complaints(way, PAGINATORS, async (name, fresh) => paginates(name, (await fresh()).kms));

function check(fact: unknown, what: string): void {
  if (!fact) throw new Error(`Not so: ${what}`);
}

async function fails(call: Promise<unknown>, kind: abstract new (...args: never[]) => Error): Promise<void> {
  const error = await call.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  check(error instanceof kind, `${kind.name}, but ${String(error)}`);
}

/** A story in one world, each call on what the one before left. Throws where it goes another way. */
async function story(way: Way): Promise<void> {
  const kms = client(way);
  const name = `alias/sdk-${way}-${Date.now()}`;
  const { KeyMetadata } = await kms.createKey({ Description: way, Tags: [{ TagKey: 'a', TagValue: '1' }] });
  const KeyId = KeyMetadata?.Arn ?? '';
  check(KeyMetadata?.CreationDate instanceof Date, 'CreationDate is a Date');
  const { KeyMetadata: other } = await kms.createKey({});
  await kms.createAlias({ AliasName: name, TargetKeyId: KeyId });
  check((await kms.describeKey({ KeyId: name })).KeyMetadata?.Arn === KeyId, 'an alias names its key');
  await kms.updateAlias({ AliasName: name, TargetKeyId: other?.KeyId });
  check((await kms.listAliases({ KeyId: other?.KeyId })).Aliases?.[0]?.AliasName === name, 'the alias moved');
  await kms.deleteAlias({ AliasName: name });
  await kms.tagResource({ KeyId, Tags: [{ TagKey: 'b', TagValue: '2' }] });
  await kms.untagResource({ KeyId, TagKeys: ['a'] });
  check((await kms.listResourceTags({ KeyId })).Tags?.[0]?.TagKey === 'b', 'tags');
  await kms.updateKeyDescription({ KeyId, Description: 'anew' });
  const { Policy } = await kms.getKeyPolicy({ KeyId });
  await kms.putKeyPolicy({ KeyId, Policy });
  check((await kms.listKeyPolicies({ KeyId })).PolicyNames?.[0] === 'default', 'policy names');

  const Plaintext = new Uint8Array([1, 2, 3]);
  const EncryptionContext = { tenant: 'red' };
  const { CiphertextBlob } = await kms.encrypt({ KeyId, Plaintext, EncryptionContext });
  check(Plaintext.length === 3 && Plaintext.buffer.byteLength === 3, 'the plaintext of the caller stays attached');
  check((await kms.decrypt({ CiphertextBlob, EncryptionContext })).Plaintext?.[2] === 3, 'decrypts');
  const moved = await kms.reEncrypt({
    CiphertextBlob,
    SourceEncryptionContext: EncryptionContext,
    DestinationKeyId: other?.KeyId,
  });
  check((await kms.decrypt({ CiphertextBlob: moved.CiphertextBlob })).KeyId === other?.Arn, 're-encrypted');
  const dataKey = await kms.generateDataKey({ KeyId, KeySpec: 'AES_256' });
  check(dataKey.Plaintext?.length === 32, 'a data key');
  const hidden = await kms.generateDataKeyWithoutPlaintext({ KeyId, NumberOfBytes: 64 });
  check(
    (await kms.decrypt({ CiphertextBlob: hidden.CiphertextBlob })).Plaintext?.length === 64,
    'a data key for later',
  );
  check((await kms.generateRandom({ NumberOfBytes: 10 })).Plaintext?.length === 10, 'random bytes');

  await kms.enableKeyRotation({ KeyId, RotationPeriodInDays: 90 });
  check((await kms.getKeyRotationStatus({ KeyId })).RotationPeriodInDays === 90, 'rotation status');
  await kms.disableKeyRotation({ KeyId });
  await kms.rotateKeyOnDemand({ KeyId });
  check((await kms.listKeyRotations({ KeyId })).Rotations?.[0]?.RotationType === 'ON_DEMAND', 'rotations');
  check((await kms.getKeyLastUsage({ KeyId })).KeyLastUsage?.Operation === 'Decrypt', 'last usage');
  const root = `arn:aws:iam::${KeyMetadata?.AWSAccountId}:root`;
  const grant = await kms.createGrant({
    KeyId,
    GranteePrincipal: root,
    RetiringPrincipal: root,
    Operations: ['Decrypt', 'RetireGrant'],
  });
  check((await kms.listGrants({ KeyId })).Grants?.[0]?.GrantId === grant.GrantId, 'grants');
  check((await kms.listRetirableGrants({ RetiringPrincipal: root })).Grants?.length, 'retirable grants');
  await kms.retireGrant({ GrantToken: grant.GrantToken });
  const second = await kms.createGrant({ KeyId, GranteePrincipal: root, Operations: ['Decrypt'] });
  await kms.revokeGrant({ KeyId, GrantId: second.GrantId });

  await kms.disableKey({ KeyId });
  await fails(kms.encrypt({ KeyId, Plaintext }), sdk.DisabledException);
  await kms.enableKey({ KeyId });
  await kms.scheduleKeyDeletion({ KeyId, PendingWindowInDays: 7 });
  await fails(kms.encrypt({ KeyId, Plaintext }), sdk.KMSInvalidStateException);
  await kms.cancelKeyDeletion({ KeyId });
  await fails(kms.describeKey({ KeyId: 'alias/none' }), sdk.NotFoundException);
  await fails(kms.decrypt({ CiphertextBlob, EncryptionContext }), sdk.DisabledException);
  await kms.enableKey({ KeyId });
  await fails(kms.decrypt({ CiphertextBlob, EncryptionContext: { tenant: 'blue' } }), sdk.InvalidCiphertextException);
  const CustomKeyStoreId = 'cks-1234567890abcdef0';
  await fails(kms.connectCustomKeyStore({ CustomKeyStoreId }), sdk.CustomKeyStoreNotFoundException);
}

async function nameOf(call: Promise<unknown>): Promise<string> {
  return call.then(
    () => 'no error',
    (error: unknown) => (error as Error).name,
  );
}

/** The names of what is refused at the door. */
async function atTheDoor(way: Way): Promise<Record<string, string>> {
  const input = { NumberOfBytes: 1 };
  const changed = client(way);
  changed.middlewareStack.add(
    (next) => (args) => {
      const request = args.request as { body: string };
      request.body = JSON.stringify({ NumberOfBytes: 2 });
      return next(args);
    },
    { step: 'deserialize', priority: 'low' },
  );
  return {
    secret: await nameOf(
      client(way, { credentials: { ...CREDENTIALS, secretAccessKey: 'wrong' } }).generateRandom(input),
    ),
    body: await nameOf(changed.generateRandom(input)),
    date: await nameOf(client(way, { systemClockOffset: -3_600_000 }).generateRandom(input)),
    dateOfSecondAttempt: await nameOf(
      client(way, { systemClockOffset: -3_600_000, maxAttempts: 2 }).generateRandom(input),
    ),
    accessKey: await nameOf(
      client(way, { credentials: { ...CREDENTIALS, accessKeyId: 'AKIAUNKNOWNUNKNOWN00' } }).generateRandom(input),
    ),
  };
}

const sdkTest = { story, allSucceed, allRefuse, allPaginate, atTheDoor };

/** What the test calls. */
export type SdkTest = typeof sdkTest;

Object.assign(globalThis, { sdkTest });
