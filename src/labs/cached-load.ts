/** Generates a load of messages under data keys that an app caches, for several tenants. */
import type { LabStep } from './lab-step.ts';
import type { LabValue } from './lab-value.ts';

const MAX_MESSAGES = 1000;

/**
 * Returns the steps of the Orders app: for each tenant, it starts with a data key of its own and writes its part.
 * @param input `key`; `tenants`: names; `messages` in all; `maxUses` and `maxAgeSeconds` of a data key, optional
 * @returns undefined for another input
 */
export function cachedLoad({
  key,
  tenants,
  messages,
  ...limits
}: Readonly<Record<string, LabValue>>): readonly LabStep[] | undefined {
  if (typeof key !== 'string' || !Array.isArray(tenants) || tenants.length === 0) return undefined;
  if (typeof messages !== 'number' || !Number.isSafeInteger(messages) || messages > MAX_MESSAGES) return undefined;
  return (tenants as readonly LabValue[]).flatMap((tenant): readonly LabStep[] => [
    { service: 'orders.start', input: { KeyId: key, tenant, ...limits } },
    ...Array.from({ length: Math.floor(messages / tenants.length) }, (_, index): LabStep => ({
      service: 'orders.write',
      input: { text: `message ${index + 1}` },
    })),
  ]);
}
