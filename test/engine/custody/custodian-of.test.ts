import { expect } from 'chai';
import { custodianOf } from '../../../src/engine/custody/custodian-of.ts';
import type { Custodian } from '../../../src/engine/custody/custodian.ts';
import { nativeAsymmetric } from '../../../src/engine/custody/native-asymmetric.ts';
import { nativeSymmetric } from '../../../src/engine/custody/native-symmetric.ts';
import { wrapped } from '../../../src/engine/custody/wrapped.ts';
import { KEY_SPECS } from '../../../src/model/algorithms.ts';
import type { KeyRecord } from '../../../src/model/records.ts';
import type { KeySpec, KeyUsageType } from '../../../src/model/sdk.ts';
import { custodyScene, type CustodyScene } from './custody-scene.ts';

const SPECS = Object.keys(KEY_SPECS) as KeySpec[];
const MESSAGE = new Uint8Array(32).fill(1);

type Use = (custodian: Custodian, key: KeyRecord, context: CustodyScene) => Promise<unknown>;

/** What a custodian does for the keys of each usage. */
const USES: Readonly<Record<KeyUsageType, Readonly<Record<string, Use>>>> = {
  ENCRYPT_DECRYPT: {
    encrypt: (custodian, key, context) =>
      custodian.encrypt(key, { algorithm: '', plaintext: MESSAGE, context: undefined }, context),
    decrypt: (custodian, key, context) =>
      custodian.decrypt(key, { algorithm: '', ciphertext: MESSAGE, context: undefined }, context),
  },
  SIGN_VERIFY: {
    sign: (custodian, key, context) =>
      custodian.sign(key, { algorithm: '', messageType: 'RAW', message: MESSAGE }, context),
    verify: (custodian, key, context) =>
      custodian.verify(key, { algorithm: '', messageType: 'RAW', message: MESSAGE, signature: MESSAGE }, context),
  },
  GENERATE_VERIFY_MAC: {
    mac: (custodian, key, context) => custodian.mac(key, { algorithm: '', message: MESSAGE }, context),
  },
  KEY_AGREEMENT: { agree: (custodian, key, context) => custodian.agree(key, MESSAGE, context) },
  ENCAPSULATE_DECAPSULATE: {
    encapsulate: (custodian, key, context) => custodian.encapsulate(key, context),
    decapsulate: (custodian, key, context) => custodian.decapsulate(key, MESSAGE, context),
  },
};

const rejection = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => 'resolved',
    (error: unknown) => error,
  );

describe('custodianOf', () => {
  it('picks wrapped for the specs that SubtleCrypto has in no browser, and a native custodian for the others', () => {
    const others: Readonly<Partial<Record<KeySpec, Custodian>>> = {
      SYMMETRIC_DEFAULT: nativeSymmetric,
      HMAC_224: wrapped,
      ECC_SECG_P256K1: wrapped,
      SM2: wrapped,
    };
    for (const spec of SPECS)
      expect(custodianOf({ origin: 'AWS_KMS', spec }), spec).to.equal(others[spec] ?? nativeAsymmetric);
    for (const spec of SPECS) {
      const custodian = custodianOf({ origin: 'EXTERNAL', spec });
      for (const use of ['encrypt', 'sign', 'mac', 'agree'])
        expect(Reflect.get(custodian, use), use).to.equal(Reflect.get(others[spec] ?? nativeAsymmetric, use));
      expect(Reflect.has(custodian, 'import'), spec).to.equal(true);
    }
  });

  for (const spec of SPECS) {
    const usages = KEY_SPECS[spec].usages;
    it(`gives ${spec} a custodian that refuses the uses of other usages`, async () => {
      const scene = custodyScene();
      const key = await scene.create(spec, usages[0] as KeyUsageType);
      const others = Object.entries(USES).filter(([usage]) => !usages.includes(usage as KeyUsageType));
      for (const [name, use] of others.flatMap(([, uses]) => Object.entries(uses))) {
        const error = await rejection(use(custodianOf(key), key, scene));
        expect(error, name).to.be.instanceOf(Error).with.property('message', `${spec} keys do not offer ${name}.`);
      }
    });

    it(`gives ${spec} a custodian that ${spec === 'SYMMETRIC_DEFAULT' ? 'rotates' : 'does not rotate'}`, async () => {
      const scene = custodyScene();
      const key = await scene.create(spec, usages[0] as KeyUsageType);
      const rotated = await rejection(custodianOf(key).rotate(key, { at: 5, type: 'ON_DEMAND' }, scene));
      if (spec === 'SYMMETRIC_DEFAULT') expect(rotated).to.equal('resolved');
      else expect(rotated).to.be.instanceOf(Error).with.property('message', `${spec} keys do not offer rotate.`);
    });
  }
});
