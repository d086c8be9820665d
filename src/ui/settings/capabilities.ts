/**
 * Lists, for each kind of key, the operations, the implementation that computes them, and the custody settings that
 * allow them. `sandbox.capabilities()` tests which key specs are browser-native; `src/crypto` names the fallback
 * libraries.
 */
import { KEY_SPECS } from '../../model/algorithms.ts';
import type { Capability } from '../../model/contract.ts';
import { OPERATION_FACTS } from '../../model/operation-facts.ts';
import { fitsKey, LISTED_OPERATIONS } from '../../model/operation-keys.ts';
import type { OperationName } from '../../model/operations.ts';
import type { Custody } from '../../model/records.ts';
import type { KeySpec, KeyUsageType } from '../../model/sdk.ts';
import { needsBareKey, plannedClass, type CustodyClass } from '../page/custody.ts';
import { servedBy } from '../page/spec-offer.ts';
import { TEXTS } from './capabilities-texts.ts';

/** The implementation of an operation: the browser's SubtleCrypto, or an npm package. */
export type Implementation =
  'SubtleCrypto' | '@noble/curves' | '@noble/hashes' | '@noble/post-quantum' | 'node-forge' | 'sm-crypto-v2';

/** Operations of one implementation. */
export interface CapabilityLine {
  readonly operations: readonly OperationName[];
  /** The message type or algorithm, if the implementation depends on it. */
  readonly detail?: string;
  readonly by: Implementation;
  /** Name of what it computes, as in the standards. */
  readonly does: string;
  /** True if it requires the plaintext private key, so that native material does not suffice. */
  readonly bare?: true;
}

/** Key specs of one usage that have the same lines. */
export interface CapabilityGroup {
  readonly usage: KeyUsageType;
  readonly specs: readonly KeySpec[];
  readonly servedBy: Capability['servedBy'];
  readonly lines: readonly CapabilityLine[];
  /** AWS's names of the algorithms of all specs. */
  readonly algorithms: readonly string[];
  /** The Regions that support these keys, unless all do. */
  readonly regions?: string;
}

/** The usages in the order of the AWS console. */
export const CAPABILITY_USAGES = [
  'ENCRYPT_DECRYPT',
  'SIGN_VERIFY',
  'GENERATE_VERIFY_MAC',
  'KEY_AGREEMENT',
  'ENCAPSULATE_DECAPSULATE',
] as const satisfies readonly KeyUsageType[];

interface SpecFacts {
  /**
   * The fallback library. If SubtleCrypto supports the spec: only for what requires the plaintext key, and its inverse.
   */
  readonly library: Implementation;
  /** What is computed for each usage. */
  readonly does: Partial<Readonly<Record<KeyUsageType, string>>>;
}

const RSA: SpecFacts = {
  library: 'node-forge',
  does: { ENCRYPT_DECRYPT: 'RSA-OAEP', SIGN_VERIFY: 'RSASSA-PSS, RSASSA-PKCS1-v1_5' },
};
const NIST: SpecFacts = { library: '@noble/curves', does: { SIGN_VERIFY: 'ECDSA', KEY_AGREEMENT: 'ECDH' } };
const HMAC: SpecFacts = { library: '@noble/hashes', does: { GENERATE_VERIFY_MAC: 'HMAC' } };
const ML_DSA: SpecFacts = { library: '@noble/post-quantum', does: { SIGN_VERIFY: 'ML-DSA (FIPS 204)' } };
const ML_KEM: SpecFacts = { library: '@noble/post-quantum', does: { ENCAPSULATE_DECAPSULATE: 'ML-KEM (FIPS 203)' } };

const FACTS: Readonly<Record<Exclude<KeySpec, 'SYMMETRIC_DEFAULT'>, SpecFacts>> = {
  RSA_2048: RSA,
  RSA_3072: RSA,
  RSA_4096: RSA,
  ECC_NIST_P256: NIST,
  ECC_NIST_P384: NIST,
  ECC_NIST_P521: NIST,
  ECC_SECG_P256K1: { library: '@noble/curves', does: { SIGN_VERIFY: TEXTS.computes.secp256k1 } },
  ECC_NIST_EDWARDS25519: { library: '@noble/curves', does: { SIGN_VERIFY: 'Ed25519' } },
  HMAC_224: HMAC,
  HMAC_256: HMAC,
  HMAC_384: HMAC,
  HMAC_512: HMAC,
  ML_DSA_44: ML_DSA,
  ML_DSA_65: ML_DSA,
  ML_DSA_87: ML_DSA,
  ML_KEM_512: ML_KEM,
  ML_KEM_768: ML_KEM,
  ML_KEM_1024: ML_KEM,
  SM2: {
    library: 'sm-crypto-v2',
    does: {
      ENCRYPT_DECRYPT: TEXTS.computes.sm2Encryption,
      SIGN_VERIFY: TEXTS.computes.sm2Signatures,
      KEY_AGREEMENT: TEXTS.computes.sm2Agreement,
    },
  },
};

/** As `regionHasSpec`. See https://docs.aws.amazon.com/kms/latest/developerguide/symm-asymm-choose-key-spec.html */
const regionsOf = (spec: KeySpec) =>
  spec === 'SM2' ? TEXTS.regions.onlyChina : spec.startsWith('ML_KEM') ? TEXTS.regions.notChina : undefined;

/** The operations that use a key of this kind. */
const operationsOf = (spec: KeySpec, usage: KeyUsageType): readonly OperationName[] =>
  LISTED_OPERATIONS.filter((name) => OPERATION_FACTS[name].usage && fitsKey(OPERATION_FACTS[name], { spec, usage }));

const SYMMETRIC_OPERATIONS = Map.groupBy(operationsOf('SYMMETRIC_DEFAULT', 'ENCRYPT_DECRYPT'), (name) =>
  OPERATION_FACTS[name].quota === 'data key pair' ? 'pair' : 'bytes',
);

/** AES needs no fallback library: every browser supports it. */
const SYMMETRIC_LINES: readonly CapabilityLine[] = [
  { operations: SYMMETRIC_OPERATIONS.get('bytes') ?? [], by: 'SubtleCrypto', does: 'AES-256-GCM' },
  {
    operations: SYMMETRIC_OPERATIONS.get('pair') ?? [],
    by: 'SubtleCrypto',
    does: TEXTS.computes.pairEncryption,
  },
];

/** The two variants of Sign: the one that a native key supports, and the one that requires the plaintext key. */
function signingWays(spec: KeySpec): { readonly whole: string; readonly bare: string; readonly does?: string } {
  if (spec === 'ECC_NIST_EDWARDS25519')
    return { whole: 'ED25519_SHA_512', bare: 'ED25519_PH_SHA_512', does: 'Ed25519ph' };
  return {
    whole: 'MessageType RAW',
    bare: spec.startsWith('ML_DSA') ? 'MessageType EXTERNAL_MU' : 'MessageType DIGEST',
  };
}

/** The lines of a key spec for one usage, if `serves` computes the spec. */
function linesOf(spec: KeySpec, usage: KeyUsageType, serves: Capability['servedBy']): readonly CapabilityLine[] {
  if (spec === 'SYMMETRIC_DEFAULT') return SYMMETRIC_LINES;
  const { library, does: words } = FACTS[spec];
  const does = words[usage] ?? '';
  const operations = operationsOf(spec, usage);
  if (serves === 'library') return [{ operations, by: library, does }];
  if (!needsBareKey(spec, usage)) return [{ operations, by: 'SubtleCrypto', does }];
  const { whole, bare, does: other = does } = signingWays(spec);
  return [
    { operations, detail: whole, by: 'SubtleCrypto', does },
    { operations: ['Sign'], detail: bare, by: library, does: other, bare: true },
    { operations: ['Verify'], detail: bare, by: library, does: other },
  ];
}

/** Groups all kinds of key by their lines. Empty if `capabilities` is empty. */
export function capabilityGroups(capabilities: readonly Capability[]): readonly CapabilityGroup[] {
  const pairs = CAPABILITY_USAGES.flatMap((usage) =>
    capabilities
      .filter(({ spec }) => KEY_SPECS[spec].usages.includes(usage))
      .map((capability) => ({ ...capability, usage })),
  );
  const alike = Map.groupBy(pairs, ({ spec, usage, servedBy: serves }) =>
    JSON.stringify([usage, serves, linesOf(spec, usage, serves)]),
  );
  return [...alike.values()].flatMap((members) => {
    const [first] = members;
    if (!first) return [];
    const { spec, usage, servedBy: serves } = first;
    const regions = regionsOf(spec);
    return {
      ...(regions ? { regions } : {}),
      usage,
      specs: members.map((member) => member.spec),
      servedBy: serves,
      lines: linesOf(spec, usage, serves),
      algorithms: [...new Set(members.flatMap((member) => algorithmsFor(member.spec, usage)))],
    };
  });
}

function algorithmsFor(spec: KeySpec, usage: KeyUsageType): readonly string[] {
  const row = KEY_SPECS[spec];
  const lists: Readonly<Record<KeyUsageType, readonly string[] | undefined>> = {
    ENCRYPT_DECRYPT: row.encryptionAlgorithms,
    SIGN_VERIFY: row.signingAlgorithms,
    GENERATE_VERIFY_MAC: row.macAlgorithms,
    KEY_AGREEMENT: row.keyAgreementAlgorithms,
    ENCAPSULATE_DECAPSULATE: row.encapsulationAlgorithms,
  };
  return lists[usage] ?? [];
}

/** The custody class of a new key of the group under `custody`; `refused` if CreateKey rejects it. */
export function keptAs(
  { specs, usage, servedBy: serves }: CapabilityGroup,
  custody: Custody,
): CustodyClass | 'refused' {
  return plannedClass(custody, specs[0] ?? 'SYMMETRIC_DEFAULT', usage, serves);
}

/** Whether a key created under `custody` supports the operations of the line. */
export function allows(group: CapabilityGroup, line: CapabilityLine, custody: Custody): boolean {
  const kept = keptAs(group, custody);
  return kept !== 'refused' && !(line.bare && kept === 'native');
}

function describeOperations({ operations, detail }: CapabilityLine): string {
  const names = operations.join(', ');
  return detail === undefined
    ? TEXTS.settings.operationsWithPrivateKey(names)
    : TEXTS.settings.operationsWith(names, detail);
}

/** What `custody` rejects in this browser: the operations, and the key specs for which it does. */
export function refusals(
  groups: readonly CapabilityGroup[],
  custody: Custody,
): readonly { readonly what: string; readonly specs: readonly KeySpec[] }[] {
  const found = new Map<string, Set<KeySpec>>();
  const add = (what: string, specs: readonly KeySpec[]) =>
    found.set(what, new Set([...(found.get(what) ?? []), ...specs]));
  for (const group of groups) {
    if (keptAs(group, custody) === 'refused') {
      add('CreateKey', group.specs);
      continue;
    }
    for (const line of group.lines) {
      if (!allows(group, line, custody)) add(describeOperations(line), group.specs);
    }
  }
  return [...found].map(([what, specs]) => ({ what, specs: [...specs] }));
}

/** The key specs that a fallback library computes. */
export function specsByLibrary(capabilities: readonly Capability[]): readonly KeySpec[] {
  return capabilities.map(({ spec }) => spec).filter((spec) => servedBy(capabilities, spec) === 'library');
}
