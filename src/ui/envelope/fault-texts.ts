/** What is wrong with an input, in words. */
import type { ByteFault } from '../../envelope/byte-map/byte-map.ts';
import { formatSuiteId } from '../../envelope/suites.ts';
import { bytesExactly, count } from '../kit/format.ts';
import { FIELD_TEXTS } from './field-texts.ts';

type Kind = ByteFault['kind'];

/** The members of `Fault` that can be of kind `K`. */
type OfKind<Fault, K> = Fault extends { readonly kind: infer Kinds } ? (K extends Kinds ? Fault : never) : never;

const PROBLEMS = {
  type: 'is missing or has the wrong type',
  base64: 'is not base64',
  length: 'has the wrong length',
  unsupported: 'has a value that is not supported',
} as const;

/** One row per kind of fault. */
const FAULTS: { readonly [K in Kind]: (fault: OfKind<ByteFault, K>) => string } = {
  version: ({ found }) => `The format version is ${found}. It must be 1 or 2.`,
  type: ({ found }) => `The message type is ${found}. It must be 128.`,
  suite: ({ found }) => `There is no algorithm suite ${formatSuiteId(found)}.`,
  'content-type': ({ found }) => `The content type is ${found}. It must be 1 or 2.`,
  'iv-length': ({ found }) => `The IV length is ${found}. It must be 12.`,
  'suite-version': ({ suite, version }) =>
    `Algorithm suite ${formatSuiteId(suite)} does not exist in format version ${version}.`,
  'context-duplicate': ({ key }) => `The encryption context has two pairs with the name ${key}.`,
  'context-length': ({ declared, used }) =>
    `The encryption context has ${bytesExactly(used)}, and its length field says ${count(declared)}.`,
  'frame-length': ({ framed, found }) =>
    framed
      ? `The frame length is ${count(found)}. It must not be 0.`
      : `The frame length is ${count(found)}. It must be 0 in a single block.`,
  'header-length': ({ maximum }) => `The header is longer than the maximum of ${bytesExactly(maximum)}.`,
  'no-data-keys': () => 'The message has no encrypted data key.',
  reserved: () => 'The reserved bytes are not zero.',
  'not-utf8': () => 'The text is not valid UTF-8.',
  truncated: ({ field, needed, left }) =>
    `The input ends inside of the field "${FIELD_TEXTS[field].label}": ${bytesExactly(needed)} needed, ${bytesExactly(left)} left.`,
  'frame-order': ({ expected, found }) =>
    `The frame has sequence number ${count(found)}. In this place it must be ${count(expected)}.`,
  'final-length': ({ found, maximum }) =>
    `The final frame declares ${bytesExactly(found)} of content. The frame length is ${count(maximum)}.`,
  trailing: ({ length }) => `${bytesExactly(length)} follow after the end of the message.`,
  start: () => 'The first bytes or the length differ.',
  check: () => 'The check does not match the account, key ID and key material ID before it. One of them was changed.',
  size: ({ expected }) => `The length is not ${bytesExactly(expected)}.`,
  'too-large': ({ maximum }) => `The input is longer than ${bytesExactly(maximum)}.`,
  'not-json': () => 'The text is not JSON of this format.',
  'json-member': ({ member, problem }) =>
    member ? `The member ${member} ${PROBLEMS[problem]}.` : 'The text is no JSON object.',
  'other-structure': () => 'The bytes are not DER of this structure.',
};

/** A fault in words. */
export function faultText(fault: ByteFault): string {
  const format = FAULTS[fault.kind] as (fault: ByteFault) => string;
  return format(fault);
}
