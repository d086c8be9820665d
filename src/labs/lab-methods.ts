/** The methods of a sandbox that steps of labs may call, by their path. All of them act on the sandbox of the lab. */

export const LAB_METHODS = [
  'settings.set',
  'accounts.put',
  'principals.put',
  'principals.remove',
  'groups.put',
  'endpoints.put',
  'faults.set',
  'faults.clear',
  'clusters.list',
  'clusters.create',
  'clusters.change',
  'proxies.create',
  'proxies.update',
  'proxies.createKey',
  'proxies.updateKey',
] as const;

/** Path of a method that labs may call. */
export type LabMethod = (typeof LAB_METHODS)[number];

/** The settings that labs may change. The others concern storage, signatures and the default account. */
export const LAB_SETTINGS: ReadonlySet<string> = new Set(['requestQuotas', 'propagationDelaySeconds', 'custody']);
