/** The keys of a sandbox, looked up by what services store: IDs, ARNs and aliases. */
import { isAccountId, parseArn } from '../../model/arn.ts';
import type { KeyListing } from '../../model/contract.ts';
import type { ServiceSandbox } from '../service-store.ts';

/** States in which KMS accepts cryptographic operations. */
const USABLE: ReadonlySet<string> = new Set(['Enabled', 'Updating']);

/** Whether KMS accepts cryptographic operations with a key. */
export function isUsable({ state }: Pick<KeyListing, 'state'>): boolean {
  return USABLE.has(state);
}

/** Keys by account and Region. Each list is loaded once, so that one report speaks of one moment. */
export class KnownKeys {
  readonly #sandbox: ServiceSandbox['sandbox'];
  readonly #lists = new Map<string, Promise<readonly KeyListing[]>>();

  constructor({ sandbox }: ServiceSandbox) {
    this.#sandbox = sandbox;
  }

  /** Lists the keys of an account in a Region. Programs write any text to the ledger, so neither has to exist. */
  in(account: string, region: string): Promise<readonly KeyListing[]> {
    if (!isAccountId(account) || !/^[a-z0-9-]+$/.test(region)) return Promise.resolve([]);
    const place = `${account}/${region}`;
    const list = this.#lists.get(place) ?? this.#sandbox.keys.list(account, region);
    this.#lists.set(place, list);
    return list;
  }

  /** Finds a key by ID, ARN, alias or alias ARN. The latter three can be of another account or Region. */
  async find(name: string, account: string, region: string): Promise<KeyListing | undefined> {
    const arn = parseArn(name);
    const resource = arn?.resource ?? name;
    const keys = await this.in(arn?.account ?? account, arn?.region ?? region);
    const id = resource.replace(/^key\//, '');
    return keys.find(({ keyId, aliases }) => keyId === id || aliases.includes(resource));
  }

  /** Finds the key that decrypts ciphertexts of the key `arn` in a Region: itself, or a related multi-Region key. */
  async at(arn: string, region: string): Promise<KeyListing | undefined> {
    const { account = '', resource = '' } = parseArn(arn) ?? {};
    const id = resource.replace('key/', '');
    return (await this.in(account, region)).find(({ keyId }) => keyId === id);
  }

  /** Whether KMS accepts cryptographic operations with the key `arn` now. */
  async isUsable(arn: string): Promise<boolean> {
    const key = await this.at(arn, parseArn(arn)?.region ?? '');
    return key !== undefined && isUsable(key);
  }
}
