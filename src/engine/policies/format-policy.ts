/**
 * The form in which GetKeyPolicy returns a policy, whatever form it was sent in. The whitespace is recorded, for a
 * policy that an API call had set, in https://github.com/aws/aws-cli/issues/9456. All public records have the members
 * in the order below; that KMS sorts members sent in another order is inferred from that.
 */
import type { PolicyDocument } from '../../model/policy-document.ts';

const DOCUMENT_ORDER = ['Version', 'Id', 'Statement'];
const STATEMENT_ORDER = [
  'Sid',
  'Effect',
  'Principal',
  'NotPrincipal',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Condition',
];

type Members = Readonly<Record<string, unknown>>;

/** Returns the members in `order`, then all others as they were. */
function sorted(members: Members, order: readonly string[]): Members {
  const known = order.filter((name) => Object.hasOwn(members, name));
  return Object.fromEntries([...known, ...Object.keys(members)].map((name) => [name, members[name]]));
}

function print(value: unknown, indent: string): string {
  if (Array.isArray(value))
    return value.length === 0 ? '[ ]' : `[ ${value.map((item) => print(item, indent)).join(', ')} ]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const inner = `${indent}  `;
  const lines = Object.entries(value).map(([name, member]) => `${JSON.stringify(name)} : ${print(member, inner)}`);
  return lines.length === 0 ? '{ }' : `{\n${inner}${lines.join(`,\n${inner}`)}\n${indent}}`;
}

/** Formats a policy document. */
export function formatPolicy(document: PolicyDocument): string {
  const { Statement } = document;
  const statements = (Array.isArray(Statement) ? Statement : [Statement]) as readonly Members[];
  return print(
    sorted({ ...document, Statement: statements.map((one) => sorted(one, STATEMENT_ORDER)) }, DOCUMENT_ORDER),
    '',
  );
}
