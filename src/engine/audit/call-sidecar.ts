/** The facts about a call that are no part of its CloudTrail record: hashes and lengths, never the bytes themselves. */
import { toHex } from '../../base/hex.ts';
import { sha256 } from '../../crypto/sha256.ts';
import type { CallSidecar } from '../../model/audit.ts';
import type { Call } from '../../model/contract.ts';
import type { ResolvedResource } from '../pipeline/call-context.ts';
import type { RegisteredOperation, RunResult } from '../pipeline/operation.ts';

/** Members of inputs and outputs that are a ciphertext. An operation has one per side. */
const CIPHERTEXTS = ['CiphertextBlob', 'PrivateKeyCiphertextBlob', 'SharedSecretCiphertextBlob'] as const;

/** Members that are a plaintext, in the same way. */
const PLAINTEXTS = ['Plaintext', 'PrivateKeyPlaintext'] as const;

/** Longer input is no ciphertext of this service, so its hash identifies nothing. In bytes. */
const MAX_HASHED_BYTES = 8 * 1024;

type Members = Readonly<Record<string, unknown>>;

function bytesIn(members: Members | undefined, names: readonly string[]): Uint8Array | undefined {
  if (members === undefined) return undefined;
  for (const name of names) {
    const value = members[name];
    if (value instanceof Uint8Array) return value;
  }
  return undefined;
}

/** Hashes the ciphertext that the call returned, or else received, under the names that apply to the operation. */
function hashes({ name }: RegisteredOperation, input: Members, output: Members | undefined): CallSidecar {
  const ciphertext = bytesIn(output, CIPHERTEXTS) ?? bytesIn(input, CIPHERTEXTS);
  if (ciphertext === undefined || ciphertext.length === 0 || ciphertext.length > MAX_HASHED_BYTES) return {};
  const hash = toHex(sha256(ciphertext));
  if (name.startsWith('GenerateDataKey')) return { edkSha: hash };
  return name === 'Decrypt' || name === 'ReEncrypt' ? { ctSha: hash, edkSha: hash } : { ctSha: hash };
}

/** The material that a successful call used: the record has that of symmetric keys, other keys have only one. */
function materialOf(
  { facts }: RegisteredOperation,
  { additionalEventData: data }: RunResult<never>,
  resources: readonly ResolvedResource[],
): string | undefined {
  const logged = data?.keyMaterialId ?? data?.destinationKeyMaterialId;
  if (typeof logged === 'string') return logged;
  return facts.usage === undefined ? undefined : resources.findLast(({ key }) => key !== undefined)?.key?.materialId;
}

/** Creates the sidecar of a call. Undefined if nothing applies. */
export function createSidecar(
  operation: RegisteredOperation,
  { input, client }: Pick<Call, 'input' | 'client'>,
  result: RunResult<never> | undefined,
  resources: readonly ResolvedResource[],
): CallSidecar | undefined {
  // As received: the input of a call that fails validation counts too. It can be anything then.
  const given = Object(input) as Members;
  const output = result?.output as Members | undefined;
  const plaintext = bytesIn(given, PLAINTEXTS) ?? bytesIn(output, PLAINTEXTS);
  const materialId = result && materialOf(operation, result, resources);
  const sidecar: CallSidecar = {
    ...(operation.facts.cryptographic ? hashes(operation, given, output) : {}),
    ...(plaintext === undefined ? {} : { plaintextLen: plaintext.length }),
    ...(materialId === undefined ? {} : { materialId }),
    ...(client?.attempt === undefined ? {} : { attempt: client.attempt }),
    ...(client?.delayMs === undefined ? {} : { delayMs: client.delayMs }),
  };
  return Object.keys(sidecar).length === 0 ? undefined : sidecar;
}
