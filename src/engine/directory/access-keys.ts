/** Credentials: created, shown once, and stored as a key that can only verify. */
import { toBase64 } from '../../base/base64.ts';
import { encodeUtf8 } from '../../base/bytes.ts';
import { hmacKey } from '../../crypto/hmac.ts';
import type { Credentials } from '../../model/contract.ts';
import type { Random } from '../../model/ports.ts';
import type { AccessKeyRecord, PrincipalRecord } from '../../model/records.ts';

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/**
 * Number of characters after a prefix. Source:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html (examples)
 */
const ID_LENGTHS = { AIDA: 17, AROA: 17, AKIA: 16, ASIA: 16 } as const;

/** Creates a unique ID of IAM: AIDA for users, AROA for roles, AKIA and ASIA for access keys. */
export function createUniqueId(prefix: keyof typeof ID_LENGTHS, random: Random): string {
  return prefix + [...random.bytes(ID_LENGTHS[prefix])].map((byte) => BASE32[byte & 31]).join('');
}

/**
 * Creates the record of given credentials. The secret is stored only as the HMAC key of "AWS4" + secret, from which
 * Signature Version 4 derives its keys.
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

/**
 * Creates credentials for `principal` with caller ARN `callerArn`: long-term ones for users and root users, with a
 * session token for role sessions and federated users.
 */
export function createCredentials(principal: PrincipalRecord, callerArn: string, random: Random): Credentials {
  if (principal.kind === 'role' || principal.kind === 'federated') return createTemporaryCredentials(callerArn, random);
  return {
    arn: callerArn,
    accessKeyId: createUniqueId('AKIA', random),
    secretAccessKey: toBase64(random.bytes(30)),
  };
}

/** Creates credentials with a session token. */
export function createTemporaryCredentials(
  callerArn: string,
  random: Random,
): Credentials & { readonly sessionToken: string } {
  return {
    arn: callerArn,
    accessKeyId: createUniqueId('ASIA', random),
    secretAccessKey: toBase64(random.bytes(30)),
    sessionToken: toBase64(random.bytes(96)),
  };
}
