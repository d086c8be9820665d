import { equalBytes } from '../../src/base/bytes.ts';
import { rsa } from '../../src/crypto/rsa.ts';
import { REASONS, setsFor } from './vector-sets.ts';
import { agrees, bytesOf, runVectors } from './wycheproof.ts';

describe('published vectors, RSA', () => {
  for (const [run, padding] of [
    ['rsa-pkcs1', 'PKCS1_V1_5'],
    ['rsa-pss', 'PSS'],
  ] as const) {
    for (const set of setsFor(run)) {
      for (const kind of ['RAW', 'DIGEST'] as const) {
        it(`${set.name} agrees, ${kind}`, async () => {
          await runVectors(set, async (vector, group) => {
            const message = bytesOf(vector, 'msg');
            const signed =
              kind === 'RAW' ? message : new Uint8Array(await crypto.subtle.digest(`SHA-${set.bits}`, message));
            const spki = bytesOf(group, 'publicKeyDer');
            const answer = await rsa.verify!(
              set.spec!,
              spki,
              `RSASSA_${padding}_SHA_${set.bits}`,
              kind,
              signed,
              bytesOf(vector, 'sig'),
            );
            if (vector.result === 'acceptable' && vector.flags.includes('MissingNull') && !answer)
              return { refused: REASONS.missingNull };
            return agrees(vector, answer);
          });
        });
      }
    }
  }

  for (const set of setsFor('rsa-oaep')) {
    for (const form of ['native', 'bare'] as const) {
      it(`${set.name} agrees, ${form}`, async () => {
        const algorithm = `RSAES_OAEP_SHA_${set.bits}`;
        await runVectors(set, async (vector, group) => {
          const secret = bytesOf(group, 'privateKeyPkcs8');
          const key = await crypto.subtle.importKey(
            'pkcs8',
            secret,
            { name: 'RSA-OAEP', hash: `SHA-${set.bits}` },
            false,
            ['decrypt'],
          );
          const material =
            form === 'bare' ? ({ form, secret } as const) : ({ form, keys: { [algorithm]: key } } as const);
          const plaintext = await rsa.decrypt!(set.spec!, material, algorithm, bytesOf(vector, 'ct'));
          if (vector['label'] !== '' && vector.result === 'valid' && !plaintext) return { refused: REASONS.label };
          return agrees(vector, plaintext !== undefined && equalBytes(plaintext, bytesOf(vector, 'msg')));
        });
      });
    }
  }
});
