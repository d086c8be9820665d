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

/** A sidecar that is being filled: assignments cost less than spreads, and every call has one. */
type Draft = { -readonly [M in keyof CallSidecar]: CallSidecar[M] };

/** Hashes the ciphertext that the call returned, or else received, under the names that apply to the operation. */
function addHashes(draft: Draft, { name }: RegisteredOperation, input: Members, output: Members | undefined): void {
  const ciphertext = bytesIn(output, CIPHERTEXTS) ?? bytesIn(input, CIPHERTEXTS);
  if (ciphertext === undefined || ciphertext.length === 0 || ciphertext.length > MAX_HASHED_BYTES) return;
  const hash = toHex(sha256(ciphertext));
  const isDataKey = name.startsWith('GenerateDataKey');
  if (!isDataKey) draft.ctSha = hash;
  if (isDataKey || name === 'Decrypt' || name === 'ReEncrypt') draft.edkSha = hash;
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

/** Creates the sidecar of a call from its bytes and what is `known`. Undefined if nothing applies. */
export function createSidecar(
  operation: RegisteredOperation,
  { input, attempt, delayMs }: Pick<Call, 'input' | 'attempt' | 'delayMs'>,
  result: RunResult<never> | undefined,
  resources: readonly ResolvedResource[],
  known: CallSidecar | undefined,
): CallSidecar | undefined {
  // As received: the input of a call that fails validation counts too. It can be anything then.
  const given = Object(input) as Members;
  const output = result?.output as Members | undefined;
  const draft: Draft = { ...known };
  if (operation.facts.cryptographic) addHashes(draft, operation, given, output);
  const plaintext = bytesIn(given, PLAINTEXTS) ?? bytesIn(output, PLAINTEXTS);
  if (plaintext !== undefined) draft.plaintextLen = plaintext.length;
  const secret = output?.SharedSecret;
  if (secret instanceof Uint8Array) draft.secretSha = toHex(sha256(secret));
  const publicKey = output?.PublicKey;
  if (publicKey instanceof Uint8Array) draft.spkiSha = toHex(sha256(publicKey));
  const materialId = result && materialOf(operation, result, resources);
  if (materialId !== undefined) draft.materialId = materialId;
  if (attempt !== undefined) draft.attempt = attempt;
  if (delayMs !== undefined) draft.delayMs = delayMs;
  for (const _any in draft) return draft;
  return undefined;
}
