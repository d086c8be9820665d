/**
 * Import tokens. AWS's format is unpublished. This format is also opaque to callers:
 *
 * ```
 * version 1 | ID of the import parameters 32 | time in milliseconds until which it is valid 8 | check 32
 * ```
 *
 * The check is the SHA-256 of the bytes before it and the key ARN: a changed token and a token of another key are
 * invalid, and an expired one is still recognized after its parameters are deleted. It authenticates nothing. The ID
 * does: only this sandbox has import parameters with it.
 */
import { concatBytes, encodeUtf8, equalBytes, type Bytes } from '../../base/bytes.ts';
import { fromHex, toHex } from '../../base/hex.ts';
import { IMPORT_TOKEN } from '../../crypto/blob-layout.ts';
import { sha256 } from '../../crypto/sha256.ts';
import { KmsError } from '../../model/errors.ts';
import type { ImportParametersRecord, KeyRecord } from '../../model/records.ts';
import type { Reader } from '../transaction/reader.ts';

const { version: VERSION } = IMPORT_TOKEN;
const ID = IMPORT_TOKEN.versionBytes;
const VALID_TO = ID + IMPORT_TOKEN.idBytes;
const CHECK = VALID_TO + IMPORT_TOKEN.validToBytes;
const LENGTH = CHECK + IMPORT_TOKEN.checkBytes;

const checkOf = (head: Uint8Array, arn: string): Bytes => sha256(concatBytes(head, encodeUtf8(arn)));

/** Returns the token of import parameters. */
export function createImportToken({ id, keyArn, validTo }: ImportParametersRecord): Bytes {
  const head = new Uint8Array(CHECK);
  head[0] = VERSION;
  head.set(fromHex(id), ID);
  new DataView(head.buffer).setBigUint64(VALID_TO, BigInt(validTo));
  return concatBytes(head, checkOf(head, keyArn));
}

/**
 * Finds the import parameters of a token.
 * @throws {KmsError} InvalidImportTokenException if it was changed or is of another key, ExpiredImportTokenException if
 *   it is no longer valid at `now`
 */
export async function findImportParameters(
  reader: Reader,
  { arn }: Pick<KeyRecord, 'arn'>,
  token: Uint8Array,
  now: number,
): Promise<ImportParametersRecord> {
  const head = token.subarray(0, CHECK);
  if (token.length !== LENGTH || head[0] !== VERSION || !equalBytes(checkOf(head, arn), token.subarray(CHECK)))
    throw new KmsError('InvalidImportTokenException').because('import-token');
  const validTo = Number(new DataView(head.buffer, head.byteOffset).getBigUint64(VALID_TO));
  if (validTo <= now) throw new KmsError('ExpiredImportTokenException');
  const parameters = await reader.get('importParameters', toHex(head.subarray(ID, VALID_TO)));
  if (parameters?.keyArn !== arn) throw new KmsError('InvalidImportTokenException').because('import-token');
  return parameters;
}
