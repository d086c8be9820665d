/**
 * What does the work in this browser: for each kind of key the operations, the implementation that serves each, and what each custody allows.
 * Which of the two serves a key spec, `sandbox.capabilities()` found by trying; which library stands in for what is in the families of `src/crypto`.
 */
import { KEY_SPECS } from '../../model/algorithms.ts';
import type { Capability } from '../../model/contract.ts';
import { OPERATION_FACTS } from '../../model/operation-facts.ts';
import { fitsKey, SUPPORTED_OPERATIONS } from '../../model/operation-keys.ts';
import type { OperationName } from '../../model/operations.ts';
import type { Custody } from '../../model/records.ts';
import type { KeySpec, KeyUsageType } from '../../model/sdk.ts';
import { needsBareKey, plannedClass, type CustodyClass } from '../page/custody-texts.ts';
import { servedBy } from '../page/spec-offer.ts';

/** Who computes: the browser itself, or a package by its name. */
export type Implementation =
  'SubtleCrypto' | '@noble/curves' | '@noble/hashes' | '@noble/post-quantum' | 'node-forge' | 'sm-crypto-v2';

/** Operations that one implementation serves. */
export interface CapabilityLine {
  readonly operations: readonly OperationName[];
  /** For which messages or algorithm, where that decides. */
  readonly detail?: string;
  readonly by: Implementation;
  /** What it computes, in the words of the standards. */
  readonly does: string;
  /** True: it needs the bare private key, which native material is not. */
  readonly bare?: true;
}

/** Key specs of one usage that have the same answers. */
export interface CapabilityGroup {
  readonly usage: KeyUsageType;
  readonly specs: readonly KeySpec[];
  readonly servedBy: Capability['servedBy'];
  readonly lines: readonly CapabilityLine[];
  /** AWS's names of the algorithms, over all the specs. */
  readonly algorithms: readonly string[];
  /** The Regions that have such keys, where not all do. */
  readonly regions?: string;
}

/** The usages, in the words and the order of the console. */
export const CAPABILITY_USAGES: readonly { readonly usage: KeyUsageType; readonly words: string }[] = [
  { usage: 'ENCRYPT_DECRYPT', words: 'Encrypt and decrypt' },
  { usage: 'SIGN_VERIFY', words: 'Sign and verify' },
  { usage: 'GENERATE_VERIFY_MAC', words: 'Generate and verify MAC' },
  { usage: 'KEY_AGREEMENT', words: 'Key agreement' },
  { usage: 'ENCAPSULATE_DECAPSULATE', words: 'Encapsulate and decapsulate' },
];

interface SpecFacts {
  /** The library: for all of it where SubtleCrypto lacks the spec, else for what needs the bare key and for its counterpart. */
  readonly library: Implementation;
  /** What is computed, by usage. */
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
  ECC_SECG_P256K1: { library: '@noble/curves', does: { SIGN_VERIFY: 'ECDSA on secp256k1' } },
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
    does: { ENCRYPT_DECRYPT: 'SM2 encryption', SIGN_VERIFY: 'SM2 signatures', KEY_AGREEMENT: 'ECDH on the SM2 curve' },
  },
};

/** Regions with keys of `spec`, as `regionHasSpec` says. */
const regionsOf = (spec: KeySpec) =>
  spec === 'SM2' ? 'in China Regions alone' : spec.startsWith('ML_KEM') ? 'not in China Regions' : undefined;

/** The operations that use a key of this kind. */
const operationsOf = (spec: KeySpec, usage: KeyUsageType): readonly OperationName[] =>
  SUPPORTED_OPERATIONS.filter((name) => OPERATION_FACTS[name].usage && fitsKey(OPERATION_FACTS[name], { spec, usage }));

const SYMMETRIC_OPERATIONS = Map.groupBy(operationsOf('SYMMETRIC_DEFAULT', 'ENCRYPT_DECRYPT'), (name) =>
  OPERATION_FACTS[name].quota === 'data key pair' ? 'pair' : 'bytes',
);

/** AES is in every browser: no library stands by. */
const SYMMETRIC_LINES: readonly CapabilityLine[] = [
  { operations: SYMMETRIC_OPERATIONS.get('bytes') ?? [], by: 'SubtleCrypto', does: 'AES-256-GCM' },
  {
    operations: SYMMETRIC_OPERATIONS.get('pair') ?? [],
    by: 'SubtleCrypto',
    does: 'AES-256-GCM over the private key; the pair is made by what serves its key spec',
  },
];

/** The two ways to sign: what a native key does, and what needs the bare one. */
function signingWays(spec: KeySpec): { readonly whole: string; readonly bare: string; readonly does?: string } {
  if (spec === 'ECC_NIST_EDWARDS25519')
    return { whole: 'ED25519_SHA_512', bare: 'ED25519_PH_SHA_512', does: 'Ed25519ph' };
  return {
    whole: 'MessageType RAW',
    bare: spec.startsWith('ML_DSA') ? 'MessageType EXTERNAL_MU' : 'MessageType DIGEST',
  };
}

/** The operations of a key spec for one usage, where `serves` serves the spec. */
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

/** All kinds of key, specs with the same answers together. Empty until `capabilities` is known. */
export function capabilityGroups(capabilities: readonly Capability[]): readonly CapabilityGroup[] {
  const pairs = CAPABILITY_USAGES.flatMap(({ usage }) =>
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

/** How a new key of the group would be kept under `custody`; `refused`: CreateKey does not make it. */
export function keptAs(
  { specs, usage, servedBy: serves }: CapabilityGroup,
  custody: Custody,
): CustodyClass | 'refused' {
  return plannedClass(custody, specs[0] ?? 'SYMMETRIC_DEFAULT', usage, serves);
}

/** Whether a key made under `custody` does what the line says. */
export function allows(group: CapabilityGroup, line: CapabilityLine, custody: Custody): boolean {
  const kept = keptAs(group, custody);
  return kept !== 'refused' && !(line.bare && kept === 'native');
}

/** What `custody` refuses in this browser: what is asked, and for which key specs. */
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
      if (!allows(group, line, custody))
        add(`${line.operations.join(', ')} with ${line.detail ?? 'the bare key'}`, group.specs);
    }
  }
  return [...found].map(([what, specs]) => ({ what, specs: [...specs] }));
}

/** The key specs that a library serves. */
export function specsByLibrary(capabilities: readonly Capability[]): readonly KeySpec[] {
  return capabilities.map(({ spec }) => spec).filter((spec) => servedBy(capabilities, spec) === 'library');
}
