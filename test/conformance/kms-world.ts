/**
 * A world as suites use it that run in the browser over the engine, and in Node through the SDK over the library in
 * memory.
 */
import { KEY_SPECS } from '../../src/model/algorithms.ts';
import type { InputOf, OperationName, OutputOf } from '../../src/model/operations.ts';
import type { Database } from '../../src/model/ports.ts';
import type { KeySpec, KeyUsageType } from '../../src/model/sdk.ts';
import type { OpenSsl } from '../crypto/openssl.ts';
import type { How } from '../engine/world.ts';

/** What a suite needs of a world; custody is complete. */
export interface KmsWorld {
  readonly database: Database;
  /** The output of a call that succeeds. */
  ok<N extends OperationName>(operation: N, input: InputOf<N>, how?: How): Promise<OutputOf<N>>;
  /** The name of the error of a call that fails, and behind a colon its text, if any. */
  error<N extends OperationName>(operation: N, input: InputOf<N>, how?: How): Promise<string>;
}

/** Where a suite runs: the functions of its test framework, fresh worlds, and OpenSSL. */
export interface Home {
  readonly describe: (name: string, body: () => void) => unknown;
  readonly it: (name: string, body: () => Promise<void>) => unknown;
  readonly open: () => Promise<KmsWorld>;
  readonly openssl: OpenSsl;
}

/** The Region in which keys of `spec` are made. */
export const regionOf = (spec: string): How => ({ region: spec === 'SM2' ? 'cn-north-1' : 'us-east-1' });

/** The key specs that have `usage`, but for symmetric encryption keys, whose ciphertext is nobody else's to read. */
export const specsFor = (usage: KeyUsageType): readonly KeySpec[] =>
  (Object.keys(KEY_SPECS) as KeySpec[]).filter(
    (spec) => KEY_SPECS[spec].usages.includes(usage) && spec !== 'SYMMETRIC_DEFAULT',
  );

/** The algorithms of a key that SubtleCrypto can have a key for, one CryptoKey each: Ed25519ph it has not. */
export function nativeAlgorithms(spec: KeySpec, usage: KeyUsageType): readonly string[] {
  const row = KEY_SPECS[spec];
  const all = {
    ENCRYPT_DECRYPT: row.encryptionAlgorithms,
    SIGN_VERIFY: row.signingAlgorithms,
    GENERATE_VERIFY_MAC: row.macAlgorithms,
    KEY_AGREEMENT: row.keyAgreementAlgorithms,
    ENCAPSULATE_DECAPSULATE: row.encapsulationAlgorithms,
  };
  return (all[usage] ?? []).filter((name) => name !== 'ED25519_PH_SHA_512');
}

/** The ARN of a new key. */
export async function newKey(world: KmsWorld, spec: KeySpec, usage: KeyUsageType): Promise<string> {
  return (await world.ok('CreateKey', { KeySpec: spec, KeyUsage: usage }, regionOf(spec))).KeyMetadata?.Arn ?? '';
}

/** Bytes that must be there, copied out of whatever holds them. */
export function bytes(value: Uint8Array | undefined): Uint8Array<ArrayBuffer> {
  if (value === undefined) throw new Error('a member is missing');
  return Uint8Array.from(value);
}
