/**
 * What the cases of the conformance tests work with, made by an AWS SDK client: the calls are the client's, the inputs
 * are theirs.
 */
import type * as sdk from '@aws-sdk/client-kms';
import type { FaultName } from '../../../src/model/faults.ts';
import type { HsmClusterChange } from '../../../src/model/hsm-cluster-input.ts';
import type { HsmClusterView } from '../../../src/model/hsm-cluster-view.ts';
import type { OperationName } from '../../../src/model/operations.ts';
import type { Sandbox } from '../../../src/model/sandbox.ts';
import { CASES, importForTests, ROOT, type Case, type Fixture, type Registered } from '../../conformance/cases.ts';

/** Any method of the SDK's client. */
type Method = (input: object) => Promise<object>;

/** Sends `input` as `operation`, by the method of that name. */
export function send(kms: sdk.KMS, operation: OperationName, input: object): Promise<object> {
  const method = operation.charAt(0).toLowerCase() + operation.slice(1);
  return (Reflect.get(kms, method) as Method).call(kms, input);
}

/** A fixture, its client, and what a world beyond AWS's API can do for a case. */
export interface SdkFixture extends Fixture {
  readonly kms: sdk.KMS;
  readonly aid: Aid;
}

/** What AWS's API cannot do. Each is missing where the client has no such way. */
export interface Aid {
  /** Moves the world's clock forward. */
  readonly advance?: (seconds: number) => Promise<unknown>;
  /** Returns the CloudHSM cluster of the Region. */
  readonly cluster?: () => Promise<HsmClusterView>;
  /** Changes that cluster, or another one. */
  readonly changeCluster?: (change: HsmClusterChange, id?: string) => Promise<unknown>;
  /** Creates a cluster, possibly from the backup of another one. */
  readonly newCluster?: (backupOf?: string) => Promise<HsmClusterView>;
  /** The simulated external key managers. */
  readonly proxies?: Sandbox['proxies'];
  /** Sets a fault without options. */
  readonly setFault?: (name: FaultName) => Promise<void>;
  /** Puts that many grants on a key. */
  readonly grants?: (keyArn: string, count: number) => Promise<void>;
}

/** Waits for `seconds` of real time, and a little longer: the sandbox reads another clock. */
const wait = (seconds: number): Promise<unknown> =>
  new Promise((resolve) => setTimeout(resolve, (seconds + 0.2) * 1000));

/**
 * Two keys, aliases, a ciphertext and a grant, as `fixture` of the conformance tests makes them. The world must be
 * fresh.
 */
async function madeBy(kms: sdk.KMS, make: sdk.CreateKeyCommandInput | undefined, aid: Aid): Promise<SdkFixture> {
  const newKey = async (input: sdk.CreateKeyCommandInput): Promise<string> =>
    (await kms.createKey(input)).KeyMetadata?.Arn ?? '';
  const key = await newKey({ ...make, Tags: [{ TagKey: 'team', TagValue: 'red' }] });
  const other = await newKey({});
  // Of a world, the inputs of the cases use these members and no other.
  const world = {
    ok: (operation: OperationName, input: object) => send(kms, operation, input),
    key: (input: sdk.CreateKeyCommandInput = {}) => newKey(input),
    // A client of the endpoint cannot move the clock, which runs like the real one.
    engine: { advanceClock: (seconds: number) => aid.advance?.(seconds) ?? wait(seconds) },
  } as unknown as Fixture['world'];
  if (make?.Origin === 'EXTERNAL') await importForTests(world, key);
  await kms.createAlias({ AliasName: 'alias/app', TargetKeyId: key });
  await kms.createAlias({ AliasName: 'alias/other', TargetKeyId: other });
  const sealed = make === undefined ? await kms.encrypt({ KeyId: key, Plaintext: Uint8Array.of(1, 2, 3) }) : undefined;
  const { Policy = '' } = await kms.getKeyPolicy({ KeyId: key });
  const grant = {
    KeyId: key,
    GranteePrincipal: ROOT,
    RetiringPrincipal: ROOT,
    Operations: ['DescribeKey', 'RetireGrant'] as sdk.GrantOperation[],
  };
  const { GrantId = '', GrantToken = '' } = await kms.createGrant(grant);
  const blob = sealed?.CiphertextBlob ?? new Uint8Array();
  return {
    world,
    key,
    other,
    alias: 'alias/app',
    blob,
    policy: Policy,
    grantId: GrantId,
    grantToken: GrantToken,
    cluster: () => aid.cluster?.() ?? Promise.reject(new Error('This client has no way to the clusters.')),
    kms,
    aid,
  };
}

/** One operation, ready to be called: a fixture with its key in the state that the call wants, and a valid input. */
export interface Ready {
  readonly made: SdkFixture;
  readonly input: object;
  /** The members of the output. */
  readonly output: readonly string[];
}

/** Makes `operation` ready in a fresh world. */
export async function ready(kms: sdk.KMS, operation: Registered, aid: Aid): Promise<Ready> {
  const row = CASES[operation] as unknown as Case<Registered>;
  const made = await madeBy(kms, row.make, aid);
  // The app has request quotas, and those of imports are one request in four seconds.
  if (row.make?.Origin === 'EXTERNAL' && aid.advance === undefined) await wait(4);
  const input = await row.input(made);
  if (row.in === 'PendingDeletion') await kms.scheduleKeyDeletion({ KeyId: made.key });
  else if (row.in !== undefined) throw new Error(`No call of the SDK brings a key into ${row.in}.`);
  return { made, input, output: row.output };
}
