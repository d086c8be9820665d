/**
 * Every paginator of the SDK for a List operation, one entry to a page: all entries once, in their order, and then the
 * end.
 */
import * as sdk from '@aws-sdk/client-kms';
import { ROOT } from '../../conformance/cases.ts';

type Paginate = (config: { client: sdk.KMSClient; pageSize: number }, input: object) => AsyncIterable<object>;

/** The paginators of the List operations, by name. */
export const PAGINATORS: readonly string[] = Object.keys(sdk).filter((name) => name.startsWith('paginateList'));

/** One paginator: what is listed, and how an entry is told from another. */
interface Listing {
  /** Makes entries and gives the input. */
  readonly input: (kms: sdk.KMS, key: string) => object | Promise<object>;
  /** The member of a page. */
  readonly member: string;
  /** How many entries there are then. */
  readonly count: number;
}

const three = [1, 2, 3];
const grants = async (kms: sdk.KMS, KeyId: string): Promise<void> => {
  for (const n of three)
    await kms.createGrant({
      KeyId,
      Name: `g${n}`,
      GranteePrincipal: ROOT,
      RetiringPrincipal: ROOT,
      Operations: ['Encrypt', 'Decrypt'],
    });
};

/** The table. */
const LISTINGS: Readonly<Record<string, Listing>> = {
  paginateListAliases: {
    input: async (kms, TargetKeyId) => {
      for (const n of three) await kms.createAlias({ AliasName: `alias/page-${n}`, TargetKeyId });
      return { KeyId: TargetKeyId };
    },
    member: 'Aliases',
    count: 3,
  },
  paginateListGrants: {
    input: async (kms, KeyId) => {
      await grants(kms, KeyId);
      return { KeyId };
    },
    member: 'Grants',
    count: 3,
  },
  paginateListKeyPolicies: { input: (_kms, KeyId) => ({ KeyId }), member: 'PolicyNames', count: 1 },
  paginateListKeyRotations: {
    input: async (kms, KeyId) => {
      for (const _ of three) await kms.rotateKeyOnDemand({ KeyId });
      return { KeyId, IncludeKeyMaterial: 'ALL_KEY_MATERIAL' };
    },
    member: 'Rotations',
    count: 4,
  },
  paginateListKeys: {
    input: async (kms) => {
      for (const _ of three) await kms.createKey({});
      return {};
    },
    member: 'Keys',
    count: 4,
  },
  paginateListResourceTags: {
    input: async (kms, KeyId) => {
      await kms.tagResource({ KeyId, Tags: three.map((n) => ({ TagKey: `t${n}`, TagValue: '' })) });
      return { KeyId };
    },
    member: 'Tags',
    count: 3,
  },
  paginateListRetirableGrants: {
    input: async (kms, KeyId) => {
      await grants(kms, KeyId);
      return { RetiringPrincipal: ROOT };
    },
    member: 'Grants',
    count: 3,
  },
};

const entries = (page: object, member: string): string[] =>
  (Reflect.get(page, member) as unknown[]).map((entry) => JSON.stringify(entry));

/** `undefined`, or what is wrong with the pages of a paginator in a fresh world. */
export async function paginates(name: string, kms: sdk.KMS): Promise<string | undefined> {
  const listing = LISTINGS[name];
  if (listing === undefined) return `${name} has no case`;
  const { KeyMetadata } = await kms.createKey({});
  const input = await listing.input(kms, KeyMetadata?.Arn ?? '');
  const collect = async (pageSize: number): Promise<string[][]> => {
    const pages: string[][] = [];
    const paginate = Reflect.get(sdk, name) as Paginate;
    // The SDK leaves its last marker in the input that it is given.
    for await (const page of paginate({ client: kms, pageSize }, { ...input }))
      pages.push(entries(page, listing.member));
    return pages;
  };
  const single = await collect(1);
  const whole = (await collect(50)).flat();
  if (single.some((page) => page.length !== 1))
    return `${name}: pages of ${single.map((page) => page.length).join(', ')}`;
  if (single.length !== listing.count || new Set(whole).size !== listing.count)
    return `${name}: ${single.length} pages, ${whole.length} entries`;
  return single.flat().join() === whole.join() ? undefined : `${name}: in another order by single pages`;
}
