/**
 * References to keys of a document inside policies: `${key.NAME}` is the ARN of the key, `${key.NAME@REGION}` that of
 * its replica in a Region, and `${keyId.NAME}` its key ID. A doubled dollar sign before the brace stands for the text
 * itself: `$${key.NAME}`.
 */
import { DEFAULT_REGION } from '../model/regions.ts';
import type { SeedKey, SeedPath } from '../model/seed-document.ts';

/** A created key: its ID, account and Regions. */
export interface NamedKey {
  readonly keyId: string;
  readonly account: string;
  readonly region: string;
  readonly regions: readonly string[];
}

const REFERENCE = /(\$+)\{(key|keyId)\.([^{}]*)\}/g;

/** Region of a key of a document. */
export const regionOf = ({ region = DEFAULT_REGION }: { readonly region?: string | undefined }): string => region;

/** The Regions in which a key of a document exists, the primary Region first. */
export const regionsOf = (key: SeedKey): readonly string[] => [
  regionOf(key),
  ...(key.replicas ?? []).map(({ region }) => region),
];

/** Calls `visit` with every text in `value`, names of members included, and returns a copy with what it returns. */
export function mapTexts(
  value: unknown,
  visit: (text: string, path: SeedPath) => string,
  path: SeedPath = [],
): unknown {
  if (typeof value === 'string') return visit(value, path);
  if (Array.isArray(value)) return value.map((item: unknown, index) => mapTexts(item, visit, [...path, index]));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => {
      const at = [...path, name];
      return [visit(name, at), mapTexts(member, visit, at)];
    }),
  );
}

/** The reference of one placeholder: a key, and a Region if it has one. */
export interface KeyReference {
  readonly form: 'key' | 'keyId';
  readonly name: string;
  readonly region?: string;
}

/** Replaces each reference in a text by what `resolve` returns. */
export function replaceReferences(text: string, resolve: (reference: KeyReference) => string): string {
  return text.replace(REFERENCE, (found, dollars: string, form: 'key' | 'keyId', target: string) => {
    const literal = '$'.repeat(Math.floor(dollars.length / 2));
    if (dollars.length % 2 === 0) return literal + found.slice(dollars.length);
    const at = target.lastIndexOf('@');
    const reference =
      at === -1 ? { form, name: target } : { form, name: target.slice(0, at), region: target.slice(at + 1) };
    return literal + resolve(reference);
  });
}

/**
 * Writes the references of a text: the ARNs and IDs of `keys` become placeholders, and a text that has the form of one
 * is marked as text.
 */
export function writeReferences(
  text: string,
  nameOf: (keyId: string) => (NamedKey & { readonly name: string }) | undefined,
): string {
  const pattern =
    /(\$+)(?=\{(?:key|keyId)\.[^{}]*\})|(\$*)(?:arn:aws[a-z-]*:kms:([a-z0-9-]+):(\d{12}):key\/)?((?:mrk-[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?![0-9A-Za-z]))/g;
  return text.replace(
    pattern,
    (
      found,
      literal: string | undefined,
      dollars: string,
      region: string | undefined,
      account: string,
      keyId: string,
    ) => {
      if (literal !== undefined) return literal + literal;
      const key = nameOf(keyId);
      if (key === undefined) return found;
      // Only dollar signs next to the brace are doubled.
      const before = dollars + dollars;
      const isArn = region !== undefined && account === key.account && key.regions.includes(region);
      if (isArn) return `${before}\${key.${key.name}${region === key.region ? '' : `@${region}`}}`;
      // The ARN names another account or Region: only its ID is replaced.
      const lead = region === undefined ? before : dollars;
      return `${lead}${found.slice(dollars.length, -keyId.length)}\${keyId.${key.name}}`;
    },
  );
}
