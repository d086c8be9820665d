/** Which key specs a new key can have, and why not the others. */
import { KEY_SPECS } from '../../model/algorithms.ts';
import type { Capability } from '../../model/contract.ts';
import type { Custody } from '../../model/records.ts';
import { regionHasSpec } from '../../model/regions.ts';
import type { KeySpec, KeyUsageType } from '../../model/sdk.ts';
import { plannedClass } from './custody-texts.ts';

/** One key spec of a usage. */
export interface SpecOffer {
  readonly spec: KeySpec;
  /** Why it cannot be chosen; absent: it can. */
  readonly why?: string;
}

/** Where the key is to be, and how its material is to be kept. */
export interface OfferTerms {
  readonly region: string;
  readonly custody: Custody;
  readonly capabilities: readonly Capability[];
}

/** What serves `spec`. What is not known yet counts as native: CreateKey has the last word. */
export function servedBy(capabilities: readonly Capability[], spec: KeySpec): Capability['servedBy'] {
  return capabilities.find((capability) => capability.spec === spec)?.servedBy ?? 'native';
}

function whyNot(spec: KeySpec, usage: KeyUsageType, { region, custody, capabilities }: OfferTerms): string | undefined {
  if (!regionHasSpec(region, spec)) return spec === 'SM2' ? 'only in China Regions' : 'not in China Regions';
  if (plannedClass(custody, spec, usage, servedBy(capabilities, spec)) === 'refused')
    return 'not native in this browser, so strict refuses it';
  return undefined;
}

/** The specs that `usage` has, in the order of the table. */
export function specOffers(usage: KeyUsageType, terms: OfferTerms): readonly SpecOffer[] {
  const specs = (Object.keys(KEY_SPECS) as KeySpec[]).filter((spec) => KEY_SPECS[spec].usages.includes(usage));
  return specs.map((spec) => {
    const why = whyNot(spec, usage, terms);
    return why ? { spec, why } : { spec };
  });
}
