/**
 * References to policy documents as text: for display, for stored names, and for events stored by an earlier version.
 */
import type { PolicyRef } from './decision.ts';

/** `owner` for its first version, `<owner>#<version>` for later ones. */
export const policyVersionId = (owner: string, version = 0): string => (version === 0 ? owner : `${owner}#${version}`);

/**
 * Text of each kind of document in a reference, and its member in stored versions. Empty if the owner has only one
 * document.
 */
export const DOCUMENT_WORDS = {
  'key-policy': '',
  'endpoint-policy': '',
  'identity-policy': 'policy',
  boundary: 'boundary',
  'session-policy': 'session policy',
  'trust-policy': 'trust policy',
  scp: 'service control policy',
  rcp: 'resource control policy',
} as const satisfies Readonly<Record<PolicyRef['kind'], string>>;

/** Kinds of which an owner can have several documents: the text numbers them from 1. */
const NUMBERED: ReadonlySet<PolicyRef['kind']> = new Set<PolicyRef['kind']>(['identity-policy', 'scp', 'rcp']);

/** Reference to a version of a key policy. */
export const keyPolicyRef = (keyArn: string, version: number): PolicyRef => ({
  kind: 'key-policy',
  owner: keyArn,
  version,
  index: 0,
});

/** Formats a reference: `<owner>#2 service control policy 1`. */
export function formatPolicyRef({ kind, owner, version, index }: PolicyRef): string {
  const word = DOCUMENT_WORDS[kind];
  return `${policyVersionId(owner, version)}${word && ` ${word}`}${NUMBERED.has(kind) ? ` ${index + 1}` : ''}`;
}

/** Parses a formatted reference. Undefined if it names no document, as for the permissions of a root user. */
export function parsePolicyRef(text: string): PolicyRef | undefined {
  const [, owner = '', version = '0', word = '', number = '1'] =
    /^([^ #]+)(?:#(\d+))?(?: (.*?))?(?: (\d+))?$/.exec(text) ?? [];
  const kind = (Object.keys(DOCUMENT_WORDS) as PolicyRef['kind'][]).find((one) =>
    word === '' ? one === (owner.startsWith('vpce-') ? 'endpoint-policy' : 'key-policy') : DOCUMENT_WORDS[one] === word,
  );
  if (kind === undefined || (kind === 'key-policy' && !owner.includes(':key/'))) return undefined;
  return { kind, owner, version: Number(version), index: Number(number) - 1 };
}

/** Returns the document that a trace step or decision names. Undefined if it names none. */
export function policyRefOf({
  policyRef,
  policy,
}: {
  readonly policyRef?: PolicyRef;
  readonly policy?: string;
}): PolicyRef | undefined {
  return policyRef ?? (policy === undefined ? undefined : parsePolicyRef(policy));
}
