/** Step 3: the request quotas. Not built yet: every call passes. The setting `requestQuotas` accepts `off` alone, so nobody is misled. */

/** Lets the call pass. */
export function checkRequestRate(): void {
  // Token buckets per account and Region come with the quotas; this is their place in the request pipeline.
}
