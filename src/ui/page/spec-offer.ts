/** The key specs of a usage, and why some of them cannot be chosen for a new key. */
import { KEY_SPECS } from '../../model/algorithms.ts';
import type { Capability } from '../../model/contract.ts';
import type { Custody } from '../../model/records.ts';
import { regionHasSpec } from '../../model/regions.ts';
import type { KeySpec, KeyUsageType } from '../../model/sdk.ts';
import { plannedClass } from './custody.ts';
import { TEXTS } from './custody-texts.ts';

/** One key spec of a usage. */
export interface SpecOffer {
  readonly spec: KeySpec;
  /** Why it cannot be chosen; absent when it can. */
  readonly why?: string;
}

/** The Region and the custody of the new key, and what this browser supports. */
export interface OfferTerms {
  readonly region: string;
  readonly custody: Custody;
  readonly capabilities: readonly Capability[];
}

/** What serves `spec`. An unknown spec counts as native: CreateKey decides. */
export function servedBy(capabilities: readonly Capability[], spec: KeySpec): Capability['servedBy'] {
  return capabilities.find((capability) => capability.spec === spec)?.servedBy ?? 'native';
}

function whyNot(spec: KeySpec, usage: KeyUsageType, { region, custody, capabilities }: OfferTerms): string | undefined {
  if (!regionHasSpec(region, spec)) return spec === 'SM2' ? TEXTS.notOffered.onlyInChina : TEXTS.notOffered.notInChina;
  if (plannedClass(custody, spec, usage, servedBy(capabilities, spec)) === 'refused') return TEXTS.notOffered.notNative;
  return undefined;
}

/** The key specs of `usage`, in the order of KEY_SPECS. */
export function specOffers(usage: KeyUsageType, terms: OfferTerms): readonly SpecOffer[] {
  const specs = (Object.keys(KEY_SPECS) as KeySpec[]).filter((spec) => KEY_SPECS[spec].usages.includes(usage));
  return specs.map((spec) => {
    const why = whyNot(spec, usage, terms);
    return why ? { spec, why } : { spec };
  });
}
