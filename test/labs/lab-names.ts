/** Names in the texts of a lab: what stands between backticks. */
import type { Lab, LabTexts } from '../../src/labs/lab.ts';
import { conditionKeyNamed } from '../../src/model/condition-keys.ts';
import { ERRORS } from '../../src/model/errors.ts';
import { STATES } from '../../src/model/key-states.ts';
import { OPERATION_NAMES } from '../../src/model/operations.ts';
import { ENUMS, SHAPES } from '../../src/model/shapes.ts';

/** Elements of policies, their values, and commands of a shell. */
const WORDS = new Set([
  'Action',
  'Allow',
  'Condition',
  'Deny',
  'Effect',
  'ForAnyValue:StringLike',
  'ForAnyValue:StringEquals',
  'Principal',
  'Resource',
  'Sid',
  'Statement',
  'StringEquals',
  'StringLike',
  '*',
  'sha256sum',
]);

/** What KMS does itself, and members of answers. */
const ANSWERS = new Set(['RotateKey', 'DeleteKey', 'GrantToken', 'ConnectionErrorCode', 'ConnectionState', 'KeyState']);

/** Returns the names in the texts of one language. Placeholders in angle brackets are none. */
export function namesOfTexts(texts: LabTexts): readonly string[] {
  const found = [...JSON.stringify(texts).matchAll(/`([^`]+)`/g)].map(([, name]) => name as string);
  return [...new Set(found)].filter((name) => !name.startsWith('openssl '));
}

/** Returns whether a name is one of the API, of policies or of the lab itself. */
export function namesOfLab({ texts: _texts, ...lab }: Lab): (name: string) => boolean {
  const own = JSON.stringify(lab);
  const known = new Set<string>([
    ...OPERATION_NAMES,
    ...Object.values(SHAPES).flatMap((shape) => Object.keys(shape)),
    ...Object.values(ENUMS).flat(),
    ...Object.keys(ERRORS),
    ...STATES,
    ...WORDS,
    ...ANSWERS,
  ]);
  return (name) =>
    known.has(name) ||
    known.has(name.replace(/^kms:/, '')) ||
    conditionKeyNamed(name) !== undefined ||
    own.includes(JSON.stringify(name).slice(1, -1));
}
