/** The causes that the key page shows make exactly the calls fail that the engine refuses, with its errors. */
import { expect } from 'chai';
import type { InputOf, OperationName } from '../../src/model/operations.ts';
import { OPERATION_FACTS, type OperationFacts } from '../../src/model/operation-facts.ts';
import { fitsKey, keyResources, LISTED_OPERATIONS } from '../../src/model/operation-keys.ts';
import type { KeyState } from '../../src/model/records.ts';
import { CAUSES, refusedCalls, type CauseName, type KeyTraits } from '../../src/ui/key/unusable-causes.ts';
import { CASES, fixture, type Case, type Fixture, type Registered } from './cases.ts';

type Make = InputOf<'CreateKey'>;

/** A fixture whose key is in a connected key store. */
async function inKeyStore(): Promise<Fixture> {
  const given = await fixture();
  const { world } = given;
  const { id, trustAnchorCertificate } = await given.cluster();
  const { CustomKeyStoreId } = await world.ok('CreateCustomKeyStore', {
    CustomKeyStoreName: 'store',
    CloudHsmClusterId: id,
    TrustAnchorCertificate: trustAnchorCertificate,
    KeyStorePassword: 'kmsPswd',
  });
  await world.ok('ConnectCustomKeyStore', { CustomKeyStoreId });
  await world.engine.advanceClock(60);
  const key = await world.key({ Origin: 'AWS_CLOUDHSM', CustomKeyStoreId });
  await world.ok('UpdateAlias', { AliasName: given.alias, TargetKeyId: key });
  return { ...given, key };
}

/** A fixture with a ciphertext and a grant of its key, whatever its origin. */
async function given(make: Make): Promise<Fixture> {
  const made = make.Origin === 'AWS_CLOUDHSM' ? await inKeyStore() : await fixture(make);
  const { world, key } = made;
  const { CiphertextBlob: blob = new Uint8Array() } =
    (make.KeyUsage ?? 'ENCRYPT_DECRYPT') === 'ENCRYPT_DECRYPT'
      ? await world.ok('Encrypt', { KeyId: key, Plaintext: Uint8Array.of(1, 2, 3) })
      : {};
  const { GrantId = '', GrantToken = '' } = await world.ok('CreateGrant', {
    KeyId: key,
    GranteePrincipal: 'arn:aws:iam::111122223333:root',
    RetiringPrincipal: 'arn:aws:iam::111122223333:root',
    Operations: ['DescribeKey', 'RetireGrant'],
  });
  await world.ok('TagResource', { KeyId: key, Tags: [{ TagKey: 'team', TagValue: 'red' }] });
  return { ...made, blob, grantId: GrantId, grantToken: GrantToken };
}

/** Brings about each cause. */
const CAUSE: Readonly<Record<Exclude<CauseName, 'external'>, (fixture: Fixture) => Promise<unknown>>> = {
  disabled: ({ world, key }) => world.ok('DisableKey', { KeyId: key }),
  deletion: ({ world, key }) => world.ok('ScheduleKeyDeletion', { KeyId: key, PendingWindowInDays: 7 }),
  material: ({ world, key }) => world.ok('DeleteImportedKeyMaterial', { KeyId: key }),
  cloudHsm: async ({ world, key }) => {
    const { KeyMetadata } = await world.ok('DescribeKey', { KeyId: key });
    await world.ok('DisconnectCustomKeyStore', { CustomKeyStoreId: KeyMetadata?.CustomKeyStoreId });
    await world.engine.advanceClock(60);
  },
};

const KEYS: readonly { readonly make: Make; readonly causes: readonly (keyof typeof CAUSE)[] }[] = [
  { make: { KeySpec: 'SYMMETRIC_DEFAULT' }, causes: ['disabled', 'deletion'] },
  { make: { KeySpec: 'SYMMETRIC_DEFAULT', Origin: 'EXTERNAL' }, causes: ['disabled', 'deletion', 'material'] },
  { make: { KeySpec: 'SYMMETRIC_DEFAULT', Origin: 'AWS_CLOUDHSM' }, causes: ['disabled', 'deletion', 'cloudHsm'] },
  { make: { KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' }, causes: ['disabled', 'deletion'] },
  { make: { KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' }, causes: ['disabled', 'deletion'] },
];

/** The operations whose state answers can matter for a key. */
function operationsOn(make: Make): readonly Registered[] {
  const { KeySpec = 'SYMMETRIC_DEFAULT', KeyUsage = 'ENCRYPT_DECRYPT' } = make;
  return LISTED_OPERATIONS.filter(
    (operation) =>
      operation in CASES &&
      (CASES[operation as Registered] as Case<Registered>).in === undefined &&
      keyResources(operation).length > 0 &&
      fitsKey(OPERATION_FACTS[operation] as OperationFacts, { spec: KeySpec, usage: KeyUsage }),
  ) as readonly Registered[];
}

/** Calls that change the state: what follows them would be judged in another one. */
const CHANGES_STATE: readonly OperationName[] = [
  'CancelKeyDeletion',
  'EnableKey',
  'ImportKeyMaterial',
  'DeleteImportedKeyMaterial',
  'ScheduleKeyDeletion',
];

/** Input of a call, or undefined if it cannot be made for this type of key: the call then fails in any state. */
async function inputOf(operation: Registered, made: Fixture): Promise<object | undefined> {
  try {
    return await (CASES[operation] as Case<Registered>).input(made);
  } catch {
    return undefined;
  }
}

async function answer({ world, key }: Fixture, operation: Registered, input: object): Promise<string> {
  const reply = await world.reply<OperationName>(operation, input as InputOf<OperationName>);
  if (reply.ok) return 'succeeds';
  return `${reply.error.name}: ${(reply.error.message ?? '').replaceAll(key, 'ARN')}`;
}

for (const { make, causes } of KEYS)
  for (const name of causes) {
    const { states } = CAUSES.find((cause) => cause.name === name) as { readonly states: readonly KeyState[] };
    it(`a key ${make.KeySpec ?? ''} of origin ${make.Origin ?? 'AWS_KMS'} with cause ${name} fails the calls that its page lists, and no other`, async () => {
      const shown = new Map<OperationName, string>();
      for (const { error, text, operations } of refusedCalls(states[0] as KeyState, make as KeyTraits))
        for (const operation of operations) shown.set(operation, `${error}: ${text}`);
      expect(shown.size).to.be.greaterThan(2);
      const made = await given(make);
      const inputs = new Map<Registered, object>();
      for (const operation of operationsOn(make)) {
        const input = await inputOf(operation, made);
        if (input !== undefined && !CHANGES_STATE.includes(operation)) inputs.set(operation, input);
      }
      await CAUSE[name](made);
      const checked: OperationName[] = [];
      for (const [operation, expected] of shown) {
        const input = inputs.get(operation as Registered);
        if (input === undefined) continue;
        checked.push(operation);
        expect(await answer(made, operation as Registered, input), operation).to.equal(expected);
      }
      expect(checked.length).to.be.greaterThan(2);
      const stateErrors = new Set(shown.values());
      const enabled = await given(make);
      for (const [operation, input] of inputs) {
        if (shown.has(operation) || !stateErrors.has(await answer(made, operation, input))) continue;
        // What is not shown fails for an enabled key too.
        const own = (await inputOf(operation, enabled)) ?? {};
        expect(await answer(enabled, operation, own), `${operation} is not shown`).not.to.equal('succeeds');
      }
    });
  }
