/** The published vectors of Ed25519, ML-DSA and ML-KEM, for browsers that have them and for those that do not. */
import { expect } from 'chai';
import { equal, type Bytes } from '../../src/base/bytes.ts';
import { eddsa } from '../../src/crypto/eddsa.ts';
import type { Material } from '../../src/crypto/family.ts';
import { mlDsa } from '../../src/crypto/ml-dsa.ts';
import { mlKem } from '../../src/crypto/ml-kem.ts';
import { seedSpkiOf } from '../../src/crypto/seed-encoding.ts';
import { rejection } from './materials.ts';
import { browserHas } from './modern-peers.ts';
import { agrees, bytesOf, runVectors, type Outcome, type Vector } from './wycheproof.ts';

const ALGORITHM = 'ML_DSA_SHAKE_256';
const CONTEXT = 'a context string: KMS signs with the empty one alone';
const MU_ALONE = 'mu without a message: for EXTERNAL_MU';
const NO_MU = 'no mu';

/** A seed as material; native: as the browser's key, or why it takes none. */
async function materialOf(form: Material['form'], name: string, algorithm: string, usage: string, seed: Bytes): Promise<Material> {
  if (form === 'bare') return { form, secret: seed };
  return { form, keys: { [algorithm]: await crypto.subtle.importKey('raw-seed' as 'raw', seed, { name }, false, [usage as KeyUsage]) } };
}

/** The forms that a run has. */
async function formsOf(name: string, hidden: boolean): Promise<Material['form'][]> {
  return !hidden && (await browserHas(name)) ? ['native', 'bare'] : ['bare'];
}

export function ed25519Vectors(): void {
  it('Ed25519 agrees', async () => {
    const counts = await runVectors('ed25519', async (vector, group) =>
      agrees(
        vector,
        await eddsa.verify!(
          'ECC_NIST_EDWARDS25519',
          bytesOf(group, 'publicKeyDer'),
          'ED25519_SHA_512',
          'RAW',
          bytesOf(vector, 'msg'),
          bytesOf(vector, 'sig'),
        ),
      ),
    );
    expect(counts).to.deep.equal({ agrees: 151 });
  });
}

const DSA_ROWS = [
  {
    spec: 'ML_DSA_44',
    set: 'mldsa_44',
    verify: { agrees: 178, [CONTEXT]: 2 },
    sign: { agrees: 74, [CONTEXT]: 4, [MU_ALONE]: 8 },
    mu: { agrees: 82, [NO_MU]: 4 },
  },
  {
    spec: 'ML_DSA_65',
    set: 'mldsa_65',
    verify: { agrees: 208, [CONTEXT]: 2 },
    sign: { agrees: 84, [CONTEXT]: 4, [MU_ALONE]: 17 },
    mu: { agrees: 101, [NO_MU]: 4 },
  },
  {
    spec: 'ML_DSA_87',
    set: 'mldsa_87',
    verify: { agrees: 239, [CONTEXT]: 2 },
    sign: { agrees: 75, [CONTEXT]: 4, [MU_ALONE]: 17 },
    mu: { agrees: 92, [NO_MU]: 4 },
  },
] as const;

const hasContext = (vector: Vector) => typeof vector['ctx'] === 'string' && vector['ctx'] !== '';

/** What is wrong with the vector's own signature and with a new one, both over `message`. */
async function signOutcome(
  spec: (typeof DSA_ROWS)[number]['spec'],
  kind: 'RAW' | 'EXTERNAL_MU',
  material: Material,
  spki: Bytes,
  message: Bytes,
  published: Bytes,
): Promise<Outcome> {
  const made = await mlDsa.sign!(spec, material, ALGORITHM, kind, message);
  if (!(await mlDsa.verify!(spec, spki, ALGORITHM, kind, message, made))) throw new Error('the new signature does not verify');
  if (!(await mlDsa.verify!(spec, spki, ALGORITHM, kind, message, published))) throw new Error('the published signature does not verify');
  return 'agrees';
}

export function mlDsaVerifyVectors(): void {
  for (const { spec, set, verify } of DSA_ROWS) {
    it(`${spec} agrees when verifying`, async () => {
      const counts = await runVectors(`${set}_verify`, async (vector, group) => {
        const answer = await mlDsa.verify!(spec, bytesOf(group, 'publicKeyDer'), ALGORITHM, 'RAW', bytesOf(vector, 'msg'), bytesOf(vector, 'sig'));
        if (!hasContext(vector) || vector.result === 'invalid') return agrees(vector, answer);
        if (answer) throw new Error('verified without its context');
        return { refused: CONTEXT };
      });
      expect(counts).to.deep.equal(verify);
    }).timeout(60_000);
  }
}

export function mlDsaSignVectors(hidden: boolean): void {
  for (const { spec, set, sign } of DSA_ROWS) {
    it(`${spec} agrees when signing messages`, async () => {
      const name = spec.replaceAll('_', '-');
      for (const form of await formsOf(name, hidden)) {
        const counts = await runVectors(`${set}_sign_seed`, async (vector, group) => {
          const seed = bytesOf(group, 'privateSeed');
          const material = () => materialOf(form, name, ALGORITHM, 'sign', seed);
          if (vector['msg'] === undefined) return { refused: MU_ALONE };
          const message = bytesOf(vector, 'msg');
          if (hasContext(vector)) return { refused: CONTEXT };
          if (vector.result === 'valid') {
            const spki = seedSpkiOf(spec, bytesOf(group, 'publicKey'));
            return signOutcome(spec, 'RAW', await material(), spki, message, bytesOf(vector, 'sig'));
          }
          const answer = await rejection(material().then((own) => mlDsa.sign!(spec, own, ALGORITHM, 'RAW', message)));
          return agrees(vector, answer === 'none');
        });
        expect(counts, form).to.deep.equal(sign);
      }
    }).timeout(60_000);
  }
}

/** EXTERNAL_MU is the library's everywhere: one run is enough. */
export function mlDsaMuVectors(spec: (typeof DSA_ROWS)[number]['spec']): void {
  const { set, mu } = DSA_ROWS.find((row) => row.spec === spec)!;
  it(`${spec} agrees when signing mu`, async () => {
    const counts = await runVectors(`${set}_sign_seed`, async (vector, group) => {
      if (vector['mu'] === undefined) return { refused: NO_MU };
      const material = { form: 'bare', secret: bytesOf(group, 'privateSeed') } as const;
      const spki = seedSpkiOf(spec, bytesOf(group, 'publicKey'));
      return signOutcome(spec, 'EXTERNAL_MU', material, spki, bytesOf(vector, 'mu'), bytesOf(vector, 'sig'));
    });
    expect(counts).to.deep.equal(mu);
  }).timeout(60_000);
}

export function mlKemVectors(hidden: boolean): void {
  for (const spec of ['ML_KEM_512', 'ML_KEM_768', 'ML_KEM_1024'] as const) {
    it(`${spec} agrees`, async () => {
      const name = spec.replaceAll('_', '-');
      for (const form of await formsOf(name, hidden)) {
        const counts = await runVectors(spec.toLowerCase().replace('ml_kem', 'mlkem'), async (vector) => {
          const decapsulated = materialOf(form, name, 'ML_KEM', 'decapsulateBits', bytesOf(vector, 'seed')).then(async (material) => ({
            material,
            secret: await mlKem.decapsulate!(spec, material, bytesOf(vector, 'c')),
          }));
          if (vector.result === 'invalid') {
            // A seed of another length is no material at all; a ciphertext of another length has no answer.
            const secret = await decapsulated.then(
              (made) => made.secret,
              () => undefined,
            );
            return agrees(vector, secret !== undefined);
          }
          const { material, secret } = await decapsulated;
          if (!secret || !equal(secret, bytesOf(vector, 'K'))) throw new Error('another secret');
          const own = await mlKem.encapsulate!(spec, seedSpkiOf(spec, bytesOf(vector, 'ek')));
          const opened = await mlKem.decapsulate!(spec, material, own.ciphertext);
          return agrees(vector, opened !== undefined && equal(opened, own.sharedSecret));
        });
        expect(counts, form).to.deep.equal({ agrees: 193 });
      }
    }).timeout(60_000);
  }
}
