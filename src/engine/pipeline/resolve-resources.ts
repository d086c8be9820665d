/**
 * Step 2 of the request pipeline: resolves every resource in the facts of the operation, by ID, ARN, alias, ciphertext
 * or grant token.
 */
import { aliasArn, isKeyId, keyArn, parseArn, partitionOf } from '../../model/arn.ts';
import { KmsError } from '../../model/errors.ts';
import type { ResourceFacts } from '../../model/operation-facts.ts';
import type { KeyRecord } from '../../model/records.ts';
import { parseCiphertextBlob } from '../custody/ciphertext-blob.ts';
import { parseGrantToken } from '../grants/grant-tokens.ts';
import type { CallContext, ResolvedResource } from './call-context.ts';

const NO_ALIASES = 'Key Aliases are not supported for this operation.';

async function keyUnder(arn: string, context: CallContext): Promise<KeyRecord> {
  const key = await context.reader.get('keys', arn);
  if (key === undefined) throw new KmsError('NotFoundException', `Key '${arn}' does not exist`).because('missing-key');
  return key;
}

async function keyOfAlias(arn: string, context: CallContext): Promise<KeyRecord> {
  const alias = await context.reader.get('aliases', arn);
  if (alias === undefined)
    throw new KmsError('NotFoundException', `Alias ${arn} is not found.`).because('missing-alias');
  return await keyUnder(alias.targetArn, context);
}

/**
 * Resolves the key that `name` means for this caller and Region: a key ID, key ARN, alias name or alias ARN.
 * @throws {KmsError} NotFoundException or InvalidArnException, with the recorded texts
 */
export async function resolveKey(name: string, byAlias: boolean, context: CallContext): Promise<KeyRecord> {
  if (name.startsWith('arn:')) {
    const arn = parseArn(name);
    if (arn?.service !== 'kms') throw new KmsError('InvalidArnException').because('not-a-key-arn');
    const alias = arn.resource.startsWith('alias/');
    if (alias && !byAlias) throw new KmsError('InvalidArnException', NO_ALIASES).because('alias-not-accepted');
    if (arn.region !== context.region)
      throw new KmsError('NotFoundException', `Invalid arn ${arn.region}`).because('arn-region');
    if (alias) return await keyOfAlias(name, context);
    const id = arn.resource.startsWith('key/') ? arn.resource.slice(4) : undefined;
    if (id === undefined) throw new KmsError('InvalidArnException').because('not-a-key-arn');
    if (!isKeyId(id)) throw new KmsError('NotFoundException', `Invalid keyId ${id}`).because('key-id-form');
    return await keyUnder(name, context);
  }
  if (name.startsWith('alias/')) {
    if (!byAlias) throw new KmsError('InvalidArnException', NO_ALIASES).because('alias-not-accepted');
    return await keyOfAlias(aliasArn(context.region, context.caller.account, name), context);
  }
  if (!isKeyId(name)) throw new KmsError('NotFoundException', `Invalid keyId '${name}'`).because('key-id-form');
  return await keyUnder(keyArn(context.region, context.caller.account, name), context);
}

/**
 * How a request names a key, as data. An alias ARN contains its alias, which is the value of kms:RequestAlias. Source:
 * https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html (kms:RequestAlias)
 */
function namedBy(name: string): Pick<ResolvedResource, 'identifiedBy' | 'requestAlias'> {
  const isArn = name.startsWith('arn:');
  const alias = /(?:^|:)(alias\/.*)$/.exec(name)?.[1];
  if (alias === undefined) return { identifiedBy: { by: isArn ? 'key-arn' : 'key-id' } };
  return { identifiedBy: { by: isArn ? 'alias-arn' : 'alias-name', alias }, requestAlias: alias };
}

type Input = Readonly<Record<string, unknown>>;
type Row<K extends ResourceFacts['kind']> = ResourceFacts & { readonly kind: K };

/** Returns the text in a member of a validated input. */
const textIn = (input: Input, member: string): string | undefined => input[member] as string | undefined;

/** Parses the ciphertext if it names its key: only a symmetric one does, and only unless it is to be ignored. */
function namingBlob({ blob, algorithm }: Row<'ciphertext'>, input: Input): Uint8Array | undefined {
  const asked = input[algorithm];
  if (asked !== undefined && asked !== 'SYMMETRIC_DEFAULT') return undefined;
  const modifiers = input.DryRunModifiers as readonly string[] | undefined;
  return modifiers?.includes('IGNORE_CIPHERTEXT') ? undefined : (input[blob] as Uint8Array | undefined);
}

/** Resolves the key of a ciphertext, and checks it against the key in the input. */
async function resolveCiphertext(
  row: Row<'ciphertext'>,
  input: Input,
  context: CallContext,
): Promise<ResolvedResource> {
  const name = textIn(input, row.member);
  const bytes = namingBlob(row, input);
  const shared = { role: row.role, kind: 'ciphertext', action: row.action, ...(row.as ? { as: row.as } : {}) } as const;
  if (bytes === undefined) {
    const key = await resolveKey(name ?? '', row.byAlias === true, context);
    return { ...shared, arn: key.arn, key, ...namedBy(name ?? '') };
  }
  const blob = parseCiphertextBlob(bytes);
  if (blob === undefined) throw new KmsError('InvalidCiphertextException').because('ciphertext-form');
  const arn = keyArn(context.region, blob.account, blob.keyId);
  if (name === undefined) {
    const key = await context.reader.get('keys', arn);
    return { ...shared, arn, ...(key === undefined ? {} : { key }), identifiedBy: { by: 'ciphertext' }, hidden: true };
  }
  const key = await resolveKey(name, row.byAlias === true, context);
  if (key.arn !== arn) {
    throw new KmsError(
      'IncorrectKeyException',
      'The key ID in the request does not identify a CMK that can perform this operation.',
    );
  }
  return { ...shared, arn, key, ...namedBy(name) };
}

async function resolveAlias(row: Row<'alias'>, input: Input, context: CallContext): Promise<ResolvedResource> {
  const name = textIn(input, row.member) ?? '';
  const arn = aliasArn(context.region, context.caller.account, name);
  const alias = await context.reader.get('aliases', arn);
  if (alias === undefined && row.exists)
    throw new KmsError('NotFoundException', `Alias ${arn} is not found.`).because('missing-alias');
  const identifiedBy = { by: 'alias-name', alias: name } as const;
  const shared = { role: row.role, kind: 'alias', action: row.action, arn, identifiedBy } as const;
  return { ...shared, ...(alias === undefined ? {} : { alias }) };
}

/** A key name, and how the request gives it. */
interface KeyName extends Pick<ResolvedResource, 'identifiedBy' | 'requestAlias'> {
  readonly name: string;
}

/** Returns the name of a key: in the input, in its grant token, or the target of the alias in another role. */
function keyNameIn(
  { member, token, targetOf }: Row<'key'>,
  input: Input,
  resolved: readonly ResolvedResource[],
): KeyName | undefined {
  const alias = targetOf === undefined ? undefined : resolved.find(({ role }) => role === targetOf)?.alias;
  if (alias !== undefined) return { name: alias.targetArn, identifiedBy: { by: 'alias-target', alias: alias.name } };
  const name = member === undefined ? undefined : textIn(input, member);
  if (name !== undefined) return { name, ...namedBy(name) };
  const inToken = token === undefined ? undefined : parseGrantToken(textIn(input, token) ?? '')?.keyArn;
  return inToken === undefined ? undefined : { name: inToken, identifiedBy: { by: 'grant-token' } };
}

/** Returns the key in role `key`, which a row before this one resolved. */
const keyIn = (resolved: readonly ResolvedResource[]): KeyRecord | undefined =>
  resolved.find(({ role }) => role === 'key')?.key;

function replicaOf(resolved: readonly ResolvedResource[], region = ''): ResolvedResource['replica'] {
  const key = keyIn(resolved);
  return key === undefined ? undefined : { of: key, region };
}

/** Finds the related key of the key in role `key` in `region`. The key itself is none. */
async function findRelated(
  resolved: readonly ResolvedResource[],
  region: string,
  context: CallContext,
): Promise<Pick<ResolvedResource, 'arn' | 'key' | 'identifiedBy'> | undefined> {
  const key = keyIn(resolved);
  if (key?.multiRegion === undefined || region === key.region) return undefined;
  const related = await context.reader.get('keys', keyArn(region, key.account, key.keyId));
  return related && { arn: related.arn, key: related, identifiedBy: { by: 'key-id' } };
}

/** Resolves the resources of a call, in the order of the facts. */
export async function resolveResources(
  rows: readonly ResourceFacts[],
  input: Input,
  context: CallContext,
): Promise<ResolvedResource[]> {
  const resolved: ResolvedResource[] = [];
  for (const row of rows) {
    if (row.kind === 'none') {
      const { role, action, among, when, replicaIn } = row;
      if (when !== undefined && !(input[when] as readonly unknown[] | undefined)?.length) continue;
      const replica = replicaIn === undefined ? undefined : replicaOf(resolved, textIn(input, replicaIn));
      const region = replica?.region ?? context.region;
      const arn = `arn:${partitionOf(region)}:kms:${region}:${context.caller.account}:${among}`;
      resolved.push({
        role,
        kind: 'none',
        action,
        ...(among === undefined ? { arn: '*' } : { arn, unnamed: true }),
        ...(replica === undefined ? {} : { replica }),
      });
    } else if (row.kind === 'related') {
      const related = await findRelated(resolved, textIn(input, row.member) ?? '', context);
      if (related !== undefined) resolved.push({ role: row.role, kind: 'key', action: row.action, ...related });
    } else if (row.kind === 'store') {
      resolved.push({ role: row.role, kind: 'none', action: row.action, arn: '*' });
    } else if (row.kind === 'ciphertext') {
      resolved.push(await resolveCiphertext(row, input, context));
    } else if (row.kind === 'alias') {
      resolved.push(await resolveAlias(row, input, context));
    } else {
      const found = keyNameIn(row, input, resolved);
      if (found === undefined) continue;
      const { name, ...identified } = found;
      const key = await resolveKey(name, row.byAlias === true, context);
      resolved.push({
        role: row.role,
        kind: 'key',
        action: row.action,
        arn: key.arn,
        key,
        ...identified,
        ...(row.stateless ? { stateless: true } : {}),
        ...(row.as ? { as: row.as } : {}),
      });
    }
  }
  return resolved;
}
