/**
 * Data of the picture *alias-and-tag-access*: keys with their aliases and tags, where aliases pointed before, and what
 * principals could do with each key.
 */
import type { AuditEvent } from '../../model/audit.ts';
import type { KeyListing, PrincipalView } from '../../model/contract.ts';
import { ADMIN_USER, DEFAULT_ACCOUNT, LEARNER_ROLE } from '../../model/documented-world.ts';
import type { PicturedStatement } from './condition-statements.ts';
import { keyArnsOf, requestText } from './event-parts.ts';

/** The operations that the picture asks about: one that uses a key, and those that change its tags and aliases. */
export const ASKED = ['Encrypt', 'TagResource', 'CreateAlias'] as const;

/** One of them. */
export type AskedOperation = (typeof ASKED)[number];

/** What a principal could do with a key. */
export interface PermissionLine {
  readonly principal: string;
  readonly allowed: Readonly<Record<AskedOperation, boolean>>;
}

/** An alias of a key. */
export interface Plate {
  readonly alias: string;
  /** ARN of the key that it pointed to before. */
  readonly movedFrom?: string;
}

/** A key, before anything is asked about it. */
export interface PlateKey {
  readonly arn: string;
  readonly keyId: string;
  readonly plates: readonly Plate[];
  /** Aliases that pointed to this key before. */
  readonly moved: readonly string[];
  readonly tags: Readonly<Record<string, string>>;
  /** Numbers of successful calls of Encrypt by the alias that they named. */
  readonly usedThrough: Readonly<Record<string, number>>;
}

/** What the picture shows. */
export interface AccessPicture {
  readonly keys: readonly (PlateKey & { readonly lines: readonly PermissionLine[] })[];
  /** Number of further keys that it does not show. */
  readonly further: number;
  readonly principals: readonly string[];
  /** The statements that test tags or aliases. */
  readonly statements: readonly PicturedStatement[];
  readonly nameOf: (arn: string) => string;
}

/** The keys to which each alias pointed, oldest first. */
function targetsByAlias(events: readonly AuditEvent[]): ReadonlyMap<string, readonly string[]> {
  const targets = new Map<string, readonly string[]>();
  for (const event of events) {
    const { eventName, errorCode } = event.record;
    const alias = requestText(event, 'aliasName');
    const [key] = keyArnsOf(event);
    if (errorCode !== undefined || alias === undefined || key === undefined) continue;
    if (eventName === 'CreateAlias') targets.set(alias, [key]);
    else if (eventName === 'UpdateAlias') targets.set(alias, [...(targets.get(alias) ?? []), key]);
  }
  return targets;
}

function usedThrough(events: readonly AuditEvent[], arn: string): Readonly<Record<string, number>> {
  const calls = events.flatMap((event) => {
    const { eventName, errorCode } = event.record;
    const named = requestText(event, 'keyId');
    const isUse = eventName === 'Encrypt' && errorCode === undefined && keyArnsOf(event)[0] === arn;
    return isUse && named?.startsWith('alias/') ? [named] : [];
  });
  return Object.fromEntries([...Map.groupBy(calls, (alias) => alias)].map(([alias, own]) => [alias, own.length]));
}

/** Returns the customer managed keys, oldest first, with what the events say of their aliases. */
export function plateKeys(keys: readonly KeyListing[], events: readonly AuditEvent[]): readonly PlateKey[] {
  const targets = targetsByAlias(events);
  return keys
    .filter(({ manager }) => manager === 'CUSTOMER')
    .map(({ arn, keyId, aliases, tags }) => ({
      arn,
      keyId,
      plates: aliases.map((alias): Plate => {
        const before = targets.get(alias)?.at(-2);
        return { alias, ...(before === undefined || before === arn ? {} : { movedFrom: before }) };
      }),
      moved: [...targets].flatMap(([alias, own]) =>
        own.slice(0, -1).includes(arn) && own.at(-1) !== arn ? [alias] : [],
      ),
      tags,
      usedThrough: usedThrough(events, arn),
    }));
}

/** Whether the picture asks about a principal: those that every sandbox has can do everything. */
export const isAsked = ({ account, kind, name }: PrincipalView): boolean =>
  account === DEFAULT_ACCOUNT &&
  ((kind === 'role' && name !== LEARNER_ROLE) || (kind === 'user' && name !== ADMIN_USER));
