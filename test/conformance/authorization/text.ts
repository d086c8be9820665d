/** From the text of a case to values: names replaced, policies and bytes made of what stands for them. */
import { fromBase64 } from '../../../src/base/base64.ts';
import type { PolicyDocument } from '../../../src/model/policy-document.ts';
import type { PolicyText } from './case.ts';
import statements from './statements.json';

/** What `<…>` stands for. */
export type Names = ReadonlyMap<string, string>;

const NAME = /<([A-Za-z0-9 ]+)>/g;

/** `value` with every name replaced, in texts and in the names of members. Throws for a name that nobody has. */
export function named<T>(value: T, names: Names): T {
  const inText = (text: string): string =>
    text.replace(NAME, (_whole, name: string) => {
      const found = names.get(name);
      if (found === undefined) throw new Error(`Nothing in this scene is called <${name}>.`);
      return found;
    });
  const inside = (part: unknown): unknown => {
    if (typeof part === 'string') return inText(part);
    if (Array.isArray(part)) return part.map(inside);
    if (typeof part !== 'object' || part === null) return part;
    return Object.fromEntries(Object.entries(part).map(([name, member]) => [inText(name), inside(member)]));
  };
  return inside(value) as T;
}

/** Whether `value` speaks of `<name…>`. */
export const speaksOf = (value: unknown, name: string): boolean => (JSON.stringify(value) ?? '').includes(`<${name}`);

/** A policy as AWS takes it; `more` are further statements. */
export function policyOf(text: PolicyText, ...more: readonly object[]): PolicyDocument {
  const usual: Readonly<Record<string, object>> = statements;
  const list = (
    Array.isArray(text) ? text : ((text as PolicyDocument)['Statement'] as readonly unknown[])
  ) as readonly unknown[];
  const Statement = [...list, ...more].map((statement) => {
    if (typeof statement !== 'string') return statement;
    const found = usual[statement];
    if (found === undefined) throw new Error(`There is no usual statement "${statement}".`);
    return found;
  });
  return Array.isArray(text) ? { Version: '2012-10-17', Statement } : { ...text, Statement };
}

/** The members of inputs that hold bytes: base64 in the text of a case. */
const BYTES: ReadonlySet<string> = new Set([
  'CiphertextBlob',
  'EncryptedKeyMaterial',
  'ImportToken',
  'Mac',
  'Message',
  'Plaintext',
  'PublicKey',
  'SharedSecretCiphertextBlob',
  'Signature',
]);

/** An input as the API takes it: names replaced, bytes for base64, a policy as text, nothing for null. */
export function inputOf(text: Readonly<Record<string, unknown>>, names: Names): Record<string, unknown> {
  const entries = Object.entries(text).flatMap(([name, value]): [string, unknown][] => {
    if (value === null) return [];
    if (BYTES.has(name)) return [[name, fromBase64(named(value as string, names))]];
    if (name === 'ValidTo') return [[name, new Date(value as string)]];
    if (name === 'Policy' && typeof value === 'object')
      return [[name, JSON.stringify(named(policyOf(value as PolicyText), names))]];
    return [[name, named(value, names)]];
  });
  return Object.fromEntries(entries);
}
