/** The published vectors of Ed25519, ML-DSA and ML-KEM, for browsers that have them and for those that do not. */
import { equalBytes, type Bytes } from '../../src/base/bytes.ts';
import { eddsa } from '../../src/crypto/eddsa.ts';
import type { Material } from '../../src/crypto/family.ts';
import { mlDsa } from '../../src/crypto/ml-dsa.ts';
import { mlKem } from '../../src/crypto/ml-kem.ts';
import { seedSpkiOf } from '../../src/crypto/seed-encoding.ts';
import type { KeySpec } from '../../src/model/sdk.ts';
import { rejection } from './materials.ts';
import { browserHas } from './modern-peers.ts';
import { REASONS, setsFor } from './vector-sets.ts';
import { agrees, bytesOf, runVectors, type Outcome, type Vector } from './wycheproof.ts';

const ALGORITHM = 'ML_DSA_SHAKE_256';

/** A seed as material; native: as the browser's key, or why it takes none. */
async function materialOf(
  form: Material['form'],
  name: string,
  algorithm: string,
  usage: string,
  seed: Bytes,
): Promise<Material> {
  if (form === 'bare') return { form, secret: seed };
  return {
    form,
    keys: {
      [algorithm]: await crypto.subtle.importKey('raw-seed' as 'raw', seed, { name }, false, [usage as KeyUsage]),
    },
  };
}

/** The forms that a run has. */
async function formsOf(name: string, hidden: boolean): Promise<Material['form'][]> {
  return !hidden && (await browserHas(name)) ? ['native', 'bare'] : ['bare'];
}

export function ed25519Vectors(): void {
  for (const set of setsFor('ed25519')) {
    it(`${set.name} agrees`, async () => {
      await runVectors(set, async (vector, group) => {
        const [spki, message, signature] = [
          bytesOf(group, 'publicKeyDer'),
          bytesOf(vector, 'msg'),
          bytesOf(vector, 'sig'),
        ];
        return agrees(vector, await eddsa.verify!(set.spec!, spki, 'ED25519_SHA_512', 'RAW', message, signature));
      });
    });
  }
}

/** What SubtleCrypto calls the algorithm of `spec`. */
const nameOf = (spec: KeySpec) => spec.replaceAll('_', '-');

const hasContext = (vector: Vector) => typeof vector['ctx'] === 'string' && vector['ctx'] !== '';

/** What is wrong with the vector's own signature and with a new one, both over `message`. */
async function signOutcome(
  spec: KeySpec,
  kind: 'RAW' | 'EXTERNAL_MU',
  material: Material,
  spki: Bytes,
  message: Bytes,
  published: Bytes,
): Promise<Outcome> {
  const made = await mlDsa.sign!(spec, material, ALGORITHM, kind, message);
  if (!(await mlDsa.verify!(spec, spki, ALGORITHM, kind, message, made)))
    throw new Error('the new signature does not verify');
  if (!(await mlDsa.verify!(spec, spki, ALGORITHM, kind, message, published)))
    throw new Error('the published signature does not verify');
  return 'agrees';
}

export function mlDsaVerifyVectors(): void {
  for (const set of setsFor('ml-dsa-verify')) {
    it(`${set.name} agrees`, async () => {
      await runVectors(set, async (vector, group) => {
        const [spki, message, signature] = [
          bytesOf(group, 'publicKeyDer'),
          bytesOf(vector, 'msg'),
          bytesOf(vector, 'sig'),
        ];
        const answer = await mlDsa.verify!(set.spec!, spki, ALGORITHM, 'RAW', message, signature);
        if (!hasContext(vector) || vector.result === 'invalid') return agrees(vector, answer);
        if (answer) throw new Error('verified without its context');
        return { refused: REASONS.context };
      });
    });
  }
}

export function mlDsaSignVectors(hidden: boolean): void {
  for (const set of setsFor('ml-dsa-sign')) {
    it(`${set.name} agrees when signing messages`, async () => {
      const [spec, name] = [set.spec!, nameOf(set.spec!)];
      for (const form of await formsOf(name, hidden)) {
        await runVectors(set, async (vector, group) => {
          const material = () => materialOf(form, name, ALGORITHM, 'sign', bytesOf(group, 'privateSeed'));
          if (vector['msg'] === undefined) return { refused: REASONS.muAlone };
          const message = bytesOf(vector, 'msg');
          if (hasContext(vector)) return { refused: REASONS.context };
          if (vector.result === 'valid') {
            const spki = seedSpkiOf(spec, bytesOf(group, 'publicKey'));
            return signOutcome(spec, 'RAW', await material(), spki, message, bytesOf(vector, 'sig'));
          }
          const answer = await rejection(material().then((own) => mlDsa.sign!(spec, own, ALGORITHM, 'RAW', message)));
          return agrees(vector, answer === 'none');
        });
      }
    });
  }
}

/** EXTERNAL_MU is the library's everywhere: one run is enough. */
export function mlDsaMuVectors(): void {
  for (const set of setsFor('ml-dsa-mu')) {
    it(`${set.name} agrees when signing mu`, async () => {
      await runVectors(set, async (vector, group) => {
        if (vector['mu'] === undefined) return { refused: REASONS.noMu };
        const material = { form: 'bare', secret: bytesOf(group, 'privateSeed') } as const;
        const spki = seedSpkiOf(set.spec!, bytesOf(group, 'publicKey'));
        return signOutcome(set.spec!, 'EXTERNAL_MU', material, spki, bytesOf(vector, 'mu'), bytesOf(vector, 'sig'));
      });
    });
  }
}

export function mlKemVectors(hidden: boolean): void {
  for (const set of setsFor('ml-kem')) {
    it(`${set.name} agrees`, async () => {
      const [spec, name] = [set.spec!, nameOf(set.spec!)];
      for (const form of await formsOf(name, hidden)) {
        await runVectors(set, async (vector) => {
          const decapsulated = materialOf(form, name, 'ML_KEM', 'decapsulateBits', bytesOf(vector, 'seed')).then(
            async (material) => ({
              material,
              secret: await mlKem.decapsulate!(spec, material, bytesOf(vector, 'c')),
            }),
          );
          if (vector.result === 'invalid') {
            // A seed of another length is no material at all; a ciphertext of another length has no answer.
            const secret = await decapsulated.then(
              (made) => made.secret,
              () => undefined,
            );
            return agrees(vector, secret !== undefined);
          }
          const { material, secret } = await decapsulated;
          if (!secret || !equalBytes(secret, bytesOf(vector, 'K'))) throw new Error('another secret');
          const own = await mlKem.encapsulate!(spec, seedSpkiOf(spec, bytesOf(vector, 'ek')));
          const opened = await mlKem.decapsulate!(spec, material, own.ciphertext);
          return agrees(vector, opened !== undefined && equalBytes(opened, own.sharedSecret));
        });
      }
    });
  }
}
