/** Any sequence of imports, deletions, expirations and rotations leaves a key in the state that its materials give. */
import fc from 'fast-check';
import { expect } from 'chai';
import { START, testWorld, type TestWorld } from '../engine/world.ts';
import { parametersFor, randomBytes, wrapMaterial, type Parameters } from '../engine/import/import-scene.ts';

/** Seconds. All steps of a run are within the 24 hours of one import token. */
const UNIT = 600;
const OAEP = { WrappingAlgorithm: 'RSAES_OAEP_SHA_256', WrappingKeySpec: 'RSA_2048' } as const;

/** One material of the model. */
interface Known {
  imported: boolean;
  expiresAt: number;
}

/** What the guide of AWS says about a key: written without looking at the code under test. */
class Model {
  readonly associated: number[] = [];
  pending: number | undefined;
  readonly known = new Map<number, Known>();
  disabled = false;
  deleting = false;

  get state(): string {
    if (this.deleting) return 'PendingDeletion';
    const isWhole = this.associated.length > 0 && this.associated.every((one) => this.known.get(one)?.imported);
    if (!isWhole) {
      this.disabled = false;
      return 'PendingImport';
    }
    return this.disabled ? 'Disabled' : 'Enabled';
  }

  expire(now: number): void {
    for (const [one, material] of this.known) if (material.imported && material.expiresAt <= now) this.remove(one);
  }

  remove(one: number): void {
    if (one === this.pending) {
      this.pending = undefined;
      this.known.delete(one);
    } else this.known.get(one)!.imported = false;
  }
}

type Step =
  | { readonly do: 'import'; readonly material: number; readonly isNew: boolean | undefined; readonly units: number }
  | { readonly do: 'delete'; readonly material: number }
  | { readonly do: 'rotate' | 'disable' | 'enable' | 'schedule' | 'cancel' }
  | { readonly do: 'advance'; readonly units: number };

const materialNumber = fc.integer({ min: 0, max: 3 });
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('import' as const),
      material: materialNumber,
      isNew: fc.constantFrom(undefined, true, false),
      units: fc.constantFrom(0, 2, 9),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('delete' as const), material: materialNumber }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('rotate' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('disable' as const, 'enable', 'schedule', 'cancel') }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('advance' as const), units: fc.integer({ min: 1, max: 4 }) }) },
);

/** One run: the key, and the model of it. */
class Run {
  readonly model = new Model();
  readonly ids: string[] = [];
  constructor(
    readonly world: TestWorld,
    readonly KeyId: string,
    readonly materials: readonly Uint8Array[],
    readonly wrap: (material: Uint8Array) => Promise<Uint8Array>,
    readonly parameters: Parameters,
  ) {}

  private async now(): Promise<number> {
    return (await this.world.engine.clock()).now;
  }

  /** Makes a call that the model expects to succeed or to fail. */
  private async expects(isOk: boolean, ...call: Parameters_): Promise<boolean> {
    const reply = await this.world.reply(...call);
    expect(reply.ok, `${call[0]} ${reply.ok ? '' : reply.error.name}`).to.equal(isOk);
    return isOk;
  }

  async apply(one: Step): Promise<void> {
    const { model, KeyId } = this;
    const { state } = model;
    switch (one.do) {
      case 'advance':
        await this.world.engine.advanceClock(one.units * UNIT);
        model.expire(await this.now());
        return;
      case 'disable':
      case 'enable':
        if (await this.expects(/abled/.test(state), one.do === 'enable' ? 'EnableKey' : 'DisableKey', { KeyId }))
          model.disabled = one.do === 'disable';
        return;
      case 'schedule':
        if (await this.expects(state !== 'PendingDeletion', 'ScheduleKeyDeletion', { KeyId })) model.deleting = true;
        return;
      case 'cancel':
        if (await this.expects(state === 'PendingDeletion', 'CancelKeyDeletion', { KeyId })) {
          model.deleting = false;
          model.disabled = true;
        }
        return;
      case 'rotate':
        if (await this.expects(state === 'Enabled' && model.pending !== undefined, 'RotateKeyOnDemand', { KeyId })) {
          model.associated.push(model.pending as number);
          model.pending = undefined;
        }
        return;
      case 'delete': {
        const id = this.ids[one.material];
        const isKnown = model.known.has(one.material);
        // A material that was never imported here has no ID that the test could know.
        if (id === undefined) return;
        if (await this.expects(isKnown, 'DeleteImportedKeyMaterial', { KeyId, KeyMaterialId: id }))
          model.remove(one.material);
        return;
      }
      default:
        return this.import(one);
    }
  }

  private async import({ material, isNew, units }: Extract<Step, { do: 'import' }>): Promise<void> {
    const { model, KeyId } = this;
    const asNew = isNew ?? model.associated.length === 0;
    const isAllowed =
      model.state !== 'PendingDeletion' &&
      (asNew ? !model.known.has(material) && model.pending === undefined : model.known.has(material));
    const expiresAt = units === 0 ? Infinity : (await this.now()) + units * UNIT * 1000;
    const isOk = await this.expects(isAllowed, 'ImportKeyMaterial', {
      KeyId,
      ImportToken: this.parameters.ImportToken,
      EncryptedKeyMaterial: await this.wrap(this.materials[material]!),
      ...(isNew === undefined ? {} : { ImportType: isNew ? 'NEW_KEY_MATERIAL' : 'EXISTING_KEY_MATERIAL' }),
      ...(units === 0
        ? { ExpirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE' }
        : { ExpirationModel: 'KEY_MATERIAL_EXPIRES', ValidTo: new Date(expiresAt) }),
    });
    if (!isOk) return;
    if (asNew && model.associated.length === 0) model.associated.push(material);
    else if (asNew) model.pending = material;
    model.known.set(material, { imported: true, expiresAt });
  }

  /** Compares the key with the model. */
  async check(): Promise<void> {
    const { world, model, KeyId } = this;
    const { KeyMetadata } = await world.ok('DescribeKey', { KeyId });
    expect(KeyMetadata?.KeyState).to.equal(model.state);
    const { Rotations = [] } = await world.ok('ListKeyRotations', { KeyId, IncludeKeyMaterial: 'ALL_KEY_MATERIAL' });
    const listed = [...model.associated, ...(model.pending === undefined ? [] : [model.pending])];
    expect(Rotations.map(({ ImportState }) => ImportState === 'IMPORTED')).to.deep.equal(
      listed.map((one) => model.known.get(one)?.imported),
    );
    Rotations.forEach(({ KeyMaterialId }, at) => (this.ids[listed[at] as number] = KeyMaterialId ?? ''));
    const isWhole = model.associated.length > 0 && model.associated.every((one) => model.known.get(one)?.imported);
    const validTo = Math.min(...model.associated.map((one) => model.known.get(one)?.expiresAt ?? Infinity));
    expect(KeyMetadata?.ExpirationModel).to.equal(
      isWhole ? `KEY_MATERIAL_${validTo === Infinity ? 'DOES_NOT_EXPIRE' : 'EXPIRES'}` : undefined,
    );
    expect(KeyMetadata?.ValidTo?.getTime()).to.equal(isWhole && validTo !== Infinity ? validTo : undefined);
    const canEncrypt = (await world.reply('Encrypt', { KeyId, Plaintext: Uint8Array.of(1) })).ok;
    expect(canEncrypt).to.equal(model.state === 'Enabled');
  }
}

type Parameters_ = globalThis.Parameters<TestWorld['reply']>;

describe('a key with imported key material', () => {
  it('is in the state that its materials give, after any steps', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 20 }), async (steps) => {
        const world = await testWorld();
        const KeyId = await world.key({ Origin: 'EXTERNAL' });
        const parameters = await parametersFor(world, KeyId, OAEP);
        const materials = Array.from({ length: 4 }, () => randomBytes(32));
        const run = new Run(world, KeyId, materials, (one) => wrapMaterial(OAEP, parameters, one), parameters);
        for (const one of steps) {
          await run.apply(one);
          await run.check();
        }
        expect((await world.engine.clock()).now).to.be.at.least(START);
      }),
      { numRuns: 40, ...(process.env['SEED'] === undefined ? {} : { seed: Number(process.env['SEED']) }) },
    );
  });
});
