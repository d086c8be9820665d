/**
 * Grant tokens. A token names its grant and is not secret: the caller must still be the grantee. AWS's format is
 * unpublished. This format is base64url of a random part, the grant ID, the key ARN, and a check over them, so that a
 * mistyped token is invalid and each call returns another one.
 */
import { concatBytes, equalBytes, decodeUtf8, encodeUtf8 } from '../../base/bytes.ts';
import { fromBase64, toBase64 } from '../../base/base64.ts';
import { fromHex, toHex } from '../../base/hex.ts';
import { sha256 } from '../../crypto/sha256.ts';
import { KmsError } from '../../model/errors.ts';
import type { Random } from '../../model/ports.ts';
import type { GrantRecord } from '../../model/records.ts';
import type { Reader } from '../transaction/reader.ts';

const RANDOM = 16;
const ID = 32;
const CHECK = 8;

/** Contents of a token. */
export interface GrantTokenContent {
  readonly grantId: string;
  readonly keyArn: string;
}

/** Creates a token of `grant`. */
export function grantToken({ id, keyArn }: GrantRecord, random: Random): string {
  const named = concatBytes(random.bytes(RANDOM), fromHex(id), encodeUtf8(keyArn));
  return toBase64(concatBytes(named, sha256(named).subarray(0, CHECK)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}

/** Parses `token`. Undefined if no grant of this sandbox could have created it. */
export function parseGrantToken(token: string): GrantTokenContent | undefined {
  try {
    const text = token.replaceAll('-', '+').replaceAll('_', '/');
    const bytes = fromBase64(text.padEnd(Math.ceil(text.length / 4) * 4, '='));
    const named = bytes.subarray(0, -CHECK);
    if (named.length <= RANDOM + ID || !equalBytes(sha256(named).subarray(0, CHECK), bytes.subarray(-CHECK)))
      return undefined;
    return { grantId: toHex(named.subarray(RANDOM, RANDOM + ID)), keyArn: decodeUtf8(named.subarray(RANDOM + ID)) };
  } catch {
    return undefined;
  }
}

/**
 * Returns the grants that `tokens` name.
 * @throws {KmsError} InvalidGrantTokenException if a token names no active grant
 */
export async function checkGrantTokens(tokens: readonly string[], reader: Reader): Promise<readonly GrantRecord[]> {
  const grants: GrantRecord[] = [];
  for (const token of tokens) {
    const name = parseGrantToken(token);
    const grant = name === undefined ? undefined : await reader.get('grants', name.grantId);
    if (grant === undefined)
      throw new KmsError(
        'InvalidGrantTokenException',
        undefined,
        'The token does not belong to an active grant in this sandbox.',
      );
    grants.push(grant);
  }
  return grants;
}
