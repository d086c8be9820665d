/** Loads what would stop with a change, if the sandbox has records of anything that could. */
import type { BlastRadiusReport, PlannedChange } from '../../services/blast-radius/blast-radius-types.ts';
import { hasServiceRecords } from '../../services/blast-radius/has-service-records.ts';
import type { PageContext } from '../page/page-context.ts';
import { servicesOf } from '../page/services-of.ts';

/** Returns the report of a change by the caller of the page. Undefined, after a few short reads, without records. */
export async function loadBlastRadius(
  { strongroom, caller, region }: PageContext,
  change: PlannedChange,
): Promise<BlastRadiusReport | undefined> {
  if (!(await hasServiceRecords(strongroom))) return undefined;
  return servicesOf(strongroom).blastRadius.preview({ caller, region, ...change });
}
