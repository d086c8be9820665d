import { expect } from 'chai';
import { encodeUtf8 } from '../../src/base/bytes.ts';
import { toHex } from '../../src/base/hex.ts';
import { hmacFamily } from '../../src/crypto/hmac-family.ts';
import { openssl } from './openssl.ts';

const MESSAGE = encodeUtf8('a message');
const ROWS = [
  { spec: 'HMAC_224', bits: 224, native: false },
  { spec: 'HMAC_256', bits: 256, native: true },
  { spec: 'HMAC_384', bits: 384, native: true },
  { spec: 'HMAC_512', bits: 512, native: true },
] as const;

for (const { spec, bits, native } of ROWS) {
  const algorithm = `HMAC_SHA_${bits}`;

  describe(`${spec}`, () => {
    const generate = (wanted: { native: boolean; secret: boolean }) =>
      hmacFamily.generate(spec, 'GENERATE_VERIFY_MAC', wanted);

    it('gives the forms asked for, and the secret where there is no native one', async () => {
      const both = await generate({ native: true, secret: true });
      expect(both.secret?.length).to.equal(bits / 8);
      expect(both.publicKey).to.equal(undefined);
      expect(Object.keys(both.keys ?? {})).to.deep.equal(native ? [algorithm] : []);
      const unseen = await generate({ native: true, secret: false });
      expect(unseen.secret === undefined).to.equal(native);
      expect((await generate({ native: false, secret: true })).keys).to.equal(undefined);
    });

    it('agrees with OpenSSL on the bare secret and on the native key', async () => {
      const { keys, secret } = await generate({ native: true, secret: true });
      const expected = await openssl.mac(`sha${bits}`, secret!, MESSAGE);
      expect(await hmacFamily.mac!(spec, { form: 'bare', secret: secret! }, algorithm, MESSAGE)).to.deep.equal(
        expected,
      );
      if (keys)
        expect(await hmacFamily.mac!(spec, { form: 'native', keys }, algorithm, MESSAGE)).to.deep.equal(expected);
    });

    if (native) {
      it('has a native, non-extractable key of exactly its length', async () => {
        const { keys } = await generate({ native: true, secret: false });
        const key = keys![algorithm]!;
        expect(key.extractable).to.equal(false);
        expect((key.algorithm as HmacKeyAlgorithm).length).to.equal(bits);
        expect(await crypto.subtle.exportKey('raw', key).catch((error: Error) => error.name)).to.equal(
          'InvalidAccessError',
        );
      });
    }

    it('refuses another algorithm, and material without the key', async () => {
      const bare = { form: 'bare', secret: new Uint8Array(bits / 8) } as const;
      expect(await hmacFamily.mac!(spec, bare, 'HMAC_SHA_1', MESSAGE).catch((error: Error) => error.name)).to.equal(
        'TypeError',
      );
      const empty = { form: 'native', keys: {} } as const;
      expect(await hmacFamily.mac!(spec, empty, algorithm, MESSAGE).catch((error: Error) => error.name)).to.equal(
        'TypeError',
      );
    });
  });
}

describe('HMAC family', () => {
  it('is for HMAC key specs', async () => {
    const wanted = { native: true, secret: true };
    const error = await hmacFamily.generate('RSA_2048', 'SIGN_VERIFY', wanted).catch((reason: Error) => reason.name);
    expect(error).to.equal('TypeError');
  });

  it('makes another key each time', async () => {
    const made = await Promise.all(
      [1, 2].map(() => hmacFamily.generate('HMAC_256', 'GENERATE_VERIFY_MAC', { native: false, secret: true })),
    );
    expect(toHex(made[0]!.secret!)).not.to.equal(toHex(made[1]!.secret!));
  });
});
