/** Credentials: made, shown once, and kept as a key that can only verify. */
import { toBase64 } from '../../base/base64.ts';
import { encodeUtf8 } from '../../base/bytes.ts';
import { hmacKey } from '../../crypto/hmac.ts';
import type { Credentials } from '../../model/contract.ts';
import type { Random } from '../../model/ports.ts';
import type { AccessKeyRecord, PrincipalRecord } from '../../model/records.ts';

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** How many letters and digits follow a prefix. Source: the IAM page on identifiers, its examples. */
const ID_LENGTHS = { AIDA: 17, AROA: 17, AKIA: 16, ASIA: 16 } as const;

/** A unique id of IAM: AIDA of a user, AROA of a role, AKIA and ASIA of access keys. */
export function createUniqueId(prefix: keyof typeof ID_LENGTHS, random: Random): string {
  return prefix + [...random.bytes(ID_LENGTHS[prefix])].map((byte) => BASE32[byte & 31]).join('');
}

/**
 * The record of given credentials, made at `createdAt`: the secret is in it only as the HMAC key of "AWS4" and the secret, which signature version 4
 * starts from.
 */
export async function accessKeyRecord(
  credentials: Credentials,
  principal: PrincipalRecord,
  createdAt: number,
): Promise<AccessKeyRecord> {
  const bytes = encodeUtf8(`AWS4${credentials.secretAccessKey}`);
  const secret = await hmacKey(bytes);
  bytes.fill(0);
  return {
    id: credentials.accessKeyId,
    callerArn: credentials.arn,
    principalArn: principal.arn,
    ...(credentials.sessionToken === undefined ? {} : { sessionToken: credentials.sessionToken }),
    createdAt,
    secret,
  };
}

/** New credentials for `principal` calling as `callerArn`: long-lived for users and roots, with a session token for role sessions. */
export function createCredentials(principal: PrincipalRecord, callerArn: string, random: Random): Credentials {
  const session = principal.kind === 'role';
  return {
    arn: callerArn,
    accessKeyId: createUniqueId(session ? 'ASIA' : 'AKIA', random),
    secretAccessKey: toBase64(random.bytes(30)),
    ...(session ? { sessionToken: toBase64(random.bytes(96)) } : {}),
  };
}
