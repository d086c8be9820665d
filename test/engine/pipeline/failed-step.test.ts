/** The step that stops an authorized call is recorded by the pipeline, at the end of the trace. */
import { expect } from 'chai';
import type { CheckStage, Decision } from '../../../src/model/decision.ts';
import type { InputOf, OperationName } from '../../../src/model/operations.ts';
import { QUOTAS } from '../../../src/model/quotas.ts';
import { testWorld, type TestWorld } from '../world.ts';

interface Failing {
  readonly operation: OperationName;
  readonly input: Readonly<Record<string, unknown>>;
}

interface Row {
  readonly name: string;
  readonly step: CheckStage | undefined;
  readonly error: string;
  prepare(world: TestWorld): Promise<Failing>;
}

const signingKey = (world: TestWorld) => world.key({ KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' });
const ONE_BYTE = new Uint8Array(1);

const ROWS: readonly Row[] = [
  {
    name: 'a key of another usage',
    step: 'usage',
    error: 'InvalidKeyUsageException',
    prepare: async (world) => ({
      operation: 'Encrypt',
      input: { KeyId: await signingKey(world), Plaintext: ONE_BYTE },
    }),
  },
  {
    name: 'an algorithm that the key does not have, with the same error name',
    step: 'operation',
    error: 'InvalidKeyUsageException',
    prepare: async (world) => ({
      operation: 'Sign',
      input: { KeyId: await signingKey(world), Message: ONE_BYTE, SigningAlgorithm: 'ECDSA_SHA_384' },
    }),
  },
  {
    name: 'a disabled key',
    step: 'state',
    error: 'DisabledException',
    async prepare(world) {
      const KeyId = await world.key();
      await world.ok('DisableKey', { KeyId });
      return { operation: 'Encrypt', input: { KeyId, Plaintext: ONE_BYTE } };
    },
  },
  {
    name: 'a disabled key of another usage: the usage comes first',
    step: 'usage',
    error: 'InvalidKeyUsageException',
    async prepare(world) {
      const KeyId = await signingKey(world);
      await world.ok('DisableKey', { KeyId });
      return { operation: 'Encrypt', input: { KeyId, Plaintext: ONE_BYTE } };
    },
  },
  {
    name: 'as many aliases as a key can have',
    step: 'quota',
    error: 'LimitExceededException',
    async prepare(world) {
      const TargetKeyId = await world.key();
      for (let index = 0; index < QUOTAS.aliasesPerKey; index++)
        await world.ok('CreateAlias', { AliasName: `alias/a${index}`, TargetKeyId });
      return { operation: 'CreateAlias', input: { AliasName: 'alias/more', TargetKeyId } };
    },
  },
  {
    name: 'a key policy that is too long: the same error name, and no quota',
    step: 'operation',
    error: 'LimitExceededException',
    prepare: async (world) => ({
      operation: 'PutKeyPolicy',
      input: { KeyId: await world.key(), Policy: ' '.repeat(QUOTAS.policyBytes + 1) },
    }),
  },
  {
    name: 'an alias that exists',
    step: 'operation',
    error: 'AlreadyExistsException',
    async prepare(world) {
      const input = { AliasName: 'alias/a', TargetKeyId: await world.key() };
      await world.ok('CreateAlias', input);
      return { operation: 'CreateAlias', input };
    },
  },
  {
    name: 'a check before usage and state',
    step: 'operation',
    error: 'ValidationException',
    async prepare(world) {
      const KeyId = await signingKey(world);
      return { operation: 'GenerateDataKey', input: { KeyId } };
    },
  },
  {
    name: 'a damaged ciphertext, which the run finds',
    step: undefined,
    error: 'InvalidCiphertextException',
    async prepare(world) {
      const { CiphertextBlob } = await world.ok('Encrypt', { KeyId: await world.key(), Plaintext: ONE_BYTE });
      const damaged = Uint8Array.from(CiphertextBlob ?? []);
      damaged.set([(damaged.at(-1) ?? 0) ^ 1], damaged.length - 1);
      return { operation: 'Decrypt', input: { CiphertextBlob: damaged } };
    },
  },
  {
    name: 'a dry run, which nothing stopped',
    step: undefined,
    error: 'DryRunOperationException',
    prepare: async (world) => ({
      operation: 'Encrypt',
      input: { KeyId: await world.key(), Plaintext: ONE_BYTE, DryRun: true },
    }),
  },
];

const stepsOf = (decision: Decision | undefined) => decision?.trace.filter(({ outcome }) => outcome === 'stops');

describe('a trace', () => {
  for (const { name, step, error, prepare } of ROWS) {
    it(`ends with ${step === undefined ? 'authorization' : `the step ${step}`} for ${name}`, async () => {
      const world = await testWorld();
      const { operation, input } = await prepare(world);
      const reply = await world.reply(operation, input as InputOf<OperationName>);
      expect(reply.ok ? 'answered' : reply.error.name).to.equal(error);
      expect(reply.decision?.allowed).to.equal(true);
      expect(stepsOf(reply.decision)?.map(({ gate }) => gate)).to.deep.equal(step === undefined ? [] : [step]);
      if (step !== undefined) expect(reply.decision?.trace.at(-1)?.outcome).to.equal('stops');
      expect(stepsOf(await world.engine.explain(reply.requestId))).to.deep.equal(stepsOf(reply.decision));
      const simulation = await world.engine.simulate({
        principal: 'arn:aws:iam::111122223333:user/admin',
        operation,
        input: input as InputOf<OperationName>,
      });
      expect(simulation.ok ? stepsOf(simulation.decision) : simulation.error).to.deep.equal(stepsOf(reply.decision));
    });
  }

  it('has no such step for a denied call, nor the event of an invalid one a decision', async () => {
    const world = await testWorld();
    const caller = 'arn:aws:iam::111122223333:user/nobody';
    await world.engine.directory.putPrincipal({ arn: caller });
    const KeyId = await signingKey(world);
    const denied = await world.reply('Encrypt', { KeyId, Plaintext: ONE_BYTE }, { caller });
    expect(denied.decision?.allowed).to.equal(false);
    expect(stepsOf(denied.decision)).to.deep.equal([]);
    const invalid = await world.reply('Encrypt', { KeyId, Plaintext: new Uint8Array(0) });
    expect(invalid.ok).to.equal(false);
    expect(invalid.decision).to.equal(undefined);
  });
});
