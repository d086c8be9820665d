/** Custody of key material: the class of a key, and the class that a setting gives to a new key. */
import type { Capability, CustodyView } from '../../model/contract.ts';
import type { Custody } from '../../model/records.ts';
import type { KeySpec, KeyUsageType } from '../../model/sdk.ts';
import { TEXTS } from './custody-texts.ts';

/** How the private or secret key is stored. */
export type CustodyClass = 'native' | 'wrapped' | 'both';

/** Name and meaning of each class. */
export const CUSTODY_CLASSES: Readonly<Record<CustodyClass, { readonly name: string; readonly means: string }>> =
  TEXTS.classes;

/** Name and meaning for each system outside of KMS that keeps keys. */
export const KEPT_OUTSIDE: Readonly<
  Record<NonNullable<CustodyView['keptBy']>, { readonly name: string; readonly means: string }>
> = TEXTS.keptOutside;

/** The class of an existing key that KMS keeps. */
export function custodyClass({ native, wrapped }: CustodyView): CustodyClass {
  if (native.length === 0) return 'wrapped';
  return wrapped ? 'both' : 'native';
}

/**
 * The use of Sign that needs the private key in plaintext, which native material is not; undefined for keys without
 * such a use.
 */
export function needsBareKey(spec: KeySpec, usage: KeyUsageType): string | undefined {
  if (usage !== 'SIGN_VERIFY') return undefined;
  if (spec.startsWith('ML_DSA')) return TEXTS.bareKey.externalMu;
  return spec === 'ECC_NIST_EDWARDS25519' ? TEXTS.bareKey.ed25519ph : TEXTS.bareKey.digest;
}

/** How imported key material came into its form; undefined for other material. */
export function importedWords({ imported }: CustodyView): string | undefined {
  return imported && TEXTS.imported[imported];
}

/** Why a key of this spec and usage has this class. */
export function whyCustody(is: CustodyClass, spec: KeySpec, usage: KeyUsageType): string {
  if (is === 'wrapped') return TEXTS.why.wrapped(spec);
  const bare = needsBareKey(spec, usage);
  return is === 'both' ? TEXTS.why.both(bare) : TEXTS.why.native(spec, bare);
}

/** The class that `choice` gives to a new key where `servedBy` serves its spec. */
export function plannedClass(
  choice: Custody,
  spec: KeySpec,
  usage: KeyUsageType,
  servedBy: Capability['servedBy'],
): CustodyClass | 'refused' {
  if (servedBy === 'library') return choice === 'strict' ? 'refused' : 'wrapped';
  return choice === 'complete' && needsBareKey(spec, usage) ? 'both' : 'native';
}

/** The settings for a new key. */
export const CUSTODY_CHOICES: readonly { readonly custody: Custody; readonly words: string }[] = (
  ['native', 'complete', 'strict'] as const
).map((custody) => ({ custody, words: TEXTS.choices[custody] }));

/** What a new key would be. */
export function plannedWords(
  choice: Custody,
  spec: KeySpec,
  usage: KeyUsageType,
  servedBy: Capability['servedBy'],
): string {
  const bare = needsBareKey(spec, usage);
  switch (plannedClass(choice, spec, usage, servedBy)) {
    case 'refused':
      return TEXTS.planned.refused(spec);
    case 'wrapped':
      return TEXTS.planned.wrapped(spec, bare);
    case 'both':
      return TEXTS.planned.both(bare);
    default:
      return TEXTS.planned.native(bare);
  }
}
