/** Step 2: every resource that the operation declares, found by id, ARN, alias or ciphertext. */
import { aliasArn, isKeyId, keyArn, parseArn, partitionOf } from '../../model/arn.ts';
import { KmsError } from '../../model/errors.ts';
import type { InputOf, OperationName } from '../../model/operations.ts';
import type { KeyRecord } from '../../model/records.ts';
import { parseBlob } from '../custody/ciphertext-blob.ts';
import type { CallContext, Resolved } from './call-context.ts';
import type { Operation, ResourceRow } from './operation.ts';

const NO_ALIASES = 'Key Aliases are not supported for this operation.';

async function keyUnder(arn: string, context: CallContext): Promise<KeyRecord> {
  const key = await context.reader.get('keys', arn);
  if (key === undefined) throw new KmsError('NotFoundException', `Key '${arn}' does not exist`);
  return key;
}

async function keyOfAlias(arn: string, context: CallContext): Promise<KeyRecord> {
  const alias = await context.reader.get('aliases', arn);
  if (alias === undefined) throw new KmsError('NotFoundException', `Alias ${arn} is not found.`);
  return keyUnder(alias.targetArn, context);
}

/**
 * The key that `name` means for this caller in this Region: a key id, key ARN, alias name or alias ARN.
 * Throws NotFoundException or InvalidArnException with the texts recorded on AWS.
 */
export async function resolveKey(name: string, byAlias: boolean, context: CallContext): Promise<KeyRecord> {
  if (name.startsWith('arn:')) {
    const arn = parseArn(name);
    if (arn === undefined || arn.service !== 'kms') throw new KmsError('InvalidArnException');
    const alias = arn.resource.startsWith('alias/');
    if (alias && !byAlias) throw new KmsError('InvalidArnException', NO_ALIASES);
    if (arn.region !== context.region) throw new KmsError('NotFoundException', `Invalid arn ${arn.region}`);
    if (alias) return keyOfAlias(name, context);
    const id = arn.resource.startsWith('key/') ? arn.resource.slice(4) : undefined;
    if (id === undefined) throw new KmsError('InvalidArnException');
    if (!isKeyId(id)) throw new KmsError('NotFoundException', `Invalid keyId ${id}`);
    return keyUnder(name, context);
  }
  if (name.startsWith('alias/')) {
    if (!byAlias) throw new KmsError('InvalidArnException', NO_ALIASES);
    return keyOfAlias(aliasArn(context.region, context.caller.account, name), context);
  }
  if (!isKeyId(name)) throw new KmsError('NotFoundException', `Invalid keyId '${name}'`);
  return keyUnder(keyArn(context.region, context.caller.account, name), context);
}

/** The alias in the name of a key, of which an alias ARN is a longer form. Source: the condition key kms:RequestAlias. */
function aliasIn(name: string | undefined): { requestAlias: string } | undefined {
  const alias = name === undefined ? undefined : /(?:^|:)(alias\/.*)$/.exec(name)?.[1];
  return alias === undefined ? undefined : { requestAlias: alias };
}

/** The key of a symmetric ciphertext, and the check of a key named beside it. */
async function resolveCiphertext<N extends OperationName>(
  row: ResourceRow<N>,
  input: InputOf<N>,
  context: CallContext,
): Promise<Resolved> {
  const name = row.from?.(input);
  const bytes = row.blob?.(input);
  const shared = { role: row.role, kind: 'ciphertext', action: row.action, ...(row.as ? { as: row.as } : {}) } as const;
  if (bytes === undefined) {
    const key = await resolveKey(name ?? '', row.byAlias !== false, context);
    return { ...shared, arn: key.arn, key, ...aliasIn(name) };
  }
  const blob = parseBlob(bytes);
  if (blob === undefined) throw new KmsError('InvalidCiphertextException');
  const arn = keyArn(context.region, blob.account, blob.keyId);
  if (name === undefined) {
    const key = await context.reader.get('keys', arn);
    return { ...shared, arn, ...(key === undefined ? {} : { key }), hidden: true };
  }
  const key = await resolveKey(name, row.byAlias !== false, context);
  if (key.arn !== arn) {
    throw new KmsError(
      'IncorrectKeyException',
      'The key ID in the request does not identify a CMK that can perform this operation.',
    );
  }
  return { ...shared, arn, key, ...aliasIn(name) };
}

async function resolveAlias<N extends OperationName>(
  row: ResourceRow<N>,
  name: string,
  context: CallContext,
): Promise<Resolved> {
  const arn = aliasArn(context.region, context.caller.account, name);
  const alias = await context.reader.get('aliases', arn);
  if (alias === undefined && row.exists) throw new KmsError('NotFoundException', `Alias ${arn} is not found.`);
  return { role: row.role, kind: 'alias', action: row.action, arn, ...(alias === undefined ? {} : { alias }) };
}

/** The resources of a call, in the order of their declaration. */
export async function resolve<N extends OperationName>(
  operation: Operation<N>,
  input: InputOf<N>,
  context: CallContext,
): Promise<Resolved[]> {
  const resolved: Resolved[] = [];
  for (const row of operation.resources) {
    if (row.when?.(input) === false) continue;
    if (row.kind === 'none') {
      const { role, action, among } = row;
      const arn = `arn:${partitionOf(context.region)}:kms:${context.region}:${context.caller.account}:${among}`;
      resolved.push({ role, kind: 'none', action, ...(among === undefined ? { arn: '*' } : { arn, unnamed: true }) });
    } else if (row.kind === 'ciphertext') {
      resolved.push(await resolveCiphertext(row, input, context));
    } else if (row.kind === 'alias') {
      resolved.push(await resolveAlias(row, row.from?.(input) ?? '', context));
    } else {
      const target =
        row.targetOf === undefined
          ? undefined
          : resolved.find((entry) => entry.role === row.targetOf)?.alias?.targetArn;
      const name = target ?? row.from?.(input);
      if (name === undefined) continue;
      const key = await resolveKey(name, row.byAlias === true, context);
      resolved.push({
        role: row.role,
        kind: 'key',
        action: row.action,
        arn: key.arn,
        key,
        ...aliasIn(row.targetOf === undefined ? name : undefined),
        ...(row.stateless ? { stateless: true } : {}),
        ...(row.as ? { as: row.as } : {}),
      });
    }
  }
  return resolved;
}
