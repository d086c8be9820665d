import { DEFAULT_ACCOUNT } from '../../model/documented-world.ts';
import { sampleInput } from '../../model/sample-input.ts';
import {
  ASKED,
  isAsked,
  plateKeys,
  type AccessPicture,
  type AskedOperation,
  type PermissionLine,
} from './alias-and-tag-access.ts';
import { testingStatements } from './condition-statements.ts';
import { keyNames } from './event-parts.ts';
import { loadEvents } from './load-events.ts';
import { isAllowed } from './load-outcome.ts';
import type { PictureSource } from './picture-source.ts';

/** Maximum number of keys in the picture: the oldest. */
const MAX_KEYS = 12;

/** Maximum number of principals in the picture. */
const MAX_PRINCIPALS = 4;

const ALIAS_KEYS = ['kms:ResourceAliases', 'kms:RequestAlias'].map((key) => key.toLowerCase());

const isTagOrAlias = (key: string): boolean =>
  key.startsWith('aws:ResourceTag/'.toLowerCase()) || ALIAS_KEYS.includes(key);

/** Asks the authorizer what a principal could do with a key that a call names by its ARN. */
async function permissionLine(
  { strongroom, region }: PictureSource,
  principal: string,
  id: string,
): Promise<PermissionLine> {
  const answers = await Promise.all(
    ASKED.map(async (operation) => {
      const input = sampleInput(operation, { id });
      return [operation, await isAllowed(strongroom.sandbox, { principal, operation, region, input })] as const;
    }),
  );
  return { principal, allowed: Object.fromEntries(answers) as Readonly<Record<AskedOperation, boolean>> };
}

/** Loads the keys with their aliases and tags, and what the principals of the lab could do with each. */
export async function loadAliasAndTagAccess(source: PictureSource): Promise<AccessPicture> {
  const { strongroom, region } = source;
  const { sandbox } = strongroom;
  const [listed, events, known] = await Promise.all([
    sandbox.keys.list(DEFAULT_ACCOUNT, region),
    loadEvents(source),
    sandbox.principals.list(),
  ]);
  const all = plateKeys(listed, events);
  const asked = known.filter((one) => isAsked(one)).slice(0, MAX_PRINCIPALS);
  const principals = asked.map(({ arn }) => arn);
  const keys = await Promise.all(
    all.slice(0, MAX_KEYS).map(async (key) => ({
      ...key,
      lines: await Promise.all(principals.map((principal) => permissionLine(source, principal, key.arn))),
    })),
  );
  const statements = asked.flatMap(({ arn, policies }) =>
    policies.flatMap((policy) => testingStatements(policy, isTagOrAlias).map((one) => ({ ...one, owner: arn }))),
  );
  return { keys, further: all.length - keys.length, principals, statements, nameOf: keyNames(listed) };
}
