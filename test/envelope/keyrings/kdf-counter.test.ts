import { expect } from 'chai';
import { encodeUtf8 } from '../../../src/base/bytes.ts';
import { fromHex, toHex } from '../../../src/base/hex.ts';
import { deriveCounterMode } from '../../../src/crypto/kdf-counter.ts';
import { kdfCounter } from './independent-unwrap.ts';

/**
 * Derivations of the hierarchical keyring. Source: test cases C.1 to C.5 of
 * https://github.com/aws/aws-cryptographic-material-providers-library/blob/main/AwsCryptographyPrimitives/test/TestKDF_TestVectors.dfy
 */
const VECTORS = [
  {
    secret: '7dc9bdfc2534047cfe63e9eb297b77525149ed7d4afce9c6440f350e61ef3ed0',
    context: '77dae93e689b581d3e06eb01c8d3ba02',
    derived: 'bce898725589aec08f9834b3b80fdc3ff173907e5574e729fdce127cf76db7cc',
  },
  {
    secret: '5016711776440a204ba9c7c0ffdcd63cb6017e93abe96eb12391d9811e09509f',
    context: 'd2f1c09e67421b238f42a8bd52abd3fc',
    derived: '36ceae48ed85559c5d357898765259217262ccec8a39a276555cc7e8f0fc5c61',
  },
  {
    secret: '395a102e5336bdf11bf2edecf64236e24a704f9cd00d944775d38b3949457aec',
    context: '330fb77c52e5f9567594eda21bf3ad6c',
    derived: '1637ec8d9fa3faec562fe1679ce1e492a62df42788a3cdc874c1149370fed2c2',
  },
  {
    secret: '98c019dfef9aaf43edfab892e4f3e30180f7e4988e8395293c46f43aa6ea56bd',
    context: 'f3a0667fdb897326bbd8305097a89447',
    derived: 'bf7056eadce97a9a64bce6eeef9b3620612333a079eb2a4091690f99a259099c',
  },
  {
    secret: 'a6ec74338cbdc0af2a9a331ad0954c9faea2cf046ce8c4f00c39e49b614b2a42',
    context: 'eca9e92d2b197af398bf9a372d869fdc',
    derived: '9c0b14fb64e3a3a11e2df202f8f62c0b5884bdaf5f603d2c62a0d4888cde3997',
  },
];

describe('crypto: key derivation in counter mode', () => {
  it('derives the published keys of the hierarchical keyring', async () => {
    for (const { secret, context, derived } of VECTORS) {
      const parameters = {
        hash: 'SHA-256',
        label: encodeUtf8('aws-kms-hierarchy'),
        context: fromHex(context),
      } as const;
      expect(toHex(await deriveCounterMode(fromHex(secret), parameters, 32))).to.equal(derived);
    }
  });

  it('derives what OpenSSL derives, for both hashes and several lengths', async () => {
    for (const [hash, name] of [
      ['SHA-256', 'sha256'],
      ['SHA-384', 'sha384'],
    ] as const) {
      for (const length of [1, 32, 48, 64, 200]) {
        const [secret, label, context] = [48, 20, 32].map((n) => crypto.getRandomValues(new Uint8Array(n)));
        const own = await deriveCounterMode(secret!, { hash, label: label!, context: context! }, length);
        const theirs = kdfCounter(name, Buffer.from(secret!), Buffer.from(label!), Buffer.from(context!), length);
        expect(toHex(own)).to.equal(theirs.toString('hex'));
      }
    }
  });
});
