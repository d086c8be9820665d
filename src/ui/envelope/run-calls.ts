/** The KMS calls of a run, ready to be written as code. */
import { toBase64 } from '../../base/base64.ts';
import { equalBytes } from '../../base/bytes.ts';
import type { CallRecord } from '../page/call-recorder.ts';

/** The operations that are exported. */
export type CodeOperation =
  | 'GenerateDataKey'
  | 'Encrypt'
  | 'Decrypt'
  | 'GetPublicKey'
  | 'DeriveSharedSecret'
  | 'GenerateDataKeyWithoutPlaintext'
  | 'ReEncrypt';

/**
 * A value of a request. `dataKey`: the plaintext data key of the GenerateDataKey before; its bytes are never written.
 */
export type CodeValue =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'number'; readonly number: number }
  | { readonly kind: 'map'; readonly map: Readonly<Record<string, string>> }
  | { readonly kind: 'bytes'; readonly base64: string }
  | { readonly kind: 'dataKey' };

/** One call. */
export interface CodeCall {
  readonly operation: CodeOperation;
  readonly parameters: readonly (readonly [name: string, value: CodeValue])[];
}

const OPERATIONS: readonly string[] = [
  'GenerateDataKey',
  'Encrypt',
  'Decrypt',
  'GetPublicKey',
  'DeriveSharedSecret',
  'GenerateDataKeyWithoutPlaintext',
  'ReEncrypt',
] satisfies CodeOperation[];

function toValue(value: unknown, dataKey: Uint8Array | undefined): CodeValue | undefined {
  if (typeof value === 'string') return { kind: 'text', text: value };
  if (typeof value === 'number') return { kind: 'number', number: value };
  if (value instanceof Uint8Array)
    return dataKey && equalBytes(value, dataKey) ? { kind: 'dataKey' } : { kind: 'bytes', base64: toBase64(value) };
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  return Object.keys(value).length > 0 ? { kind: 'map', map: value as Readonly<Record<string, string>> } : undefined;
}

/** Returns the successful calls of `records` that use a key, in order. */
export function codeCalls(records: readonly CallRecord[]): readonly CodeCall[] {
  let dataKey: Uint8Array | undefined;
  return records.flatMap(({ operation, input, reply }) => {
    if (!reply.ok || !OPERATIONS.includes(operation)) return [];
    const parameters = Object.entries(input).flatMap(([name, value]) => {
      const written = toValue(value, dataKey);
      return written ? [[name, written] as const] : [];
    });
    if (operation === 'GenerateDataKey') dataKey = (reply.output as { Plaintext?: Uint8Array }).Plaintext?.slice();
    return [{ operation: operation as CodeOperation, parameters }];
  });
}
