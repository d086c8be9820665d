import { expect } from 'chai';
import { nativeOrLibrary, servedBy } from '../../src/crypto/capability.ts';
import type { ServedBy } from '../../src/crypto/family.ts';
import { KEY_SPECS } from '../../src/model/algorithms.ts';
import type { KeySpec } from '../../src/model/sdk.ts';

const SPECS = Object.keys(KEY_SPECS) as KeySpec[];

describe('capability', () => {
  it('never asks for what WebCrypto has no name for', async () => {
    for (const spec of ['ECC_SECG_P256K1', 'HMAC_224', 'SM2'] as const)
      expect(await servedBy(spec)).to.equal('library');
  });

  it('finds what every browser has', async () => {
    for (const spec of [
      'SYMMETRIC_DEFAULT',
      'RSA_2048',
      'RSA_4096',
      'ECC_NIST_P256',
      'ECC_NIST_P384',
      'ECC_NIST_P521',
      'HMAC_256',
      'HMAC_512',
    ] as const)
      expect(await servedBy(spec), spec).to.equal('native');
  });

  it('agrees with an attempt of its own for the newer algorithms', async () => {
    const attempts: readonly [KeySpec, string, string][] = [
      ['ECC_NIST_EDWARDS25519', 'Ed25519', 'sign'],
      ['ML_DSA_65', 'ML-DSA-65', 'sign'],
      ['ML_KEM_512', 'ML-KEM-512', 'decapsulateBits'],
      ['ML_KEM_768', 'ML-KEM-768', 'decapsulateBits'],
    ];
    for (const [spec, name, usage] of attempts) {
      const expected: ServedBy = await crypto.subtle.generateKey({ name }, false, [usage as KeyUsage]).then(
        () => 'native',
        () => 'library',
      );
      expect(await servedBy(spec), spec).to.equal(expected);
    }
  });

  it('answers for every key spec, and tries each once', async () => {
    const subtle = crypto.subtle;
    const generateKey = subtle.generateKey.bind(subtle);
    for (const spec of SPECS) await servedBy(spec);
    let tried = 0;
    Object.defineProperty(subtle, 'generateKey', {
      configurable: true,
      value: (...values: Parameters<typeof generateKey>) => ((tried += 1), generateKey(...values)),
    });
    for (const spec of SPECS) expect(await servedBy(spec)).to.be.oneOf(['native', 'library']);
    expect(tried).to.equal(0);
    Reflect.deleteProperty(subtle, 'generateKey');
  });

  it('turns to the library where SubtleCrypto does not support a call, and only there', async () => {
    const fails = (name: string) => () => Promise.reject(new DOMException('no', name));
    const library = () => Promise.resolve('library');
    expect(await nativeOrLibrary('ECC_NIST_P256', () => Promise.resolve('native'), library)).to.equal('native');
    expect(await nativeOrLibrary('ECC_NIST_P256', fails('NotSupportedError'), library)).to.equal('library');
    expect(await nativeOrLibrary('SM2', fails('OperationError'), library)).to.equal('library');
    const error = await nativeOrLibrary('ECC_NIST_P256', fails('OperationError'), library).catch(
      (reason: Error) => reason.name,
    );
    expect(error).to.equal('OperationError');
  });
});
