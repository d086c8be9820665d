/** The commands that the README of an import shows, run by the OpenSSL of this machine. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import type { WrappingChoice } from '../../../src/model/import-wrapping.ts';
import type { KeySpec, KeyUsageType } from '../../../src/model/sdk.ts';
import { FILES, generateCommands, wrapCommands } from '../../../src/ui/import/openssl-commands.ts';
import { stateOf } from '../../engine/import/import-scene.ts';
import { testWorld } from '../../engine/world.ts';

const ROWS: readonly (readonly [KeySpec, KeyUsageType, string, WrappingChoice['algorithm']])[] = [
  ['SYMMETRIC_DEFAULT', 'ENCRYPT_DECRYPT', 'us-east-1', 'RSAES_OAEP_SHA_256'],
  ['HMAC_384', 'GENERATE_VERIFY_MAC', 'us-east-1', 'RSAES_OAEP_SHA_1'],
  ['RSA_2048', 'SIGN_VERIFY', 'us-east-1', 'RSA_AES_KEY_WRAP_SHA_256'],
  ['ECC_NIST_P384', 'KEY_AGREEMENT', 'us-east-1', 'RSA_AES_KEY_WRAP_SHA_1'],
  ['ECC_NIST_P521', 'SIGN_VERIFY', 'us-east-1', 'RSA_AES_KEY_WRAP_SHA_256'],
  ['ECC_SECG_P256K1', 'SIGN_VERIFY', 'us-east-1', 'RSAES_OAEP_SHA_256'],
  ['ECC_NIST_EDWARDS25519', 'SIGN_VERIFY', 'us-east-1', 'RSAES_OAEP_SHA_256'],
  ['SM2', 'SIGN_VERIFY', 'cn-north-1', 'SM2PKE'],
  ['SYMMETRIC_DEFAULT', 'ENCRYPT_DECRYPT', 'cn-north-1', 'RSAES_OAEP_SHA_256'],
];

describe('the OpenSSL commands of an import', () => {
  for (const [spec, usage, region, algorithm] of ROWS)
    it(`make and wrap material for ${spec} with ${algorithm} in ${region}`, async () => {
      const world = await testWorld();
      const how = { region };
      const choice = { algorithm, keySpec: algorithm === 'SM2PKE' ? 'SM2' : 'RSA_2048' } as const;
      const KeyId = await world.key({ KeySpec: spec, KeyUsage: usage, Origin: 'EXTERNAL' }, how);
      const wrapping = { WrappingAlgorithm: algorithm, WrappingKeySpec: choice.keySpec };
      const { PublicKey, ImportToken } = await world.ok('GetParametersForImport', { KeyId, ...wrapping }, how);
      const folder = mkdtempSync(path.join(tmpdir(), 'import-'));
      try {
        writeFileSync(path.join(folder, 'wrappingKey.bin'), PublicKey ?? new Uint8Array());
        for (const command of [...generateCommands(spec, region), ...wrapCommands(choice, 'wrappingKey.bin')])
          execFileSync('bash', ['-c', command], { cwd: folder, stdio: 'pipe' });
        const EncryptedKeyMaterial = new Uint8Array(readFileSync(path.join(folder, FILES.wrapped)));
        const members = { ExpirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE' } as const;
        await world.ok('ImportKeyMaterial', { KeyId, ImportToken, EncryptedKeyMaterial, ...members }, how);
      } finally {
        rmSync(folder, { recursive: true });
      }
      expect(await stateOf(world, KeyId, how)).to.equal('Enabled');
    });
});
