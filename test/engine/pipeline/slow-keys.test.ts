/** Which calls wait for the throttle of slow keys. */
import { expect } from 'chai';
import { createEngine } from '../../../src/engine/engine.ts';
import type { OperationName } from '../../../src/model/operations.ts';
import type { KeySpec, KeyUsageType } from '../../../src/model/sdk.ts';
import { createMemoryDatabase } from '../../../src/storage/memory.ts';
import { START, TestWorld } from '../world.ts';

const MESSAGE = new Uint8Array(1);

interface Row {
  readonly operation: OperationName;
  readonly KeySpec: KeySpec;
  readonly KeyUsage: KeyUsageType;
  readonly waits: boolean;
  use(world: TestWorld, KeyId: string): Promise<unknown>;
}

const ROWS: readonly Row[] = [
  {
    operation: 'Encrypt',
    KeySpec: 'SYMMETRIC_DEFAULT',
    KeyUsage: 'ENCRYPT_DECRYPT',
    waits: false,
    use: (world, KeyId) => world.ok('Encrypt', { KeyId, Plaintext: MESSAGE }),
  },
  {
    operation: 'GenerateMac',
    KeySpec: 'HMAC_256',
    KeyUsage: 'GENERATE_VERIFY_MAC',
    waits: false,
    use: (world, KeyId) => world.ok('GenerateMac', { KeyId, Message: MESSAGE, MacAlgorithm: 'HMAC_SHA_256' }),
  },
  {
    operation: 'Sign',
    KeySpec: 'ECC_NIST_P256',
    KeyUsage: 'SIGN_VERIFY',
    waits: true,
    use: (world, KeyId) => world.ok('Sign', { KeyId, Message: MESSAGE, SigningAlgorithm: 'ECDSA_SHA_256' }),
  },
  {
    operation: 'GetPublicKey',
    KeySpec: 'ECC_NIST_P256',
    KeyUsage: 'SIGN_VERIFY',
    waits: false,
    use: (world, KeyId) => world.ok('GetPublicKey', { KeyId }),
  },
];

describe('a call', () => {
  for (const { operation, KeySpec, KeyUsage, waits, use } of ROWS) {
    it(`${waits ? 'waits' : 'does not wait'} for the throttle: ${operation} with ${KeySpec}`, async () => {
      let yields = 0;
      const database = createMemoryDatabase();
      const bytes = (length: number) => crypto.getRandomValues(new Uint8Array(length));
      // A call that is alone is committed at once, so that only the throttle yields.
      const yieldToEventLoop = () => {
        yields++;
        return Promise.resolve();
      };
      const ports = { database, clock: { now: () => START }, random: { bytes, publicBytes: bytes }, yieldToEventLoop };
      const world = new TestWorld(await createEngine(ports), database);
      const KeyId = await world.key({ KeySpec, KeyUsage });
      expect(yields).to.equal(0);
      await use(world, KeyId);
      expect(yields).to.equal(waits ? 1 : 0);
    });
  }
});
