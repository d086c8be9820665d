import { expect } from 'chai';
import { toBase64 } from '../../../src/base/base64.ts';
import { encodeUtf8, type Bytes } from '../../../src/base/bytes.ts';
import { KEY_SPECS } from '../../../src/model/algorithms.ts';
import { wrappingChoices } from '../../../src/model/import-wrapping.ts';
import type { KeySpec } from '../../../src/model/sdk.ts';
import { generateMaterial, readMaterial, wrapMaterial } from '../../../src/ui/import/wrap-material.ts';
import { openssl } from '../../crypto/openssl.ts';
import { pageContext } from '../context.ts';

const CHINA = 'cn-north-1';

const IMPORTABLE = (Object.keys(KEY_SPECS) as KeySpec[]).filter((spec) => KEY_SPECS[spec].origins.includes('EXTERNAL'));

/** Generates, wraps and imports material in the page, and returns the new state and the public key of the key. */
async function importFromPage(spec: KeySpec, region: string, algorithm: string) {
  const { kms } = pageContext(region);
  const [KeyUsage] = KEY_SPECS[spec].usages;
  const { KeyMetadata } = await kms.createKey({ KeySpec: spec, KeyUsage, Origin: 'EXTERNAL' });
  const KeyId = KeyMetadata?.KeyId;
  const choice = wrappingChoices(spec, region).find((one) => one.algorithm === algorithm);
  if (choice === undefined) throw new Error(`${algorithm} is not a choice for ${spec}.`);
  const { PublicKey, ImportToken } = await kms.getParametersForImport({
    KeyId,
    WrappingAlgorithm: choice.algorithm,
    WrappingKeySpec: choice.keySpec,
  });
  const material = await generateMaterial(spec, region);
  const { blob } = await wrapMaterial(choice, PublicKey as Bytes, material);
  await kms.importKeyMaterial({
    KeyId,
    ImportToken,
    EncryptedKeyMaterial: blob,
    ExpirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE',
  });
  const state = (await kms.describeKey({ KeyId })).KeyMetadata?.KeyState;
  const publicKey =
    KEY_SPECS[spec].kind === 'asymmetric' ? ((await kms.getPublicKey({ KeyId })).PublicKey as Bytes) : undefined;
  return { state, publicKey, material };
}

describe('key material of the page', () => {
  for (const spec of IMPORTABLE) {
    // SM2 keys exist only in the China Regions.
    const region = spec === 'SM2' ? CHINA : 'us-east-1';
    for (const algorithm of new Set(wrappingChoices(spec, region).map((choice) => choice.algorithm))) {
      it(`is generated for ${spec}, wrapped by ${algorithm}, and imported`, async () => {
        const { state, publicKey, material } = await importFromPage(spec, region, algorithm);
        expect(state).to.equal('Enabled');
        if (publicKey !== undefined)
          expect(await openssl.publicOf(material), 'as OpenSSL reads the private key').to.deep.equal(publicKey);
      });
    }
  }

  it('is generated for ECC keys in a China Region, and wrapped by SM2PKE', async () => {
    expect((await importFromPage('ECC_SECG_P256K1', CHINA, 'SM2PKE')).state).to.equal('Enabled');
  });

  it('is read from a file as it is, or from a PEM file with an unencrypted PKCS#8 private key', () => {
    const file = (text: string) => encodeUtf8(text);
    const pem = (name: string, content: string) => file(`-----BEGIN ${name}-----\n${content}\n-----END ${name}-----\n`);
    const bytes = Uint8Array.of(1, 2, 3);
    const body = toBase64(bytes);
    expect(readMaterial(bytes)).to.deep.equal(bytes);
    expect(readMaterial(pem('PRIVATE KEY', `${body.slice(0, 2)}\n${body.slice(2)}`))).to.deep.equal(bytes);
    for (const other of [
      pem('EC PRIVATE KEY', body),
      pem('ENCRYPTED PRIVATE KEY', body),
      pem('CERTIFICATE', body),
      pem('PRIVATE KEY', `=${body}`),
      pem('PRIVATE KEY', ''),
      file(`-----BEGIN PRIVATE KEY-----\n${body}`),
    ])
      expect(readMaterial(other)).to.equal(undefined);
  });

  it('is another one each time', async () => {
    for (const spec of ['ECC_SECG_P256K1', 'SM2'] as const)
      expect(await generateMaterial(spec, CHINA)).not.to.deep.equal(await generateMaterial(spec, CHINA));
  });
});
