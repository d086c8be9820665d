/** The parts of an audit event that pictures show. */
import { requestedAccess, type AuditEvent, type Json } from '../../model/audit.ts';
import type { KeyListing } from '../../model/contract.ts';
import { parseArn } from '../../model/arn.ts';
import { ends } from '../kit/format.ts';
import type { Pairs } from './ribbon.ts';

type Members = Readonly<Record<string, Json | undefined>>;

/** The members of an object of a record. Empty for every other value. */
export const membersOf = (value: Json | undefined): Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Members) : {};

/** A member of the request that is a text. */
export function requestText(event: AuditEvent, member: string): string | undefined {
  const value = requestedAccess(event).requestParameters?.[member];
  return typeof value === 'string' ? value : undefined;
}

/** The pairs of an object of texts, such as an encryption context. */
export const pairsOf = (value: Json | undefined): Pairs =>
  Object.entries(membersOf(value)).map(
    ([name, one]) => [name, typeof one === 'string' ? one : JSON.stringify(one)] as const,
  );

/** The encryption context of the request. */
export const contextOf = (event: AuditEvent): Pairs =>
  pairsOf(requestedAccess(event).requestParameters?.encryptionContext);

/** ARNs of the keys of the call: of ReEncrypt the source first. */
export const keyArnsOf = (event: AuditEvent): readonly string[] =>
  (requestedAccess(event).resources ?? []).map(({ ARN }) => ARN).filter((arn) => arn.includes(':key/'));

/** The principal that called: the role of a session, or a service. Empty if KMS acted by itself. */
export function callerArnOf({ record: { userIdentity } }: AuditEvent): string {
  const issuer = membersOf(userIdentity.sessionContext?.sessionIssuer).arn;
  return typeof issuer === 'string' ? issuer : (userIdentity.arn ?? userIdentity.invokedBy ?? '');
}

/** Names keys by their first alias, or by their abbreviated ID. */
export function keyNames(keys: readonly Pick<KeyListing, 'arn' | 'keyId' | 'aliases'>[]): (arn: string) => string {
  const names = new Map(keys.map(({ arn, keyId, aliases }) => [arn, aliases[0] ?? ends(keyId)]));
  return (arn) => names.get(arn) ?? ends(parseArn(arn)?.resource.split('/').at(-1) ?? arn);
}
