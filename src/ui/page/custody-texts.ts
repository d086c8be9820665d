/** Custody of key material in words: which of three classes a key has, why, and what hangs on it. */
import type { Capability, CustodyView } from '../../model/contract.ts';
import type { Custody } from '../../model/records.ts';
import type { KeySpec, KeyUsageType } from '../../model/sdk.ts';

/** Where the private or secret bits of a key are. */
export type CustodyClass = 'native' | 'wrapped' | 'both';

/**
 * Each class: its name, and what it means for the bits. Non-extractable is a promise of the browser to scripts, not encryption of what it stores:
 * test/e2e/security.e2e.ts shows what a script obtains.
 */
export const CUSTODY_CLASSES: Readonly<Record<CustodyClass, { readonly name: string; readonly means: string }>> = {
  native: {
    name: 'Native',
    means:
      'The browser stores the key as a non-extractable CryptoKey: scripts of this page can use it but cannot read its bytes. There is no wrapped copy. Whoever can copy the files of the browser profile can read the key.',
  },
  wrapped: {
    name: 'Wrapped',
    means:
      'The bytes are stored encrypted. The wrapping key is a CryptoKey that is stored beside them, and the worker decrypts them for one operation at a time. A script of this page can decrypt them too, and so can whoever copies the files of the browser profile.',
  },
  both: {
    name: 'Native, and a wrapped copy',
    means:
      'The browser stores the key as a non-extractable CryptoKey and, beside it, a wrapped copy of its bytes for what native keys cannot do. A script of this page can decrypt the copy, and so can whoever copies the files of the browser profile.',
  },
};

/** The class of a key that is there. */
export function custodyClass({ native, wrapped }: CustodyView): CustodyClass {
  if (native.length === 0) return 'wrapped';
  return wrapped ? 'both' : 'native';
}

/** What of Sign needs the bare private key, so that native material alone cannot do it; undefined for keys that need it for nothing. */
export function needsBareKey(spec: KeySpec, usage: KeyUsageType): string | undefined {
  if (usage !== 'SIGN_VERIFY') return undefined;
  if (spec.startsWith('ML_DSA')) return 'Sign with MessageType EXTERNAL_MU';
  return spec === 'ECC_NIST_EDWARDS25519' ? 'Sign with ED25519_PH_SHA_512 (Ed25519ph)' : 'Sign with MessageType DIGEST';
}

/** Why a key of this spec and usage has this class. */
export function whyCustody(is: CustodyClass, spec: KeySpec, usage: KeyUsageType): string {
  if (is === 'wrapped')
    return `When the key was made, this browser had no native ${spec} keys: a library computes with it.`;
  const bare = needsBareKey(spec, usage);
  if (is === 'both')
    return `The key was made so that every operation works: ${bare ?? 'what needs the bare key'} is done with the copy.`;
  return bare
    ? `This browser keeps ${spec} keys itself. ${bare} needs the bare private key and is refused here.`
    : `This browser keeps ${spec} keys itself.`;
}

/** What `choice` makes of a new key where `servedBy` serves its spec. */
export function plannedClass(
  choice: Custody,
  spec: KeySpec,
  usage: KeyUsageType,
  servedBy: Capability['servedBy'],
): CustodyClass | 'refused' {
  if (servedBy === 'library') return choice === 'strict' ? 'refused' : 'wrapped';
  return choice === 'complete' && needsBareKey(spec, usage) ? 'both' : 'native';
}

/** The choices for a new key. */
export const CUSTODY_CHOICES: readonly { readonly custody: Custody; readonly words: string }[] = [
  { custody: 'native', words: 'Native where this browser has such keys, wrapped elsewhere' },
  { custody: 'complete', words: 'Complete: every operation works; page scripts can read the wrapped copy' },
  { custody: 'strict', words: 'Strict: native only' },
];

const sentence = (bare: string | undefined, goes: boolean): string =>
  bare ? ` ${bare} ${goes ? 'works' : 'is refused'}.` : '';

/** What a new key would be, in one or two sentences. */
export function plannedWords(
  choice: Custody,
  spec: KeySpec,
  usage: KeyUsageType,
  servedBy: Capability['servedBy'],
): string {
  const bare = needsBareKey(spec, usage);
  switch (plannedClass(choice, spec, usage, servedBy)) {
    case 'refused':
      return `This browser has no native ${spec} keys: CreateKey is refused.`;
    case 'wrapped':
      return `This browser has no native ${spec} keys: the key is wrapped, and page scripts can read it.${sentence(bare, true)}`;
    case 'both':
      return `Native, and a wrapped copy that page scripts can read.${sentence(bare, true)} The copy can be destroyed later.`;
    default:
      return `Native, without a copy.${sentence(bare, false)}`;
  }
}
