/**
 * Step 3 of the request pipeline: request quotas. Not implemented: every call passes. The setting `requestQuotas`
 * accepts only `off`.
 */

/** Accepts every call. */
export function checkRequestRate(): void {
  // Token buckets per account and Region will be here.
}
