import { expect } from 'chai';
import { unzipSync } from 'fflate';
import { createImportPackage } from '../../../src/ui/import/import-package.ts';

describe('the ZIP file of import parameters', () => {
  it('contains the wrapping key, the token and the commands, with names that belong together', () => {
    const { name, bytes } = createImportPackage({
      keyId: '11111111-2222-4333-8444-555555555555',
      keyArn: 'arn:aws:kms:us-east-1:111122223333:key/11111111-2222-4333-8444-555555555555',
      spec: 'RSA_2048',
      region: 'us-east-1',
      choice: { algorithm: 'RSA_AES_KEY_WRAP_SHA_256', keySpec: 'RSA_4096' },
      publicKey: Uint8Array.of(1, 2),
      token: Uint8Array.of(3),
      validTo: new Date(Date.UTC(2026, 0, 2, 3, 4, 5)),
    });
    const suffix = '11111111-2222-4333-8444-555555555555_20260102030405';
    expect(name).to.equal(`Import_Parameters_${suffix}.zip`);
    const files = unzipSync(bytes);
    expect(Object.keys(files).toSorted()).to.deep.equal(
      [`README_${suffix}.txt`, `importToken_${suffix}.bin`, `wrappingKey_${suffix}.bin`].toSorted(),
    );
    expect([...(files[`wrappingKey_${suffix}.bin`] ?? [])]).to.deep.equal([1, 2]);
    expect([...(files[`importToken_${suffix}.bin`] ?? [])]).to.deep.equal([3]);
    const readme = new TextDecoder().decode(files[`README_${suffix}.txt`]);
    expect(readme).to.contain(`-inkey wrappingKey_${suffix}.bin`).and.to.contain('rsa_oaep_md:sha256');
    expect(readme).to.contain('id-aes256-wrap-pad').and.to.contain('rsa_keygen_bits:2048');
  });
});
