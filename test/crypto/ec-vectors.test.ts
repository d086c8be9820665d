import { p256, p384, p521 } from '@noble/curves/nist.js';
import { copyBytes, equalBytes } from '../../src/base/bytes.ts';
import { fromHex } from '../../src/base/hex.ts';
import { pkcs8Of } from '../../src/crypto/ec-encoding.ts';
import { ecdh } from '../../src/crypto/ecdh.ts';
import { ecdsa } from '../../src/crypto/ecdsa.ts';
import type { Material } from '../../src/crypto/family.ts';
import type { KeySpec } from '../../src/model/sdk.ts';
import { REASONS, setsFor } from './vector-sets.ts';
import { agrees, bytesOf, runVectors, type Vector } from './wycheproof.ts';

describe('published vectors, ECDSA', () => {
  for (const set of setsFor('ecdsa')) {
    for (const kind of ['RAW', 'DIGEST'] as const) {
      it(`${set.name} agrees, ${kind}`, async () => {
        const [hash, algorithm] = [`SHA-${set.bits}`, `ECDSA_SHA_${set.bits}`];
        await runVectors(set, async (vector, group) => {
          const message = bytesOf(vector, 'msg');
          const signed = kind === 'RAW' ? message : new Uint8Array(await crypto.subtle.digest(hash, message));
          return agrees(
            vector,
            await ecdsa.verify!(
              set.spec!,
              bytesOf(group, 'publicKeyDer'),
              algorithm,
              kind,
              signed,
              bytesOf(vector, 'sig'),
            ),
          );
        });
      });
    }
  }
});

const CURVES: Readonly<Partial<Record<KeySpec, { namedCurve: string; curve: typeof p256; bytes: number }>>> = {
  ECC_NIST_P256: { namedCurve: 'P-256', curve: p256, bytes: 32 },
  ECC_NIST_P384: { namedCurve: 'P-384', curve: p384, bytes: 48 },
  ECC_NIST_P521: { namedCurve: 'P-521', curve: p521, bytes: 66 },
};

describe('published vectors, ECDH', () => {
  for (const set of setsFor('ecdh')) {
    for (const form of ['native', 'bare'] as const) {
      it(`${set.name} agrees, ${form}`, async () => {
        const spec = set.spec!;
        const { namedCurve, curve, bytes } = CURVES[spec]!;
        const materials = new Map<string, Material>();
        const materialOf = async (vector: Vector): Promise<Material> => {
          const number = vector['private'] as string;
          const scalar = fromHex(number.padStart(bytes * 2, '0').slice(-bytes * 2));
          const secret = pkcs8Of(spec, scalar, copyBytes(curve.getPublicKey(scalar, false)));
          const native = () =>
            crypto.subtle.importKey('pkcs8', secret, { name: 'ECDH', namedCurve }, false, ['deriveBits']);
          const material =
            materials.get(number) ?? (form === 'bare' ? { form, secret } : { form, keys: { ECDH: await native() } });
          materials.set(number, material);
          return material;
        };
        await runVectors(set, async (vector) => {
          const shared = await ecdh.agree!(spec, await materialOf(vector), bytesOf(vector, 'public'));
          if (!shared && vector.result === 'acceptable') return { refused: REASONS.spki };
          const right =
            vector.result === 'invalid'
              ? shared === undefined
              : shared !== undefined && equalBytes(shared, bytesOf(vector, 'shared'));
          if (!right) throw new Error(shared ? 'another secret' : 'no secret');
          return 'agrees';
        });
      });
    }
  }
});
