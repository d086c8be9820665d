/**
 * Finds out why a ciphertext cannot be decrypted, by comparing it with those that KMS returned to this page. AWS does
 * not tell the cause.
 */
import { equalBytes } from '../../base/bytes.ts';
import type { CallRecord } from './call-recorder.ts';
import { TEXTS } from './ciphertext-cause-texts.ts';
import type { Problem } from './problem.ts';

type Context = Readonly<Record<string, string>>;

interface Known {
  readonly blob: Uint8Array;
  readonly context: Context;
}

/** Members of inputs and outputs that hold a ciphertext and its encryption context. */
interface Fields {
  readonly CiphertextBlob?: Uint8Array;
  readonly PrivateKeyCiphertextBlob?: Uint8Array;
  readonly EncryptionContext?: Context;
  readonly SourceEncryptionContext?: Context;
  readonly DestinationEncryptionContext?: Context;
}

/** Maximum number of ciphertexts of a sandbox; the oldest is evicted first. */
const MAX_KNOWN = 50;

/** More changed bytes mean that it is another ciphertext. */
const MAX_CHANGED_BYTES = 16;

/** A shorter beginning is not told from that of another ciphertext under the same key. */
const MIN_PREFIX_BYTES = 64;

const known = new WeakMap<object, Known[]>();

/** Keeps the ciphertexts that the calls returned. `sandbox`: of which they are. */
export function keepCiphertexts(sandbox: object, calls: readonly CallRecord[]): void {
  const kept = known.get(sandbox) ?? [];
  known.set(sandbox, kept);
  for (const { operation, input, reply } of calls) {
    if (!reply.ok || operation === 'Decrypt') continue;
    const { CiphertextBlob, PrivateKeyCiphertextBlob } = reply.output as Fields;
    const blob = CiphertextBlob ?? PrivateKeyCiphertextBlob;
    const { EncryptionContext, DestinationEncryptionContext } = input as Fields;
    const context = (operation === 'ReEncrypt' ? DestinationEncryptionContext : EncryptionContext) ?? {};
    if (blob) kept.push({ blob, context });
  }
  kept.splice(0, kept.length - MAX_KNOWN);
}

/** The first difference of an encryption context from the expected one. */
function contextDifference(given: Context, expected: Context): string | undefined {
  for (const [name, value] of Object.entries(expected)) {
    const actual = given[name];
    if (actual === value) continue;
    if (actual !== undefined) return TEXTS.otherValue(name, actual, value);
    const other = Object.keys(given).find((one) => one.toLowerCase() === name.toLowerCase() && !(one in expected));
    return other === undefined ? TEXTS.missingPair(name, value) : TEXTS.otherName(other, name);
  }
  const added = Object.entries(given).find(([name]) => !Object.hasOwn(expected, name));
  return added && TEXTS.addedPair(...added);
}

/** The difference of a ciphertext from a known one that it was made from; undefined if it was not. */
function bytesDifference(given: Uint8Array, { blob }: Known): string | undefined {
  if (given.length < blob.length)
    return given.length >= MIN_PREFIX_BYTES && equalBytes(given, blob.subarray(0, given.length))
      ? TEXTS.truncated(given.length, blob.length)
      : undefined;
  if (given.length !== blob.length) return undefined;
  const changed = [...given.keys()].filter((at) => given[at] !== blob[at]);
  return changed.length <= MAX_CHANGED_BYTES ? TEXTS.changedBytes(changed.length, (changed[0] ?? 0) + 1) : undefined;
}

const isBase64Text = (bytes: Uint8Array): boolean =>
  bytes.length >= 24 &&
  bytes.length % 4 === 0 &&
  /^[A-Za-z0-9+/]+={0,2}$/.test(new TextDecoder('latin1').decode(bytes));

/** Why the call could not decrypt its ciphertext; empty if that is not the problem, or is not known. */
export function causeOfRefusal(sandbox: object, problem: Problem, call: CallRecord | undefined): string {
  if (problem.name !== 'InvalidCiphertextException' || !call) return '';
  const input = call.input as Fields;
  const blob = input.CiphertextBlob;
  if (!blob) return '';
  const context = (call.operation === 'ReEncrypt' ? input.SourceEncryptionContext : input.EncryptionContext) ?? {};
  const kept = (known.get(sandbox) ?? []).toReversed();
  const same = kept.find((one) => equalBytes(one.blob, blob));
  if (same) return contextDifference(context, same.context) ?? '';
  if (isBase64Text(blob)) return TEXTS.encodedTwice;
  for (const one of kept) {
    const difference = bytesDifference(blob, one);
    if (difference !== undefined) return difference;
  }
  return '';
}
