/**
 * The AWS query protocol: requests as forms, responses as XML. Sources:
 * https://smithy.io/2.0/aws/protocols/aws-query-protocol.html,
 * https://docs.aws.amazon.com/STS/latest/APIReference/CommonErrors.html
 */
import { XmlNode } from '@aws-sdk/xml-builder';
import type { ServiceErrorData } from '../model/services/service-call.ts';
import { STS_NAMESPACE } from '../model/services/sts.ts';
import type { Member, Members } from '../model/shapes.ts';

/** An error of the form itself. */
export class QueryError extends Error {
  override readonly name: 'InvalidQueryParameter' | 'MissingAction' | 'ValidationError';

  constructor(name: QueryError['name'], message: string) {
    super(message);
    this.name = name;
  }
}

/**
 * Parses a form.
 * @throws {QueryError} for a parameter that occurs twice: which one counts would be a guess
 */
export function parseForm(body: string): ReadonlyMap<string, string> {
  const form = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(body)) {
    if (form.has(name)) throw new QueryError('InvalidQueryParameter', `The parameter ${name} occurs more than once.`);
    form.set(name, value);
  }
  return form;
}

/** The part of a form below a prefix. */
function below(form: ReadonlyMap<string, string>, prefix: string): ReadonlyMap<string, string> {
  const inner = new Map<string, string>();
  for (const [name, value] of form) if (name.startsWith(prefix)) inner.set(name.slice(prefix.length), value);
  return inner;
}

const wrongType = (path: string, wanted: string): QueryError =>
  new QueryError('ValidationError', `The value of ${path} is not ${wanted}.`);

function decodeMember(form: ReadonlyMap<string, string>, name: string, member: Member, path: string): unknown {
  if (member.type === 'list')
    return decodeList(below(form, `${name}.member.`), member.item ?? { type: 'string' }, path);
  if (member.type === 'structure') {
    const inner = below(form, `${name}.`);
    return inner.size === 0 ? undefined : decodeForm(inner, member.members ?? {}, `${path}.`);
  }
  const text = form.get(name);
  if (text === undefined) return undefined;
  if (member.type !== 'integer') return text;
  if (!/^[+-]?\d{1,15}$/.test(text)) throw wrongType(path, 'an integer');
  return Number(text);
}

/** Reads the items `1`, `2` and so on of a list. Their numbers give the order; gaps are closed. */
function decodeList(form: ReadonlyMap<string, string>, item: Member, path: string): readonly unknown[] | undefined {
  // Parameters of each item, in one pass: a form can have tens of thousands of items.
  const parts = new Map<number, Map<string, string>>();
  for (const [name, value] of form) {
    const [, number] = /^([1-9]\d{0,8})(?:\.|$)/.exec(name) ?? [];
    if (number === undefined) throw wrongType(path, 'a list');
    const part = parts.get(Number(number));
    if (part === undefined) parts.set(Number(number), new Map([[name, value]]));
    else part.set(name, value);
  }
  const items = [...parts].sort(([one], [other]) => one - other);
  return items.length === 0
    ? undefined
    : items.map(([number, part]) => decodeMember(part, String(number), item, `${path}.${number}`));
}

/**
 * Reads the members of a structure from a form, by their shapes. Ignores unknown parameters, as AWS does.
 * @throws {QueryError} ValidationError for a value of the wrong type
 */
export function decodeForm(
  form: ReadonlyMap<string, string>,
  members: Members,
  path = '',
): Readonly<Record<string, unknown>> {
  const decoded = Object.entries(members).map(
    ([name, member]) => [name, decodeMember(form, name, member, path + name)] as const,
  );
  return Object.fromEntries(decoded.filter(([, value]) => value !== undefined));
}

/** Characters that XML 1.0 cannot contain, in no form. Source: https://www.w3.org/TR/xml/#charsets */
// eslint-disable-next-line no-control-regex -- these are the characters that a document must not have
const NO_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu;

const asXmlText = (text: string): string => text.replace(NO_XML, '\ufffd');

function elementOf(name: string, value: unknown): XmlNode {
  if (value instanceof Date) return XmlNode.of(name, value.toISOString());
  if (typeof value === 'object' && value !== null)
    return new XmlNode(
      name,
      Object.entries(value).map(([member, inner]) => elementOf(member, inner)),
    );
  return XmlNode.of(name, asXmlText(String(value)));
}

const documentOf = (root: XmlNode): string => root.addAttribute('xmlns', STS_NAMESPACE).toString();

/** Creates the document of an output. */
export function encodeResult(operation: string, output: Readonly<Record<string, unknown>>, requestId: string): string {
  return documentOf(
    new XmlNode(`${operation}Response`, [
      elementOf(`${operation}Result`, output),
      elementOf('ResponseMetadata', { RequestId: requestId }),
    ]),
  );
}

/** Creates the document of an error. */
export function encodeError({ name, status, message = '' }: ServiceErrorData, requestId: string): string {
  const error = { Type: status < 500 ? 'Sender' : 'Receiver', Code: name, Message: message };
  return documentOf(new XmlNode('ErrorResponse', [elementOf('Error', error), elementOf('RequestId', requestId)]));
}
