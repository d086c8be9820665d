/**
 * Every key spec and usage of the table, by what it says alone: one suite for browsers that have the newer algorithms
 * and for those that do not.
 */
import { expect } from 'chai';
import { encodeUtf8, type Bytes } from '../../src/base/bytes.ts';
import { servedBy } from '../../src/crypto/capability.ts';
import { FAMILIES } from '../../src/crypto/families.ts';
import type { Family, Material, MessageKind } from '../../src/crypto/family.ts';
import { generateDataKeyPair } from '../../src/crypto/pairs.ts';
import { KEY_SPECS } from '../../src/model/algorithms.ts';
import type { DataKeyPairSpec, KeySpec, KeyUsageType } from '../../src/model/sdk.ts';
import { materialsOf, readability } from './materials.ts';
import { openssl } from './openssl.ts';

const MESSAGE = encodeUtf8('a message');

/** Bytes of digest by algorithm; of mu for ML-DSA. */
function digestBytes(algorithm: string): number {
  if (algorithm.endsWith('_256') && !algorithm.startsWith('ML_DSA')) return 32;
  if (algorithm.endsWith('_384')) return 48;
  return algorithm === 'SM2DSA' ? 32 : 64;
}

interface Made {
  readonly family: Family;
  readonly spec: KeySpec;
  readonly publicKey: Bytes | undefined;
}

type Exercise = (made: Made, material: Material) => Promise<void>;

const EXERCISES: Readonly<Record<KeyUsageType, Exercise>> = {
  async SIGN_VERIFY({ family, spec, publicKey }, material) {
    let signed = 0;
    for (const algorithm of KEY_SPECS[spec].signingAlgorithms!) {
      for (const kind of ['RAW', 'DIGEST', 'EXTERNAL_MU'] satisfies MessageKind[]) {
        if (!family.canSign!(spec, material, algorithm, kind)) continue;
        const message = kind === 'RAW' ? MESSAGE : crypto.getRandomValues(new Uint8Array(digestBytes(algorithm)));
        const signature = await family.sign!(spec, material, algorithm, kind, message);
        expect(
          await family.verify!(spec, publicKey!, algorithm, kind, message, signature),
          `${algorithm} ${kind}`,
        ).to.equal(true);
        const other = message.slice();
        other[0]! ^= 1;
        expect(
          await family.verify!(spec, publicKey!, algorithm, kind, other, signature),
          `${algorithm} ${kind}`,
        ).to.equal(false);
        signed += 1;
      }
    }
    // A bare secret does all that the key spec offers: as many kinds as algorithms, or twice.
    const algorithms = KEY_SPECS[spec].signingAlgorithms!.length;
    if (material.form === 'bare')
      expect(signed).to.equal(spec === 'ECC_NIST_EDWARDS25519' ? algorithms : algorithms * 2);
    else expect(signed).to.be.greaterThan(0);
  },
  async ENCRYPT_DECRYPT({ family, spec, publicKey }, material) {
    if (spec === 'SYMMETRIC_DEFAULT') return;
    for (const algorithm of KEY_SPECS[spec].encryptionAlgorithms!) {
      const ciphertext = await family.encrypt!(spec, publicKey!, algorithm, MESSAGE);
      expect(await family.decrypt!(spec, material, algorithm, ciphertext)).to.deep.equal(MESSAGE);
      ciphertext[ciphertext.length - 1]! ^= 1;
      expect(await family.decrypt!(spec, material, algorithm, ciphertext)).to.equal(undefined);
    }
  },
  async GENERATE_VERIFY_MAC({ family, spec }, material) {
    const [algorithm] = KEY_SPECS[spec].macAlgorithms as [string];
    const [one, two] = [
      await family.mac!(spec, material, algorithm, MESSAGE),
      await family.mac!(spec, material, algorithm, encodeUtf8('another')),
    ];
    expect(one.length).to.equal(Number(algorithm.slice(-3)) / 8);
    expect(one).not.to.deep.equal(two);
  },
  async KEY_AGREEMENT({ family, spec, publicKey }, material) {
    const peer = await family.generate(spec, 'KEY_AGREEMENT', { native: false, secret: true });
    const ours = await family.agree!(spec, material, peer.publicKey!);
    expect(ours!.length).to.be.greaterThan(31);
    expect(await family.agree!(spec, { form: 'bare', secret: peer.secret! }, publicKey!)).to.deep.equal(ours);
  },
  async ENCAPSULATE_DECAPSULATE({ family, spec, publicKey }, material) {
    const { sharedSecret, ciphertext } = await family.encapsulate!(spec, publicKey!);
    expect(await family.decapsulate!(spec, material, ciphertext)).to.deep.equal(sharedSecret);
  },
};

const PAIR_SPECS: Readonly<Record<DataKeyPairSpec, { readonly privateBytes?: number }>> = {
  RSA_2048: {},
  RSA_3072: {},
  RSA_4096: {},
  ECC_NIST_P256: { privateBytes: 138 },
  ECC_NIST_P384: { privateBytes: 185 },
  ECC_NIST_P521: { privateBytes: 241 },
  ECC_SECG_P256K1: { privateBytes: 135 },
  ECC_NIST_EDWARDS25519: { privateBytes: 48 },
  ML_KEM_512: { privateBytes: 86 },
  ML_KEM_768: { privateBytes: 86 },
  ML_KEM_1024: { privateBytes: 86 },
  SM2: { privateBytes: 138 },
};

/** All key specs with all their usages, and all data key pairs. */
export function familiesSuite(): void {
  for (const spec of Object.keys(KEY_SPECS) as KeySpec[]) {
    for (const usage of KEY_SPECS[spec].usages) {
      it(`${spec} for ${usage}`, async () => {
        const family = await FAMILIES[spec]();
        const native = (await servedBy(spec)) === 'native';
        const made = await family.generate(spec, usage, { native: true, secret: true });
        expect(made.secret !== undefined).to.equal(true);
        expect(made.keys !== undefined).to.equal(native);
        expect(await readability(made.keys ?? {})).not.to.include('readable');
        expect(Object.values(made.keys ?? {}).every((key) => !key.extractable)).to.equal(true);
        for (const material of materialsOf(made))
          await EXERCISES[usage]({ family, spec, publicKey: made.publicKey }, material);
      });
    }
  }

  for (const [spec, { privateBytes }] of Object.entries(PAIR_SPECS) as [DataKeyPairSpec, { privateBytes?: number }][]) {
    it(`a data key pair of ${spec}`, async () => {
      const { privateKey, publicKey } = await generateDataKeyPair(spec);
      if (privateBytes !== undefined) expect(privateKey.length).to.equal(privateBytes);
      if (!spec.startsWith('ML_KEM')) expect(await openssl.publicOf(privateKey)).to.deep.equal(publicKey);
      else {
        const family = await FAMILIES[spec]();
        const { sharedSecret, ciphertext } = await family.encapsulate!(spec, publicKey);
        const seed = privateKey.slice(-64);
        expect(await family.decapsulate!(spec, { form: 'bare', secret: seed }, ciphertext)).to.deep.equal(sharedSecret);
      }
      expect((await generateDataKeyPair(spec)).publicKey).not.to.deep.equal(publicKey);
    });
  }
}
