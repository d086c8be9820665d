/** Imports for tests: parameters of a key, and material that OpenSSL or sm-crypto wrapped for it. */
import type { Bytes } from '../../../src/base/bytes.ts';
import type { InputOf, OutputOf } from '../../../src/model/operations.ts';
import { openssl } from '../../crypto/openssl.ts';
import { sm2Peer } from '../../crypto/sm2-peer.ts';
import type { How, TestWorld } from '../world.ts';

/** The members of ImportKeyMaterial besides the key, the token and the wrapped material. */
export type ImportMembers = Partial<
  Omit<InputOf<'ImportKeyMaterial'>, 'KeyId' | 'ImportToken' | 'EncryptedKeyMaterial'>
>;

/** How material is wrapped. */
export type Wrapping = Pick<InputOf<'GetParametersForImport'>, 'WrappingAlgorithm' | 'WrappingKeySpec'>;

export const OAEP: Wrapping = { WrappingAlgorithm: 'RSAES_OAEP_SHA_256', WrappingKeySpec: 'RSA_2048' };
export const KEY_WRAP: Wrapping = { WrappingAlgorithm: 'RSA_AES_KEY_WRAP_SHA_256', WrappingKeySpec: 'RSA_2048' };
const FOREVER: ImportMembers = { ExpirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE' };

export type Parameters = OutputOf<'GetParametersForImport'>;

/** The parameters of a new import. */
export function parametersFor(world: TestWorld, KeyId: string, wrapping = OAEP, how?: How): Promise<Parameters> {
  return world.ok('GetParametersForImport', { KeyId, ...wrapping }, how);
}

/** Wraps material under the public key of `parameters`, by an implementation that shares no code with the engine. */
export async function wrapMaterial(
  { WrappingAlgorithm }: Wrapping,
  { PublicKey }: Parameters,
  material: Uint8Array,
): Promise<Bytes> {
  const spki = PublicKey as Bytes;
  return WrappingAlgorithm === 'SM2PKE'
    ? sm2Peer.encrypt(spki, material as Bytes)
    : openssl.wrap(WrappingAlgorithm ?? '', spki, material as Bytes);
}

/** Wraps material. */
export type Seal = typeof wrapMaterial;

/** How an import is made. `seal`: wraps the material, by default an implementation of its own. */
type Making = How & { readonly wrapping?: Wrapping; readonly seal?: Seal };

/** The input of an import of `material` with new parameters. */
export async function importInput(
  world: TestWorld,
  KeyId: string,
  material: Uint8Array,
  members: ImportMembers = FOREVER,
  how: Making = {},
): Promise<InputOf<'ImportKeyMaterial'>> {
  const { wrapping = OAEP, seal = wrapMaterial, ...call } = how;
  const parameters = await parametersFor(world, KeyId, wrapping, call);
  return {
    KeyId,
    ImportToken: parameters.ImportToken,
    EncryptedKeyMaterial: await seal(wrapping, parameters, material),
    ...members,
  };
}

/** Imports `material`, and returns the KeyMaterialId. */
export async function importMaterial(
  world: TestWorld,
  KeyId: string,
  material: Uint8Array,
  members: ImportMembers = FOREVER,
  how: Making = {},
): Promise<string> {
  const { wrapping: _wrapping, seal: _seal, ...call } = how;
  const input = await importInput(world, KeyId, material, members, how);
  return (await world.ok('ImportKeyMaterial', input, call)).KeyMaterialId ?? '';
}

/** Random bytes. */
export const randomBytes = (length: number): Bytes => crypto.getRandomValues(new Uint8Array(length));

/** The state of a key, as DescribeKey returns it. */
export async function stateOf(world: TestWorld, KeyId: string, how?: How): Promise<string | undefined> {
  return (await world.ok('DescribeKey', { KeyId }, how)).KeyMetadata?.KeyState;
}
